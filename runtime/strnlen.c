/* SPDX-License-Identifier: MIT */
#include "internal.h"

/* Byte by byte, up to the NUL or n bytes. Source: POSIX. */
size_t iomem_strnlen_io(const char __iomem *io, size_t n)
{
    size_t i = 0;

    while (i < n && load(io + i, IO))
        i++;
    return i;
}
