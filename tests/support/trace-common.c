/* SPDX-License-Identifier: MIT */
/* What the rigs share: the regions, the list of accesses and what is made of it. */
#define _GNU_SOURCE
#include "trace-rig.h"

#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#define PAGE 4096

struct region trace_regions[TRACE_REGIONS];

static struct trace_access *list;
static size_t listed, list_room;

void trace_check(int ok, const char *what)
{
    if (!ok) {
        perror(what);
        abort();
    }
}

/* May run in a signal handler, where malloc() may be the interrupted function. */
struct trace_access *trace_add(size_t n, size_t *order)
{
    if (listed + n > list_room) {
        size_t room = list_room ? 2 * list_room : 65536;
        while (listed + n > room)
            room *= 2;
        list = list_room
            ? mremap(list, list_room * sizeof *list, room * sizeof *list, MREMAP_MAYMOVE)
            : mmap(NULL, room * sizeof *list, PROT_READ | PROT_WRITE,
                   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        trace_check(list != MAP_FAILED, "trace: list");
        list_room = room;
    }
    *order = listed;
    listed += n;
    return &list[*order];
}

void trace_empty(void)
{
    listed = 0;
}

const struct trace_region *trace_open(const char *name, size_t size)
{
    static int started;
    struct region *r = trace_regions;

    if (!started) {
        started = 1;
        rig_start();
    }
    while (r < trace_regions + TRACE_REGIONS && r->mapped)
        r++;
    trace_check(r < trace_regions + TRACE_REGIONS, "trace: too many regions");

    size_t mapped = (size + PAGE - 1) / PAGE * PAGE + 2 * TRACE_GUARD;
    int fd = memfd_create("trace", MFD_CLOEXEC);
    trace_check(fd >= 0 && !ftruncate(fd, (off_t)mapped), "trace: memfd");
    unsigned char *ram = mmap(NULL, mapped, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    unsigned char *io = mmap(NULL, mapped, rig_protection, MAP_SHARED, fd, 0);
    trace_check(ram != MAP_FAILED && io != MAP_FAILED, "trace: mmap");
    close(fd);

    *r = (struct region){{name, io + TRACE_GUARD, ram + TRACE_GUARD, size}, mapped};
    rig_regions();
    return &r->public;
}

void trace_close(const struct trace_region *region)
{
    for (struct region *r = trace_regions; r < trace_regions + TRACE_REGIONS; r++) {
        if (&r->public == region && r->mapped) {
            munmap(r->public.io - TRACE_GUARD, r->mapped);
            munmap(r->public.ram - TRACE_GUARD, r->mapped);
            r->mapped = 0;
            rig_regions();
        }
    }
}

size_t trace_list(const struct trace_access **accesses)
{
    rig_let_go(rig_hold());
    *accesses = list;
    return listed;
}

void trace_dump(FILE *file)
{
    int held = rig_hold();

    for (const struct trace_access *a = list; a < list + listed; a++) {
        if (a->kind == 'X') {
            fprintf(file, "X %s\n", a->text);
            continue;
        }
        const char *name = a->region->name ? a->region->name : "";
        size_t distance = a->offset < 0 ? (size_t)-a->offset : (size_t)a->offset;
        fprintf(file, "%c %u %s@%s0x%zx\n", a->kind, a->width, name, a->offset < 0 ? "-" : "", distance);
    }
    rig_let_go(held);
}

TRACE_UNTRACED static struct trace_summary summarise(const struct trace_region *region, char kind, ptrdiff_t offset,
                                                    size_t n, unsigned char *seen)
{
    struct trace_summary s = {0};

    for (const struct trace_access *a = list; a < list + listed; a++) {
        unsigned char bit = a->kind == 'R' ? 1 : 2, again = (unsigned char)(bit << 2);
        s.unseen += a->kind == 'X';
        if (a->kind == 'X' || a->region != region || (kind && a->kind != kind))
            continue;
        s.accesses++;
        s.reads += a->kind == 'R';
        s.writes += a->kind == 'W';
        if (a->width > s.widest)
            s.widest = a->width;
        if (a->width && ((uintptr_t)region->io + (uintptr_t)a->offset) % a->width)
            s.misaligned++;
        for (ptrdiff_t i = a->offset - offset; i < a->offset - offset + a->width; i++) {
            if (i < 0 || (size_t)i >= n) {
                s.outside++;
                continue;
            }
            if (seen[i] & bit && !(seen[i] & again)) {
                s.twice++;
                seen[i] |= again;
            }
            seen[i] |= bit;
        }
    }
    return s;
}

struct trace_summary trace_summarise(const struct trace_region *region, char kind, ptrdiff_t offset,
                                     size_t n)
{
    int held = rig_hold();
    unsigned char *seen = calloc(n + 1, 1);

    trace_check(seen != NULL, "trace: summary");
    struct trace_summary s = summarise(region, kind, offset, n, seen);
    free(seen);
    rig_let_go(held);
    return s;
}
