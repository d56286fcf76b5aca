/* SPDX-License-Identifier: MIT */
#include "internal.h"

/*
 * Byte by byte: the string up to n bytes, then NULs up to n bytes. Returns where the first NUL went,
 * or to + n. Source: POSIX.
 */
IOMEM_INLINE volatile char *copy_field(volatile char *to, enum side to_side, const volatile char *from,
                                       enum side from_side, size_t n)
{
    for (; n; n--, to++, from++) {
        unsigned char c = load(from, from_side);
        if (!c)
            break;
        store(to, to_side, c);
    }
    for (size_t i = 0; i < n; i++)
        store(to + i, to_side, 0);
    return to;
}

char __iomem *iomem_stpncpy_toio(char __iomem *to, const char *from, size_t n)
{
    return copy_field(to, IO, from, RAM, n);
}

char __iomem *iomem_stpncpy_toio_chk(char __iomem *to, const char *from, size_t n, size_t room)
{
    check_size(n, room);
    return iomem_stpncpy_toio(to, from, n);
}

char *iomem_stpncpy_fromio(char *to, const char __iomem *from, size_t n)
{
    return (char *)copy_field(to, RAM, from, IO, n);
}

char *iomem_stpncpy_fromio_chk(char *to, const char __iomem *from, size_t n, size_t room)
{
    check_size(n, room);
    return iomem_stpncpy_fromio(to, from, n);
}

char __iomem *iomem_stpncpy_io(char __iomem *to, const char __iomem *from, size_t n)
{
    return copy_field(to, IO, from, IO, n);
}

char __iomem *iomem_stpncpy_io_chk(char __iomem *to, const char __iomem *from, size_t n, size_t room)
{
    check_size(n, room);
    return iomem_stpncpy_io(to, from, n);
}
