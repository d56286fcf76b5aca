/* SPDX-License-Identifier: MIT */
#include "internal.h"

/*
 * Byte by byte: reads the destination up to its NUL, then writes from there on, at most n bytes of the
 * source and a NUL. Source: C11 7.24.3.2.
 */
IOMEM_INLINE void append(volatile char *to, enum side to_side, const volatile char *from,
                         enum side from_side, size_t n, size_t room)
{
    unsigned char c;

    for (;; to++, room--) {
        if (!room)
            __chk_fail();
        if (!load(to, to_side))
            break;
    }
    do {
        if (!room--)
            __chk_fail();
        c = n ? load(from++, from_side) : 0;
        store(to++, to_side, c);
        n--;
    } while (c);
}

char __iomem *iomem_strncat_toio_chk(char __iomem *to, const char *from, size_t n, size_t room)
{
    append(to, IO, from, RAM, n, room);
    return to;
}

char __iomem *iomem_strncat_toio(char __iomem *to, const char *from, size_t n)
{
    return iomem_strncat_toio_chk(to, from, n, SIZE_MAX);
}

char *iomem_strncat_fromio_chk(char *to, const char __iomem *from, size_t n, size_t room)
{
    append(to, RAM, from, IO, n, room);
    return to;
}

char *iomem_strncat_fromio(char *to, const char __iomem *from, size_t n)
{
    return iomem_strncat_fromio_chk(to, from, n, SIZE_MAX);
}

char __iomem *iomem_strncat_io_chk(char __iomem *to, const char __iomem *from, size_t n, size_t room)
{
    append(to, IO, from, IO, n, room);
    return to;
}

char __iomem *iomem_strncat_io(char __iomem *to, const char __iomem *from, size_t n)
{
    return iomem_strncat_io_chk(to, from, n, SIZE_MAX);
}
