/* SPDX-License-Identifier: MIT */
#include "set.h"

/*
 * Reads `bytes` once, then `s` byte by byte up to the first that is in it, or the NUL.
 * Source: C11 7.24.5.4.
 */
IOMEM_INLINE volatile char *find(const volatile char *s, enum side s_side, const volatile char *bytes,
                         enum side bytes_side)
{
    struct set set;

    read_set(&set, bytes, bytes_side);
    for (;; s++) {
        unsigned char c = load(s, s_side);
        if (!c)
            return NULL;
        if (has(&set, c))
            return (volatile char *)s;
    }
}

char __iomem *iomem_strpbrk_io(const char __iomem *s, const char *bytes)
{
    return find(s, IO, bytes, RAM);
}

char *iomem_strpbrk_ram_io(const char *s, const char __iomem *bytes)
{
    return (char *)find(s, RAM, bytes, IO);
}

char __iomem *iomem_strpbrk_io_io(const char __iomem *s, const char __iomem *bytes)
{
    return find(s, IO, bytes, IO);
}
