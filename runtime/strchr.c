/* SPDX-License-Identifier: MIT */
#include "internal.h"

/* Byte by byte, up to c or the NUL, which is found when c is 0. Source: C11 7.24.5.2. */
char __iomem *iomem_strchr_io(const char __iomem *io, int c)
{
    for (;; io++) {
        unsigned char b = load(io, IO);
        if (b == (unsigned char)c)
            return (char __iomem *)io;
        if (!b)
            return NULL;
    }
}
