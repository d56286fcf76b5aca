/* SPDX-License-Identifier: MIT */
#include "internal.h"

/* Byte by byte on both sides, up to the first difference or the NUL. Source: C11 7.24.4.2. */
IOMEM_INLINE int compare(const volatile char *a, enum side a_side, const volatile char *b,
                         enum side b_side)
{
    for (;; a++, b++) {
        unsigned char x = load(a, a_side), y = load(b, b_side);
        if (x != y || !x)
            return x - y;
    }
}

int iomem_strcmp_io(const char __iomem *a, const char *b)
{
    return compare(a, IO, b, RAM);
}

int iomem_strcmp_ram_io(const char *a, const char __iomem *b)
{
    return compare(a, RAM, b, IO);
}

int iomem_strcmp_io_io(const char __iomem *a, const char __iomem *b)
{
    return compare(a, IO, b, IO);
}
