/* SPDX-License-Identifier: MIT */
#include "internal.h"

/*
 * Byte by byte. A byte of either side may be read again, after a partial match; nothing after a NUL or
 * after the end of the match is read. Source: C11 7.24.5.7.
 */
IOMEM_INLINE volatile char *find(const volatile char *hay, enum side hay_side,
                                 const volatile char *needle, enum side needle_side)
{
    unsigned char first = load(needle, needle_side), c;

    if (!first)
        return (volatile char *)hay;
    for (; (c = load(hay, hay_side)); hay++) {
        size_t i = 1;
        if (c != first)
            continue;
        while ((c = load(needle + i, needle_side)) && load(hay + i, hay_side) == c)
            i++;
        if (!c)
            return (volatile char *)hay;
    }
    return NULL;
}

char __iomem *iomem_strstr_io(const char __iomem *hay, const char *needle)
{
    return find(hay, IO, needle, RAM);
}

char *iomem_strstr_ram_io(const char *hay, const char __iomem *needle)
{
    return (char *)find(hay, RAM, needle, IO);
}

char __iomem *iomem_strstr_io_io(const char __iomem *hay, const char __iomem *needle)
{
    return find(hay, IO, needle, IO);
}
