/* SPDX-License-Identifier: MIT */
/*
 * RAM between two inaccessible pages: an access in front of `start`, or from `end` on, is a fault.
 *
 *   struct guard g = guard_open(4096);
 *   unsigned char *p = guard_back(&g, n, 0);      nothing may be accessed behind p + n
 *   unsigned char *q = guard_front(&g, 0);        nothing may be accessed in front of q
 *
 * `gap` more bytes lie between the buffer and the inaccessible page, to choose its alignment.
 */
#ifndef GUARD_H
#define GUARD_H

#include <stddef.h>

struct guard {
    unsigned char *start, *end;
};

/* At least `size` bytes. Aborts when the system has no memory. */
struct guard guard_open(size_t size);
void guard_close(struct guard *guard);

static inline unsigned char *guard_front(const struct guard *guard, size_t gap)
{
    return guard->start + gap;
}

static inline unsigned char *guard_back(const struct guard *guard, size_t n, size_t gap)
{
    return guard->end - gap - n;
}

#endif
