/* SPDX-License-Identifier: MIT */
#include "internal.h"

/* Byte by byte, NUL included. Returns where the NUL went. Source: POSIX. */
IOMEM_INLINE volatile char *copy_string(volatile char *to, enum side to_side, const volatile char *from,
                                        enum side from_side, size_t room)
{
    for (;; to++, from++) {
        if (!room--)
            __chk_fail();
        unsigned char c = load(from, from_side);
        store(to, to_side, c);
        if (!c)
            return to;
    }
}

char __iomem *iomem_stpcpy_toio_chk(char __iomem *to, const char *from, size_t room)
{
    return copy_string(to, IO, from, RAM, room);
}

char __iomem *iomem_stpcpy_toio(char __iomem *to, const char *from)
{
    return iomem_stpcpy_toio_chk(to, from, SIZE_MAX);
}

char *iomem_stpcpy_fromio_chk(char *to, const char __iomem *from, size_t room)
{
    return (char *)copy_string(to, RAM, from, IO, room);
}

char *iomem_stpcpy_fromio(char *to, const char __iomem *from)
{
    return iomem_stpcpy_fromio_chk(to, from, SIZE_MAX);
}

char __iomem *iomem_stpcpy_io_chk(char __iomem *to, const char __iomem *from, size_t room)
{
    return copy_string(to, IO, from, IO, room);
}

char __iomem *iomem_stpcpy_io(char __iomem *to, const char __iomem *from)
{
    return iomem_stpcpy_io_chk(to, from, SIZE_MAX);
}
