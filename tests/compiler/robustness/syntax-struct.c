// SPDX-License-Identifier: MIT
// RUN: %diagnose
struct a { int __iomem *p int q; };             // expect-error
struct b { int __iomem *p, ; };                 // expect-error
struct d { struct nowhere __iomem n; };         // expect-error
struct e { int __iomem *p; } __iomem;
struct h { int __iomem *a, *a; };               // expect-error
int x(struct e __iomem *io) { return *io->p; }
int y(struct e *ram, struct e __iomem *io) { return ram == io; } // expect-error mixing
