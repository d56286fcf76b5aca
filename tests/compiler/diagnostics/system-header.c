// SPDX-License-Identifier: MIT
// Diagnostics in system headers follow the compiler's rule: silent, unless -Wsystem-headers.
// RUN: rm -rf %t && split-file %s %t
// RUN: %cc %iomem_cflags -isystem %t/include -c %t/main.c -o %t/main.o 2>&1 | count 0
// RUN: not %cc %iomem_cflags -I %t/include -c %t/main.c -o %t/main.o 2>&1 | FileCheck %s
// RUN: not %cc %iomem_cflags -isystem %t/include -Wsystem-headers -c %t/main.c -o %t/main.o 2>&1 | FileCheck %s
// CHECK-DAG: [-Wiomem-cast]
// CHECK-DAG: [-Wiomem-mixing]

//--- include/library.h
#include <iomem.h>
static inline char *strip(char __iomem *io) { return (char *)io; }
typedef void (*plain)(void *);
static inline plain nested(void (*io)(void __iomem *)) { return io; }

//--- main.c
#include <library.h>
char *f(char __iomem *io) { return strip(io); }
plain g(void (*io)(void __iomem *)) { return nested(io); }
