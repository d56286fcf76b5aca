/* SPDX-License-Identifier: MIT */
#include "internal.h"

/* Byte by byte: the string up to n bytes, then NULs up to n bytes. Source: C11 7.24.2.4. */
char __iomem *iomem_strncpy_toio(char __iomem *to, const char *from, size_t n)
{
    iomem_stpncpy_toio(to, from, n);
    return to;
}

char __iomem *iomem_strncpy_toio_chk(char __iomem *to, const char *from, size_t n, size_t room)
{
    check_size(n, room);
    return iomem_strncpy_toio(to, from, n);
}

char *iomem_strncpy_fromio(char *to, const char __iomem *from, size_t n)
{
    iomem_stpncpy_fromio(to, from, n);
    return to;
}

char *iomem_strncpy_fromio_chk(char *to, const char __iomem *from, size_t n, size_t room)
{
    check_size(n, room);
    return iomem_strncpy_fromio(to, from, n);
}

char __iomem *iomem_strncpy_io(char __iomem *to, const char __iomem *from, size_t n)
{
    iomem_stpncpy_io(to, from, n);
    return to;
}

char __iomem *iomem_strncpy_io_chk(char __iomem *to, const char __iomem *from, size_t n, size_t room)
{
    check_size(n, room);
    return iomem_strncpy_io(to, from, n);
}
