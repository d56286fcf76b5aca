/* SPDX-License-Identifier: MIT */
#include "internal.h"

/*
 * Byte by byte. A byte of either side may be read again, after a partial match; nothing after the end
 * of the match is read. Source: glibc.
 */
IOMEM_INLINE volatile void *find(const volatile unsigned char *hay, enum side hay_side, size_t hay_size,
                                 const volatile unsigned char *needle, enum side needle_side,
                                 size_t needle_size)
{
    if (!needle_size)
        return (volatile void *)hay;
    if (hay_size < needle_size)
        return NULL;

    unsigned char first = load(needle, needle_side);
    for (size_t places = hay_size - needle_size + 1; places; places--, hay++) {
        size_t i = 1;
        if (load(hay, hay_side) != first)
            continue;
        while (i < needle_size && load(hay + i, hay_side) == load(needle + i, needle_side))
            i++;
        if (i == needle_size)
            return (volatile void *)hay;
    }
    return NULL;
}

void __iomem *iomem_memmem_io(const void __iomem *hay, size_t hay_size, const void *needle,
                              size_t needle_size)
{
    return find(hay, IO, hay_size, needle, RAM, needle_size);
}

void *iomem_memmem_ram_io(const void *hay, size_t hay_size, const void __iomem *needle,
                          size_t needle_size)
{
    return (void *)find(hay, RAM, hay_size, needle, IO, needle_size);
}

void __iomem *iomem_memmem_io_io(const void __iomem *hay, size_t hay_size, const void __iomem *needle,
                                 size_t needle_size)
{
    return find(hay, IO, hay_size, needle, IO, needle_size);
}
