// SPDX-License-Identifier: MIT
// Flexible and empty arrays, unions, anonymous members, types that point to themselves.
// RUN: %diagnose
// RUN: %diagnose -O2 -g
#include <iomem.h>
#include <stdint.h>
#include <string.h>

struct empty { };
struct flexible { uint32_t n; uint32_t data[]; };
struct zero { uint32_t n; uint32_t data[0]; };
struct ring { struct ring __iomem *next, *previous; struct ring __iomem *__iomem *all; struct ring *shadow;
              void (*call)(struct ring __iomem *, struct ring *); };
union value { uint32_t word; uint8_t bytes[4]; struct { uint16_t low, high; }; };
struct outer { struct { uint32_t a; union { uint32_t b; uint8_t c[4]; }; }; union value v; struct empty e; };

uint32_t f(struct flexible __iomem *flexible, struct zero __iomem *zero, struct ring __iomem *ring, struct outer __iomem *o,
           struct empty __iomem *empty)
{
    uint32_t n = flexible->data[2] + zero->data[1] + o->a + o->b + o->c[3] + o->v.bytes[1] + o->v.high;
    ring = ring->next->next;
    ring = *ring->all;
    ring->all = &ring->next;
    ring->call(ring, ring->shadow);
    ring->call(ring->shadow, ring);     // expect-error call
    ring->previous = ring;
    ring->shadow = ring->next;          // expect-error mixing
    ring->next = ring->shadow;          // expect-error mixing
    (void)empty[1];
    uint32_t *data = flexible->data;    // expect-error mixing
    uint8_t *bytes = o->v.bytes;        // expect-error mixing
    return n + *data + *bytes + sizeof *empty + strlen((char __iomem *)o->c);
}
