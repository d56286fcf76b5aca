// SPDX-License-Identifier: MIT
// The short names can be left out, for programs that have their own.
// RUN: %cc %iomem_cflags -c %s -o %t.o && nm -u %t.o | FileCheck %s
// RUN: %cc %iomem_cflags -DIOMEM_NO_SHORT_NAMES -DOWN -c %s -o %t.o && nm -u %t.o | FileCheck %s
// RUN: not %cc %iomem_cflags -DOWN -c %s -o %t.o
// CHECK: iomem_memcpy_toio
#include <iomem.h>

#ifdef OWN
static int memcpy_toio(int a) { return a; }
int f(char __iomem *io) { iomem_memcpy_toio(io, "abc", 4); return memcpy_toio(1); }
#else
int f(char __iomem *io) { memcpy_toio(io, "abc", 4); return 0; }
#endif
