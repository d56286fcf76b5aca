// SPDX-License-Identifier: MIT
// The classes of accesses obey their own switches and the compiler's; what is let through is compiled.
// RUN: rm -rf %t && split-file %s %t
// DEFINE: %{flags} =
// DEFINE: %{cc} = %cc %iomem_cflags -isystem %t/include -c -o %t/o %{flags} %t/main.c
// DEFINE: %{log} = > %t/log 2>&1
// DEFINE: %{o} = -fplugin-arg-iomem
// RUN: not %{cc} -O2 %{log}
// RUN: FileCheck --input-file=%t/log --check-prefixes=ERROR,WARNING --implicit-check-not=-Wiomem %s
// RUN: not %{cc} -w %{log}
// RUN: FileCheck --input-file=%t/log --check-prefixes=ERROR --implicit-check-not=-Wiomem %s
// RUN: %{cc} %{o}-Wno-width %{o}-Wno-atomic %{o}-Wno-bitfield %{o}-Wno-asm %{log}
// RUN: count 0 < %t/log
// RUN: %{cc} -O2 %{o}-Wno-width %{o}-Wno-atomic %{o}-Wno-bitfield %{o}-Wno-asm -Werror %{log}
// RUN: count 0 < %t/log
// RUN: %{cc} -O2 %{o}-Wno-error=width %{o}-Wno-error=atomic %{log}
// RUN: FileCheck --input-file=%t/log --check-prefixes=DOWN,WARNING --implicit-check-not=-Wiomem --implicit-check-not=error: %s
// RUN: not %{cc} %{o}-Wno-width %{o}-Wno-atomic %{o}-Werror=bitfield %{log}
// RUN: FileCheck --input-file=%t/log --check-prefixes=PROMOTED --implicit-check-not=-Wiomem %s
// RUN: not %{cc} %{o}-Wno-width %{o}-Wno-atomic -Werror %{log}
// RUN: FileCheck --input-file=%t/log --check-prefixes=ALL --implicit-check-not=-Wiomem %s
// RUN: not %{cc} %{o}-Wno-width %{o}-Wno-atomic %{o}-Wno-bitfield %{o}-Wno-asm %{o}-Werror=deref %{log}
// RUN: FileCheck --input-file=%t/log --check-prefixes=DEREF %s
// RUN: not %{cc} -Wsystem-headers -DHEADER %{log}
// RUN: FileCheck --input-file=%t/log --check-prefixes=HEADER %s
// ERROR-DAG: main.c:4:{{.*}} error: {{.*}} [-Wiomem-width]
// ERROR-DAG: main.c:5:{{.*}} error: {{.*}} [-Wiomem-width]
// ERROR-DAG: main.c:{{13|15}}:{{.*}} error: {{.*}} [-Wiomem-atomic]
// WARNING-DAG: main.c:7:{{.*}} warning: {{.*}} [-Wiomem-bitfield]
// WARNING-DAG: main.c:8:{{.*}} warning: {{.*}} [-Wiomem-asm]
// DOWN-DAG: main.c:4:{{.*}} warning: {{.*}} [-Wiomem-width]
// DOWN-DAG: main.c:5:{{.*}} warning: {{.*}} [-Wiomem-width]
// DOWN-DAG: main.c:{{13|15}}:{{.*}} warning: {{.*}} [-Wiomem-atomic]
// PROMOTED-DAG: main.c:7:{{.*}} error: {{.*}} [-Wiomem-bitfield]
// PROMOTED-DAG: main.c:8:{{.*}} warning: {{.*}} [-Wiomem-asm]
// ALL-DAG: main.c:7:{{.*}} error: {{.*}}iomem-bitfield
// ALL-DAG: main.c:8:{{.*}} error: {{.*}}iomem-asm
// DEREF-DAG: main.c:7:{{.*}} error: {{.*}} [-Wiomem-deref]
// DEREF-DAG: main.c:9:{{.*}} error: {{.*}} [-Wiomem-deref]
// HEADER-DAG: library.h:4:{{.*}} error: {{.*}} [-Wiomem-width]
// HEADER-DAG: library.h:5:{{.*}} warning: {{.*}} [-Wiomem-bitfield]

//--- include/library.h
#include <iomem.h>
struct __attribute__((packed)) library { char c; unsigned value; };
struct library_bits { unsigned a : 3; };
static inline unsigned library(struct library __iomem *io) { return io->value; }
static inline void library_bits(struct library_bits __iomem *io) { io->a = 1; }

//--- main.c
#include <library.h>
struct __attribute__((packed)) packed { char c; unsigned value; };
struct bits { unsigned a : 3; };
unsigned f(struct packed __iomem *io) { return io->value; }
void g(long double __iomem *io) { *io = 1; }

void i(struct bits __iomem *io) { io->a = 1; }
void j(int __iomem *io) { __asm__ volatile("" : : "m"(*io)); }
void k(int __iomem *io) { *io = 1; }
unsigned l(struct library __iomem *io, struct library_bits __iomem *bits) { library_bits(bits); return library(io); }
/* Each compiler has its own errors for the other one. */
#ifdef __clang__
void h(int __iomem *io) { __atomic_store_n(io, 1, 5); }
#else
void h(int __iomem *io, int *v) { __atomic_store(io, v, 5); }
#endif
