/* SPDX-License-Identifier: MIT */
/* iomem_object_fromio() and iomem_object_toio(): each plan at each address, against the accesses that it prescribes. */
#define IOMEM_UNCHECKED
#include <iomem.h>
#include <iomem/plan.h>
#include <stdio.h>
#include <string.h>

#include "trace.h"

/* What the plan prescribes at an offset from a multiple of 8, as widths; '.' is a byte of padding. */
static const struct {
    const char *plan;
    const char *accesses[8]; /* at offsets 0 to 7; the first stands for those that are missing */
} cases[] = {
    {"", {""}},
    {"b", {"1"}},
    {"h", {"2"}},
    {"w", {"4"}},
    {"3bs2h4s", {"111.22"}},
    {"12b", {"111111111111"}},
    {"2(w3sb)", {"4...14...1"}},
    {"3(2(bs)h)s2w", {"1.1.21.1.21.1.2.44"}},
    {"2(2(2(b)s)s)w", {"11.11..11.11..4"}},
    {"3H", {"21", "12", "21", "12", "21", "12", "21", "12"}},
    {"7W", {"421", "124", "241", "142", "421", "124", "241", "142"}},
    {"2(5W)", {"41122", "122221", "22114", "1441"}},
    {"sb4W", {".122", ".1121", ".14", ".1121", ".122", ".1121", ".14", ".1121"}},
#if IOMEM_REGISTER >= 8
    {"d", {"8"}},
    {"2dw4s", {"884"}},
    {"19D", {"8821", "12484", "24841", "14842"}},
    {"8D", {"8", "1241", "242", "1421", "44", "1241", "242", "1421"}},
#endif
};

static int failures;

/* Addresses at which the plan's own accesses are aligned. */
static int aligned(const char *accesses, size_t offset)
{
    for (; *accesses; accesses++) {
        size_t width = *accesses == '.' ? 1 : (size_t)(*accesses - '0');
        if (offset % width)
            return 0;
        offset += width;
    }
    return 1;
}

static void expect(const char *plan, const char *accesses, size_t start, char kind)
{
    const struct trace_access *list;
    size_t n = trace_list(&list), i = 0;
    ptrdiff_t offset = (ptrdiff_t)start;

    for (; *accesses; accesses++) {
        if (*accesses == '.') {
            offset++;
            continue;
        }
        unsigned width = (unsigned)(*accesses - '0');
        if (i >= n || list[i].kind != kind || list[i].offset != offset || list[i].width != width || !list[i].plain) {
            printf("%s at %zu: access %zu is not %c %u @%td\n", plan, start, i, kind, width, offset);
            failures++;
            return;
        }
        offset += width;
        i++;
    }
    if (i != n) {
        printf("%s at %zu: %zu accesses, not %zu\n", plan, start, n, i);
        failures++;
    }
}

static void copy(const struct trace_region *bar, const char *plan, const char *accesses, size_t start, size_t skew)
{
    unsigned char ram[64], wanted[64];
    size_t n = 0;

    for (const char *p = accesses; *p; p++)
        n += *p == '.' ? 1 : (size_t)(*p - '0');
    for (size_t i = 0; i < sizeof ram; i++) {
        bar->ram[i] = (unsigned char)(i + 1);
        ram[i] = wanted[i] = (unsigned char)(0x80 + i);
    }
    trace_clear();
    iomem_object_fromio(ram + skew, bar->io + start, plan);
    expect(plan, accesses, start, 'R');
    size_t at = 0;
    for (const char *p = accesses; *p; at += *p == '.' ? 1 : (size_t)(*p - '0'), p++)
        if (*p != '.')
            memcpy(wanted + skew + at, bar->ram + start + at, (size_t)(*p - '0'));
    if (memcmp(ram, wanted, sizeof ram)) {
        printf("%s at %zu: wrong bytes were read\n", plan, start);
        failures++;
    }

    for (size_t i = 0; i < sizeof ram; i++)
        ram[i] = (unsigned char)(0x40 + i);
    memcpy(wanted, bar->ram, sizeof wanted);
    at = 0;
    for (const char *p = accesses; *p; at += *p == '.' ? 1 : (size_t)(*p - '0'), p++)
        if (*p != '.')
            memcpy(wanted + start + at, ram + skew + at, (size_t)(*p - '0'));
    trace_clear();
    iomem_object_toio(bar->io + start, ram + skew, plan);
    expect(plan, accesses, start, 'W');
    if (memcmp(bar->ram, wanted, sizeof wanted)) {
        printf("%s at %zu: wrong bytes were written\n", plan, start);
        failures++;
    }
}

int main(void)
{
    const struct trace_region *bar = trace_open("bar", 64);
    int count = 0;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (size_t start = 0; start < 8; start++) {
            const char *accesses = cases[i].accesses[start];
            if (!accesses)
                accesses = cases[i].accesses[0];
            if (aligned(accesses, start))
                for (size_t skew = 0; skew < 8; skew++, count++)
                    copy(bar, cases[i].plan, accesses, start, skew);
        }
    printf("%d copies, %d wrong\n", count, failures);
    return failures || count < 500;
}
