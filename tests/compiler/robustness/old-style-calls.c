// SPDX-License-Identifier: MIT
// The parameters of an old-style definition are known from there on, so a call can be checked against them.
// RUN: %diagnose -std=gnu89
int takes_io(p) char __iomem *p; { return *p; }
int takes_ram(p) char *p; { return *p; }
int f(char __iomem *io, char *ram)
{
    takes_io(io);
    takes_io(ram);  // expect-own call
    takes_ram(io);  // expect-own call
    takes_ram(ram);
    return 0;
}
