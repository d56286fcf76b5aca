/* SPDX-License-Identifier: MIT */
#ifndef TRACE_OVERHEAD_H
#define TRACE_OVERHEAD_H

#include <stdint.h>

/* The calls that a span of counted instructions lies between. trace_instructions() ends one and begins the next. */
enum { BEGUN_BY_CLEAR, BEGUN_BY_RESUME, BEGUN_BY_INSTRUCTIONS, BEGINNINGS };
enum { ENDED_BY_PAUSE, ENDED_BY_INSTRUCTIONS, ENDINGS };

/* Instructions of the calls themselves, between which there is nothing. */
void trace_measure_overhead(uint64_t overhead[BEGINNINGS][ENDINGS]);

#endif
