// SPDX-License-Identifier: MIT
// RUN: %diagnose
#include <iomem.h>

int f(int __iomem *io, int *ram)
{
    *io = ;     // expect-error
    *io + = 1;  // expect-error
    *io->;      // expect-error
    io[];       // expect-error
    ram = io;   // expect-error mixing
    return *io +; // expect-error
}

int g(int __iomem *io) { return io ? : ; }  // expect-error
int h(int __iomem *io) { return io[1; }     // expect-error
