// SPDX-License-Identifier: MIT
// Many types and functions, with the compiler's garbage collector at its busiest, give the same object as without.
// REQUIRES: gcc, full
// RUN: %python %S/Inputs/large.py 400 > %t.large.c
// RUN: %cc %iomem_cflags -O1 -w -c %t.large.c -o %t.o 2>&1 | count 0
// RUN: %python %S/Inputs/large.py 12 > %t.c
// RUN: %cc %iomem_cflags -O2 -w -c %t.c -o %t.1.o 2>&1 | count 0
// RUN: %cc %iomem_cflags -O2 -w --param ggc-min-expand=0 --param ggc-min-heapsize=0 -c %t.c -o %t.2.o 2>&1 | count 0
// RUN: cmp %t.1.o %t.2.o
