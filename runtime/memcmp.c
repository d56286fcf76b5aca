/* SPDX-License-Identifier: MIT */
#include "internal.h"

/* The order of two words that differ, byte by byte in the order of memory. */
static int order(iomem_word x, iomem_word y)
{
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    for (; !((x ^ y) & 0xff); x >>= 8, y >>= 8)
        ;
    return (int)(x & 0xff) - (int)(y & 0xff);
#else
    return x < y ? -1 : 1;
#endif
}

/* The widths are those of `a`, which is IO; if `b` is too, both are equally far from a word boundary. */
IOMEM_INLINE int compare(const volatile unsigned char *a, const volatile unsigned char *b, enum side b_side, size_t n)
{
    size_t head = -(uintptr_t)a % IOMEM_WORD;

#define COMPARE(width) \
    do { \
        iomem_word x = get(a, width, IO), y = get(b, width, b_side); \
        if (x != y) \
            return order(x, y); \
        a += width; \
        b += width; \
        n -= width; \
    } while (0)

    if (IOMEM_WORD > 1 && (head & 1) && n >= 1)
        COMPARE(1);
    if (IOMEM_WORD > 2 && (head & 2) && n >= 2)
        COMPARE(2);
    if (IOMEM_WORD > 4 && (head & 4) && n >= 4)
        COMPARE(4);
    while (n >= 4 * IOMEM_WORD && !SMALL) {
        COMPARE(IOMEM_WORD);
        COMPARE(IOMEM_WORD);
        COMPARE(IOMEM_WORD);
        COMPARE(IOMEM_WORD);
    }
    while (n >= IOMEM_WORD)
        COMPARE(IOMEM_WORD);
    if (IOMEM_WORD > 4 && (n & 4))
        COMPARE(4);
    if (IOMEM_WORD > 2 && (n & 2))
        COMPARE(2);
    if (IOMEM_WORD > 1 && (n & 1))
        COMPARE(1);
    return 0;
}

/* IO bytes as they are handed out: `have` of them are in `bytes`, the next access is at `p`. */
struct stream {
    const volatile unsigned char *p;
    size_t left;
    unsigned have;
    unsigned char bytes[IOMEM_WORD];
};

static void refill(struct stream *s)
{
    unsigned width = IOMEM_WORD;

    while ((uintptr_t)s->p & (width - 1) || s->left < width)
        width /= 2;
    if (width == 1)
        put(s->bytes, 1, RAM, get(s->p, 1, IO));
    else if (width == 2)
        put(s->bytes, 2, RAM, get(s->p, 2, IO));
    else if (width == 4)
        put(s->bytes, 4, RAM, get(s->p, 4, IO));
    else
        put(s->bytes, IOMEM_WORD, RAM, get(s->p, IOMEM_WORD, IO));
    s->p += width;
    s->left -= width;
    s->have = width;
}

/* A side is read when its bytes are used up and the other's so far were equal. */
static int compare_skewed(const volatile unsigned char *a, const volatile unsigned char *b, size_t n)
{
    struct stream x = {.p = a, .left = n}, y = {.p = b, .left = n};
    const unsigned char *p = x.bytes, *q = y.bytes;

    for (; n; n--, p++, q++, x.have--, y.have--) {
        if (!x.have) {
            refill(&x);
            p = x.bytes;
        }
        if (!y.have) {
            refill(&y);
            q = y.bytes;
        }
        if (*p != *q)
            return *p - *q;
    }
    return 0;
}

/*
 * Compare as unsigned bytes, with the accesses of memcpy on each IO side, up to the access that holds
 * the first difference. Source: C11 7.24.4.1.
 */
int iomem_memcmp_io(const void __iomem *a, const void *b, size_t n)
{
    return compare(a, b, RAM, n);
}

int iomem_memcmp_ram_io(const void *a, const void __iomem *b, size_t n)
{
    return -iomem_memcmp_io(b, a, n);
}

int iomem_memcmp_io_io(const void __iomem *a, const void __iomem *b, size_t n)
{
    if (((uintptr_t)a - (uintptr_t)b) % IOMEM_WORD == 0)
        return compare(a, b, IO, n);
    return compare_skewed(a, b, n);
}
