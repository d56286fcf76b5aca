// SPDX-License-Identifier: MIT
// RUN: not %cc -c %s -o %t.o 2>&1 | FileCheck %s
// CHECK: [[@LINE+2]]:{{.*}}error:
// CHECK-NOT: internal compiler error
int f(int __iomem *io);
