/* SPDX-License-Identifier: MIT */
/* The emulated rig's part that is in the program: it says through the channel what is to be recorded, and takes the
 * records from there. */
#define _GNU_SOURCE
#include "trace-rig.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "trace-channel.h"
#include "trace-overhead.h"

#define WIDEST 64          /* an access that begins so far before a region may still end in it */

_Static_assert(TRACE_REGIONS <= CHANNEL_REGIONS, "a region has no place in the channel");

const int rig_protection = PROT_READ | PROT_WRITE;

/* The plugin writes to it between any two instructions. */
static volatile struct channel *channel;
static uint64_t collected;         /* the first records, that are in the list */

/* TRACE_UNTRACED's section. */
extern const char __start_trace_untraced[], __stop_trace_untraced[];

static uint64_t overhead[BEGINNINGS][ENDINGS];
static uint64_t counted;           /* instructions, in the spans that have ended */
static int running, begun_by;      /* the span that hasn't */

#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
#define LITTLE16(v) __builtin_bswap16(v)
#define LITTLE32(v) __builtin_bswap32(v)
#define LITTLE64(v) __builtin_bswap64(v)
#else
#define LITTLE16(v) (v)
#define LITTLE32(v) (v)
#define LITTLE64(v) (v)
#endif

/* The counter, read in halves as a 32-bit processor has to; it goes on counting in between. */
struct reading {
    uint32_t high, low, high_after;
};

static inline struct reading read_counter(void)
{
    struct reading r;

    r.high = channel->instructions[1];
    r.low = channel->instructions[0];
    r.high_after = channel->instructions[1];
    return r;
}

/* Each span's count begins and ends in this file's functions, at the same instruction of them every time: `overhead`
 * takes away what they add. */
static void end_span(struct reading r, int ended_by)
{
    uint32_t low = LITTLE32(r.low), high = LITTLE32(low >> 31 ? r.high : r.high_after);

    if (running)
        counted += ((uint64_t)high << 32 | low) - overhead[begun_by][ended_by];
    running = 0;
}

static inline void begin_span(int by)
{
    running = 1;
    begun_by = by;
    channel->recording = LITTLE64(UINT64_C(1));
    channel->instructions[0] = 0;
    channel->instructions[1] = 0;
}

void trace_clear(void)
{
    channel->records = 0;
    channel->lost = 0;
    collected = 0;
    counted = 0;
    trace_empty();
    begin_span(BEGUN_BY_CLEAR);
}

void trace_pause(void)
{
    struct reading r = read_counter();

    channel->recording = 0;
    end_span(r, ENDED_BY_PAUSE);
}

void trace_resume(void)
{
    begin_span(BEGUN_BY_RESUME);
}

uint64_t trace_instructions(void)
{
    struct reading r = read_counter();
    int again = running;

    end_span(r, ENDED_BY_INSTRUCTIONS);
    uint64_t result = counted;
    if (again)
        begin_span(BEGUN_BY_INSTRUCTIONS);
    return result;
}

TRACE_UNTRACED static void convert(struct trace_access *a, const struct channel_record *r, size_t n, size_t order)
{
    for (const struct channel_record *end = r + n; r < end; r++, a++) {
        int seen = r->kind != 'X';
        const struct trace_region *region = &trace_regions[r->region].public;
        a->region = seen ? region : NULL;
        a->offset = seen ? (ptrdiff_t)((uintptr_t)LITTLE64(r->address) - (uintptr_t)region->io) : 0;
        a->pc = (uintptr_t)LITTLE64(r->pc);
        a->order = order++;
        a->width = seen ? LITTLE16(r->width) : 0;
        a->kind = (char)r->kind;
        a->plain = seen && r->plain;
        a->text = seen ? NULL : r->text;
    }
}

static void collect(void)
{
    size_t n = (size_t)(LITTLE64(channel->records) - collected), order;

    if (channel->lost) {
        fprintf(stderr, "trace: more than %llu accesses since trace_clear()\n",
                (unsigned long long)CHANNEL_RECORDS);
        abort();
    }
    struct trace_access *room = trace_add(n, &order);
    convert(room, (const struct channel_record *)&channel->record[collected], n, order);
    collected += n;
}

int rig_hold(void)
{
    int held = running;

    trace_pause();
    collect();
    return held;
}

void rig_let_go(int held)
{
    if (held)
        trace_resume();
}

/* Offsets are made of addresses when a record is collected: before a region's place is another's. */
void rig_regions(void)
{
    uint64_t low = UINT64_MAX, high = 0;
    int held = rig_hold();

    for (int i = 0; i < TRACE_REGIONS; i++) {
        const struct region *r = &trace_regions[i];
        uint64_t start = (uintptr_t)r->public.io - TRACE_GUARD;
        channel->region[i].size = LITTLE64((uint64_t)r->mapped);
        if (!r->mapped)
            continue;
        channel->region[i].start = LITTLE64(start);
        low = start < low ? start : low;
        high = start + r->mapped > high ? start + r->mapped : high;
    }
    low -= high ? WIDEST : 0;
    channel->low = LITTLE64(low);
    channel->span = LITTLE64(high ? high - low : 0);
    rig_let_go(held);
}

static void unusable(const char *why)
{
    fprintf(stderr, "trace: %s; run this program with tests/support/emulate\n", why);
    abort();
}

void rig_start(void)
{
    const char *name = getenv(CHANNEL_VARIABLE);

    if (!name)
        unusable(CHANNEL_VARIABLE " is not in the environment");
    int fd = open(name, O_RDWR | O_CLOEXEC);
    if (fd < 0 || lseek(fd, 0, SEEK_END) < (off_t)sizeof *channel)
        unusable(CHANNEL_VARIABLE " names no file of the tracer's plugin");
    channel = mmap(NULL, sizeof *channel, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    trace_check(channel != MAP_FAILED, "trace: channel");
    close(fd);
    if (channel->magic != LITTLE64(CHANNEL_MAGIC))
        unusable("the tracer's plugin doesn't run");
    channel->untraced = LITTLE64((uint64_t)(uintptr_t)__start_trace_untraced);
    channel->untraced_size = LITTLE64((uint64_t)(__stop_trace_untraced - __start_trace_untraced));
    trace_measure_overhead(overhead);
    trace_clear();
}
