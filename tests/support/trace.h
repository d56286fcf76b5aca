/* SPDX-License-Identifier: MIT */
/*
 * The access tracer: every access that the program makes to a region, with its exact width.
 *
 *   const struct trace_region *bar = trace_open("bar", 4096);
 *   iomem_memcpy_fromio(buffer, bar->io, 16);
 *   trace_dump(stdout);
 *
 * A region is memory that is mapped twice. An access through `io` is noted. An access through `ram`
 * sees the same bytes and leaves no note. In front of a region and behind it lies traced memory too, so
 * that an access that leaves the region is noted.
 *
 * There are two rigs, and a program doesn't know which one it is linked with. For one thread.
 *
 * Native, x86-64: an access faults and is decoded. SIGSEGV and SIGTRAP are the tracer's; a fault that is
 * not in a region takes the way that it would have taken before the first trace_open(). System calls
 * given an `io` address fail with EFAULT. A masked vector access is noted with its full width, a gather
 * or scatter as its first element.
 *
 * Emulated, any architecture: the program runs under qemu-<arch> with a plugin that sees its accesses;
 * tests/support/emulate starts both. Some instructions access memory behind the plugin's back. Their
 * execution is noted, wherever they access, as an 'X'. System calls given an `io` address leave no note,
 * and what a forked child accesses gets into its parent's list.
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
    const struct trace_region *region;    /* NULL of an 'X', which has neither offset nor width */
    ptrdiff_t offset;      /* negative, or size and more: outside */
    uintptr_t pc;
    size_t order;          /* in the list of all regions, from 0 */
    unsigned short width;  /* 0: not known */
    char kind;             /* 'R' or 'W'; an instruction that does both has two entries, R first; 'X' */
    char plain;            /* 1: a form that is allowed on IO memory, such as a load of one general register */
    const char *text;      /* the instruction's name, of an 'X' alone */
};

/* A zeroed region. `name` is kept, not copied; NULL is fine. Aborts when the system has no memory. */
const struct trace_region *trace_open(const char *name, size_t size);
void trace_close(const struct trace_region *region);

/* The accesses since the last trace_clear(), to all regions, valid until the next one. */
size_t trace_list(const struct trace_access **list);
void trace_clear(void);

/* Accesses between the two are not noted, nor instructions counted. trace_clear() resumes. */
void trace_pause(void);
void trace_resume(void);

/* Instructions executed since the last trace_clear(), pauses and the tracer itself left out: 0 if there are none in
 * between. The native rig counts none and returns 0. */
uint64_t trace_instructions(void);

/* One line an access: "R 4 bar@0x10", without the name "R 4 @0x10", outside "R 8 @-0x8"; "X mvc". */
void trace_dump(FILE *file);

/* For a function of the test's own, such as a check of the list: the emulated rig notes no access that is made in it and
 * counts no instruction of it, and it runs several times as fast. What it calls is traced. */
#define TRACE_UNTRACED __attribute__((noinline, section("trace_untraced")))

struct trace_summary {
    size_t accesses, reads, writes;
    size_t twice;          /* bytes that were read, or written, more than once */
    size_t outside;        /* bytes that are not in the range */
    size_t misaligned;     /* accesses at an address that their width doesn't divide */
    unsigned widest;
    size_t unseen;         /* instructions that may have accessed anything: any region, range and kind */
};

/* Sums up the accesses of `kind` ('R', 'W', or 0: both) to the region, against the range of n bytes at
 * `offset`. */
struct trace_summary trace_summarise(const struct trace_region *region, char kind, ptrdiff_t offset,
                                     size_t n);

#ifdef __cplusplus
}
#endif

#endif
