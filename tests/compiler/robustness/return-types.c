// SPDX-License-Identifier: MIT
// __iomem on a result says nothing, like volatile there; the result is a plain value.
// RUN: %diagnose
struct regs { int a; };
int __iomem scalar(void);
struct regs __iomem whole(void);
int __iomem *pointer(void);
int *plain(void);

int f(int __iomem *io)
{
    int a = scalar();
    int *b = &a;
    io = pointer();
    b = pointer();  // expect-error mixing
    io = plain();   // expect-error mixing
    return whole().a + *b;
}
