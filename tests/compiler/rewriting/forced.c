// SPDX-License-Identifier: MIT
// __force means it: the call stays libc's.
// RUN: %cc %iomem_cflags -O2 -S %s -o - | FileCheck --implicit-check-not=iomem_mem %s
#include <iomem.h>
#include <string.h>

// CHECK: {{(call|jmp)[ \t]+memcpy}}
void *forced(char __iomem *io, char *ram, size_t n) { return memcpy((void __force *)io, ram, n); }
