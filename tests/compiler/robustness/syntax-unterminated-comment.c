// SPDX-License-Identifier: MIT
// RUN: not %cc %iomem_cflags -c %s -o %t.o 2>&1 | FileCheck %s
// CHECK-NOT: internal compiler error
// CHECK: [[@LINE+3]]:1: error: unterminated
// CHECK-NOT: internal compiler error
#include <iomem.h>
/* int f(int __iomem *io) { return *io; }
