// SPDX-License-Identifier: MIT
// RUN: %diagnose
// RUN: %diagnose -O2 -Wall -Wextra -Wno-unused
// RUN: %diagnose -w
// RUN: %diagnose -Wno-incompatible-pointer-types
#include <iomem.h>
#include <stdint.h>

struct device {
    uint32_t __iomem *regs;
    uint32_t *shadow;
};

uint32_t __iomem *from_plain(uint32_t *ram)
{
    return ram; // expect-error mixing
}

uint32_t *to_plain(uint32_t __iomem *io)
{
    return io; // expect-error mixing
}

void assignments(struct device *d, uint32_t __iomem *io, uint32_t *ram, const volatile uint32_t *cv)
{
    d->regs = io;
    d->shadow = ram;
    d->regs = ram;  // expect-error mixing
    d->shadow = io; // expect-error mixing
    cv = io;        // expect-error mixing
    d->regs = ram // expect-error mixing
              + 1;
}

void initialisers(uint32_t __iomem *io, uint32_t *ram)
{
    uint32_t __iomem *a = ram;                      // expect-error mixing
    uint32_t *b = io;                               // expect-error mixing
    struct device c = {io, ram};
    struct device d = {.shadow = io};               // expect-error mixing
    struct device e = {.regs = ram};                // expect-error mixing
    struct device *f = &(struct device){.regs = ram}; // expect-error mixing
    void *v = io;                                   // expect-error mixing
    void __iomem *w = io;
    (void)a, (void)b, (void)c, (void)d, (void)e, (void)f, (void)v, (void)w;
}

static uint32_t word;
static uint32_t __iomem *static_pointer = &word;      // expect-error mixing
static struct device static_device = {.regs = &word}; // expect-error mixing
static struct device static_constant = {
    .shadow = &word,
    .regs = (void *)0x40, // expect-error mixing
};

int comparisons(uint32_t __iomem *io, uint32_t *ram)
{
    int n = io == ram;       // expect-error mixing
    n += io < ram;           // expect-error mixing
    n += ram != io;          // expect-error mixing
    n += io == (void *)ram;  // expect-error mixing
    n += (int)(io - ram);    // expect-error mixing
    return n;
}

void *conditional(int c, uint32_t __iomem *io, uint32_t *ram)
{
    return c ? io : ram; // expect-error mixing
}

uint32_t __iomem *fine(int c, uint32_t __iomem *io)
{
    uint32_t __iomem *null = 0;
    if (io == 0 || !io || io == (void *)0 || io != (void *)-1 || (void *)-1 == io)
        return null;
    if (c && io)
        io++;
    io = (void *)0;
    return c ? io : (void *)0;
}

void nested(uint32_t __iomem **pio, uint32_t **pram, uint32_t __iomem *(*array)[4])
{
    uint32_t **a = pio;                  // expect-own mixing
    uint32_t __iomem **b = pram;         // expect-own mixing
    uint32_t *(*c)[4] = array;           // expect-own mixing
    uint32_t __iomem *__iomem *d = pio;  // expect-error mixing
    void **e = (void *)0;
    e = pio;                             // expect-own mixing
    a = b = pio;                         // expect-own mixing
    (void)a, (void)b, (void)c, (void)d, (void)e;
}

int nested_comparison(uint32_t __iomem **pio, uint32_t **pram, int c)
{
    void *v = c ? pio : pram;                    // expect-own mixing
    v = c ? (void *)pio : (void *)pram;
    v = c ? pio : v;
    v = c ? pio : (void *)0;
    return pio == pram                           // expect-own mixing
           || pio == v || (void *)pio == (void *)pram;
}

uint32_t **nested_return(uint32_t __iomem **pio)
{
    return pio; // expect-own mixing
}

typedef void (*plain_callback)(void *);
typedef void __iomem *(*io_result)(void);
void takes_io(void __iomem *);
void *returns_plain(void);
struct operations {
    plain_callback callback;
};

static struct operations static_operations = {.callback = takes_io}; // expect-own mixing

void callbacks(struct operations *o)
{
    plain_callback a = takes_io;  // expect-own mixing
    io_result b = returns_plain;  // expect-own mixing
    o->callback = takes_io;       // expect-own mixing
    (void)a, (void)b;
}

extern uint32_t __iomem *redeclared;
extern uint32_t *redeclared; // expect-error mixing
void redeclared_function(uint32_t __iomem *);
void redeclared_function(uint32_t *); // expect-error mixing

uint32_t __iomem in_memory;             // expect-own mixing
static uint32_t __iomem array_in_memory[4]; // expect-own mixing
extern uint32_t __iomem placed_by_the_linker[4];
