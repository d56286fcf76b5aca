/* SPDX-License-Identifier: MIT */
#include "internal.h"

/* Byte by byte, up to the NUL. Source: C11 7.24.6.3. */
size_t iomem_strlen_io(const char __iomem *io)
{
    const char __iomem *p = io;

    while (load(p, IO))
        p++;
    return (size_t)(p - io);
}
