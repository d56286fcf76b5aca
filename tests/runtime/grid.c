/* SPDX-License-Identifier: MIT */
/*
 * The rules of bulk functions, checked one by one on every function of the table, every IO side, every
 * length and every alignment, by the tracer; and the results, by libc's function on the same bytes.
 *
 *   grid [--quick] FUNCTION      all forms of FUNCTION (memcpy, strlen)
 *   grid [--quick] --words       of every function that goes by words
 *   grid --list                  the functions
 *   grid --tests FOLDER          checks that FOLDER has FUNCTION.test for each of them
 */
#define _GNU_SOURCE
#include "grid.h"

#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <iomem/access.h>

#include "guard.h"
#include "trace.h"

#define MARGIN 64          /* bytes around an object that have to stay as they are */
#define BASE 6016          /* of the objects in a region */
#define REGION 16384
#define FAILURES 8

static const struct trace_region *region[2];
static struct guard guard[2];
static const struct grid *running;
static char placed[2][32];
static size_t calls, accesses, failures;
static uint32_t noise = 1;

static unsigned char any_byte(void)
{
    noise = noise * 1664525 + 1013904223;
    return (unsigned char)(noise >> 24);
}

static void describe(FILE *file)
{
    const struct grid *g = running;
    const struct plan *p = &g->plan;

    fprintf(file, "%s(%s", g->form->symbol, placed[0]);
    if (g->row->pointers == 2)
        fprintf(file, ", %s", placed[1]);
    fprintf(file, ") length %zu, n %zd, c 0x%x, needle %zu, objects of %zu and %zu bytes", g->n,
            (ssize_t)p->n, (unsigned)p->c, p->needle, p->side[0].size, p->side[1].size);
}

__attribute__((format(printf, 2, 3))) static void fail(const char *rule, const char *format, ...)
{
    va_list arguments;

    describe(stdout);
    printf("\n  rule %s: ", rule);
    va_start(arguments, format);
    vprintf(format, arguments);
    va_end(arguments);
    putchar('\n');
    if (++failures == FAILURES) {
        trace_dump(stdout);
        printf("enough\n");
        exit(1);
    }
}

/* Only what is not in a traced region gets here: the pages around a RAM object. */
static void on_fault(int signal, siginfo_t *info, void *context)
{
    (void)signal;
    (void)context;
    describe(stdout);
    printf("\n  rule ram: access to %p, outside the RAM object\n", info->si_addr);
    fflush(stdout);
    _exit(1);
}

TRACE_UNTRACED static size_t fewest(uintptr_t at, const struct extent *e)
{
    uintptr_t a = at + e->from;
    size_t count = 0;

    while (a < at + e->to && a <= at + e->stop) {
        size_t width = IOMEM_WORD;
        while (a % width || at + e->to - a < width)
            width /= 2;
        a += width;
        count++;
    }
    return count;
}

/* The rules, for the reads or the writes of one IO side; `at` is the pointer's offset in its region. */
TRACE_UNTRACED static void check_accesses(const struct trace_region *r, char kind, ptrdiff_t at, const struct extent *e)
{
    static unsigned char seen[OBJECT];
    const struct trace_access *list;
    size_t listed = trace_list(&list), count = 0;
    ptrdiff_t last = 0;
    int bytes = e->manner >= SINGLY, down = e->manner == WIDE_DOWN || e->manner == SINGLY_DOWN;
    int empty = e->from == e->to;

    memset(seen, 0, e->to);
    for (const struct trace_access *a = list; a < list + listed; a++) {
        ptrdiff_t from = a->offset - at, to = from + a->width;
        if (a->region != r || a->kind != kind)
            continue;
        if (!a->plain)
            fail("form", "%c %u at %+td is not a move of one general register", kind, a->width, from);
        if (!a->width || a->width & (a->width - 1) || a->width > IOMEM_WORD)
            fail("width", "%c %u at %+td", kind, a->width, from);
        else if (((uintptr_t)r->io + (uintptr_t)a->offset) % a->width)
            fail("aligned", "%c %u at %+td", kind, a->width, from);
        if (empty)
            fail("unasked", "%c %u at %+td, where nothing is to be accessed", kind, a->width, from);
        else if (from < (ptrdiff_t)e->from || to > (ptrdiff_t)e->to)
            fail("outside", "%c %u at %+td is not in [%zu, %zu)", kind, a->width, from, e->from, e->to);
        else if (from > (ptrdiff_t)e->stop)
            fail("stop", "%c %u at %+td, after the end at %zu", kind, a->width, from, e->stop);
        if (bytes && a->width != 1)
            fail("bytes", "%c %u at %+td", kind, a->width, from);
        if (count && e->manner != SINGLY_AGAIN && (down ? from > last : from < last))
            fail("order", "%c %u at %+td after %+td", kind, a->width, from, last);
        for (ptrdiff_t i = from; i < to; i++)
            if (i >= 0 && i < (ptrdiff_t)e->to && seen[i] < 255)
                seen[i]++;
        last = from;
        count++;
    }
    accesses += count;
    if (empty || e->manner == SINGLY_AGAIN)
        return;
    size_t until = down ? e->to - 1 : e->stop;
    for (size_t i = e->from; i < e->to; i++)
        if (seen[i] > 1 || (!seen[i] && i <= until))
            fail("once", "%c of the byte at +%zu: %u times", kind, i, seen[i]);
    if (!bytes && count != fewest((uintptr_t)r->io + (uintptr_t)at, e))
        fail("fewest", "%zu accesses (%c), %zu would do", count, kind,
             fewest((uintptr_t)r->io + (uintptr_t)at, e));
}

/* The bytes of an object and around it, before and after. */
struct window {
    unsigned char *now;    /* where it is */
    size_t size;
    unsigned char model[OBJECT + LONGEST + 2 * MARGIN];
};

static void check_bytes(const struct window *w, const unsigned char *object, size_t size, int io)
{
    for (size_t i = 0; i < w->size; i++) {
        ptrdiff_t at = w->now + i - object;
        if (w->now[i] == w->model[i])
            continue;
        if (at < 0 || at >= (ptrdiff_t)size)
            fail("canary", "the %s byte at %+td was overwritten", io ? "IO" : "RAM", at);
        else
            fail("contents", "the %s byte at %+td is 0x%02x, with libc 0x%02x", io ? "IO" : "RAM", at,
                 w->now[i], w->model[i]);
        return;
    }
}

static void check_result(const struct row *row, const struct call *mine, const struct call *libcs)
{
    intptr_t a = promised(row, mine->value), b = promised(row, libcs->value);

    if (row->result == STRING_COPY) {
        if (!mine->copy || strcmp(mine->copy, libcs->copy))
            fail("result", "\"%s\", of libc \"%s\"", mine->copy ? mine->copy : "(null)", libcs->copy);
        free(mine->copy);
        free(libcs->copy);
        return;
    }
    if (a != b)
        fail("result", "%td, of libc %td", a, b);
}

/* Memory for strdup: what the allocator does while a call is traced is its own business. */
static int tracing;

void *__real_malloc(size_t n);
void *__real_realloc(void *p, size_t n);
void __real_free(void *p);

static void pause_if_tracing(void)
{
    if (tracing)
        trace_pause();
}

static void resume_if_tracing(void)
{
    if (tracing)
        trace_resume();
}

void *__wrap_malloc(size_t n)
{
    pause_if_tracing();
    void *p = __real_malloc(n);
    resume_if_tracing();
    return p;
}

void *__wrap_realloc(void *p, size_t n)
{
    pause_if_tracing();
    p = __real_realloc(p, n);
    resume_if_tracing();
    return p;
}

void __wrap_free(void *p)
{
    pause_if_tracing();
    __real_free(p);
    resume_if_tracing();
}

/* Of an instruction whose accesses the tracer can't see, nobody knows that it made none. */
TRACE_UNTRACED static void check_seen(void)
{
    const struct trace_access *list;
    size_t listed = trace_list(&list);

    for (const struct trace_access *a = list; a < list + listed; a++)
        if (a->kind == 'X')
            fail("seen", "%s at %#tx", a->text, (ptrdiff_t)a->pc);
}

TRACE_UNTRACED void try(struct grid *g)
{
    static struct window window[2];
    struct plan *p = &g->plan;
    const int *io = g->form->io;
    unsigned char *object[2] = {0};
    ptrdiff_t at[2] = {0};
    struct call call = {.c = p->c, .n = p->n, .needle = p->needle}, model = call;
    int sides = g->row->pointers, windows = p->shared ? 1 : sides;

    running = g;
    for (int i = 0; i < sides; i++) {
        struct window *w = &window[i];
        size_t size = p->side[i].size, before = MARGIN, after = MARGIN;
        if (io[i]) {
            unsigned offset = i && io[0] ? (unsigned)(g->offset * 5 + g->n) % 16 : g->offset;
            at[i] = p->shared && i ? at[0] + p->apart : BASE + (ptrdiff_t)offset;
            object[i] = region[p->shared ? 0 : i]->ram + at[i];
            call.p[i] = region[p->shared ? 0 : i]->io + at[i];
            snprintf(placed[i], sizeof placed[i], "IO+%td", at[i] - BASE);
        } else {
            unsigned place = (unsigned)(g->offset + g->n) % 4, gap = place < 2 ? 0 : 1 + g->offset % 15;
            object[i] = place % 2 ? guard_front(&guard[i], gap) : guard_back(&guard[i], size, gap);
            call.p[i] = object[i];
            if ((size_t)(object[i] - guard[i].start) < before)
                before = (size_t)(object[i] - guard[i].start);
            if ((size_t)(guard[i].end - object[i]) - size < after)
                after = (size_t)(guard[i].end - object[i]) - size;
            snprintf(placed[i], sizeof placed[i], "RAM+%zu", (size_t)object[i] % 16);
        }
        w->now = object[i] - before;
        w->size = before + size + after;
        if (p->shared && i && p->apart < 0) {
            window[0].now += p->apart;
            window[0].size += (size_t)-p->apart;
        } else if (p->shared && i) {
            window[0].size += (size_t)p->apart;
        }
    }
    for (int i = 0; i < windows; i++)
        for (size_t k = 0; k < window[i].size; k++)
            window[i].now[k] = any_byte() | 1;
    for (int i = 0; i < sides; i++)
        memcpy(object[i], p->side[i].bytes, p->side[i].size);
    for (int i = 0; i < windows; i++)
        memcpy(window[i].model, window[i].now, window[i].size);
    for (int i = 0; i < sides; i++)
        model.p[i] = window[p->shared ? 0 : i].model + (object[i] - window[p->shared ? 0 : i].now);

    g->row->libc(&model);
    tracing = 1;
    trace_clear();
    if (g->form->run_checked && (g->n + g->offset) % 3) {
        call.room = (g->n + g->offset) % 3 == 1 ? SIZE_MAX
            : g->row->check == SIZED ? p->n : p->side[g->row->written].size;
        g->form->run_checked(&call);
    } else {
        g->form->run(&call);
    }
    trace_pause();
    tracing = 0;
    calls++;

    size_t failed = failures;
    check_seen();
    check_result(g->row, &call, &model);
    for (int i = 0; i < windows; i++)
        check_bytes(&window[i], object[i], p->side[i].size, io[i]);
    for (int i = 0; i < sides; i++) {
        const struct trace_region *r = region[p->shared ? 0 : i];
        if (io[i] && (!p->shared || i != g->row->written))
            check_accesses(r, 'R', at[i], &p->side[i].reads);
        if (io[i] && (!p->shared || i == g->row->written))
            check_accesses(r, 'W', at[i], &p->side[i].writes);
    }
    if (failures != failed)
        trace_dump(stdout);
}

static const size_t quick_lengths[] = {
    0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 15, 16, 17, 23, 24, 31, 32, 33, 63, 64, 65, 100, 130, 257, 4096,
};
static const size_t long_lengths[] = {
    131, 191, 255, 256, 257, 263, 264, 271, 400, 511, 512, 513, 519, 777, 1000, 1023, 1024, 1025, 2047, 2048,
    2049, 3333, 4088, 4095, 4096, 4097, 4100, 4103, 4199, 4200,
};

static void run_length(struct grid *g, const struct cases *c, size_t n, int quick)
{
    size_t every = n > 130 ? 8 : quick ? 2 : 1;

    g->n = n;
    for (g->offset = 0; g->offset < 16; g->offset++) {
        /* Byte by byte every length goes the same way: few alignments of the long ones. */
        if (g->row->width == BYTES && (g->offset + n) % every)
            continue;
        memset(g->plan.side[0].bytes, 0, sizeof g->plan.side[0].bytes);
        memset(g->plan.side[1].bytes, 0, sizeof g->plan.side[1].bytes);
        c->run(g);
    }
}

static void prepare(void)
{
    struct sigaction action = {.sa_flags = SA_SIGINFO};

    action.sa_sigaction = on_fault;
    sigaction(SIGSEGV, &action, NULL);
    sigaction(SIGBUS, &action, NULL);
    for (int i = 0; i < 2; i++) {
        region[i] = trace_open(i ? "second" : "first", REGION);
        guard[i] = guard_open(OBJECT + MARGIN);
    }
}

static int run(const struct row *row, const struct cases *c, int quick)
{
    static struct grid g;

    g.row = row;
    for (int i = 0; i < row->forms; i++) {
        g.form = &row->form[i];
        if (quick) {
            for (size_t k = 0; k < sizeof quick_lengths / sizeof *quick_lengths; k++)
                if (row->width == WORDS || quick_lengths[k] < 1000)
                    run_length(&g, c, quick_lengths[k], 1);
            continue;
        }
        for (size_t n = 0; n <= 130; n++)
            run_length(&g, c, n, 0);
        for (size_t k = 0; k < sizeof long_lengths / sizeof *long_lengths; k++)
            if ((row->width == WORDS && !NARROW) || k % 4 == 0)
                run_length(&g, c, long_lengths[k], 0);
    }
    int nothing = !calls || !accesses;
    printf("%s: %zu calls, %zu accesses, %zu failures\n", row->name, calls, accesses, failures);
    calls = accesses = 0;
    return failures || nothing;
}

static int check_tests(const char *folder)
{
    int missing = 0;

    for (size_t i = 0; i < row_count; i++) {
        char path[4096];
        snprintf(path, sizeof path, "%s/%s.test", folder, rows[i].name);
        if (access(path, R_OK)) {
            printf("no test: %s\n", path);
            missing = 1;
        }
    }
    return missing;
}

int main(int argc, char **argv)
{
    int quick = 0, words = 0, found = 0, failed = 0;
    const char *name = NULL;

    for (int i = 1; i < argc; i++) {
        if (!strcmp(argv[i], "--quick")) {
            quick = 1;
        } else if (!strcmp(argv[i], "--words")) {
            words = 1;
        } else if (!strcmp(argv[i], "--list")) {
            for (size_t k = 0; k < row_count; k++)
                puts(rows[k].name);
            return 0;
        } else if (!strcmp(argv[i], "--tests") && i + 1 < argc) {
            return check_tests(argv[i + 1]);
        } else {
            name = argv[i];
        }
    }
    if (!name == !words) {
        fprintf(stderr, "usage: grid [--quick] FUNCTION|--words\n");
        return 2;
    }
    prepare();
    for (size_t i = 0; i < row_count; i++) {
        if (name ? strcmp(rows[i].name, name) : rows[i].width != WORDS)
            continue;
        found = 1;
        failed |= run(&rows[i], &cases[i], quick);
    }
    if (!found)
        fprintf(stderr, "grid: no function %s\n", name);
    return found ? failed : 2;
}
