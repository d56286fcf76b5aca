/* SPDX-License-Identifier: MIT */
#include "internal.h"

/* Byte by byte: reads the destination up to its NUL, then writes from there on. Source: C11 7.24.3.1. */
IOMEM_INLINE volatile char *end_of(volatile char *to, enum side to_side, size_t *room)
{
    for (; *room; to++, --*room)
        if (!load(to, to_side))
            return to;
    __chk_fail();
}

char __iomem *iomem_strcat_toio_chk(char __iomem *to, const char *from, size_t room)
{
    char __iomem *end = end_of(to, IO, &room);

    iomem_stpcpy_toio_chk(end, from, room);
    return to;
}

char __iomem *iomem_strcat_toio(char __iomem *to, const char *from)
{
    return iomem_strcat_toio_chk(to, from, SIZE_MAX);
}

char *iomem_strcat_fromio_chk(char *to, const char __iomem *from, size_t room)
{
    char *end = (char *)end_of(to, RAM, &room);

    iomem_stpcpy_fromio_chk(end, from, room);
    return to;
}

char *iomem_strcat_fromio(char *to, const char __iomem *from)
{
    return iomem_strcat_fromio_chk(to, from, SIZE_MAX);
}

char __iomem *iomem_strcat_io_chk(char __iomem *to, const char __iomem *from, size_t room)
{
    char __iomem *end = end_of(to, IO, &room);

    iomem_stpcpy_io_chk(end, from, room);
    return to;
}

char __iomem *iomem_strcat_io(char __iomem *to, const char __iomem *from)
{
    return iomem_strcat_io_chk(to, from, SIZE_MAX);
}
