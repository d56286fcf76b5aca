// SPDX-License-Identifier: MIT
// A compound literal outside of functions is a variable, which can't be put into device memory by declaring it.
// RUN: %diagnose
struct regs { int a; };
struct regs __iomem *pointer = &(struct regs __iomem){1};   // expect-error mixing
int __iomem *array = (int __iomem[]){1, 2};                 // expect-error mixing
