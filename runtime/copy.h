/* SPDX-License-Identifier: MIT */
/*
 * Copies and fills. The IO side decides the widths: narrow accesses up to the first word boundary,
 * words, narrow accesses to the end. This is the smallest number of aligned accesses. With IO on both
 * sides the two are equally far from a word boundary, so that one sequence of widths serves both.
 */
#ifndef IOMEM_COPY_H
#define IOMEM_COPY_H

#include "internal.h"

enum direction { UP, DOWN };

struct copy {
    volatile unsigned char *to;
    const volatile unsigned char *from;
    iomem_word fill;
    enum side to_side, from_side;
    enum direction direction;
};

IOMEM_INLINE void move(struct copy *c, unsigned width, unsigned times)
{
    unsigned bytes = width * times;

    if (c->direction == DOWN) {
        c->to -= bytes;
        c->from -= bytes;
    }
#pragma GCC unroll 8
    for (unsigned i = 0; i < times; i++) {
        unsigned at = (c->direction == UP ? i : times - 1 - i) * width;
        put(c->to + at, width, c->to_side,
            c->from_side == FILL ? c->fill : get(c->from + at, width, c->from_side));
    }
    if (c->direction == UP) {
        c->to += bytes;
        if (c->from_side != FILL)
            c->from += bytes;
    }
}

IOMEM_INLINE void walk(struct copy *c, size_t n)
{
    uintptr_t at = (uintptr_t)(c->to_side == IO ? c->to : c->from);
    /* Descending copies are rare. */
    int small = SMALL || c->direction == DOWN;

    if (IOMEM_WORD > 1 && __builtin_expect(at % IOMEM_WORD != 0, 0)) {
        size_t head = c->direction == UP ? -at : at;
        if ((head & 1) && n >= 1) {
            move(c, 1, 1);
            n -= 1;
        }
        if (IOMEM_WORD > 2 && (head & 2) && n >= 2) {
            move(c, 2, 1);
            n -= 2;
        }
        if (IOMEM_WORD > 4 && (head & 4) && n >= 4) {
            move(c, 4, 1);
            n -= 4;
        }
    }
    if (small) {
        for (; n >= IOMEM_WORD; n -= IOMEM_WORD)
            move(c, IOMEM_WORD, 1);
    } else if (n >= 4 * IOMEM_WORD) {
        for (size_t blocks = n / (8 * IOMEM_WORD); blocks; blocks--)
            move(c, IOMEM_WORD, 8);
        if (n & 4 * IOMEM_WORD)
            move(c, IOMEM_WORD, 4);
    }
    /* The most common end: pointers that nobody needs any more are not advanced. */
    if (!small && n & 2 * IOMEM_WORD) {
        struct copy last = *c;
        move(&last, IOMEM_WORD, 2);
        if (!(n & (2 * IOMEM_WORD - 1)))
            return;
        *c = last;
    }
    if (!small && n & IOMEM_WORD)
        move(c, IOMEM_WORD, 1);
    if (IOMEM_WORD > 4 && (n & 4))
        move(c, 4, 1);
    if (IOMEM_WORD > 2 && (n & 2))
        move(c, 2, 1);
    if (IOMEM_WORD > 1 && (n & 1))
        move(c, 1, 1);
}

IOMEM_INLINE int same_alignment(const volatile void *a, const volatile void *b)
{
    return ((uintptr_t)a - (uintptr_t)b) % IOMEM_WORD == 0;
}

/* Where the compiler puts a misaligned word together byte by byte. */
#if defined __riscv || (defined __arm__ && !defined __ARM_FEATURE_UNALIGNED)
#define STRICT_ALIGNMENT !SMALL
#else
#define STRICT_ALIGNMENT 0
#endif

IOMEM_INLINE void copy_up(volatile void *to, enum side to_side, const volatile void *from,
                          enum side from_side, size_t n)
{
    struct copy c = {to, from, 0, to_side, from_side, UP};

    if (STRICT_ALIGNMENT && to_side != from_side && same_alignment(to, from)) {
        struct copy aligned = {to, from, 0, to_side == RAM ? ALIGNED : IO, from_side == RAM ? ALIGNED : IO, UP};
        walk(&aligned, n);
        return;
    }
    walk(&c, n);
}

IOMEM_INLINE void copy_down(volatile void *to, enum side to_side, const volatile void *from,
                            enum side from_side, size_t n)
{
    struct copy c = {(volatile unsigned char *)to + n, (const volatile unsigned char *)from + n, 0,
                     to_side, from_side, DOWN};

    walk(&c, n);
}

IOMEM_INLINE void fill(volatile void *io, unsigned char c, size_t n)
{
    struct copy f = {io, NULL, (iomem_word)-1 / 0xff * c, IO, FILL, UP};

    walk(&f, n);
}

/* Bytes that wait in RAM while the two sides of a copy go from IO to IO in their own steps. */
#define WAITING 256

#endif
