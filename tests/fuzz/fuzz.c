/* SPDX-License-Identifier: MIT */
/*
 * The runtime under libFuzzer, ASan and UBSan, against libc. An input is a function of the table, or the
 * accessors, with arguments, contents and alignments; all its forms are called with them, in every variant of
 * the runtime that has them: the architecture's instructions and the generic accesses, at each max-width.
 *
 * Who sees an access outside its object:
 *   RAM, and IO of the generic variants   ASan behind the object, which ends where its block of the heap does,
 *                                         and on_access() before it, where ASan sees eight bytes at a time;
 *                                         on_access() holds IO against alignment and max-width, too
 *   IO of the architecture's variants     the pages around it: no sanitizer looks into inline assembly. A
 *                                         read between object and page goes unseen here; the grid's tracer
 *                                         sees it.
 *   anything                              a write changes bytes around the object, which are compared, too
 *
 *   iomem_fuzz --tell FILE    says each call before it makes it, for a FILE that is a finding
 */
#define _GNU_SOURCE
#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "accessors.h"
#include "calls.h"
#include "guard.h"

#define LONGEST 1100       /* over four times what a copy from IO to IO holds in RAM */
#define OBJECT (2 * LONGEST + 64)
#define MARGIN 48          /* bytes around an object between pages that have to stay as they are */

/* calls.c and accessors.c are compiled once for each variant, with these names for their tables. */
#define VARIANTS(X) X(x0) X(x4) X(x2) X(x1) X(g0) X(g4) X(g2) X(g1)
#define DECLARE(v) \
    extern const struct row rows_##v[]; \
    extern const struct accessor accessors_##v[];
VARIANTS(DECLARE)

static const struct variant {
    const char *name;
    const struct row *rows;
    const struct accessor *accessors;
} variants[] = {
#define ENTRY(v) {#v, rows_##v, accessors_##v},
    VARIANTS(ENTRY)
};
#define VARIANT_COUNT (sizeof variants / sizeof *variants)

static int is_generic(const struct variant *v)
{
    return v->name[0] == 'g';
}

static int is_narrow(const struct variant *v)
{
    return v->name[1] != '0';
}

enum {
#define IOMEM_FN1(name, ...) ROW_##name,
#define IOMEM_FN2(name, ...) ROW_##name,
#include <iomem/functions.def>
    ROW_COUNT
};

/* What an input says. */
struct plan {
    size_t row;            /* ROW_COUNT: the accessors */
    uint8_t options, pick;
    unsigned lead[2];      /* where the objects begin, from a multiple of 16 */
    size_t raw[2];         /* lengths before the function's rules are applied */
    size_t at;             /* a place in them */

    unsigned char bytes[2][OBJECT];
    size_t size[2];        /* the objects: exactly what the function may touch */
    size_t n, needle, room;
    int c;
    int shared;            /* two IO pointers go into one object, */
    ptrdiff_t apart;       /* the second this far from the first */
};

enum {
    IN_FRONT = 1,          /* IO: at the page in front, else at the one behind */
    TIGHT = 2,             /* IO: without a gap to the page behind, whatever the alignment */
    OVERLAP = 4,
    DOWNWARD = 8,          /* the second pointer below the first */
    ZEROS = 16,            /* around the objects, else noise */
    NO_LIMIT = 32,         /* the fortified form's room is unknown */
    HIGH_BITS = 64,        /* an int with more bits than a byte has */
};

static struct plan plan;
static struct guard guards[2];
static int telling;
static unsigned char tried[ROW_COUNT][3][2][VARIANT_COUNT], tried_accessors[VARIANT_COUNT];
static size_t inputs, calls;
static char doing[256];

_Noreturn static void fail(const char *what, intmax_t mine, intmax_t libcs)
{
    fprintf(stderr, "fuzz: %s\nfuzz: %s: %jd, with libc %jd\n", doing, what, mine, libcs);
    abort();
}

/* Every load and store of the runtime's C, from -fsanitize-coverage=trace-loads,trace-stores. */
static struct {
    uintptr_t block, object, end;
    size_t widest;         /* of IO, where accesses are aligned, too; UBSan leaves volatile ones alone */
} watched[2];
static int watching;

_Noreturn static void stop(const char *what, uintptr_t at, size_t width)
{
    watching = 0;
    fprintf(stderr, "fuzz: %s\nfuzz: an access of %zu bytes at %+td is %s\n", doing, width, (ptrdiff_t)at, what);
    abort();
}

static void on_access(const void *address, size_t width)
{
    uintptr_t from = (uintptr_t)address;

    if (!watching)
        return;
    for (int i = 0; i < 2; i++) {
        if (from >= watched[i].end || from + width <= watched[i].block)
            continue;
        if (from < watched[i].object)
            stop("before its object", from - watched[i].object, width);
        if (watched[i].widest && (from % width || width > watched[i].widest))
            stop("misaligned or too wide", from - watched[i].object, width);
    }
}

#define HOOKS(bytes) \
    void __sanitizer_cov_load##bytes(const void *); \
    void __sanitizer_cov_store##bytes(const void *); \
    void __sanitizer_cov_load##bytes(const void *address) { on_access(address, bytes); } \
    void __sanitizer_cov_store##bytes(const void *address) { on_access(address, bytes); }
HOOKS(1)
HOOKS(2)
HOOKS(4)
HOOKS(8)
HOOKS(16)

/* An object where a call finds it, and the bytes around it that may be looked at. */
struct place {
    unsigned char *object, *window;
    size_t window_size;
    void *block;
};

static struct place place(const struct variant *v, int i, size_t size, int io)
{
    unsigned lead = plan.lead[i];
    struct place p = {0};

    if (!io || is_generic(v)) {
        p.block = p.window = malloc(lead + size);
        if (!p.block)
            abort();
        p.object = p.window + lead;
        p.window_size = lead + size;
        watched[i].block = (uintptr_t)p.window;
        watched[i].object = (uintptr_t)p.object;
        watched[i].end = (uintptr_t)p.object + size;
        watched[i].widest = !io ? 0 : is_narrow(v) ? (size_t)(v->name[1] - '0') : sizeof(void *);
        return p;
    }
    const struct guard *g = &guards[i];
    if (plan.options & IN_FRONT)
        p.object = guard_front(g, lead);
    else
        p.object = guard_back(g, size, plan.options & TIGHT ? 0 : (16 - (lead + size) % 16) % 16);
    size_t before = (size_t)(p.object - g->start), after = (size_t)(g->end - p.object) - size;
    before = before < MARGIN ? before : MARGIN;
    after = after < MARGIN ? after : MARGIN;
    p.window = p.object - before;
    p.window_size = before + size + after;
    return p;
}

static void surround(const struct place *p)
{
    for (size_t i = 0; i < p->window_size; i++)
        p->window[i] = plan.options & ZEROS ? 0 : (unsigned char)(i * 7 + plan.pick) | 1;
}

static void check_bytes(const struct place *p, const unsigned char *model)
{
    if (!memcmp(p->window, model, p->window_size))
        return;
    for (size_t i = 0; i < p->window_size; i++)
        if (p->window[i] != model[i]) {
            char what[80];
            snprintf(what, sizeof what, "the byte at %+td of the object at %p", p->window + i - p->object,
                     (void *)p->object);
            fail(what, p->window[i], model[i]);
        }
}

static void check_result(const struct row *row, const struct call *mine, const struct call *libcs)
{
    intptr_t a = promised(row, mine->value), b = promised(row, libcs->value);

    if (row->result == STRING_COPY) {
        if (!mine->copy || strcmp(mine->copy, libcs->copy))
            fail("another copy, of length", mine->copy ? (intmax_t)strlen(mine->copy) : -1,
                 (intmax_t)strlen(libcs->copy));
        free(mine->copy);
        free(libcs->copy);
        return;
    }
    if (a != b)
        fail("result", a, b);
}

/* One call of a form and the same of libc. */
static void try(const struct variant *v, const struct row *row, const struct form *form, int checked)
{
    static unsigned char model[2][OBJECT + 2 * MARGIN];
    struct call mine = {.c = plan.c, .n = plan.n, .needle = plan.needle, .room = plan.room}, libcs = mine;
    struct place places[2];
    int shared = plan.shared && form->io[0] && form->io[1];
    int windows = shared ? 1 : row->pointers;

    snprintf(doing, sizeof doing,
             "%s %s%s: n %zd, c 0x%x, needle %zu, room %zd, objects of %zu and %zu bytes, leads %u and %u,"
             " options 0x%x, apart %td", v->name, form->symbol, checked ? "_chk" : "", (ssize_t)plan.n, (unsigned)plan.c,
             plan.needle, (ssize_t)plan.room, plan.size[0], plan.size[1], plan.lead[0], plan.lead[1], plan.options,
             shared ? plan.apart : 0);
    if (telling)
        fprintf(stderr, "%s\n", doing);

    memset(watched, 0, sizeof watched);
    for (int i = 0; i < windows; i++) {
        size_t more = shared ? (size_t)(plan.apart < 0 ? -plan.apart : plan.apart) : 0;
        places[i] = place(v, i, plan.size[i] + more, form->io[i]);
        surround(&places[i]);
        mine.p[i] = places[i].object;
    }
    if (shared) {
        mine.p[0] = places[0].object + (plan.apart < 0 ? -plan.apart : 0);
        mine.p[1] = (unsigned char *)mine.p[0] + plan.apart;
    }
    for (int i = 0; i < row->pointers; i++)
        memcpy(mine.p[i], plan.bytes[i], plan.size[i]);
    for (int i = 0; i < windows; i++)
        memcpy(model[i], places[i].window, places[i].window_size);
    for (int i = 0; i < row->pointers; i++) {
        int w = shared ? 0 : i;
        libcs.p[i] = model[w] + ((unsigned char *)mine.p[i] - places[w].window);
    }

    row->libc(&libcs);
    watching = 1;
    (checked ? form->run_checked : form->run)(&mine);
    watching = 0;

    check_result(row, &mine, &libcs);
    for (int i = 0; i < windows; i++) {
        check_bytes(&places[i], model[i]);
        free(places[i].block);
    }
    tried[plan.row][form - row->form][checked][v - variants] = 1;
    calls++;
}

/* What makes arguments of an input, function by function. The sizes are the most that the function may touch. */

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* The object's bytes up to a NUL, which is put there. */
static size_t string(int i)
{
    size_t length = strnlen((char *)plan.bytes[i], plan.raw[i]);

    plan.bytes[i][length] = 0;
    return length;
}

/* A size argument: something near to what counts. */
static size_t limit(size_t length)
{
    size_t all[] = {length, length + 1, length ? length - 1 : 0, 0, 1, length / 2, length + 13, plan.raw[1], plan.at};

    return all[plan.pick % (sizeof all / sizeof *all)];
}

static size_t limit_or_none(size_t length)
{
    return plan.pick % 10 == 9 ? SIZE_MAX : limit(length);
}

static void sizes(size_t first, size_t second)
{
    plan.size[0] = first;
    plan.size[1] = second;
}

static void both_whole(void)
{
    plan.n = plan.raw[0];
    sizes(plan.n, plan.n);
}

static void move(void)
{
    plan.n = plan.raw[0];
    /* The distances that count are small ones and those near to the length. */
    size_t small = plan.at % 20, n = plan.raw[0];
    size_t apart = plan.pick % 4 == 0 ? plan.at : plan.pick % 4 < 3 ? small : n < small ? 0 : n - small;

    plan.shared = plan.options & OVERLAP;
    plan.apart = (ptrdiff_t)apart * (plan.options & DOWNWARD ? -1 : 1);
    sizes(plan.n, plan.n);
}

static void whole(void)
{
    plan.n = plan.raw[0];
    sizes(plan.n, 0);
}

/* The place of c in bytes[i], behind which nothing is touched; `end` if there is none. */
static size_t place_of_c(int i, size_t end)
{
    unsigned char *found = memchr(plan.bytes[i], plan.c, end);

    return found ? (size_t)(found - plan.bytes[i]) : end;
}

static void copy_until(void)
{
    size_t n = plan.raw[1], at = place_of_c(1, n), used = at < n ? at + 1 : n;

    plan.n = at < n && plan.pick % 3 == 0 ? SIZE_MAX : n;
    sizes(used, used);
}

static void find_byte(void)
{
    size_t n = plan.raw[0], at = place_of_c(0, n);

    plan.n = at < n && plan.pick % 3 == 0 ? SIZE_MAX : n;
    sizes(at < n ? at + 1 : n, 0);
}

static void find_byte_for_sure(void)
{
    size_t n = plan.raw[0], at = place_of_c(0, n);

    plan.bytes[0][at] = (unsigned char)plan.c;
    sizes(at + 1, 0);
}

/* Most needles are short, or they would not fit. */
static void shorten_needle(void)
{
    if (plan.pick % 4)
        plan.raw[1] %= 12;
}

static void find_range(void)
{
    shorten_needle();
    size_t n = plan.raw[0], needle = plan.raw[1];
    unsigned char *found = memmem(plan.bytes[0], n, plan.bytes[1], needle);

    plan.n = n;
    plan.needle = needle;
    if (!needle || needle > n)
        sizes(0, 0);
    else
        sizes(found ? (size_t)(found - plan.bytes[0]) + needle : n, needle);
}

static void whole_string(void)
{
    sizes(string(0) + 1, 0);
}

static void bounded_length(void)
{
    size_t n = string(0);

    plan.n = limit_or_none(n);
    sizes(least(n + 1, plan.n), 0);
}

static void copy_string(void)
{
    size_t n = string(1);

    sizes(n + 1, n + 1);
}

static void copy_field(void)
{
    size_t n = string(1);

    plan.n = limit(n);
    sizes(plan.n, least(n + 1, plan.n));
}

static void copy_bounded(void)
{
    size_t n = string(1);

    plan.n = limit(n);
    sizes(least(n + 1, plan.n), n + 1);
}

static void append(void)
{
    size_t held = string(0), n = string(1);

    sizes(held + n + 1, n + 1);
}

static void append_some(void)
{
    size_t held = string(0), n = string(1);

    plan.n = limit_or_none(n);
    sizes(held + least(n, plan.n) + 1, least(n + 1, plan.n));
}

static void append_bounded(void)
{
    size_t held = string(0), n = string(1);

    plan.n = limit(plan.pick & 64 ? held : held + n);
    sizes(least(held + n + 1, plan.n), n + 1);
}

/* Up to the first difference, or the end of both. */
static size_t compared(int fold)
{
    size_t i = 0, shorter = least(string(0), string(1));
    const unsigned char *a = plan.bytes[0], *b = plan.bytes[1];

    while (i < shorter && (fold ? tolower(a[i]) == tolower(b[i]) : a[i] == b[i]))
        i++;
    return i + 1;
}

static void compare(void)
{
    size_t n = compared(0);

    sizes(n, n);
}

static void compare_folded(void)
{
    size_t n = compared(1);

    sizes(n, n);
}

static void compare_some(void)
{
    size_t n = compared(0);

    plan.n = limit_or_none(n);
    sizes(least(n, plan.n), least(n, plan.n));
}

static void compare_some_folded(void)
{
    size_t n = compared(1);

    plan.n = limit_or_none(n);
    sizes(least(n, plan.n), least(n, plan.n));
}

static void find_char(void)
{
    size_t n = string(0);

    sizes(least(place_of_c(0, n), n) + 1, 0);
}

static void find_string(void)
{
    shorten_needle();
    size_t n = string(0), needle = string(1);
    unsigned char *found = memmem(plan.bytes[0], n, plan.bytes[1], needle);

    sizes(!needle ? 0 : found ? (size_t)(found - plan.bytes[0]) + needle : n + 1, needle + 1);
}

static void search_set(int wanted)
{
    size_t n = string(0), set = string(1), i = 0;

    while (i < n && (memchr(plan.bytes[1], plan.bytes[0][i], set) != NULL) != wanted)
        i++;
    sizes(i + 1, set + 1);
}

static void span(void)
{
    search_set(0);
}

static void span_others(void)
{
    search_set(1);
}

/* A row without a line here does not compile. */
#define PLAN_memcpy both_whole
#define PLAN_memmove move
#define PLAN_mempcpy both_whole
#define PLAN_memccpy copy_until
#define PLAN_memset whole
#define PLAN_explicit_bzero whole
#define PLAN_bzero whole
#define PLAN_bcopy move
#define PLAN_memcmp both_whole
#define PLAN_bcmp both_whole
#define PLAN_memchr find_byte
#define PLAN_memrchr whole
#define PLAN_rawmemchr find_byte_for_sure
#define PLAN_memmem find_range
#define PLAN_strlen whole_string
#define PLAN_strnlen bounded_length
#define PLAN_strcpy copy_string
#define PLAN_stpcpy copy_string
#define PLAN_strncpy copy_field
#define PLAN_stpncpy copy_field
#define PLAN_strlcpy copy_bounded
#define PLAN_strcat append
#define PLAN_strncat append_some
#define PLAN_strlcat append_bounded
#define PLAN_strcmp compare
#define PLAN_strncmp compare_some
#define PLAN_strcasecmp compare_folded
#define PLAN_strncasecmp compare_some_folded
#define PLAN_strchr find_char
#define PLAN_strchrnul find_char
#define PLAN_strrchr whole_string
#define PLAN_strstr find_string
#define PLAN_strspn span
#define PLAN_strcspn span_others
#define PLAN_strpbrk span_others
#define PLAN_strdup whole_string
#define PLAN_strndup bounded_length

static void (*const plans[])(void) = {
#define IOMEM_FN1(name, ...) PLAN_##name,
#define IOMEM_FN2(name, ...) PLAN_##name,
#include <iomem/functions.def>
};

static void try_function(void)
{
    plans[plan.row]();
    for (const struct variant *v = variants; v < variants + VARIANT_COUNT; v++) {
        const struct row *row = &v->rows[plan.row];
        if (is_narrow(v) && row->width == BYTES)
            continue;
        for (int i = 0; i < row->forms; i++) {
            try(v, row, &row->form[i], 0);
            if (!row->form[i].run_checked)
                continue;
            plan.room = plan.options & NO_LIMIT ? SIZE_MAX : row->check == SIZED ? plan.n : plan.size[row->written];
            try(v, row, &row->form[i], 1);
        }
    }
}

static void swap(unsigned char *p, size_t bytes)
{
    for (size_t i = 0; i < bytes / 2; i++) {
        unsigned char c = p[i];
        p[i] = p[bytes - 1 - i];
        p[bytes - 1 - i] = c;
    }
}

static void try_accessor(const struct variant *v, const struct accessor *a)
{
    static unsigned char model[2][OBJECT + 2 * MARGIN];
    size_t count = a->kind == SINGLE ? 1 : plan.raw[0] / a->bytes, size = count * a->bytes;
    unsigned lead = plan.lead[0];

    snprintf(doing, sizeof doing, "%s %s: count %zu, leads %u and %u, options 0x%x", v->name, a->name, count,
             plan.lead[0], plan.lead[1], plan.options);
    if (telling)
        fprintf(stderr, "%s\n", doing);
    memset(watched, 0, sizeof watched);
    /* The IO side is aligned; behind a FIFO's register nothing is read. */
    plan.lead[0] -= lead % (unsigned)a->bytes;
    plan.options &= (uint8_t)~TIGHT;
    struct place io = place(v, 0, a->kind == REPEATED ? a->bytes : size, 1), ram = place(v, 1, size, 0);
    plan.lead[0] = lead;
    surround(&io);
    surround(&ram);
    memcpy(io.object, plan.bytes[0], a->kind == REPEATED ? a->bytes : size);
    memcpy(ram.object, plan.bytes[1], size);
    memcpy(model[0], io.window, io.window_size);
    memcpy(model[1], ram.window, ram.window_size);

    unsigned char *io_model = model[0] + (io.object - io.window), *ram_model = model[1] + (ram.object - ram.window);
    for (size_t i = 0; i < count; i++) {
        unsigned char *p = io_model + (a->kind == REPEATED ? 0 : i * a->bytes), *q = ram_model + i * a->bytes;
        memcpy(a->write ? p : q, a->write ? q : p, a->bytes);
        if (a->swapped)
            swap(a->write ? p : q, a->bytes);
    }

    watching = 1;
    a->run(io.object, ram.object, count);
    watching = 0;
    check_bytes(&io, model[0]);
    check_bytes(&ram, model[1]);
    free(io.block);
    free(ram.block);
    tried_accessors[v - variants] = 1;
    calls++;
}

static void try_accessors(void)
{
    for (const struct variant *v = variants; v < variants + VARIANT_COUNT; v++)
        for (const struct accessor *a = v->accessors; a->name; a++)
            try_accessor(v, a);
}

/* An input: fields of one byte, then contents. */
#define FIELDS 12

static uint8_t next(const uint8_t **data, size_t *size)
{
    if (!*size)
        return 0;
    --*size;
    return *(*data)++;
}

static size_t a_length(uint8_t kind, uint8_t fine)
{
    size_t n = fine | (size_t)(kind & 0x3f) << 8;

    return kind < 0x40 ? n % 33 : kind < 0xa0 ? n % 160 : n % (LONGEST + 1);
}

/* Bytes that searches, sets and comparisons meet often. */
static unsigned char letter(uint8_t alphabet, unsigned char c)
{
    switch (alphabet % 4) {
    case 0:
        return c;
    case 1:
        return 'a' + c % 2;
    case 2:
        return (unsigned char)("aAbBzZ@`[{\xe1\xc1"[c % 12]);
    default:
        return c ? c : 1;
    }
}

/* The contents go on from their start when they are at their end, with other bytes if the alphabet says so. */
static unsigned char content(uint8_t alphabet, const uint8_t *data, size_t size, size_t at)
{
    if (!size)
        return letter(alphabet, (unsigned char)(at * 31));
    return letter(alphabet, (unsigned char)(data[at % size] + at / size * (alphabet >> 4)));
}

static void read_input(const uint8_t *data, size_t size)
{
    uint8_t alphabet, relation, value;

    memset(&plan, 0, sizeof plan);
    plan.row = next(&data, &size) % (ROW_COUNT + 1);
    plan.options = next(&data, &size);
    plan.pick = next(&data, &size);
    alphabet = next(&data, &size);
    relation = next(&data, &size);
    value = next(&data, &size);
    plan.lead[0] = next(&data, &size);
    plan.lead[1] = plan.lead[0] >> 4;
    plan.lead[0] %= 16;
    for (int i = 0; i < 2; i++) {
        uint8_t kind = next(&data, &size);
        plan.raw[i] = a_length(kind, next(&data, &size));
    }
    plan.at = next(&data, &size);
    if (relation & 0x80)
        plan.at = plan.at * (LONGEST + 1) / 256;
    else if (relation & 0x20 && plan.raw[0] > plan.at % 8)
        plan.at = plan.raw[0] - 1 - plan.at % 8;

    for (int i = 0; i < 2; i++)
        for (size_t k = 0; k < sizeof plan.bytes[i] - 1; k++)
            plan.bytes[i][k] = content(alphabet, data, size, k + (size_t)i * 5);

    unsigned char *a = plan.bytes[0], *b = plan.bytes[1];
    if (plan.row < ROW_COUNT && rows_x0[plan.row].written >= 0) {
        /* A byte that is not written must be seen. */
        int to = rows_x0[plan.row].written;
        for (size_t k = 0; k < sizeof plan.bytes[to] - 1; k++)
            plan.bytes[to][k] = (unsigned char)~plan.bytes[!to][k];
        relation &= 0xfc;
    }
    switch (relation % 4) {
    case 1:    /* the same but for one byte */
        memcpy(b, a, LONGEST);
        b[plan.at] ^= value;
        break;
    case 2:    /* the same in the other case, but for one byte */
        for (size_t k = 0; k < LONGEST; k++)
            b[k] = (unsigned char)(isupper(a[k]) ? tolower(a[k]) : toupper(a[k]));
        b[plan.at] ^= value;
        break;
    case 3:    /* a part of it */
        memcpy(b, a + plan.at, LONGEST);
        break;
    }
    plan.c = relation & 0x40 ? value : (plan.row == ROW_memccpy ? b : a)[plan.at];
    if (plan.options & HIGH_BITS)
        plan.c += value & 1 ? 0x4100 : -512;
}

/* libFuzzer's interface, which has no header in C. */
int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t most);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t most, unsigned int seed);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    read_input(data, size);
    if (plan.row == ROW_COUNT)
        try_accessors();
    else
        try_function();
    inputs++;
    return 0;
}

/*
 * Coverage is soon complete, and must not keep the fuzzer at what found it last; nor are the fields any good when
 * contents are shifted into them.
 */
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t most, unsigned int seed)
{
    uint32_t random = seed;

    size = LLVMFuzzerMutate(data, size, most);
    for (; size < FIELDS && size < most; size++)
        data[size] = 0;
    for (size_t i = 0; i < FIELDS && i < size; i++) {
        random = random * 1664525 + 1013904223;
        if (random >> 30)
            continue;
        random = random * 1664525 + 1013904223;
        data[i] = (uint8_t)(random >> 24);
    }
    return size;
}

/* The test reads the last line. */
static void report(void)
{
    size_t missing = 0;

    for (const struct variant *v = variants; v < variants + VARIANT_COUNT; v++) {
        size_t which = (size_t)(v - variants);
        if (!tried_accessors[which] && ++missing)
            fprintf(stderr, "fuzz: not tried: %s accessors\n", v->name);
        for (size_t r = 0; r < ROW_COUNT; r++) {
            const struct row *row = &v->rows[r];
            if (is_narrow(v) && row->width == BYTES)
                continue;
            for (int i = 0; i < row->forms; i++)
                for (int checked = 0; checked <= (row->form[i].run_checked != NULL); checked++)
                    if (!tried[r][i][checked][which] && ++missing)
                        fprintf(stderr, "fuzz: not tried: %s %s%s\n", v->name, row->form[i].symbol,
                                checked ? "_chk" : "");
        }
    }
    fprintf(stderr, "fuzz: %zu calls for %zu inputs, %zu forms not tried\n", calls, inputs, missing);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    for (int i = 1; i < *argc; i++)
        if (!strcmp((*argv)[i], "--tell"))
            telling = 1;
    for (int i = 0; i < 2; i++)
        guards[i] = guard_open(OBJECT + 2 * MARGIN);
    atexit(report);
    return 0;
}
