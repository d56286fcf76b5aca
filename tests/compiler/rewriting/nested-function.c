// SPDX-License-Identifier: MIT
// REQUIRES: gcc
// RUN: %cc %iomem_cflags -O0 -S %s -o - | FileCheck %s
// RUN: %cc %iomem_cflags -O2 -S %s -o - | FileCheck %s
#include <iomem.h>
#include <string.h>

// CHECK: iomem_strlen_io
// CHECK: iomem_strlen_io
// CHECK-NOT: {{[^_a-z]}}strlen
size_t outer(char __iomem *io)
{
    __attribute__((noinline)) size_t inner(char __iomem *other) { return strlen(other) + strlen(io); }
    return inner(io + 1);
}
