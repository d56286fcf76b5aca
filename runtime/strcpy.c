/* SPDX-License-Identifier: MIT */
#include "internal.h"

/* Byte by byte, NUL included. Source: C11 7.24.2.3. */
char __iomem *iomem_strcpy_toio(char __iomem *to, const char *from)
{
    return iomem_strcpy_toio_chk(to, from, SIZE_MAX);
}

char __iomem *iomem_strcpy_toio_chk(char __iomem *to, const char *from, size_t room)
{
    iomem_stpcpy_toio_chk(to, from, room);
    return to;
}

char *iomem_strcpy_fromio(char *to, const char __iomem *from)
{
    return iomem_strcpy_fromio_chk(to, from, SIZE_MAX);
}

char *iomem_strcpy_fromio_chk(char *to, const char __iomem *from, size_t room)
{
    iomem_stpcpy_fromio_chk(to, from, room);
    return to;
}

char __iomem *iomem_strcpy_io(char __iomem *to, const char __iomem *from)
{
    return iomem_strcpy_io_chk(to, from, SIZE_MAX);
}

char __iomem *iomem_strcpy_io_chk(char __iomem *to, const char __iomem *from, size_t room)
{
    iomem_stpcpy_io_chk(to, from, room);
    return to;
}
