/* SPDX-License-Identifier: MIT */
#include "set.h"

/* Reads `bytes` once, then `s` byte by byte up to the first that is not in it. Source: C11 7.24.5.6. */
IOMEM_INLINE size_t span(const volatile char *s, enum side s_side, const volatile char *bytes,
                         enum side bytes_side)
{
    struct set set;
    size_t i = 0;

    read_set(&set, bytes, bytes_side);
    while (has(&set, load(s + i, s_side)))
        i++;
    return i;
}

size_t iomem_strspn_io(const char __iomem *s, const char *bytes)
{
    return span(s, IO, bytes, RAM);
}

size_t iomem_strspn_ram_io(const char *s, const char __iomem *bytes)
{
    return span(s, RAM, bytes, IO);
}

size_t iomem_strspn_io_io(const char __iomem *s, const char __iomem *bytes)
{
    return span(s, IO, bytes, IO);
}
