// SPDX-License-Identifier: MIT
// RUN: %diagnose
#include <iomem.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

struct regs { uint32_t a; };

uint32_t f(struct regs __iomem *last, ...)
{
    va_list list, copy;
    va_start(list, last);
    va_copy(copy, list);
    struct regs __iomem *io = va_arg(list, struct regs __iomem *);
    uint32_t __iomem *word = va_arg(list, uint32_t __iomem *);
    uint32_t *ram = va_arg(copy, uint32_t __iomem *);   // expect-error mixing
    word = va_arg(copy, uint32_t *);                    // expect-error mixing
    word = va_arg(copy, nowhere __iomem *);             // expect-error
    word = va_arg(io, uint32_t __iomem *);              // expect-error
    va_end(copy);
    va_end(list);
    return io->a + *word + *ram;
}

uint32_t g(struct regs __iomem *io)
{
    return f(io) + f(io, 1, io)     // expect-warning vararg
           + printf("%d\n", 1);
}
