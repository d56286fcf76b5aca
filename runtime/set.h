/* SPDX-License-Identifier: MIT */
/* A set of bytes, without the NUL. */
#ifndef IOMEM_SET_H
#define IOMEM_SET_H

#include "internal.h"

struct set {
    uint32_t bits[8];
};

IOMEM_INLINE void read_set(struct set *set, const volatile char *bytes, enum side side)
{
    unsigned char c;

    *set = (struct set){{0}};
    for (; (c = load(bytes, side)); bytes++)
        set->bits[c / 32] |= UINT32_C(1) << c % 32;
}

IOMEM_INLINE int has(const struct set *set, unsigned char c)
{
    return set->bits[c / 32] >> c % 32 & 1;
}

#endif
