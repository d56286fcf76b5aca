// SPDX-License-Identifier: MIT
// RUN: not %cc %iomem_cflags -c %s -o %t.o 2>&1 | FileCheck %s
// CHECK-NOT: internal compiler error
// CHECK: [[@LINE+6]]:{{.*}}error:
// CHECK-NOT: internal compiler error
#include <iomem.h>
#include <string.h>
void f(char __iomem *io)
{
    strcpy(io, "no end);
}
