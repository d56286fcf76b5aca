// SPDX-License-Identifier: MIT
// The error is to stand where the word does.
// RUN: %diagnose
enum { __iomem };                               // expect-error
enum __iomem { A };                             // expect-error
void g(int __iomem *a, __iomem int *b);
void h(int *p) { int *q = p, __iomem *r = 0; }  // expect-error
