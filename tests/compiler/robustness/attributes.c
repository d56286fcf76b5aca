// SPDX-License-Identifier: MIT
// RUN: %diagnose
// RUN: %diagnose -O2 -Wall
#include <iomem.h>
#include <stdint.h>

struct __attribute__((packed, aligned(4))) regs { uint32_t a; uint16_t b; };
typedef uint32_t __attribute__((may_alias)) alias32;
typedef uint32_t __attribute__((aligned(2))) low32;
typedef int __attribute__((mode(HI))) hi;

static void close_io(uint32_t __iomem **p) { **p = 0; }
static void close_ram(uint32_t **p) { **p = 0; }
uint32_t __iomem *pure(uint32_t __iomem *) __attribute__((pure, nonnull(1), returns_nonnull, warn_unused_result));
void __iomem *place __attribute__((section(".data.io"), used, aligned(16), visibility("hidden")));
void start(void) __attribute__((constructor));
void start(void) { *(uint8_t __iomem *)place = 1; }
int weak(uint8_t __iomem *) __attribute__((weak));
int target(uint8_t __iomem *p) { return *p; }
int named(uint8_t __iomem *) __attribute__((alias("target")));
static int (*resolve(void))(uint8_t __iomem *) { return target; }
int chosen(uint8_t __iomem *) __attribute__((ifunc("resolve")));
__attribute__((optimize("O3"))) int fast(uint32_t __iomem *p) { return *p - *p; }
__attribute__((optimize("O0"))) int slow(uint32_t __iomem *p) { return *p - *p; }
__attribute__((noinline, cold, noclone, flatten)) int cold(uint32_t __iomem *p) { return fast(p) + slow(p); }

uint32_t f(struct regs __iomem *io, alias32 __iomem *a, hi __iomem *h, uint32_t __iomem *w)
{
    uint32_t __iomem *__attribute__((cleanup(close_io))) fine = w;
    uint32_t __iomem *__attribute__((cleanup(close_ram))) wrong = w;    // expect-own call
    uint32_t __attribute__((unused)) __iomem *x = pure(w);
    __iomem __attribute__((unused)) uint32_t *y = x;
    __attribute__((nowhere)) uint32_t __iomem *z = y;
    uint32_t __iomem __attribute__((aligned(3))) *bad = z;              // expect-error
    return io->a + io->b + *a + *h + *bad + weak(0) + named(0) + chosen(0);
}
