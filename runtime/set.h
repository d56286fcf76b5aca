/* SPDX-License-Identifier: MIT */
/* A set of bytes, without the NUL. */
#ifndef IOMEM_SET_H
#define IOMEM_SET_H

#include "internal.h"

struct set {
    uint32_t bits[8];
};

IOMEM_INLINE struct set read_set(const volatile char *bytes, enum side side)
{
    struct set set = {{0}};
    unsigned char c;

    for (; (c = load(bytes, side)); bytes++)
        set.bits[c / 32] |= UINT32_C(1) << c % 32;
    return set;
}

IOMEM_INLINE int has(const struct set *set, unsigned char c)
{
    return set->bits[c / 32] >> c % 32 & 1;
}

#endif
