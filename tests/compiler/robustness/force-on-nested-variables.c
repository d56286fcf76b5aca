// SPDX-License-Identifier: MIT
// Only a cast or a parameter with __force converts; a variable with it doesn't.
// XFAIL: *
// The plugin takes the attribute on any type for a cast's when the spaces differ behind further pointers.
// RUN: %diagnose -Wno-incompatible-pointer-types
struct holder { int *__force *member; };
void f(int __iomem **io, struct holder *h)
{
    int *__force *variable = io;    // expect-own mixing
    h->member = io;                 // expect-own mixing
    **variable = 1;
}
