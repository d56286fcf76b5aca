/* SPDX-License-Identifier: MIT */
#include "internal.h"

/* Byte by byte, up to the byte that is found. Source: C11 7.24.5.1. */
void __iomem *iomem_memchr_io(const void __iomem *io, int c, size_t n)
{
    const unsigned char __iomem *p = io;

    for (; n; n--, p++)
        if (load(p, IO) == (unsigned char)c)
            return (void __iomem *)p;
    return NULL;
}
