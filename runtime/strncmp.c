/* SPDX-License-Identifier: MIT */
#include "internal.h"

/* Byte by byte on both sides, up to the first difference, the NUL or n bytes. Source: C11 7.24.4.4. */
IOMEM_INLINE int compare(const volatile char *a, enum side a_side, const volatile char *b,
                         enum side b_side, size_t n)
{
    for (; n; n--, a++, b++) {
        unsigned char x = load(a, a_side), y = load(b, b_side);
        if (x != y || !x)
            return x - y;
    }
    return 0;
}

int iomem_strncmp_io(const char __iomem *a, const char *b, size_t n)
{
    return compare(a, IO, b, RAM, n);
}

int iomem_strncmp_ram_io(const char *a, const char __iomem *b, size_t n)
{
    return compare(a, RAM, b, IO, n);
}

int iomem_strncmp_io_io(const char __iomem *a, const char __iomem *b, size_t n)
{
    return compare(a, IO, b, IO, n);
}
