// SPDX-License-Identifier: MIT
// RUN: %diagnose
// RUN: %diagnose -O2 -Wall
#include <iomem.h>
#include <stdint.h>

struct regs { uint32_t a; uint8_t name[8]; struct { uint32_t x, y[2]; } in; };
void take(uint32_t *);
void take_io(uint32_t __iomem *);
void take_bytes(uint8_t __iomem *);

uint32_t *f(struct regs __iomem *io, struct regs *ram, int n)
{
    take_io(&io->a);
    take_io(&io[3].a);
    take_io(&(*io).in.x);
    take_io(io->in.y);
    take_io(&io->in.y[n]);
    take_io(&n[io].in.y[1]);
    take_bytes(io->name + n);
    take(&io->a);               // expect-error call
    take(io->in.y);             // expect-error call
    take(&io[n].in.x);          // expect-error call
    take_io(&ram->a);           // expect-error call
    take_io(ram->in.y);         // expect-error call
    if (n)
        return &(*(io + n)).a;  // expect-error mixing
    return &io->in.y[1];        // expect-error mixing
}
