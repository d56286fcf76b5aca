/* SPDX-License-Identifier: MIT */
#include "copy.h"

/* RAM to IO. Source: the kernel's memcpy_toio(). */
void __iomem *iomem_memcpy_toio(void __iomem *to, const void *from, size_t n)
{
    copy_up(to, IO, from, RAM, n);
    return to;
}

void __iomem *iomem_memcpy_toio_chk(void __iomem *to, const void *from, size_t n, size_t room)
{
    check_size(n, room);
    return iomem_memcpy_toio(to, from, n);
}

/* IO to RAM. Source: the kernel's memcpy_fromio(). */
void *iomem_memcpy_fromio(void *to, const void __iomem *from, size_t n)
{
    copy_up(to, RAM, from, IO, n);
    return to;
}

void *iomem_memcpy_fromio_chk(void *to, const void __iomem *from, size_t n, size_t room)
{
    check_size(n, room);
    return iomem_memcpy_fromio(to, from, n);
}

/* Reads end on a word boundary of the source, writes on one of the destination. */
static __attribute__((noinline)) void copy_skewed(volatile unsigned char *to,
                                                  const volatile unsigned char *from, size_t n)
{
    unsigned char waiting[WAITING + 2 * IOMEM_WORD];
    size_t held = 0;

    while (n) {
        size_t in = WAITING - (uintptr_t)from % IOMEM_WORD;
        if (in > n)
            in = n;
        iomem_memcpy_fromio(waiting + held, from, in);
        from += in;
        n -= in;
        held += in;

        size_t keep = n ? ((uintptr_t)to + held) % IOMEM_WORD : 0;
        size_t out = held - keep;
        iomem_memcpy_toio(to, waiting, out);
        to += out;
        put(waiting, IOMEM_WORD, RAM, get(waiting + out, IOMEM_WORD, RAM));
        held = keep;
    }
}

/* IO to IO. Reads run ahead of the writes by at most 263 bytes. */
void __iomem *iomem_memcpy_io(void __iomem *to, const void __iomem *from, size_t n)
{
    if (same_alignment(to, from))
        copy_up(to, IO, from, IO, n);
    else
        copy_skewed(to, from, n);
    return to;
}

void __iomem *iomem_memcpy_io_chk(void __iomem *to, const void __iomem *from, size_t n, size_t room)
{
    check_size(n, room);
    return iomem_memcpy_io(to, from, n);
}
