// SPDX-License-Identifier: MIT
// A precompiled header is refused with a clear message when it is made. One that was made without the plugin is
// ignored by GCC, and serves Clang as the header would.
// RUN: rm -rf %t && split-file %s %t
// RUN: not %cc %iomem_cflags -x c-header %t/h.h -o %t/h.h.gch 2>&1 | FileCheck --check-prefix=MADE %s
// RUN: not test -e %t/h.h.gch
// MADE: error: iomem: the plugin cannot make a precompiled header
// MADE-NOT: error:
// DEFINE: %{make} = %cc -I%source/include -D__IOMEM__ -x c-header

// RUN: %if gcc %{ %{make} %t/h.h -o %t/h.h.gch %}
// RUN: %cc %iomem_cflags -c %t/u.c -o %t/u.o 2>&1 | count 0
// RUN: nm -u %t/u.o | FileCheck --check-prefix=USED %s
// USED: iomem_memset_io
// RUN: %if gcc %{ %cc %iomem_cflags -Winvalid-pch -c %t/u.c -o %t/u.o 2>&1 | FileCheck --check-prefix=WARNED %s %}
// WARNED: not used because the iomem plugin is loaded

// RUN: %if clang %{ %{make} %t/h.h -o %t/h.pch && %{make} %t/driver.h -o %t/driver.pch %}
// DEFINE: %{try} = %cc %iomem_cflags -c -o %t/u.o
// RUN: %if clang %{ %{try} -include-pch %t/h.pch %t/late.c 2>&1 | count 0 %}
// RUN: nm -u %t/u.o | FileCheck --check-prefix=USED --implicit-check-not=" mem" %s
// RUN: %if clang %{ %{try} -include-pch %t/driver.pch %t/fine.c 2>&1 | count 0 %}
// RUN: %if clang %{ nm -u %t/u.o | FileCheck --check-prefix=FINE --implicit-check-not=" mem" %s %}
// FINE: U iomem_memcpy_fromio
// FINE: U iomem_memset_io
// RUN: %if clang %{ not %{try} -include-pch %t/driver.pch %t/wrong.c > %t/log 2>&1 %}
// RUN: %if clang %{ FileCheck --input-file=%t/log --check-prefix=WRONG %s %}
// WRONG-DAG: driver.h:{{.*}} warning: cast from {{.*}} [-Wiomem-cast]
// WRONG-DAG: driver.h:{{.*}} error: comparing {{.*}} [-Wiomem-mixing]
// WRONG-DAG: wrong.c:{{.*}} warning: passing {{.*}} [-Wiomem-vararg]
// WRONG-DAG: wrong.c:{{.*}} error: {{.*}} changes address space
// RUN: %if clang %{ not %cc -I%source/include -D__IOMEM__ -c -o %t/no.o -include-pch %t/driver.pch %t/fine.c 2>&1 | FileCheck --check-prefix=GUARD %s %}
// GUARD: error: the iomem plugin did not run

//--- h.h
#include <string.h>

//--- u.c
#include "h.h"
#include <iomem.h>
void f(char __iomem *p) { memset(p, 0, 3); }

//--- late.c
#include <iomem.h>
void f(char __iomem *p) { memset(p, 0, 3); }

//--- driver.h
#include <iomem.h>
struct device { unsigned a, b; unsigned bit : 3; };
int print(const char *, ...);
static inline char *removes(char __iomem *io) { return (char *)io; }
static inline void copy(struct device *r, struct device __iomem *io) { *r = *io; }
static inline unsigned bit(struct device __iomem *io) { return io->bit; }
static inline int compare(char __iomem *io, char *r) { return io == r; }
static inline void rewritten(char __iomem *io, char *r) { memcpy(r, io, 4); }

//--- fine.c
void f(char __iomem *io, char *r) { rewritten(io, r); memset(io, 0, 3); }

//--- wrong.c
int f(struct device *r, struct device __iomem *io, char __iomem *p, char *q)
{
    copy(r, io);
    print("", p);
    q = p;
    return bit(io) + *removes(p) + compare(p, q);
}
