// SPDX-License-Identifier: MIT
// RUN: %diagnose
struct regs { int a; };
void a(int __iomem value);                  // expect-error
void b(struct regs __iomem value);          // expect-error
void c(int *__iomem pointer);               // expect-error
void d(int __iomem);                        // expect-error
int e(int __iomem value) { return value; }  // expect-error
void f(void (*callback)(int __iomem));      // expect-error
#ifndef __clang__ /* which has no parameter that is an array in another address space */
void g(int __iomem array[4]);
void h(int __iomem array[]);
void i(int __iomem array[static 4]);
int j(int __iomem *io) { g(io); h(io); i(io); return e(1); }
#endif
