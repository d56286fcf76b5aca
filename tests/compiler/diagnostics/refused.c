// SPDX-License-Identifier: MIT
// What can't be done exactly is an error, not a guess; what can be is none.
// RUN: %diagnose -O0 -fplugin-arg-iomem-Wno-bitfield
// RUN: %diagnose -O2 -fplugin-arg-iomem-Wno-bitfield
#include <iomem.h>
#include <stdint.h>

struct pair {
    uint32_t a, b;
};
struct bits {
    uint32_t a : 3, b : 29;
};
struct __attribute__((packed)) packed {
    uint8_t tag;
    uint32_t value;
    uint16_t more;
};
struct nested {
    int n;
    struct pair pair;
};
typedef int vector __attribute__((vector_size(16)));
void by_value(struct pair);

void store(struct pair __iomem *io, struct pair *ram) { *io = *ram; }
void load(struct pair __iomem *io, struct pair *ram) { *ram = *io; }
void literal(struct pair __iomem *io) { *io = (struct pair){.a = 1}; }
void zero(struct pair __iomem *io) { *io = (struct pair){0}; }
void copy(struct pair __iomem *io) { io[0] = io[1]; }
uint32_t initialise(struct pair __iomem *io) { struct pair p = *io; return p.b; }
void argument(struct pair __iomem *io) { by_value(*io); }
struct pair result(struct pair __iomem *io) { return *io; }
void member(struct nested __iomem *io, struct pair *ram) { io->pair = *ram; }
void choose(struct pair __iomem *io, struct pair *p, int c) { *p = c ? *io : *p; }
uint32_t load_bits(struct bits __iomem *io) { return io->b; }
void store_bits(struct bits __iomem *io) { io->a = 1; }
uint32_t misaligned(struct packed __iomem *io) { return io->value; }            // expect-error width
uint32_t odd(struct packed __iomem *io) { return io->tag + io->more; }          // expect-error width
void wide_float(long double __iomem *io) { *io = 1; }                           // expect-error width
vector simd(vector __iomem *io) { return *io; }                                 // expect-error width
_Complex float complex(_Complex float __iomem *io) { return *io; }              // expect-error width
void atomic_store(int __iomem *io, int *ram) { __atomic_store(io, ram, 5); }    // expect-error atomic
void atomic_load(int __iomem *io, int *ram) { __atomic_load(io, ram, 5); }      // expect-error atomic
int atomic_add(int __iomem *io) { return __sync_fetch_and_add(io, 1); }         // expect-error atomic

struct __attribute__((packed)) five {
    uint32_t value;
    uint8_t tag;
};
struct array {
    struct five p[4];
};
uint32_t first(struct array __iomem *io) { return io->p[0].value + io->p[1].tag; }
uint32_t second(struct array __iomem *io) { return io->p[1].value; }            // expect-error width
uint32_t any(struct array __iomem *io, int i) { return io->p[i].value; }        // expect-error width

_Atomic(int __iomem *) held;
int __iomem *holds(int __iomem *io, int __iomem **plain)
{
    held = io;
    __atomic_store_n(plain, io, 5);
    return __atomic_exchange_n(plain, io, 5);
}

uint32_t fine(struct nested __iomem *io, double __iomem *d, float __iomem *f, uint8_t __iomem *b)
{
    *f = *f;
#if __SIZEOF_POINTER__ == 8
    *d = *f;
#else
    (void)d;
#endif
    io->pair.a++;
    return io->pair.b + b[3];
}
