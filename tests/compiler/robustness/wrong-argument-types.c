// SPDX-License-Identifier: MIT
// RUN: %diagnose -Wno-int-conversion -Wno-incompatible-pointer-types
// RUN: %diagnose -Wall -Wextra -O2
#include <iomem.h>
#include <string.h>

struct s { int a; } s;

void f(char __iomem *io, char *ram, int *ints, struct s __iomem *regs, float __iomem *floats, char __iomem **table)
{
    memcpy(io, s, 4);           // expect-error
    memcpy(s, io, 4);           // expect-error
    memcpy(1.0, io, 4);         // expect-error
    memcpy(io, ram, s);         // expect-error
    memset(io, ram[0], 4.0);
    strlen(s);                  // expect-error
    strlen(*regs);              // expect-error
    strchr(io, s);              // expect-error
    strcmp(ram, s);             // expect-error
    memcpy(regs, ints, 4);
    memcpy(floats, ints, 4);
    memset(table, 0, sizeof *table);
}
