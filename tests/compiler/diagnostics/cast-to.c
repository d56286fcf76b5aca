// SPDX-License-Identifier: MIT
// RUN: %diagnose -fplugin-arg-iomem-Wcast-to
// RUN: %cc %iomem_cflags -Werror -c %s -o %t.o
#include <iomem.h>
#include <stdint.h>

void casts(uint32_t *ram, uint32_t **pram, int i, unsigned long l)
{
    uint32_t __iomem *a = (uint32_t __iomem *)ram;           // expect-warning cast-to
    uint32_t __iomem *b = (uint32_t __iomem __force *)ram;
    uint32_t __iomem *c = (uint32_t __iomem *)0x1000;        // expect-warning cast-to
    uint32_t __iomem *d = (uint32_t __iomem *)l;
    uint32_t __iomem *e = (uint32_t __iomem *)(long)i;       // expect-warning cast-to
    uint32_t __iomem *f = (uint32_t __iomem *)0;
    uint32_t __iomem **g = (uint32_t __iomem **)pram;        // expect-warning cast-to
    uint32_t __iomem *h = (uint32_t __iomem __force *)0x1000;
    uint32_t __iomem *j = (uint32_t __iomem *)(uintptr_t)ram;
    (void)a, (void)b, (void)c, (void)d, (void)e, (void)f, (void)g, (void)h, (void)j;
}
