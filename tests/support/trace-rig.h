/* SPDX-License-Identifier: MIT */
/* Between the tracer's API and the rig that notes the accesses: native, or under an emulator. */
#ifndef TRACE_RIG_H
#define TRACE_RIG_H

#include "trace.h"

struct region {
    struct trace_region public;
    size_t mapped;         /* bytes from io - TRACE_GUARD on; 0: unused */
};

/* For the rigs. */
extern struct region trace_regions[TRACE_REGIONS];
void trace_check(int ok, const char *what);
struct trace_access *trace_add(size_t n, size_t *order);    /* room for n more in the list, and the first's order */
void trace_empty(void);

/* What each rig has: */
extern const int rig_protection;         /* of the traced mapping */
void rig_start(void);                    /* before the first region */
void rig_regions(void);                  /* the regions have changed */
int rig_hold(void);                      /* the list is complete, and nothing joins it until it is let go again */
void rig_let_go(int held);

#endif
