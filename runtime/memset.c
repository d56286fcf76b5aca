/* SPDX-License-Identifier: MIT */
#include "copy.h"

/* Source: the kernel's memset_io(). */
void __iomem *iomem_memset_io(void __iomem *io, int c, size_t n)
{
    fill(io, (unsigned char)c, n);
    return io;
}

void __iomem *iomem_memset_io_chk(void __iomem *io, int c, size_t n, size_t room)
{
    check_size(n, room);
    return iomem_memset_io(io, c, n);
}
