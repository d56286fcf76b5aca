/* SPDX-License-Identifier: MIT */
/*
 * For programs that say, behind what they do to a device, which accesses that has to be:
 *
 *     io->control |= 1;
 *     ACCESSES("R4@0 W4@0");
 *
 * An access is its kind, width and offset in hexadecimal; "W4@8*3" are three of them, one behind the other. One that is
 * of a form not allowed on IO memory has a "!" behind it, which nothing expects.
 */
#ifndef STEP_H
#define STEP_H

#include <iomem.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "trace.h"

#if defined IOMEM_MAX_WIDTH
# define WORD IOMEM_MAX_WIDTH
#elif UINTPTR_MAX > UINT32_MAX
# define WORD 8
#else
# define WORD 4
#endif
/* By a register's width. */
#if WORD == 8
# define WORD8_4(eight, four) eight
#else
# define WORD8_4(eight, four) four
#endif

#define NOINLINE __attribute__((noinline))

static const struct trace_region *region;
static int wrong, steps;

/* The device, filled with 0xa5. */
static inline void __iomem *start(void)
{
    region = trace_open(NULL, 4096);
    memset(region->ram, 0xa5, region->size);
    trace_clear();
    return (void __iomem __force *)region->io;
}

static inline void put_access(char **text, int kind, unsigned width, long offset, const char *mark)
{
    *text += sprintf(*text, " %c%u@%lx%s", kind, width, offset, mark);
}

static NOINLINE __attribute__((unused)) void compare(int line, const char *expected)
{
    static char wanted[16384], got[16384];
    char *w = wanted, *g = got;
    const struct trace_access *list;

    trace_pause();
    size_t n = trace_list(&list);
    *w = *g = 0;
    for (size_t i = 0; i < n && g < got + sizeof got - 64; i++) {
        if (list[i].kind == 'X') {
            /* Of s390x's, such as MVC, most copy from RAM to RAM. One that touches the device is amiss in the list. */
#if !defined __s390x__
            g += sprintf(g, " X(%.20s)", list[i].text);
#endif
        } else {
            put_access(&g, list[i].kind, list[i].width, (long)list[i].offset, list[i].plain ? "" : "!");
        }
    }
    while (*expected) {
        char *end;
        int kind = *expected++;
        unsigned width = (unsigned)strtoul(expected, &end, 10);
        long offset = strtol(end + 1, &end, 16), count = *end == '*' ? strtol(end + 1, &end, 10) : 1;
        for (; count > 0; count--, offset += width)
            put_access(&w, kind, width, offset, "");
        expected = end + (*end == ' ');
    }
    steps++;
    if (strcmp(wanted, got)) {
        wrong++;
        printf("line %d: expected%s\n%*sgot%s\n", line, wanted, line < 100 ? 14 : 15, "", got);
    }
    trace_clear();
}

static NOINLINE __attribute__((unused)) void hold(int line, int holds, const char *what)
{
    if (!holds) {
        wrong++;
        printf("line %d: not so: %s\n", line, what);
    }
    trace_resume();
}

#define ACCESSES(expected) compare(__LINE__, expected)
/* Of values; of the device's memory by way of region->ram. libc's functions have instructions that the tracer notes. */
#define HOLDS(condition) (trace_pause(), hold(__LINE__, (condition) != 0, #condition))
#define SAME(a, b) HOLDS(!memcmp(a, b, sizeof *(b)))

static inline int finish(int enough)
{
    if (steps < enough)
        printf("%d steps were made, not %d\n", steps, enough);
    return wrong || steps < enough;
}

/* What the compiler knows nothing about. */
static NOINLINE __attribute__((unused)) int opaque(int n)
{
    __asm__ volatile("" : "+r"(n));
    return n;
}

#endif
