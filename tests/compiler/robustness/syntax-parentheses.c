// SPDX-License-Identifier: MIT
// Parentheses that are missing around __iomem and in calls: each function has its error, the next one is judged as usual.
// RUN: rm -rf %t && split-file %s %t
// RUN: not %cc %iomem_words -c %t/1.c -o %t/o 2>&1 | FileCheck %s
// RUN: not %cc %iomem_words -c %t/2.c -o %t/o 2>&1 | FileCheck %s
// RUN: not %cc %iomem_words -c %t/3.c -o %t/o 2>&1 | FileCheck %s
// RUN: not %cc %iomem_words -c %t/4.c -o %t/o 2>&1 | FileCheck %s
// RUN: not %cc %iomem_words -c %t/5.c -o %t/o 2>&1 | FileCheck %s
// RUN: not %cc %iomem_words -c %t/6.c -o %t/o 2>&1 | FileCheck %s
// RUN: not %cc %iomem_words -c %t/7.c -o %t/o 2>&1 | FileCheck %s
// CHECK-NOT: internal compiler error
// CHECK: .c:2:{{.*}}error:
// CHECK-NOT: internal compiler error

//--- 1.c
#include <string.h>
void f(char __iomem *io, char *ram) { memcpy(ram, io, 4; }
//--- 2.c
#include <string.h>
void f(char __iomem *io, char *ram) { memcpy ram, io, 4); }
//--- 3.c
#include <string.h>
unsigned long f(char __iomem *io) { return strlen((io); }
//--- 4.c
#include <string.h>
void f(char __iomem *io, char *ram) { ram = (char *io; }
//--- 5.c
#include <string.h>
void f(char __iomem *io, char *ram) { ram = (char __force *io; }
//--- 6.c
#include <string.h>
void f(char __iomem *io, char *ram) { memcpy((char __force *)io), ram, 4); }
//--- 7.c
#include <string.h>
void f(char __iomem (*io, char *ram) { memcpy(ram, io, 4); }
