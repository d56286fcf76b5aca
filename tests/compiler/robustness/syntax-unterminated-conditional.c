// SPDX-License-Identifier: MIT
// RUN: %diagnose
#ifdef __iomem // expect-error
int f(int __iomem *io);
