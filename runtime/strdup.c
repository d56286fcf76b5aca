/* SPDX-License-Identifier: MIT */
#include "internal.h"

/* Byte by byte, as strndup. Source: POSIX. */
char *iomem_strdup_io(const char __iomem *io)
{
    return iomem_strndup_io(io, SIZE_MAX);
}
