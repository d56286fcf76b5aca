/* SPDX-License-Identifier: MIT */
#include "internal.h"

/* Byte by byte, up to c or the NUL. Source: glibc. */
char __iomem *iomem_strchrnul_io(const char __iomem *io, int c)
{
    for (;; io++) {
        unsigned char b = load(io, IO);
        if (!b || b == (unsigned char)c)
            return (char __iomem *)io;
    }
}
