// SPDX-License-Identifier: MIT
// RUN: %diagnose
// RUN: %diagnose -O2 -Wall -Wextra -Wno-unused
#include <iomem.h>
#include <stdint.h>

void plain(uint32_t **);
void table(uint32_t __iomem **);
void rows(uint32_t __iomem *(*)[4]);

uint32_t f(uint32_t __iomem *io, int n, uint32_t __iomem *parameter[4], uint32_t __iomem *vla[n])
{
    uint32_t __iomem *regs[4] = {io, io + 1, 0};
    uint32_t __iomem *sized[n];
    uint32_t __iomem *(*row)[4] = &regs;
    uint32_t __iomem *const constant[] = {[2] = io};
    uint32_t *ram[] = {io};         // expect-error mixing
    sized[0] = parameter[1];
    vla[n - 1] = *sized;
    table(regs);
    table(sized);
    table(*row);
    rows(row);
    rows(&parameter);               // expect-own call
    plain(regs);                    // expect-own call
    plain(sized);                   // expect-own call
    uint32_t **p = sized;           // expect-own mixing
    return *regs[0] + *sized[0] + **row[0] + *constant[2] + *vla[0] + **p + *ram[0];
}
