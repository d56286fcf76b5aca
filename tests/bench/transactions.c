/* SPDX-License-Identifier: MIT */
/*
 * Counts what copies to and from a device, and fills of it, do there, and the instructions that they take. Runs under
 * the emulated rig of the access tracer; transactions.py starts it and makes sense of what it prints.
 *
 *   transactions CONTENDER OFFSETS LENGTHS [OFFSETS LENGTHS]...
 *
 * of contenders.c, or "all" of them; offsets and lengths are a number or a range, such as 0-63. A cell is one call.
 * The first line says the bytes of a register, the compiler and the C library, each further one a cell:
 *   CONTENDER read|write|fill OFFSET LENGTH ACCESSES INSTRUCTIONS TWICE OUTSIDE MISALIGNED WIDEST UNSEEN
 * OFFSET is the device address's, from a page boundary. INSTRUCTIONS is from the call to the return, both counted.
 */
#include <gnu/libc-version.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <iomem/access.h>

#include "contenders.h"
#include "trace.h"

#define LONGEST 65536
#define MOST_OFFSET 4095
#define MARGIN 64          /* bytes around a copy that have to stay as they are */
#define FILLING 0x5a
#define HALF_PAGE 2048     /* libc takes another way where the two sides are near each other in their pages */

enum direction { READ, WRITE, FILL, DIRECTIONS };

static const char *const direction_names[] = {"read", "write", "fill"};

static const struct trace_region *device;
static unsigned char ram[LONGEST + 2 * HALF_PAGE] __attribute__((aligned(4096)));
static uint64_t empty_copy, empty_fill;

/* In both, what the call takes beside it is the same for every function. */
__attribute__((noipa)) static uint64_t count_copy(copy_function *copy, void *to, const void *from, size_t n)
{
    trace_clear();
    copy(to, from, n);
    trace_pause();
    return trace_instructions();
}

__attribute__((noipa)) static uint64_t count_fill(fill_function *fill, void *to, size_t n)
{
    trace_clear();
    fill(to, FILLING, n);
    trace_pause();
    return trace_instructions();
}

/* No byte is 0. */
static unsigned char expected(const unsigned char *from, size_t i)
{
    return from ? from[i] : FILLING;
}

/* Whether the call wrote what it should, and nothing beside it; clears that for the next one. */
TRACE_UNTRACED static int right(unsigned char *to, const unsigned char *from, size_t n)
{
    int wrong = 0;

    for (size_t i = 0; i < MARGIN; i++)
        wrong |= to[n + i] | *(to - 1 - i);
    for (size_t i = 0; i < n; i++) {
        wrong |= to[i] ^ expected(from, i);
        to[i] = 0;
    }
    return !wrong;
}

TRACE_UNTRACED static void set(unsigned char *p, size_t size, int filled)
{
    for (size_t i = 0; i < size; i++)
        p[i] = filled ? (unsigned char)(1 + i % 251) : 0;
}

static void measure_cell(const struct contender *c, enum direction direction, size_t offset, size_t n)
{
    unsigned char *io = device->io + offset, *io_bytes = device->ram + offset, *buffer = ram + HALF_PAGE;
    uint64_t instructions;
    int fine;

    if (direction == READ) {
        instructions = count_copy(c->read, buffer, io, n) - empty_copy;
        fine = right(buffer, io_bytes, n);
    } else if (direction == WRITE) {
        instructions = count_copy(c->write, io, buffer, n) - empty_copy;
        fine = right(io_bytes, buffer, n);
    } else {
        instructions = count_fill(c->fill, io, n) - empty_fill;
        fine = right(io_bytes, NULL, n);
    }
    struct trace_summary s = trace_summarise(device, 0, (ptrdiff_t)offset, n);
    if (!fine) {
        fprintf(stderr, "transactions: %s: a %s of %zu bytes at offset %zu went wrong\n", c->name,
                direction_names[direction], n, offset);
        exit(1);
    }
    printf("%s %s %zu %zu %zu %" PRIu64 " %zu %zu %zu %u %zu\n", c->name, direction_names[direction], offset, n,
           s.accesses, instructions, s.twice, s.outside, s.misaligned, s.widest, s.unseen);
}

/* "3" or "0-63" */
static int parse_range(const char *text, size_t range[2], size_t most)
{
    char *end;

    range[0] = range[1] = strtoul(text, &end, 10);
    if (*end == '-')
        range[1] = strtoul(end + 1, &end, 10);
    return end != text && !*end && range[0] <= range[1] && range[1] <= most;
}

static void measure(const struct contender *c, enum direction direction, const size_t offsets[2], const size_t lengths[2])
{
    if (direction == FILL && !c->fill)
        return;
    set(device->ram - MARGIN, device->size + 2 * MARGIN, direction == READ);
    set(ram, sizeof ram, direction == WRITE);
    for (size_t offset = offsets[0]; offset <= offsets[1]; offset++)
        for (size_t n = lengths[0]; n <= lengths[1]; n++)
            measure_cell(c, direction, offset, n);
}

static int usage(void)
{
    fprintf(stderr, "usage: transactions CONTENDER|all OFFSETS LENGTHS [OFFSETS LENGTHS]...\n");
    return 2;
}

int main(int argc, char **argv)
{
    size_t offsets[2], lengths[2];
    int found = 0;

    if (argc < 4 || argc % 2)
        return usage();
    for (int i = 2; i < argc; i += 2)
        if (!parse_range(argv[i], offsets, MOST_OFFSET) || !parse_range(argv[i + 1], lengths, LONGEST))
            return usage();
    device = trace_open("device", LONGEST + MOST_OFFSET + 1);
    /* The call and the return are the function's own instructions: what remains is the caller's. */
    empty_copy = count_copy(return_from_copy, ram, device->io, 0) - 2;
    empty_fill = count_fill(return_from_fill, device->io, 0) - 2;

    printf("register %d gcc %s glibc %s\n", IOMEM_WORD, __VERSION__, gnu_get_libc_version());
    for (const struct contender *c = contenders; c < contenders + contender_count; c++) {
        if (strcmp(argv[1], "all") && strcmp(argv[1], c->name))
            continue;
        found = 1;
        for (int i = 2; i < argc; i += 2) {
            parse_range(argv[i], offsets, MOST_OFFSET);
            parse_range(argv[i + 1], lengths, LONGEST);
            for (enum direction d = 0; d < DIRECTIONS; d++)
                measure(c, d, offsets, lengths);
        }
    }
    if (!found)
        fprintf(stderr, "transactions: there is no contender %s for this processor\n", argv[1]);
    return !found;
}
