/* SPDX-License-Identifier: MIT */
#include "internal.h"

/* Byte by byte, descending from the last byte to the one that is found. Source: glibc. */
void __iomem *iomem_memrchr_io(const void __iomem *io, int c, size_t n)
{
    const unsigned char __iomem *p = io;

    while (n--)
        if (load(p + n, IO) == (unsigned char)c)
            return (void __iomem *)(p + n);
    return NULL;
}
