/* SPDX-License-Identifier: MIT */
/*
 * How a whole object in device memory is copied, member by member, as its type is declared. The plugins write a plan
 * as text and either make its accesses in place or hand it to the runtime's functions below.
 *
 * A plan is a list of steps that move on through the object from its first byte:
 *
 *   [n]b [n]h [n]w [n]d    n accesses of 1, 2, 4, 8 bytes, one behind the other
 *   [n]s                   n bytes that are left alone: padding
 *   [n]H [n]W [n]D         n bytes by the bulk rules: ascending, each access naturally aligned and as wide as may be, up
 *                          to 2, 4, 8 bytes
 *   [n](...)               the steps in the parentheses n times
 *
 * n is decimal and at least 1; without it, 1. So "w3h6s5(dh6s)" is of struct { u32 a; u16 b[3];
 * struct { u64 c; u16 d; } e[5]; }, where the u64 lie at multiples of 8. No width is more than a register's.
 */
#ifndef IOMEM_PLAN_H
#define IOMEM_PLAN_H

#include "roles.h"

/*
 * Read or write the object at `io` as the plan says; the bytes of padding are left as they are on both sides. The
 * object in RAM has any alignment. Accesses are made once, in the plan's order, and no barrier is implied. There are no
 * errors: the plan is the compiler's, and nothing checks it. Source: what C says of assignment, of volatile objects.
 */
void iomem_object_fromio(void *to, const void IOMEM_SPACE_DEVICE *io, const char *plan)
    __asm__(IOMEM_SYMBOL("object_fromio", BYTES));
void iomem_object_toio(void IOMEM_SPACE_DEVICE *io, const void *from, const char *plan)
    __asm__(IOMEM_SYMBOL("object_toio", BYTES));

#endif
