/* SPDX-License-Identifier: MIT */
/* Whole objects, as <iomem/plan.h> says: what is too long to be done in place. */
#include "internal.h"

#include <iomem/plan.h>

struct copy {
    volatile unsigned char *io;
    unsigned char *ram;
    int writes;
};

static void move(struct copy *copy, unsigned width)
{
    if (copy->writes)
        put(copy->io, width, IO, get(copy->ram, width, RAM));
    else
        put(copy->ram, width, RAM, get(copy->io, width, IO));
    copy->io += width;
    copy->ram += width;
}

static __attribute__((noinline)) void access(struct copy *copy, unsigned width)
{
    switch (width) {
    case 1:
        move(copy, 1);
        return;
    case 2:
        move(copy, 2);
        return;
#if IOMEM_WORD >= 8
    case 8:
        move(copy, 8);
        return;
#endif
    default:
        move(copy, 4);
    }
}

static void bulk(struct copy *copy, size_t n, unsigned widest)
{
    while (n) {
        unsigned width = widest;
        while (width > n || (uintptr_t)copy->io & (width - 1))
            width /= 2;
        access(copy, width);
        n -= width;
    }
}

/* Goes one list of steps through; returns its end. */
static const char *walk(struct copy *copy, const char *plan)
{
    for (;;) {
        size_t n = 0;
        while (*plan >= '0' && *plan <= '9')
            n = n * 10 + (size_t)(*plan++ - '0');
        n += !n;

        unsigned width = 1;
        switch (*plan++) {
        case '(': {
            const char *end;
            do
                end = walk(copy, plan);
            while (--n);
            plan = end;
            continue;
        }
        case 's':
            copy->io += n;
            copy->ram += n;
            continue;
        case 'H':
            bulk(copy, n, 2);
            continue;
        case 'W':
            bulk(copy, n, 4);
            continue;
        case 'D':
            bulk(copy, n, IOMEM_WORD);
            continue;
        case 'd':
            width = 8;
            break;
        case 'w':
            width = 4;
            break;
        case 'h':
            width = 2;
            break;
        case 'b':
            break;
        default:
            return plan;
        }
        do
            access(copy, width);
        while (--n);
    }
}

void iomem_object_fromio(void *to, const void __iomem *io, const char *plan)
{
    struct copy copy = {(volatile unsigned char *)io, to, 0};
    walk(&copy, plan);
}

void iomem_object_toio(void __iomem *io, const void *from, const char *plan)
{
    struct copy copy = {io, (unsigned char *)from, 1};
    walk(&copy, plan);
}
