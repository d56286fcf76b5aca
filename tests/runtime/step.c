/* SPDX-License-Identifier: MIT */
/* The functions that loops become: each in every direction, against accesses and bytes that a model makes one by one. */
#define IOMEM_UNCHECKED
#include <iomem.h>
#include <iomem/loops.h>
#include <stdio.h>
#include <string.h>

#include "trace.h"

enum kind { READ, WRITE, COPY, FILL };

static const struct functions {
    unsigned width;
    void (*read)(void *, ptrdiff_t, const volatile void *, ptrdiff_t, size_t);
    void (*write)(volatile void *, ptrdiff_t, const void *, ptrdiff_t, size_t);
    void (*copy)(volatile void *, ptrdiff_t, const volatile void *, ptrdiff_t, size_t);
    void (*fill)(volatile void *, ptrdiff_t, iomem_word, size_t);
} functions[] = {
#define WIDTH(bits) \
    {bits / 8, iomem_ioread##bits##_step, iomem_iowrite##bits##_step, iomem_iocopy##bits##_step, iomem_iofill##bits##_step}
    WIDTH(8),
    WIDTH(16),
    WIDTH(32),
#if IOMEM_REGISTER >= 8
    WIDTH(64),
#endif
};

enum { SIZE = 256, TO = 64, FROM = 160, MOST = 6 };

static const struct trace_region *bar;
static unsigned char ram[SIZE], wanted_ram[SIZE], wanted_device[SIZE];
static int tried, failures;

/* The accesses that the model makes. */
static struct {
    char kind;
    unsigned width;
    ptrdiff_t offset;
} wanted[2 * MOST];
static size_t wanted_count;

static void want(char kind, unsigned width, ptrdiff_t offset)
{
    wanted[wanted_count].kind = kind;
    wanted[wanted_count].width = width;
    wanted[wanted_count++].offset = offset;
}

static iomem_word fill_value(void)
{
    return (iomem_word)0x8182838485868788;
}

static void model(enum kind kind, unsigned width, ptrdiff_t to, ptrdiff_t to_step, ptrdiff_t from, ptrdiff_t from_step,
                  size_t count)
{
    unsigned char element[8];

    wanted_count = 0;
    for (size_t i = 0; i < count; i++, to += to_step, from += from_step) {
        if (kind == READ || kind == COPY) {
            memcpy(element, wanted_device + from, width);
            want('R', width, from);
        } else if (kind == WRITE) {
            memcpy(element, wanted_ram + from, width);
        } else {
            for (unsigned k = 0; k < width; k++) {
                unsigned shift = __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__ ? width - 1 - k : k;
                element[k] = (unsigned char)(fill_value() >> 8 * shift);
            }
        }
        if (kind == READ) {
            memcpy(wanted_ram + to, element, width);
        } else {
            memcpy(wanted_device + to, element, width);
            want('W', width, to);
        }
    }
}

static int same_accesses(void)
{
    const struct trace_access *list;
    size_t n = trace_list(&list);

    if (n != wanted_count)
        return 0;
    for (size_t i = 0; i < n; i++)
        if (list[i].kind != wanted[i].kind || list[i].width != wanted[i].width || list[i].offset != wanted[i].offset
            || !list[i].plain)
            return 0;
    return 1;
}

static void try_one(const struct functions *f, enum kind kind, int to_way, int from_way, size_t count, size_t skew)
{
    ptrdiff_t to_step = to_way * (int)f->width, from_step = from_way * (int)f->width;
    ptrdiff_t to = TO + (kind == READ ? (ptrdiff_t)skew : 0), from = FROM + (kind == WRITE ? (ptrdiff_t)skew : 0);

    trace_pause();
    for (size_t i = 0; i < SIZE; i++) {
        bar->ram[i] = wanted_device[i] = (unsigned char)(i * 3 + 1);
        ram[i] = wanted_ram[i] = (unsigned char)(i * 5 + 2);
    }
    model(kind, f->width, to, to_step, from, from_step, count);
    trace_clear();
    switch (kind) {
    case READ:
        f->read(ram + to, to_step, bar->io + from, from_step, count);
        break;
    case WRITE:
        f->write(bar->io + to, to_step, ram + from, from_step, count);
        break;
    case COPY:
        f->copy(bar->io + to, to_step, bar->io + from, from_step, count);
        break;
    default:
        f->fill(bar->io + to, to_step, fill_value(), count);
    }
    trace_pause();
    tried++;
    if (same_accesses() && !memcmp(ram, wanted_ram, SIZE) && !memcmp(bar->ram, wanted_device, SIZE))
        return;
    failures++;
    printf("%s of %zu times %u bytes, steps %td and %td, RAM at %zu: not as the loop\n",
           (const char *[]){"read", "write", "copy", "fill"}[kind], count, f->width, to_step, from_step, skew);
}

int main(void)
{
    bar = trace_open("bar", SIZE);
    for (size_t f = 0; f < sizeof functions / sizeof *functions; f++)
        for (enum kind kind = READ; kind <= FILL; kind++)
            for (int to = -1; to <= 1; to++)
                for (int from = -1; from <= 1; from++)
                    for (size_t count = 0; count <= MOST; count++)
                        for (size_t skew = 0; skew < (kind <= WRITE ? 4 : 1); skew++)
                            try_one(&functions[f], kind, to, from, count, skew);
    printf("%d loops, %d wrong\n", tried, failures);
    return failures || tried < 1500;
}
