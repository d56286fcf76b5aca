// SPDX-License-Identifier: MIT
// Two files in one command, one of them wrong.
// RUN: rm -rf %t && split-file %s %t
// RUN: cd %t && %cc %iomem_cflags -c good.c also.c 2>&1 | count 0
// RUN: cd %t && not %cc %iomem_cflags -c good.c bad.c 2>&1 | FileCheck %s
// RUN: %if gcc || native %{ cd %t && %cc %iomem_cflags -O2 -flto -shared -fPIC good.c also.c -o both.so 2>&1 | count 0 %}
// CHECK-NOT: internal compiler error
// CHECK: bad.c:2:{{.*}}error:
// CHECK-NOT: error:

//--- good.c
#include <iomem.h>
int good(int __iomem *io) { return *io; }
//--- also.c
#include <iomem.h>
int also(int __iomem *io) { return *io; }
//--- bad.c
#include <iomem.h>
int *bad(int __iomem *io) { return io; }
