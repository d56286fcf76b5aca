/* SPDX-License-Identifier: MIT */
#include "internal.h"

/* As memcpy, and returns the end of what was written. Source: glibc. */
void __iomem *iomem_mempcpy_toio(void __iomem *to, const void *from, size_t n)
{
    return (char __iomem *)iomem_memcpy_toio(to, from, n) + n;
}

void __iomem *iomem_mempcpy_toio_chk(void __iomem *to, const void *from, size_t n, size_t room)
{
    check_size(n, room);
    return iomem_mempcpy_toio(to, from, n);
}

void *iomem_mempcpy_fromio(void *to, const void __iomem *from, size_t n)
{
    return (char *)iomem_memcpy_fromio(to, from, n) + n;
}

void *iomem_mempcpy_fromio_chk(void *to, const void __iomem *from, size_t n, size_t room)
{
    check_size(n, room);
    return iomem_mempcpy_fromio(to, from, n);
}

void __iomem *iomem_mempcpy_io(void __iomem *to, const void __iomem *from, size_t n)
{
    return (char __iomem *)iomem_memcpy_io(to, from, n) + n;
}

void __iomem *iomem_mempcpy_io_chk(void __iomem *to, const void __iomem *from, size_t n, size_t room)
{
    check_size(n, room);
    return iomem_mempcpy_io(to, from, n);
}
