// SPDX-License-Identifier: MIT
// REQUIRES: gcc
// RUN: %cc %iomem_cflags -O0 -S %s -o - | FileCheck --implicit-check-not='{{(call|jmp)[ \t]+strlen}}' %s
// RUN: %cc %iomem_cflags -O2 -S %s -o - | FileCheck --implicit-check-not='{{(call|jmp)[ \t]+strlen}}' %s
#include <iomem.h>
#include <string.h>

// CHECK: iomem_strlen_io
// CHECK: iomem_strlen_io
size_t outer(char __iomem *io)
{
    __attribute__((noinline)) size_t inner(char __iomem *other) { return strlen(other) + strlen(io); }
    return inner(io + 1);
}
