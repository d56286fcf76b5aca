// SPDX-License-Identifier: MIT
// What became of each loop, once, in its place; and that whoever asks for it gets the same code.
// REQUIRES: clang
// DEFINE: %{compile} = %cc %iomem_cflags -O2 -c %s
// RUN: %{compile} -o %t.o
// RUN: %{compile} -o %t-remarks.o -Rpass=iomem -Rpass-missed=iomem 2> %t.remarks
// RUN: FileCheck --implicit-check-not=remark: %s < %t.remarks
// RUN: cmp %t.o %t-remarks.o
// RUN: %{compile} -o %t-class.o -fplugin-arg-iomem-Wunrewritten
// RUN: cmp %t.o %t-class.o
// RUN: %{compile} -o %t-debug.o -g -fplugin-arg-iomem-Wunrewritten 2> %t.class
// RUN: FileCheck --check-prefix=CLASS --implicit-check-not=remark: %s < %t.class
// RUN: not %{compile} -o %t-error.o -g -fplugin-arg-iomem-Werror=unrewritten 2> %t.error
// RUN: FileCheck --check-prefix=ERROR --implicit-check-not=error: %s < %t.error
// RUN: %cc %iomem_cflags -E %s -o %t.i
// RUN: %cc %iomem_words -x c -O2 -g -c %t.i -o %t-debug.o -fplugin-arg-iomem-Wunrewritten 2> %t.class
// RUN: FileCheck --check-prefix=CLASS --implicit-check-not=remark: %s < %t.class
// RUN: %{compile} -o %t-quiet.o -w -Werror -fplugin-arg-iomem-Wunrewritten 2>&1 | count 0
// RUN: test ! -e %t-error.o
#include <iomem.h>
#include <stdint.h>

// The place is that of the first access, here of a helper that is inlined into two functions, once unrolled.
static inline void widen(uint32_t __iomem *io, const uint8_t *ram, unsigned n)
{
    for (unsigned i = 0; i < n; i++)
        io[i] = ram[i];
}

void a(uint32_t __iomem *io, const uint8_t *ram, unsigned n)
{
    widen(io, ram, n);
}

void b(uint32_t __iomem *io, const uint8_t *ram)
{
    widen(io, ram, 4);
}

// A step that is known only where it is inlined.
static inline void put(uint32_t __iomem *io, const uint32_t *ram, unsigned n, long step)
{
    for (; n; n--, io += step)
        *io = *ram++;
}

void c(uint32_t __iomem *io, const uint32_t *ram, unsigned n)
{
    put(io, ram, n, 1);
}

uint32_t reduction(const uint32_t __iomem *io, unsigned n)
{
    uint32_t sum = 0;
    while (n--)
        sum += *io;
    return sum;
}

// CHECK-DAG: remarks.c:[[@LINE-16]]:13: remark: loop on '__iomem' memory became a call of 'iomem_iowrite32_copy' [-Rpass=iomem]
// CHECK-DAG: remarks.c:[[@LINE-34]]:15: remark: loop on '__iomem' memory stays a loop: what it stores is not, bit for bit, what it loads or a value that stays the same [-Rpass-missed=iomem]
// CLASS: remarks.c:[[@LINE-35]]:15: remark: loop on '__iomem' memory stays a loop: what it stores is not, bit for bit, what it loads or a value that stays the same [-Wiomem-unrewritten]
// CLASS-NEXT: io[i] = ram[i];
// CLASS: remarks.c:[[@LINE-37]]:15: note: it makes its accesses one by one
// ERROR: remarks.c:[[@LINE-38]]:15: error: loop on '__iomem' memory stays a loop: {{.*}} [-Wiomem-unrewritten]
