/* SPDX-License-Identifier: MIT */
/* The cases of every row: contents, arguments, and which bytes each side may and must access. */
#define _GNU_SOURCE
#include "grid.h"

#include <ctype.h>
#include <string.h>

#define NONE SIZE_MAX
#define POSITIONS 160

static uint32_t state;

static uint32_t random_below(uint32_t limit)
{
    state = state * 1664525 + 1013904223;
    return (uint32_t)((uint64_t)(state >> 8) * limit >> 24);
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static struct extent nothing(void)
{
    return (struct extent){0, 0, 0, SINGLY};
}

static struct extent range(size_t from, size_t to, enum manner manner)
{
    return (struct extent){from, to, to ? to - 1 : 0, manner};
}

static struct side *side(struct grid *g, int i, size_t size)
{
    struct side *s = &g->plan.side[i];

    s->size = size;
    s->reads = s->writes = nothing();
    return s;
}

static void random_bytes(struct side *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        s->bytes[i] = (unsigned char)random_below(256);
}

/* Letters of both cases and bytes above 0xc0: no NUL, nor any that the cases search for. */
static void random_string(struct side *s, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        uint32_t r = random_below(84);
        s->bytes[i] = (unsigned char)(r < 26 ? 'a' + r : r < 52 ? 'A' + r - 26 : 0xc1 + r - 52);
    }
    s->bytes[n] = 0;
}

/* A byte to search for, sometimes with more bits in the int than the functions look at. */
static int wanted(const struct grid *g)
{
    static const int bytes[] = {'#', 0x80, 0xff, 1};

    return bytes[g->offset % 4] + (g->offset % 3 ? 0 : 0x4100);
}

/* Places for a hit or a difference: none, and over the 16 offsets, of two long lengths, every one. */
static size_t positions(const struct grid *g, size_t n, size_t *p)
{
    size_t count = 0;

    p[count++] = NONE;
    if (n > 130) {
        p[count++] = n / 2 + g->offset;
        p[count++] = n - 1;
    } else {
        for (size_t i = g->offset; i < n; i += n > 48 ? 32 : 16)
            p[count++] = n > 48 && n % 2 && i + 16 < n ? i + 16 : i;
    }
    return count;
}

static void reset(struct grid *g)
{
    state = (uint32_t)(g->n * 16 + g->offset) * 2654435761u;
    g->plan.shared = 0;
    g->plan.c = 0;
    g->plan.n = g->n;
    g->plan.needle = 0;
    side(g, 0, 0);
    side(g, 1, 0);
}

/* Copies. */

static void copy(struct grid *g)
{
    int to = g->row->written;

    reset(g);
    random_bytes(side(g, 0, g->n), g->n);
    random_bytes(side(g, 1, g->n), g->n);
    g->plan.side[to].writes = range(0, g->n, WIDE);
    g->plan.side[!to].reads = range(0, g->n, WIDE);
    try(g);
}

static void copy_overlapping(struct grid *g)
{
    static const size_t distances[] = {
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 15, 16, 17, 24, 31, 32, 63, 64, 65, 129, 255, 256, 257, 1000, 4095,
    };
    int to = g->row->written;

    copy(g);
    if (!g->form->io[0] || !g->form->io[1])
        return;
    g->plan.shared = 1;
    for (size_t i = 0; i < sizeof distances / sizeof *distances; i++) {
        size_t d = distances[i];
        if (d > g->n + 1 || (g->n > (NARROW ? 24 : 130) && (i + g->offset) % 5))
            continue;
        for (int up = 0; up < 2; up++) {
            /* up: the destination is above the source */
            g->plan.apart = (ptrdiff_t)((up != to) ? -d : d);
            enum manner manner = up && d && d < g->n ? WIDE_DOWN : WIDE;
            g->plan.side[to].writes = range(0, g->n, manner);
            g->plan.side[!to].reads = range(0, g->n, manner);
            try(g);
        }
    }
}

static void fill(struct grid *g)
{
    reset(g);
    random_bytes(side(g, 0, g->n), g->n);
    g->plan.side[0].writes = range(0, g->n, WIDE);
    g->plan.c = (int)random_below(256) - (g->offset % 2 ? 0 : 512);
    try(g);
}

static void copy_until(struct grid *g)
{
    size_t p[POSITIONS], count = positions(g, g->n, p);

    reset(g);
    g->plan.c = wanted(g);
    for (size_t i = 0; i < count; i++) {
        size_t used = p[i] == NONE ? g->n : p[i] + 1;
        random_string(&g->plan.side[1], g->n);
        random_string(&g->plan.side[0], g->n);
        side(g, 0, used)->writes = range(0, used, SINGLY);
        side(g, 1, used)->reads = range(0, used, SINGLY);
        if (p[i] != NONE)
            g->plan.side[1].bytes[p[i]] = (unsigned char)g->plan.c;
        try(g);
    }
}

/* Comparisons. */

static void compare_bytes(struct grid *g)
{
    size_t p[POSITIONS], count = positions(g, g->n, p);

    reset(g);
    random_bytes(side(g, 0, g->n), g->n);
    side(g, 1, g->n);
    for (size_t i = 0; i < count; i++) {
        unsigned char *a = g->plan.side[0].bytes, *b = g->plan.side[1].bytes;
        struct extent e = range(0, g->n, WIDE);
        memcpy(b, a, g->n);
        if (p[i] != NONE) {
            b[p[i]] ^= (unsigned char)(1 + random_below(255));
            for (size_t k = p[i] + 1; k < g->n; k++)
                b[k] = (unsigned char)random_below(256);
            e.stop = p[i];
        }
        g->plan.side[0].reads = g->plan.side[1].reads = e;
        try(g);
    }
}

/* Two strings that are equal up to `common`, where they differ as `difference` says, or end. */
static void try_strings(struct grid *g, size_t common, int difference, size_t limit, int fold)
{
    struct side *a = &g->plan.side[0], *b = &g->plan.side[1];
    size_t n = g->n;

    random_string(a, n);
    memcpy(b->bytes, a->bytes, n + 1);
    if (fold)
        for (size_t i = 0; i < n; i++)
            if (random_below(2))
                b->bytes[i] = (unsigned char)(isupper(b->bytes[i]) ? tolower(b->bytes[i])
                                                                   : toupper(b->bytes[i]));
    if (common < n && difference == 0)
        b->bytes[common] ^= 0x1f;
    else if (common < n && difference == 1)
        b->bytes[common] = 0;
    else if (common < n)
        a->bytes[common] = 0;

    size_t read = least((common < n ? common : n) + 1, limit);
    a->size = b->size = read;
    a->reads = b->reads = range(0, read, SINGLY);
    g->plan.n = limit;
    try(g);
}

static void compare_whole(struct grid *g, int fold)
{
    size_t p[POSITIONS], count = positions(g, g->n, p);

    reset(g);
    for (size_t i = 0; i < count; i++)
        try_strings(g, p[i], (int)((i + g->n) % 3), SIZE_MAX, fold);
}

static void compare_limited(struct grid *g, int fold)
{
    size_t p[POSITIONS], count = positions(g, g->n, p);

    reset(g);
    for (size_t i = 0; i < count; i++) {
        size_t limits[] = {SIZE_MAX, p[i], g->n, p[i] + 1, random_below((uint32_t)g->n + 1)};
        for (size_t k = 0; k < 2; k++)
            try_strings(g, p[i], (int)((i + g->n) % 3), limits[(2 * k + i + g->offset) % 5], fold);
    }
}

static void compare(struct grid *g)
{
    compare_whole(g, 0);
}

static void compare_folded(struct grid *g)
{
    compare_whole(g, 1);
}

static void compare_some(struct grid *g)
{
    compare_limited(g, 0);
}

static void compare_some_folded(struct grid *g)
{
    compare_limited(g, 1);
}

/* Searches for a byte. */

enum search { BOUNDED, BOUNDED_DOWN, UNBOUNDED };

static void search_bytes(struct grid *g, enum search search)
{
    size_t p[POSITIONS], count = positions(g, g->n, p), n = g->n;

    reset(g);
    g->plan.c = wanted(g);
    for (size_t i = 0; i < count; i++) {
        struct side *s = side(g, 0, n);
        random_string(s, n);
        if (p[i] == NONE && search == UNBOUNDED)
            continue;
        if (p[i] != NONE) {
            s->bytes[p[i]] = (unsigned char)g->plan.c;
            /* And a second one, which the search doesn't get to. */
            s->bytes[search == BOUNDED_DOWN ? p[i] / 2 : (p[i] + n - 1 + 1) / 2] = (unsigned char)g->plan.c;
        }
        size_t from = 0, to = n;
        if (p[i] != NONE && search == BOUNDED_DOWN)
            from = p[i];
        else if (p[i] != NONE)
            to = p[i] + 1;
        if (search != BOUNDED_DOWN)
            s->size = to;
        s->reads = range(from, to, search == BOUNDED_DOWN ? SINGLY_DOWN : SINGLY);
        try(g);
    }
}

static void find_byte(struct grid *g)
{
    search_bytes(g, BOUNDED);
}

static void find_last_byte(struct grid *g)
{
    search_bytes(g, BOUNDED_DOWN);
}

static void find_byte_for_sure(struct grid *g)
{
    search_bytes(g, UNBOUNDED);
}

static void search_string(struct grid *g, int to_the_end)
{
    size_t p[POSITIONS], count = positions(g, g->n, p), n = g->n;

    reset(g);
    for (size_t i = 0; i <= count; i++) {
        struct side *s = side(g, 0, n + 1);
        size_t read = n + 1;
        random_string(s, n);
        g->plan.c = i < count ? wanted(g) : g->offset % 2 ? 0x4100 : 0;
        if (i < count && p[i] != NONE) {
            s->bytes[p[i]] = s->bytes[p[i] / 2 + n / 2] = (unsigned char)g->plan.c;
            if (!to_the_end)
                read = least(p[i], p[i] / 2 + n / 2) + 1;
        }
        s->size = read;
        s->reads = range(0, read, SINGLY);
        try(g);
    }
}

static void find_char(struct grid *g)
{
    search_string(g, 0);
}

static void find_last_char(struct grid *g)
{
    search_string(g, 1);
}

/* Lengths and copies of strings. */

/* Sizes around the length, over the offsets all of them. */
#define SIZES 3
static void sizes(const struct grid *g, size_t *s)
{
    size_t n = g->n, all[] = {0, n, n / 2, n + 1, 1, n ? n - 1 : 0, n + 10 + g->offset};

    for (size_t i = 0; i < SIZES; i++)
        s[i] = all[(i + g->offset) % (sizeof all / sizeof *all)];
}

static void length(struct grid *g)
{
    reset(g);
    random_string(side(g, 0, g->n + 1), g->n);
    g->plan.side[0].reads = range(0, g->n + 1, SINGLY);
    try(g);
}

static void try_bounded_length(struct grid *g, size_t limit)
{
    size_t read = least(g->n + 1, limit);

    random_string(&g->plan.side[0], g->n);
    side(g, 0, read)->reads = range(0, read, SINGLY);
    g->plan.n = limit;
    try(g);
}

static void bounded_length(struct grid *g)
{
    size_t s[SIZES];

    reset(g);
    sizes(g, s);
    for (size_t i = 0; i < SIZES; i++)
        try_bounded_length(g, s[i]);
    try_bounded_length(g, SIZE_MAX);
}

static void copy_string(struct grid *g)
{
    reset(g);
    random_string(side(g, 1, g->n + 1), g->n);
    side(g, 0, g->n + 1)->writes = range(0, g->n + 1, SINGLY);
    g->plan.side[1].reads = range(0, g->n + 1, SINGLY);
    try(g);
}

static void copy_field(struct grid *g)
{
    size_t s[SIZES];

    reset(g);
    sizes(g, s);
    for (size_t i = 0; i < SIZES; i++) {
        size_t read = least(g->n + 1, s[i]);
        random_string(&g->plan.side[1], g->n);
        side(g, 1, read)->reads = range(0, read, SINGLY);
        side(g, 0, s[i])->writes = range(0, s[i], SINGLY);
        g->plan.n = s[i];
        try(g);
    }
}

static void copy_bounded(struct grid *g)
{
    size_t s[SIZES];

    reset(g);
    sizes(g, s);
    for (size_t i = 0; i < SIZES; i++) {
        size_t written = least(g->n + 1, s[i]);
        random_string(side(g, 1, g->n + 1), g->n);
        g->plan.side[1].reads = range(0, g->n + 1, SINGLY);
        side(g, 0, written)->writes = range(0, written, SINGLY);
        g->plan.n = s[i];
        try(g);
    }
}

/* The destination holds `held` bytes and a NUL, all within `size` bytes that it may be looked at. */
static void try_append(struct grid *g, size_t held, size_t copied, size_t read, size_t n)
{
    random_string(side(g, 1, read), g->n);
    g->plan.side[1].reads = range(0, read, SINGLY);
    random_string(side(g, 0, held + copied + 1), held);
    g->plan.side[0].reads = range(0, held + 1, SINGLY);
    g->plan.side[0].writes = range(held, held + copied + 1, SINGLY);
    g->plan.n = n;
    try(g);
}

static size_t held_before(const struct grid *g)
{
    return (g->offset * 7 + g->n * 3) % 41;
}

static void append(struct grid *g)
{
    reset(g);
    try_append(g, held_before(g), g->n, g->n + 1, 0);
}

static void append_some(struct grid *g)
{
    size_t s[SIZES];

    reset(g);
    sizes(g, s);
    for (size_t i = 0; i < SIZES; i++)
        try_append(g, held_before(g), least(g->n, s[i]), least(g->n + 1, s[i]), s[i]);
    try_append(g, held_before(g), g->n, g->n + 1, SIZE_MAX);
}

static void append_bounded(struct grid *g)
{
    size_t s[SIZES], held = held_before(g);

    reset(g);
    sizes(g, s);
    /* No NUL within the size: nothing is written. */
    for (size_t size = 0; size <= held; size += held < 2 ? 1 : held / 2) {
        random_string(side(g, 1, g->n + 1), g->n);
        g->plan.side[1].reads = range(0, g->n + 1, SINGLY);
        random_string(&g->plan.side[0], held);
        side(g, 0, size)->reads = range(0, size, SINGLY);
        g->plan.n = size;
        try(g);
    }
    for (size_t i = 0; i < SIZES; i++)
        try_append(g, held, least(g->n, s[i]), g->n + 1, held + 1 + s[i]);
}

/* Sets of bytes. */

static void search_set(struct grid *g, int complement)
{
    size_t p[POSITIONS], count = positions(g, g->n, p), n = g->n;

    reset(g);
    for (size_t i = 0; i < count; i++) {
        struct side *s = &g->plan.side[0], *set = &g->plan.side[1];
        size_t members = 0, read = n + 1;
        int in[256] = {0};

        random_string(s, n);
        s->size = n + 1;
        /* The set: of strspn all bytes of the string but the hit, of the others the hit and some more. */
        if (!complement)
            for (size_t k = 0; k < n; k++)
                if (!in[s->bytes[k]]++)
                    set->bytes[members++] = s->bytes[k];
        if (complement)
            for (size_t k = random_below(4); k--;)
                set->bytes[members++] = (unsigned char)(0x20 + random_below(0x1f));
        if (p[i] != NONE) {
            s->bytes[p[i]] = '!' + (unsigned char)(g->offset % 16);
            if (complement)
                set->bytes[members++] = s->bytes[p[i]];
        }
        if (complement && g->offset % 2 && members)
            set->bytes[members++] = set->bytes[0];
        set->bytes[members] = 0;
        for (size_t k = n; k-- > 0;)
            if (!!memchr(set->bytes, s->bytes[k], members) == complement)
                read = k + 1;
        s->size = read;
        s->reads = range(0, read, SINGLY);
        set->size = members + 1;
        set->reads = range(0, members + 1, SINGLY);
        set->writes = s->writes = nothing();
        try(g);
    }
}

static void span(struct grid *g)
{
    search_set(g, 0);
}

static void span_others(struct grid *g)
{
    search_set(g, 1);
}

/* Searches for a string or a range; two letters only, so that there are many partial matches. */

static void try_needle(struct grid *g, size_t needle, size_t from, int strings)
{
    struct side *hay = &g->plan.side[0], *n = &g->plan.side[1];
    unsigned char *found;

    for (size_t i = 0; i < g->n; i++)
        hay->bytes[i] = (unsigned char)('a' + random_below(2));
    if (from == NONE)
        for (size_t i = 0; i < needle; i++)
            n->bytes[i] = (unsigned char)('a' + random_below(2));
    else
        memcpy(n->bytes, hay->bytes + from, needle);
    hay->bytes[g->n] = n->bytes[needle] = 0;
    g->plan.needle = needle;

    found = memmem(hay->bytes, g->n, n->bytes, needle);
    hay->size = found ? (size_t)(found - hay->bytes) + needle : g->n + (size_t)strings;
    n->size = needle + (size_t)strings;
    hay->reads = range(0, hay->size, SINGLY_AGAIN);
    n->reads = range(0, n->size, SINGLY_AGAIN);
    if (!needle || (!strings && needle > g->n))
        hay->reads = nothing();
    if (!strings && (!needle || needle > g->n))
        n->reads = nothing();
    try(g);
}

static void search_needle(struct grid *g, int strings)
{
    static const size_t lengths[] = {1, 2, 3, 4, 5, 7, 8, 9, 12, 16, 24, 31};

    reset(g);
    try_needle(g, 0, NONE, strings);
    try_needle(g, g->n, 0, strings);
    try_needle(g, g->n + 1, NONE, strings);
    for (size_t i = g->offset % 6; i < sizeof lengths / sizeof *lengths; i += 6) {
        size_t needle = lengths[(i + g->n) % 12], places = g->n - needle + 1;
        try_needle(g, needle, NONE, strings);
        if (needle <= g->n)
            try_needle(g, needle, i < 6 ? random_below((uint32_t)places) : places - 1, strings);
    }
}

static void find_range(struct grid *g)
{
    search_needle(g, 0);
}

static void find_string(struct grid *g)
{
    search_needle(g, 1);
}

/* A row without a line here does not compile. */
#define CASES_memcpy copy
#define CASES_memmove copy_overlapping
#define CASES_mempcpy copy
#define CASES_memccpy copy_until
#define CASES_memset fill
#define CASES_explicit_bzero fill
#define CASES_bzero fill
#define CASES_bcopy copy_overlapping
#define CASES_memcmp compare_bytes
#define CASES_bcmp compare_bytes
#define CASES_memchr find_byte
#define CASES_memrchr find_last_byte
#define CASES_rawmemchr find_byte_for_sure
#define CASES_memmem find_range
#define CASES_strlen length
#define CASES_strnlen bounded_length
#define CASES_strcpy copy_string
#define CASES_stpcpy copy_string
#define CASES_strncpy copy_field
#define CASES_stpncpy copy_field
#define CASES_strlcpy copy_bounded
#define CASES_strcat append
#define CASES_strncat append_some
#define CASES_strlcat append_bounded
#define CASES_strcmp compare
#define CASES_strncmp compare_some
#define CASES_strcasecmp compare_folded
#define CASES_strncasecmp compare_some_folded
#define CASES_strchr find_char
#define CASES_strchrnul find_char
#define CASES_strrchr find_last_char
#define CASES_strstr find_string
#define CASES_strspn span
#define CASES_strcspn span_others
#define CASES_strpbrk span_others
#define CASES_strdup length
#define CASES_strndup bounded_length

#define IOMEM_FN1(name, ...) {CASES_##name},
#define IOMEM_FN2(name, ...) {CASES_##name},

const struct cases cases[] = {
#include <iomem/functions.def>
};
