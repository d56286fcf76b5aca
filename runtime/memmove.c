/* SPDX-License-Identifier: MIT */
#include "copy.h"

/* copy_skewed() of memcpy.c in the other direction; what waits is at the end of the buffer. */
static __attribute__((noinline)) void copy_down_skewed(volatile unsigned char *to,
                                                       const volatile unsigned char *from, size_t n)
{
    unsigned char waiting[WAITING + 2 * IOMEM_WORD];
    unsigned char *end = waiting + sizeof waiting;
    size_t held = 0;

    to += n;
    from += n;
    while (n) {
        size_t in = WAITING - -(uintptr_t)from % IOMEM_WORD;
        if (in > n)
            in = n;
        from -= in;
        n -= in;
        held += in;
        copy_down(end - held, RAM, from, IO, in);

        size_t keep = n ? -((uintptr_t)to - held) % IOMEM_WORD : 0;
        size_t out = held - keep;
        to -= out;
        copy_down(to, IO, end - out, RAM, out);
        put(end - IOMEM_WORD, IOMEM_WORD, RAM, get(end - out - IOMEM_WORD, IOMEM_WORD, RAM));
        held = keep;
    }
}

/*
 * IO to IO, overlapping or not. Descends when the destination begins inside the source, above its
 * first byte. The two addresses are compared as they are mapped: two mappings of one device must not
 * overlap there.
 */
void __iomem *iomem_memmove_io(void __iomem *to, const void __iomem *from, size_t n)
{
    uintptr_t ahead = (uintptr_t)to - (uintptr_t)from;

    if (ahead == 0 || ahead >= n)
        return iomem_memcpy_io(to, from, n);
    if (same_alignment(to, from))
        copy_down(to, IO, from, IO, n);
    else
        copy_down_skewed(to, from, n);
    return to;
}

void __iomem *iomem_memmove_io_chk(void __iomem *to, const void __iomem *from, size_t n, size_t room)
{
    check_size(n, room);
    return iomem_memmove_io(to, from, n);
}
