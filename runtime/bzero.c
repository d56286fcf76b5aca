/* SPDX-License-Identifier: MIT */
#include "internal.h"

/* bzero() and explicit_bzero(): a write to IO is never optimised away. Source: glibc. */
void iomem_bzero_io(void __iomem *io, size_t n)
{
    iomem_memset_io(io, 0, n);
}

void iomem_bzero_io_chk(void __iomem *io, size_t n, size_t room)
{
    check_size(n, room);
    iomem_bzero_io(io, n);
}
