// SPDX-License-Identifier: MIT
// RUN: %diagnose
int __iomem = 3;                                // expect-error
int f(void) { __iomem: return 0; }              // expect-error
struct __iomem { int a; };                      // expect-error
void h(int __iomem) { }                         // expect-error
void j(void) { __iomem++; }                     // expect-error
void __iomem(void);                             // expect-error
typedef int __iomem;
