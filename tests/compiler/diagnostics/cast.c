// SPDX-License-Identifier: MIT
// RUN: %diagnose
// RUN: %diagnose -O2 -Wall -Wextra -Wcast-qual
// RUN: %diagnose -Wno-incompatible-pointer-types
// RUN: %cc %iomem_cflags -w -c %s -o %t.o 2>&1 | count 0
#include <iomem.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

typedef uint8_t *bytes;

unsigned long long casts(uint32_t __iomem *io, uint32_t __iomem **pio, uint32_t **pram)
{
    uint8_t *a = (uint8_t *)io;                             // expect-warning cast@29-30
    uint8_t *b = (uint8_t __force *)io;
    uint8_t *c = (__force uint8_t *)io;
    bytes d = (bytes)io;                                    // expect-warning cast
    uint32_t **e = (uint32_t **)pio;                        // expect-warning cast
    uint32_t **f = (uint32_t *__force *)pio;
    unsigned long g = (unsigned long)io;
    uintptr_t h = (uintptr_t)io;
    unsigned long long i = (unsigned long long)io;          // expect-warning cast
    long j = (long)io;                                      // expect-warning cast
    int k = (int)(unsigned long)io;
    bool l = (bool)io;
    uint8_t __iomem *m = (uint8_t __iomem *)io;
    volatile uint32_t *n = (volatile uint32_t *)(io + 1);   // expect-warning cast@48-53
    uint32_t o = *(uint32_t *)io;                           // expect-warning cast
    uint32_t __iomem **p = (uint32_t __iomem **)pio;
    void *q = (void *)(uintptr_t)io;
    (void)a, (void)b, (void)c, (void)d, (void)e, (void)f, (void)j, (void)k, (void)l, (void)m, (void)n, (void)p;
    (void)q, (void)pram;
    return g + h + i + o;
}

int first_in_multiline(uint32_t __iomem *io, int unused)
{
    return unused
           + *(int *)io // expect-warning cast
           + unused;
}

static uint32_t *constant = (uint32_t *)(uint32_t __iomem *)0x40; // expect-warning cast
static uint32_t *forced = (uint32_t __force *)(uint32_t __iomem *)0x40;
static struct {
    int n;
    uint32_t *p;
} table[] = {
    {1, 0},
    {2, (uint32_t *)(uint32_t __iomem *)0x80}, // expect-warning cast
};
typedef void (*plain_callback)(void *);
void takes_io(void __iomem *);
static plain_callback cast_callback = (plain_callback)takes_io; // expect-warning cast
static uint32_t __iomem *held;
static struct {
    uint32_t **p;
} nested_constant = {.p = (uint32_t **)&held}; // expect-warning cast
static plain_callback forced_callback = (void (*__force)(void *))takes_io;

const void *use(void)
{
    return table[0].p == constant && nested_constant.p ? (const void *)forced : (const void *)&cast_callback + (forced_callback != 0);
}

// expect-text to 'unsigned char' removes
// expect-text to 'int' removes
unsigned char narrow(uint32_t __iomem *io)
{
    unsigned char low = (unsigned char)io; // expect-warning cast
    int word = (int)io;                    // expect-warning cast
    return low + (unsigned char)word;
}

size_t unevaluated(uint32_t __iomem *io)
{
    return sizeof *(uint8_t *)io;
}
