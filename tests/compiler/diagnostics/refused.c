// SPDX-License-Identifier: MIT
// What can't be done exactly yet is an error, not a guess.
// RUN: %diagnose -O0
// RUN: %diagnose -O2
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

void store(struct pair __iomem *io, struct pair *ram) { *io = *ram; }           // expect-error
void load(struct pair __iomem *io, struct pair *ram) { *ram = *io; }            // expect-error
void literal(struct pair __iomem *io) { *io = (struct pair){.a = 1}; }          // expect-error
void zero(struct pair __iomem *io) { *io = (struct pair){0}; }                  // expect-error
void copy(struct pair __iomem *io) { io[0] = io[1]; }                           // expect-error
uint32_t initialise(struct pair __iomem *io) { struct pair p = *io; return p.b; } // expect-error
void argument(struct pair __iomem *io) { by_value(*io); }                       // expect-error
struct pair result(struct pair __iomem *io) { return *io; }                     // expect-error
void member(struct nested __iomem *io, struct pair *ram) { io->pair = *ram; }   // expect-error
void choose(struct pair __iomem *io, struct pair *p, int c) { *p = c ? *io : *p; } // expect-error
uint32_t load_bits(struct bits __iomem *io) { return io->b; }                   // expect-error
void store_bits(struct bits __iomem *io) { io->a = 1; }                         // expect-error
uint32_t misaligned(struct packed __iomem *io) { return io->value; }            // expect-error
uint32_t odd(struct packed __iomem *io) { return io->tag + io->more; }          // expect-error
__int128 wide(__int128 __iomem *io) { return *io; }                             // expect-error
void wide_float(long double __iomem *io) { *io = 1; }                           // expect-error
vector simd(vector __iomem *io) { return *io; }                                 // expect-error
_Complex float complex(_Complex float __iomem *io) { return *io; }              // expect-error
void atomic_store(int __iomem *io, int *ram) { __atomic_store(io, ram, 5); }    // expect-error
void atomic_load(int __iomem *io, int *ram) { __atomic_load(io, ram, 5); }      // expect-error
int atomic_add(int __iomem *io) { return __sync_fetch_and_add(io, 1); }         // expect-error

struct __attribute__((packed)) five {
    uint32_t value;
    uint8_t tag;
};
struct array {
    struct five p[4];
};
uint32_t first(struct array __iomem *io) { return io->p[0].value + io->p[1].tag; }
uint32_t second(struct array __iomem *io) { return io->p[1].value; }            // expect-error
uint32_t any(struct array __iomem *io, int i) { return io->p[i].value; }        // expect-error

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
