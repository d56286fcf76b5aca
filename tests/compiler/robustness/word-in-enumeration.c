// SPDX-License-Identifier: MIT
// The error is to stand where the word does.
// XFAIL: *
// The tokens of the plugin's macros have no line, so the compiler's errors at them have none either.
// RUN: %diagnose
enum { __iomem };                               // expect-error
enum __iomem { A };                             // expect-error
void g(int __iomem *a, __iomem int *b);
void h(int *p) { int *q = p, __iomem *r = 0; }  // expect-error
