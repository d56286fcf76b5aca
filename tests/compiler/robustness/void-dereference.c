// SPDX-License-Identifier: MIT
// RUN: %diagnose
// RUN: %diagnose -O2
void f(void __iomem *io, int c)
{
    (void)*io;
    *io;
    (void)&*io;
    (void)(c ? *io : *io);
    (void)(io + 1);
}
