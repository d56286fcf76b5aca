/* SPDX-License-Identifier: MIT */
#include "iomem-core.h"

#include <stdio.h>

enum step { UP, FIXED, ANY, NO };
enum widths { ALL, WIDE };

static const struct {
    enum iomem_loop_side from;
    enum step from_step;
    enum iomem_loop_side to;
    enum step to_step;
    enum widths widths;
    const char *symbol, *arguments;
} rows[] = {
#define IOMEM_LOOP(from, from_step, to, to_step, widths, symbol, arguments) \
    {IOMEM_LOOP_##from, from_step, IOMEM_LOOP_##to, to_step, widths, "iomem_" symbol "%s", arguments},
#include <iomem/loops.def>
};

static const char *const reasons[] = {
#define IOMEM_LOOP_REASON(id, text) text,
#include <iomem/loops.def>
};

static int step_fits(enum step wanted, enum iomem_loop_side side, long long step, unsigned bytes)
{
    switch (wanted) {
    case UP:
        return step == bytes;
    case FIXED:
        return step == 0;
    case ANY:
        return step == bytes || step == -(long long)bytes || (step == 0 && side == IOMEM_LOOP_IO);
    default:
        return 1;
    }
}

int iomem_find_loop(const struct iomem_loop *loop, struct iomem_loop_call *call)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (rows[i].from != loop->from || rows[i].to != loop->to || (rows[i].widths == WIDE && loop->bytes < 4)
            || !step_fits(rows[i].from_step, loop->from, loop->from_step, loop->bytes)
            || !step_fits(rows[i].to_step, loop->to, loop->to_step, loop->bytes))
            continue;
        snprintf(call->symbol, sizeof call->symbol, rows[i].symbol, loop->bytes * 8, loop->sanitized ? "_asan" : "");
        call->arguments = rows[i].arguments;
        return 1;
    }
    return 0;
}

const char *iomem_loop_reason(enum iomem_loop_reason reason)
{
    return reasons[reason];
}
