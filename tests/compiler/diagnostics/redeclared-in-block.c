// SPDX-License-Identifier: MIT
// At the end of a block that declares a function of the table, GCC gives it back an earlier type.
// RUN: %diagnose
#include <iomem.h>
#include <string.h>

void first(char __iomem *io, char *ram)
{
    extern void *memcpy(void *, const void *, size_t);
    memcpy(io, ram, 4);
}

void then(char __iomem *io, char *ram)
{
    memcpy(ram, ram + 1, 4);
    memcpy(io, ram, 4);
    char *p = memcpy(io, ram, 4); // expect-error mixing
    char __iomem *q = memcpy(io, ram, 4);
    (void)p, (void)q;
}
