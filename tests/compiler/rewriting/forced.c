// SPDX-License-Identifier: MIT
// __force means it: the call stays libc's. Not every target has such casts by itself, in code and in initialisers.
// RUN: %cc %iomem_cflags -O0 -S %s -o - | FileCheck --implicit-check-not=iomem_mem %s
// RUN: %cc %iomem_cflags -O2 -S %s -o - | FileCheck --implicit-check-not=iomem_mem %s
// RUN: %cc %iomem_cflags -O2 -DINITIALISERS -S %s -o - | FileCheck --check-prefix=DATA %s
#include <iomem.h>
#include <string.h>

#ifndef INITIALISERS
// CHECK: {{[ ,]memmove}}
void *forced(char __iomem *io, char *ram, size_t n) { return memmove((void __force *)io, ram, n); }
#endif

extern char __iomem board[16];
char ram[16];
struct { int number; char *plain[2]; } table = {1, {(char __force *)board, (char __force *)(board + 7)}};
char __iomem *const fake = (char __iomem __force *)(ram + 3);
// DATA-DAG: {{ }}board{{$}}
// DATA-DAG: {{ }}board+7{{$}}
// DATA-DAG: {{ }}ram+3{{$}}
