// SPDX-License-Identifier: MIT
// RUN: %diagnose
// RUN: %cc %iomem_words -c %s -o %t.o 2>&1 | FileCheck %s
// RUN: not %cc %iomem_words -pedantic-errors -c %s -o %t.o 2>&1 | FileCheck %s
#ifndef __iomem
#error "__iomem looks undefined"
#endif
// CHECK: [[@LINE+1]]:{{.*}}: {{"__iomem"|'__iomem' macro}} redefined
#define __iomem
#define __force
int *f(int __iomem *p) { return (int __force *)p; }
