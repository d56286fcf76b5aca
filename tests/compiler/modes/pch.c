// SPDX-License-Identifier: MIT
// A precompiled header is refused with a clear message when it is made, and ignored when it is there.
// REQUIRES: gcc
// RUN: rm -rf %t && split-file %s %t
// RUN: not %cc %iomem_cflags -x c-header %t/h.h -o %t/h.h.gch 2>&1 | FileCheck --check-prefix=MADE %s
// RUN: not test -e %t/h.h.gch
// MADE: error: iomem: the plugin cannot make a precompiled header
// MADE-NOT: error:
// RUN: %cc -I%source/include -x c-header %t/h.h -o %t/h.h.gch
// RUN: %cc %iomem_cflags -c %t/u.c -o %t/u.o 2>&1 | count 0
// RUN: nm -u %t/u.o | FileCheck --check-prefix=USED %s
// USED: iomem_memset_io
// RUN: %cc %iomem_cflags -Winvalid-pch -c %t/u.c -o %t/u.o 2>&1 | FileCheck --check-prefix=WARNED %s
// WARNED: not used because the iomem plugin is loaded

//--- h.h
#include <string.h>

//--- u.c
#include "h.h"
void f(char __iomem *p) { memset(p, 0, 3); }
