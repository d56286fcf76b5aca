/* SPDX-License-Identifier: MIT */
#include "internal.h"

/* Byte by byte, up to the byte that is found, which must be there. Source: glibc. */
void __iomem *iomem_rawmemchr_io(const void __iomem *io, int c)
{
    const unsigned char __iomem *p = io;

    while (load(p, IO) != (unsigned char)c)
        p++;
    return (void __iomem *)p;
}
