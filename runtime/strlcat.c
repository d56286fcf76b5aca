/* SPDX-License-Identifier: MIT */
#include "internal.h"

/*
 * Byte by byte: reads the destination up to its NUL or size bytes and the source to its NUL, and
 * writes from the destination's NUL on, up to size bytes in all, the last one a NUL. Writes nothing
 * when the first size bytes have no NUL. Source: POSIX.1-2024.
 */
IOMEM_INLINE size_t length(const volatile char *s, enum side side, size_t n)
{
    size_t i = 0;

    while (i < n && load(s + i, side))
        i++;
    return i;
}

size_t iomem_strlcat_toio(char __iomem *to, const char *from, size_t size)
{
    size_t held = length(to, IO, size);

    return held + iomem_strlcpy_toio(to + held, from, size - held);
}

size_t iomem_strlcat_toio_chk(char __iomem *to, const char *from, size_t size, size_t room)
{
    check_size(size, room);
    return iomem_strlcat_toio(to, from, size);
}

size_t iomem_strlcat_fromio(char *to, const char __iomem *from, size_t size)
{
    size_t held = length(to, RAM, size);

    return held + iomem_strlcpy_fromio(to + held, from, size - held);
}

size_t iomem_strlcat_fromio_chk(char *to, const char __iomem *from, size_t size, size_t room)
{
    check_size(size, room);
    return iomem_strlcat_fromio(to, from, size);
}

size_t iomem_strlcat_io(char __iomem *to, const char __iomem *from, size_t size)
{
    size_t held = length(to, IO, size);

    return held + iomem_strlcpy_io(to + held, from, size - held);
}

size_t iomem_strlcat_io_chk(char __iomem *to, const char __iomem *from, size_t size, size_t room)
{
    check_size(size, room);
    return iomem_strlcat_io(to, from, size);
}
