// SPDX-License-Identifier: MIT
// RUN: %cc %iomem_words -D__iomem= -D__force= -c %s -o %t.o 2>&1 | FileCheck %s
// CHECK: "__iomem" redefined
// CHECK-NOT: error:
int f(int __iomem *io) { return *io; }
