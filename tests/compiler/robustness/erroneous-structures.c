// SPDX-License-Identifier: MIT
// What lies in a structure that is in error has no place: the error is the compiler's own, and the only one.
// RUN: %diagnose
#include <iomem.h>
struct erroneous { uint32_t a : 3, b; struct unknown x; };              // expect-error
struct whole { uint32_t q; };
struct holder { struct whole n; struct erroneous e[2]; struct unknown x; }; // expect-error
void members(struct erroneous __iomem *p) { int x = p->b; p->b = (uint32_t)x; }
void nested(struct holder __iomem *p, int i) { struct whole n = p->n; p->e[i].b++; (void)n; }
