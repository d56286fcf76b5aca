// SPDX-License-Identifier: MIT
// An access that is wider than max-width is refused, whatever it is of; what is as wide is fine.
// RUN: %diagnose -fplugin-arg-iomem-max-width=4 -DWIDE=uint64_t -DFINE=uint32_t -DFLOAT=double
// RUN: %diagnose -fplugin-arg-iomem-max-width=2 -DWIDE=uint32_t -DFINE=uint16_t -DFLOAT=float
// RUN: %diagnose -fplugin-arg-iomem-max-width=1 -DWIDE=uint16_t -DFINE=uint8_t -DFLOAT=float -O2
// RUN: not %cc %iomem_cflags -fplugin-arg-iomem-max-width=2 -DWIDE=uint32_t -DFINE=uint16_t -DFLOAT=float -c %s -o %t.o > %t.log 2>&1
// RUN: FileCheck --input-file=%t.log %s
#include <iomem.h>

struct device {
    FINE fine[8];
    WIDE wide;
    FINE more;
};

// CHECK: max-width.c:[[@LINE+1]]:{{.*}} access of type {{.*}} to '__iomem' memory is not one instruction: 4 bytes wide, where by max-width 1 and 2 are possible [-Wiomem-width]
WIDE load(WIDE __iomem *io) { return *io; }                             // expect-error width
void store(struct device __iomem *io) { io->wide = 1; }                 // expect-error width
void change(struct device __iomem *io) { io->wide |= 1; }               // expect-error width
FLOAT number(FLOAT __iomem *io) { return *io; }                         // expect-error width

FINE as_wide(struct device __iomem *io, int i)
{
    io->more++;
    io->fine[i] |= 1;
    return io->fine[2];
}
struct object {
    FINE fine;
    WIDE wide;
};
void object(struct object __iomem *io, struct object *p) { *p = *io; }    // expect-error width

WIDE ram(WIDE *p) { return ++*p; }
WIDE forced(WIDE __iomem *io) { return *(WIDE __force *)io; }
