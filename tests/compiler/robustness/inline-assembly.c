// SPDX-License-Identifier: MIT
// RUN: %diagnose
// RUN: %diagnose -O2
int f(int __iomem *io, int *ram)
{
    void *p;
    __asm__ volatile("" : : "r"(io));
    __asm__ volatile("" : "+r"(io) : : "memory");
    __asm__ volatile("" : "=r"(p) : "0"(io));
    __asm__ volatile("" : : "r"(nowhere));      // expect-error
    __asm__ volatile("" : "=r"(1));             // expect-error
    __asm__ volatile(io);                       // expect-error
    ram = io;                                   // expect-error mixing
    return *ram;
}
void g(int __iomem *io) { __asm__ volatile("" : : "r" io); }    // expect-error
void h(int __iomem *io) { __asm__ volatile("" : : "r"(io); }    // expect-error
