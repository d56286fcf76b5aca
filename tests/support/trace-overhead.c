/* SPDX-License-Identifier: MIT */
/* Not in the file of the functions that it calls: a call within a file may be shorter. */
#include "trace-overhead.h"

#include "trace.h"

void trace_measure_overhead(uint64_t overhead[BEGINNINGS][ENDINGS])
{
    trace_clear();
    trace_pause();
    uint64_t clear_pause = trace_instructions();
    trace_clear();
    uint64_t clear_count = trace_instructions();

    trace_clear();
    trace_pause();
    trace_resume();
    trace_pause();
    uint64_t resume_pause = trace_instructions() - clear_pause;
    trace_clear();
    trace_pause();
    trace_resume();
    uint64_t resume_count = trace_instructions() - clear_pause;

    trace_clear();
    trace_instructions();
    trace_pause();
    uint64_t count_pause = trace_instructions() - clear_count;
    trace_clear();
    trace_instructions();
    uint64_t count_count = trace_instructions() - clear_count;

    overhead[BEGUN_BY_CLEAR][ENDED_BY_PAUSE] = clear_pause;
    overhead[BEGUN_BY_CLEAR][ENDED_BY_INSTRUCTIONS] = clear_count;
    overhead[BEGUN_BY_RESUME][ENDED_BY_PAUSE] = resume_pause;
    overhead[BEGUN_BY_RESUME][ENDED_BY_INSTRUCTIONS] = resume_count;
    overhead[BEGUN_BY_INSTRUCTIONS][ENDED_BY_PAUSE] = count_pause;
    overhead[BEGUN_BY_INSTRUCTIONS][ENDED_BY_INSTRUCTIONS] = count_count;
}
