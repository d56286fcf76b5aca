// SPDX-License-Identifier: MIT
// Only a cast or a parameter with __force converts; a variable with it doesn't.
// RUN: %diagnose -Wno-incompatible-pointer-types
struct holder { int *__force *member; };
void f(int __iomem **io, struct holder *h)
{
    int *__force *variable = io;    // expect-own mixing
    h->member = io;                 // expect-own mixing
    **variable = 1;
}
