/* SPDX-License-Identifier: MIT */
#include "internal.h"

/*
 * Byte by byte. Reads the source to its NUL, as its length is the result, and writes at most size
 * bytes, the last one a NUL. Source: POSIX.1-2024.
 */
IOMEM_INLINE size_t copy_bounded(volatile char *to, enum side to_side, const volatile char *from,
                                 enum side from_side, size_t size)
{
    size_t i = 0;
    unsigned char c;

    for (; (c = load(from + i, from_side)); i++)
        if (size && i < size - 1)
            store(to + i, to_side, c);
    if (size)
        store(to + (i < size ? i : size - 1), to_side, 0);
    return i;
}

size_t iomem_strlcpy_toio(char __iomem *to, const char *from, size_t size)
{
    return copy_bounded(to, IO, from, RAM, size);
}

size_t iomem_strlcpy_toio_chk(char __iomem *to, const char *from, size_t size, size_t room)
{
    check_size(size, room);
    return iomem_strlcpy_toio(to, from, size);
}

size_t iomem_strlcpy_fromio(char *to, const char __iomem *from, size_t size)
{
    return copy_bounded(to, RAM, from, IO, size);
}

size_t iomem_strlcpy_fromio_chk(char *to, const char __iomem *from, size_t size, size_t room)
{
    check_size(size, room);
    return iomem_strlcpy_fromio(to, from, size);
}

size_t iomem_strlcpy_io(char __iomem *to, const char __iomem *from, size_t size)
{
    return copy_bounded(to, IO, from, IO, size);
}

size_t iomem_strlcpy_io_chk(char __iomem *to, const char __iomem *from, size_t size, size_t room)
{
    check_size(size, room);
    return iomem_strlcpy_io(to, from, size);
}
