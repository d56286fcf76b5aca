// SPDX-License-Identifier: MIT
// A function that only shares the name of one of the table keeps its calls.
// RUN: %cc %iomem_words -w -O2 -S %s -o - | FileCheck %s
// CHECK-NOT: iomem_
// CHECK: strlcpy
// CHECK-NOT: iomem_
int strlcpy(int options, char *d);
int rawmemchr(int, int);
int memmem(long a, long b, long c, long d);
int touch(char __iomem *io) { return *io; }
int f(char *ram, int n) { return strlcpy(1, ram) + rawmemchr(n, 2) + memmem(1, 2, 3, n); }
