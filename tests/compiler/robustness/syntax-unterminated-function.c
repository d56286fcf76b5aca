// SPDX-License-Identifier: MIT
// RUN: not %cc %iomem_cflags -c %s -o %t.o 2>&1 | FileCheck %s
// CHECK-NOT: internal compiler error
// CHECK: error: expected
// CHECK-NOT: internal compiler error
#include <iomem.h>
#include <string.h>
void f(char __iomem *io, char *ram)
{
    memcpy(ram, io, 4);
    if (io) {
        ram = strchr(
