/* SPDX-License-Identifier: MIT */
/* The grid: what a case says about one call, for grid.c to make and check. */
#ifndef GRID_H
#define GRID_H

#include "calls.h"

#define LONGEST 4200       /* bulk lengths */
#define OBJECT 8704        /* two strings of that length */

/* A form for a max-width differs in nothing that long lengths show, and makes many accesses of them. */
#ifdef IOMEM_MAX_WIDTH
#define NARROW 1
#else
#define NARROW 0
#endif

/* How a range is to be accessed. */
enum manner {
    WIDE,                  /* once, the fewest accesses, ascending */
    WIDE_DOWN,             /* the same, descending */
    SINGLY,                /* once, byte by byte, ascending */
    SINGLY_DOWN,           /* the same, descending */
    SINGLY_AGAIN,          /* byte by byte, any number of times */
};

/*
 * The bytes [from, to) counted from the pointer. No access begins after the byte `stop`, and all up to
 * it are accessed. `from == to`: no access at all.
 */
struct extent {
    size_t from, to, stop;
    enum manner manner;
};

struct side {
    size_t size;           /* the object: in RAM nothing outside may be touched */
    unsigned char bytes[OBJECT];
    struct extent reads, writes;
};

struct plan {
    int c;
    size_t n, needle;
    struct side side[2];
    int shared;            /* both pointers into one IO region, */
    ptrdiff_t apart;       /* the second this far from the first */
};

struct grid {
    const struct row *row;
    const struct form *form;
    size_t n;              /* the length, from the list of lengths */
    unsigned offset;       /* of the first IO pointer, 0 to 15 */
    struct plan plan;
};

/* Makes the call that g->plan describes and checks all rules. */
void try(struct grid *g);

/* One for each row: the cases of that function at g->n and g->offset. */
struct cases {
    void (*run)(struct grid *g);
};

extern const struct cases cases[];

#endif
