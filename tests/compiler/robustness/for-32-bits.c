// SPDX-License-Identifier: MIT
// REQUIRES: gcc && (x86_64 || i386)
// RUN: %diagnose -m32 -ffreestanding
// RUN: %diagnose -m32 -O2 -g
#ifdef __i386__
typedef __SIZE_TYPE__ size_t;
void *memcpy(void *, const void *, size_t);
struct regs { unsigned a; unsigned char data[8]; };
unsigned f(struct regs __iomem *io, char *ram)
{
    memcpy(ram, io->data, 8);
    ram = io->data;                     // expect-error mixing
    return io->a + (unsigned)(unsigned long)io + (unsigned short)io;    // expect-warning cast
}
#endif
