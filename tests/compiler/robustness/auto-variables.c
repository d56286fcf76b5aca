// SPDX-License-Identifier: MIT
// RUN: %diagnose
// RUN: %diagnose -O2
#include <iomem.h>

struct regs { int a; };
typedef int __iomem register_t32;

int f(struct regs __iomem *io, int n)
{
    int __iomem a;                  // expect-error mixing
    struct regs __iomem b;          // expect-error mixing
    int __iomem c[4];               // expect-error mixing
    int *__iomem d = 0;             // expect-error mixing
    register int __iomem e;         // expect-error mixing
    register_t32 g = 1;             // expect-error mixing
    int __iomem h = n;              // expect-error mixing
    __typeof__(*io) i;              // expect-error mixing
    int __iomem j[n];               // expect-error mixing
    for (int __iomem k = 0; k < 1;) // expect-error mixing
        break;
    static int __iomem l;           // expect-error mixing
    extern int __iomem m;
    __typeof__(+io->a) o = io->a;
    __auto_type p = io;
    return m + o + p->a;
}
