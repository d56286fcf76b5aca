/* SPDX-License-Identifier: MIT */
#include "internal.h"

/* Byte by byte, ascending, up to the NUL, which is found when c is 0. Source: C11 7.24.5.5. */
char __iomem *iomem_strrchr_io(const char __iomem *io, int c)
{
    const char __iomem *found = NULL;

    for (;; io++) {
        unsigned char b = load(io, IO);
        if (b == (unsigned char)c)
            found = io;
        if (!b)
            return (char __iomem *)found;
    }
}
