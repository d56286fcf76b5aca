// SPDX-License-Identifier: MIT
// What drivers write and sparse accepts: not a word about any of it.
// RUN: %diagnose
// RUN: %diagnose -O2 -Wall -Wextra -Wno-unused -Wno-parentheses -Wno-empty-body
// RUN: %diagnose -std=c99
// RUN: %diagnose -std=gnu89
#include <iomem.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>

struct regs { uint32_t control, status, fifo[4]; struct { uint32_t low, high; } channel[8]; };
typedef struct regs __iomem *regs_pointer;
typedef uint32_t __iomem reg32;
struct bar { reg32 *base; size_t length; };
struct device {
    const char *name;
    regs_pointer regs;
    uint32_t __iomem *table[4];
    uint32_t __iomem *const *constant_table;
    void (*write)(void __iomem *, uint32_t);
    uint32_t (*read)(const void __iomem *);
    const uint32_t __iomem *id;
    void __iomem *any;
    struct bar bars[6];
};
extern uint32_t __iomem board_words[];
extern struct regs __iomem board;
static uint32_t __iomem *global;
static uint32_t __iomem *globals[3];
static const struct { int offset; reg32 *pointer; } constants[] = {
    {0, 0}, {4, NULL}, {8, (reg32 *)0x1000}, {9, board_words + 2}, {.pointer = &board_words[3]},
};

static inline uint32_t read32(const void __iomem *p) { return *(const uint32_t __iomem *)p; }
static void write32(void __iomem *p, uint32_t v) { *(uint32_t __iomem *)p = v; }
static const struct device devices[] = {
    {"a", NULL, {0}, 0, write32, read32, 0, 0, {{0, 0}}},
    {.name = "b", .write = write32, .bars = {[2] = {NULL, 1}}},
};

void __iomem *map(struct device *d, int i)
{
    if (i > 5)
        return NULL;
    if (!d->bars[i].base)
        return (void __iomem *)0;
    return d->bars[i].base;
}

reg32 *next(reg32 *p) { return p ? p + 1 : NULL; }

regs_pointer pick(struct device *a, struct device *b, int c)
{
    regs_pointer r = c ? a->regs : b->regs;
    return r ? r : a->regs;
}

void walk(struct device *d, void (*callback)(regs_pointer, void *), void *context)
{
    uint32_t __iomem *p, *end = d->regs->fifo + 4;
    callback(d->regs, context);
    (*callback)(d->regs, context);
    for (p = d->regs->fifo; p < end; ++p)
        *p = 0;
}

size_t distances(void __iomem *a, char __iomem *b)
{
    return (size_t)(b - (char __iomem *)a) + ((unsigned long)a & 4095) + (a == (void __iomem *)b) + (a < (void __iomem *)b);
}

uint32_t everything(struct device *d, uint32_t __iomem **pp, uint32_t __iomem *const *cp, regs_pointer array[],
                    struct regs __iomem *io, int n)
{
    uint32_t __iomem *regs[4] = {d->table[0], &d->regs->control, d->regs->fifo, NULL};
    uint32_t __iomem **q = regs;
    uint32_t __iomem *volatile v = global;
    uint32_t __iomem *const k = v;
    const void __iomem *cv = k;
    struct device copy = *d, literal = {.regs = io, .table = {global, k}};
    struct { regs_pointer a; } s = {io}, *ps = &s;
    union { regs_pointer r; unsigned long l; } either = {.r = io};
    regs_pointer *rp = &s.a;
    uint32_t values[] = {io->status, [3] = io->control};
    void *opaque = d;
    struct device *back = opaque;
    static uint32_t __iomem *cache;
    uint32_t t = io->control;

    q = pp;
    *q++ = *cp;
    array[0] = io;
    io = array[1];
    d->any = io;
    io = d->any;
    d->id = &io->status;
    global = globals[n] = regs[n];
    regs[0] = d->any;
    cache = cache ? cache : global;
    if (cv != NULL && cv != MAP_FAILED && NULL != cv && d->any == MAP_FAILED)
        n++;
    *d = copy;
    *d = literal;
    memcpy(d, &copy, sizeof copy);
    memcpy(&t, &io->status, 4);
    memcpy(io->fifo, &t, sizeof t);
    munmap(io, 4096);
    io->control |= 1;
    io->status++;
    --io->status;
    t += io->channel[n].low + (*io).channel[1].high + n[io->fifo] + *(io->fifo + 1) + io[1].control + (&io->channel[1])->low;
    while (!(io->status & 1))
        ;
    if (io->status && (io->control || !io->status))
        t = io->control ? io->status : 0;
    io->control = io->status = t;
    t = (io->control, io->status);
    (void)io->control;
    io->status;
    ps->a->control = values[0];
    (*rp)->control = 1;
    d->write(&back->regs->control, 1);
    d->write(io, 2);
    t += d->read(io) + either.l + sizeof(*io) + board.control + board_words[n] + offsetof(struct regs, status);
    return t + constants[n].offset + devices[n].bars[0].length;
}
