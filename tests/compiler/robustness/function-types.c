// SPDX-License-Identifier: MIT
// RUN: %diagnose
typedef void function(void);
typedef void taker(int __iomem *);
typedef int __iomem *giver(void);

extern taker take_a, take_b;
extern giver give;
taker *pick(int c, taker *other) { return c ? take_a : other; }

void f(int __iomem *io, int *ram, void (*plain)(int *), int *(*returns)(void))
{
    taker *t = take_a;
    (*t)(io);
    (***t)(io);
    (&take_b)(io);
    pick(1, t)(io);
    pick(1, t)(ram);            // expect-error call
    t(ram);                     // expect-error call
    io = give();
    ram = give();               // expect-error mixing
    t = plain;                  // expect-own mixing
    plain = take_a;             // expect-own mixing
    returns = give;             // expect-own mixing
    io();                       // expect-error
    (*io)();                    // expect-error
    ((function *)io)();         // expect-warning cast
}
