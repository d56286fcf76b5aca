/* SPDX-License-Identifier: MIT */
/*
 * The native x86-64 access tracer: every access that the program makes to a region, with its exact
 * width.
 *
 *   const struct trace_region *bar = trace_open("bar", 4096);
 *   iomem_memcpy_fromio(buffer, bar->io, 16);
 *   trace_dump(stdout);
 *
 * A region is memory that is mapped twice. An access through `io` faults; the handler decodes the
 * instruction, notes what it does and completes it: plain moves by itself, anything else by a single
 * step. An access through `ram` sees the same bytes and leaves no note. In front of a region and
 * behind it lies traced memory too, so that an access that leaves the region is noted.
 *
 * For one thread. SIGSEGV and SIGTRAP are the tracer's; a fault that is not in a region takes the way
 * that it would have taken before the first trace_open(). System calls given an `io` address fail
 * with EFAULT. A masked vector access is noted with its full width, a gather or scatter as its first
 * element.
 */
#ifndef TRACE_H
#define TRACE_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#ifdef __cplusplus
extern "C" {
#endif

#define TRACE_REGIONS 8
#define TRACE_GUARD 16384    /* bytes of traced memory around a region */

struct trace_region {
    const char *name;
    unsigned char *io;     /* traced */
    unsigned char *ram;    /* the same bytes, not traced */
    size_t size;
};

struct trace_access {
    const struct trace_region *region;
    ptrdiff_t offset;      /* negative, or size and more: outside */
    uintptr_t pc;
    size_t order;          /* in the list of all regions, from 0 */
    unsigned short width;  /* 0: not known */
    char kind;             /* 'R' or 'W'; an instruction that does both has two entries, R first */
    char plain;            /* 1: MOV, MOVZX or MOVSX with one general register or a constant */
};

/* A zeroed region. `name` is kept, not copied; NULL is fine. Aborts when the system has no memory. */
const struct trace_region *trace_open(const char *name, size_t size);
void trace_close(const struct trace_region *region);

/* The accesses since the last trace_clear(), to all regions, valid until the next one. */
size_t trace_list(const struct trace_access **list);
void trace_clear(void);

/* One line an access: "R 4 bar@0x10", without the name "R 4 @0x10", outside "R 8 @-0x8". */
void trace_dump(FILE *file);

struct trace_summary {
    size_t accesses, reads, writes;
    size_t twice;          /* bytes that were read, or written, more than once */
    size_t outside;        /* bytes that are not in the range */
    size_t misaligned;     /* accesses at an address that their width doesn't divide */
    unsigned widest;
};

/* Sums up the accesses of `kind` ('R', 'W', or 0: both) to the region, against the range of n bytes at
 * `offset`. */
struct trace_summary trace_summarise(const struct trace_region *region, char kind, ptrdiff_t offset,
                                     size_t n);

#ifdef __cplusplus
}
#endif

#endif
