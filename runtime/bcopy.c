/* SPDX-License-Identifier: MIT */
#include "internal.h"

/* As memmove, with the source first. Source: POSIX.1-2001. */
void iomem_bcopy_fromio(const void __iomem *from, void *to, size_t n)
{
    iomem_memcpy_fromio(to, from, n);
}

void iomem_bcopy_fromio_chk(const void __iomem *from, void *to, size_t n, size_t room)
{
    check_size(n, room);
    iomem_bcopy_fromio(from, to, n);
}

void iomem_bcopy_toio(const void *from, void __iomem *to, size_t n)
{
    iomem_memcpy_toio(to, from, n);
}

void iomem_bcopy_toio_chk(const void *from, void __iomem *to, size_t n, size_t room)
{
    check_size(n, room);
    iomem_bcopy_toio(from, to, n);
}

void iomem_bcopy_io(const void __iomem *from, void __iomem *to, size_t n)
{
    iomem_memmove_io(to, from, n);
}

void iomem_bcopy_io_chk(const void __iomem *from, void __iomem *to, size_t n, size_t room)
{
    check_size(n, room);
    iomem_bcopy_io(from, to, n);
}
