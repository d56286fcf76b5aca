// SPDX-License-Identifier: MIT
// The compiler stops at a token that comes from the word's macro; the error is to stand where the word does.
// RUN: %diagnose
int a(int x) { return __iomem; }                // expect-error
int b(int x) { return x + __force x; }          // expect-error
struct s { int a; };
int c(struct s *x) { return x->__iomem; }       // expect-error
int d(int *x) { return x[__iomem]; }            // expect-error
enum { __force A };                             // expect-error
void e(void) { goto __iomem; }                  // expect-error
