/* SPDX-License-Identifier: MIT */
#include "internal.h"

/*
 * Byte by byte, up to the first byte equal to c. Returns the address after its copy, or NULL when it
 * is not in the first n bytes. Source: POSIX.
 */
IOMEM_INLINE volatile void *copy_until(volatile void *to, enum side to_side, const volatile void *from,
                                       enum side from_side, int c, size_t n)
{
    volatile unsigned char *t = to;
    const volatile unsigned char *f = from;

    while (n--) {
        unsigned char b = load(f++, from_side);
        store(t++, to_side, b);
        if (b == (unsigned char)c)
            return t;
    }
    return NULL;
}

void __iomem *iomem_memccpy_toio(void __iomem *to, const void *from, int c, size_t n)
{
    return copy_until(to, IO, from, RAM, c, n);
}

void *iomem_memccpy_fromio(void *to, const void __iomem *from, int c, size_t n)
{
    return (void *)copy_until(to, RAM, from, IO, c, n);
}

void __iomem *iomem_memccpy_io(void __iomem *to, const void __iomem *from, int c, size_t n)
{
    return copy_until(to, IO, from, IO, c, n);
}
