// SPDX-License-Identifier: MIT
// RUN: %diagnose
struct unknown;
extern struct unknown __iomem somewhere;
extern int __iomem open_ended[];

int f(struct unknown __iomem *io, void __iomem *v)
{
    struct unknown __iomem *next = &somewhere;
    next = io;
    io->a = 1;          // expect-error
    *io = *next;        // expect-error
    io++;               // expect-error
    io[1];              // expect-error
    sizeof *io;         // expect-error
    sizeof open_ended;  // expect-error
    v++;
    v->a = 1;           // expect-error
    *v = 1;             // expect-error
    int x = *v;         // expect-error
    v[1] = 2;           // expect-error
    struct unknown *ram = io;   // expect-error mixing
    void *w = v;                // expect-error mixing
    return open_ended[2] + (next != 0) + x + !w + !ram;
}
