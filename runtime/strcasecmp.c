/* SPDX-License-Identifier: MIT */
#include <ctype.h>

#include "internal.h"

/*
 * Byte by byte on both sides, up to the first difference or the NUL, in the lower case of the current
 * locale. Source: POSIX.
 */
IOMEM_INLINE int compare(const volatile char *a, enum side a_side, const volatile char *b,
                         enum side b_side)
{
    for (;; a++, b++) {
        int x = tolower(load(a, a_side)), y = tolower(load(b, b_side));
        if (x != y || !x)
            return x - y;
    }
}

int iomem_strcasecmp_io(const char __iomem *a, const char *b)
{
    return compare(a, IO, b, RAM);
}

int iomem_strcasecmp_ram_io(const char *a, const char __iomem *b)
{
    return compare(a, RAM, b, IO);
}

int iomem_strcasecmp_io_io(const char __iomem *a, const char __iomem *b)
{
    return compare(a, IO, b, IO);
}
