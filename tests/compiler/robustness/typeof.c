// SPDX-License-Identifier: MIT
// RUN: %diagnose
struct regs { unsigned a; unsigned long b[4]; };

void f(struct regs __iomem *io, struct regs *ram)
{
    __typeof__(io) same = io;
    __typeof__(&io->b[1]) element = &io->b[1];
    __typeof__(*io) *pointer = io;
    __typeof__(+io->a) value = io->a;
    __typeof__(io) *nested = &same;
    __typeof__(ram) plain = io;                 // expect-error mixing
    plain = pointer;                            // expect-error mixing
    plain = *nested;                            // expect-error mixing
    __typeof__(*ram) __iomem *qualified = io;
    __typeof__(nowhere) __iomem *unknown;       // expect-error
    __typeof__(io->nowhere) __iomem *member;    // expect-error
    __auto_type automatic = io;
    plain = automatic;                          // expect-error mixing
    __auto_type first = io, *second = io;       // expect-error
    *element = value + qualified->a;
}
