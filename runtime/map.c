/* SPDX-License-Identifier: MIT */
#define _FILE_OFFSET_BITS 64
#include <errno.h>
#include <sys/mman.h>
#include <sys/types.h>

#include "internal.h"

void __iomem *iomem_map(int fd, size_t length, int prot, uint64_t offset)
{
    void *p;

    if (offset > INT64_MAX) {
        errno = EINVAL;
        return NULL;
    }
    p = mmap(NULL, length, prot, MAP_SHARED, fd, (off_t)offset);
    return p == MAP_FAILED ? NULL : (void __iomem *)p;
}

int iomem_unmap(void __iomem *io, size_t length)
{
    return munmap((void *)io, length);
}
