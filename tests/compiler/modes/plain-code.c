// SPDX-License-Identifier: MIT
// Without the words in it, a file's functions are what the compiler makes of them.
// REQUIRES: clang
// RUN: %cc %iomem_cflags -O1 -c %s -o %t.o 2>&1 | count 0
// RUN: nm -u %t.o | FileCheck %s
// CHECK: xmemcpy
#include <string.h>
#pragma redefine_extname memcpy xmemcpy
void *f(char *p, char *q, size_t n) { return memcpy(p, q, n); }
void *g(char *p, char *q) { return __builtin_choose_expr(1, memmove, memcpy)(p, q, 4); }
