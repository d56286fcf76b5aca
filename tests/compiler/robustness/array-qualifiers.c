// SPDX-License-Identifier: MIT
// In the brackets of a parameter, qualifiers belong to the parameter itself and not to what it points to.
// RUN: %diagnose
int f(int a[__iomem 4]);                    // expect-error mixing
int g(int b[static __iomem 4]);             // expect-error mixing
#ifdef __clang__ /* which has no parameter that is an array in another address space */
int h(int __iomem *const c);
int i(int __iomem *restrict d) { return d[0]; }
#else
int h(int __iomem c[const 4]);
int i(int __iomem d[static restrict 4]) { return d[0]; }
#endif
int j(int e[__iomem 4], int __iomem *io)    // expect-error mixing
{
    return h(io) + i(io);
}
