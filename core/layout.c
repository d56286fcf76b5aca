/* SPDX-License-Identifier: MIT */
/* Writes and reads plans; <iomem/plan.h> says what they are. */
#include "iomem-core.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    char letter, bulk;
} letters[] = {[1] = {'b', 'b'}, [2] = {'h', 'H'}, [4] = {'w', 'W'}, [8] = {'d', 'D'}};

static unsigned letter_size(char letter)
{
    for (unsigned size = 1; size <= 8; size *= 2)
        if (letters[size].letter == letter)
            return size;
    return 0;
}

void iomem_layout_begin(struct iomem_layout *layout, struct iomem_machine machine, unsigned long long alignment,
                        struct iomem_position position)
{
    memset(layout, 0, sizeof *layout);
    layout->machine = machine;
    layout->alignment = alignment;
    layout->base = position;
}

void iomem_layout_fail(struct iomem_layout *layout, const char *reason)
{
    if (!layout->failed)
        snprintf(layout->reason, sizeof layout->reason, "%s", reason);
    layout->failed = 1;
}

static void append(struct iomem_layout *layout, const char *text)
{
    size_t length = strlen(text);

    if (layout->length + length + 1 > layout->room) {
        size_t room = 2 * layout->room + length + 64;
        char *larger = realloc(layout->text, room);
        if (!larger) {
            iomem_layout_fail(layout, "more members than there is memory for");
            return;
        }
        layout->text = larger;
        layout->room = room;
    }
    memcpy(layout->text + layout->length, text, length + 1);
    layout->length += length;
}

static void step(struct iomem_layout *layout, unsigned long long count, char letter)
{
    char text[32];

    if (layout->last_letter == letter && letter_size(letter)) {
        count += layout->last_count;
        layout->length = layout->last;
    }
    layout->last = layout->length;
    layout->last_count = count;
    layout->last_letter = letter;
    layout->accessed |= letter != 's';
    if (count > 1)
        snprintf(text, sizeof text, "%llu%c", count, letter);
    else
        snprintf(text, sizeof text, "%c", letter);
    append(layout, text);
}

/* Go on at `offset`; 0 if the text is past it. */
static int skip_to(struct iomem_layout *layout, unsigned long long offset)
{
    if (offset < layout->cursor) {
        iomem_layout_fail(layout, "a member in the same place as another");
        return 0;
    }
    if (offset > layout->cursor)
        step(layout, offset - layout->cursor, 's');
    layout->cursor = offset;
    return 1;
}

static struct iomem_position position_of(const struct iomem_layout *layout, unsigned long long offset)
{
    struct iomem_position position = layout->base;
    position.offset += offset;
    return position;
}

/* The largest power of two that certainly divides the address of what lies at `position`. */
static unsigned long long address_alignment(const struct iomem_layout *layout, struct iomem_position position)
{
    unsigned long long bits = position.offset | position.step | layout->alignment;
    return bits & (0 - bits);
}

/* The accesses that `size` bytes take by the bulk rules, if that is certain and they are few: how many, or -1. */
static int resolve(const struct iomem_layout *layout, struct iomem_position position, unsigned long long size,
                   unsigned limit, unsigned widths[IOMEM_MAX_INLINE])
{
    int n = 0;

    while (size) {
        unsigned width = limit;
        while (width > size)
            width /= 2;
        /* Beyond the alignment that is certain nobody knows how much more there is. */
        unsigned long long alignment = address_alignment(layout, position);
        if (width > alignment && alignment >= layout->alignment)
            return -1;
        if (width > alignment && position.step && alignment >= (position.step & (0 - position.step)))
            return -1;
        if (width > alignment)
            width = (unsigned)alignment;
        if (n == IOMEM_MAX_INLINE)
            return -1;
        widths[n++] = width;
        position.offset += width;
        size -= width;
    }
    return n;
}

void iomem_layout_bytes(struct iomem_layout *layout, unsigned long long offset, unsigned long long size)
{
    unsigned widths[IOMEM_MAX_INLINE], limit = layout->machine.word;

    if (layout->machine.max_width && layout->machine.max_width < limit)
        limit = layout->machine.max_width;
    if (!size || layout->failed || !skip_to(layout, offset))
        return;
    int n = resolve(layout, position_of(layout, offset), size, limit, widths);
    for (int i = 0; i < n; i++)
        step(layout, 1, letters[widths[i]].letter);
    if (n < 0)
        step(layout, size, letters[limit].bulk);
    layout->cursor += size;
}

void iomem_layout_scalars(struct iomem_layout *layout, unsigned long long offset, unsigned long long size,
                          unsigned long long count, int array)
{
    char text[IOMEM_MESSAGE_SIZE];
    struct iomem_position position = position_of(layout, offset), anywhere = {0, 0};

    if (!size || !count || layout->failed)
        return;
    if (iomem_inexact(layout->machine, size, anywhere, text)) {
        iomem_layout_fail(layout, text);
    } else if ((size == 1 && array) || iomem_inexact(layout->machine, size, position, text)) {
        iomem_layout_bytes(layout, offset, size * count);
    } else if (skip_to(layout, offset)) {
        step(layout, count, letters[size].letter);
        layout->cursor += size * count;
    }
}

void iomem_layout_bits(struct iomem_layout *layout, unsigned long long offset, const struct iomem_bits *bits)
{
    char text[IOMEM_MESSAGE_SIZE];

    offset += bits->offset;
    if (layout->failed || (layout->container.size == bits->size && layout->container.offset == offset))
        return;
    if (iomem_inexact(layout->machine, bits->size, position_of(layout, offset), text)) {
        iomem_layout_fail(layout, text);
        return;
    }
    iomem_layout_scalars(layout, offset, bits->size, 1, 0);
    layout->container.offset = offset;
    layout->container.size = bits->size;
}

void iomem_layout_array(struct iomem_layout *layout, unsigned long long offset, unsigned long long count,
                        unsigned long long size)
{
    char text[32];

    if (layout->depth == sizeof layout->outer / sizeof *layout->outer)
        iomem_layout_fail(layout, "arrays in arrays beyond all measure");
    if (layout->failed || !skip_to(layout, offset))
        return;
    layout->outer[layout->depth].cursor = layout->cursor;
    layout->outer[layout->depth].size = size;
    layout->outer[layout->depth].count = count;
    layout->outer[layout->depth].base = layout->base;
    layout->outer[layout->depth].length = layout->length;
    layout->outer[layout->depth].accessed = layout->accessed;
    layout->accessed = 0;
    layout->depth++;
    layout->base = position_of(layout, offset);
    if (count > 1)
        layout->base.step |= size;
    layout->cursor = 0;
    layout->last_letter = 0;
    layout->container.size = 0;
    snprintf(text, sizeof text, "%llu(", count);
    append(layout, text);
}

void iomem_layout_end_array(struct iomem_layout *layout)
{
    if (layout->failed)
        return;
    layout->depth--;
    if (layout->accessed) {
        skip_to(layout, layout->outer[layout->depth].size);
        append(layout, ")");
        layout->cursor = layout->outer[layout->depth].cursor
                         + layout->outer[layout->depth].count * layout->outer[layout->depth].size;
    } else {
        layout->length = layout->outer[layout->depth].length;
        layout->cursor = layout->outer[layout->depth].cursor;
        layout->accessed = layout->outer[layout->depth].accessed;
    }
    layout->last_letter = 0;
    layout->container.size = 0;
    layout->base = layout->outer[layout->depth].base;
}

static unsigned long long read_count(const char **plan)
{
    char *end;
    unsigned long long n = **plan >= '0' && **plan <= '9' ? strtoull(*plan, &end, 10) : 1;

    if (**plan >= '0' && **plan <= '9')
        *plan = end;
    return n;
}

char *iomem_layout_end(struct iomem_layout *layout)
{
    append(layout, "");
    if (layout->failed) {
        free(layout->text);
        return NULL;
    }
    /* Padding at the end, which only arrays of it need. */
    if (layout->last_letter == 's')
        layout->text[layout->last] = 0;
    return layout->text;
}

struct expansion {
    struct iomem_access *accesses;
    int count;
    unsigned long long cursor;
};

/* One list of steps; its end, or NULL if it can't be expanded. */
static const char *expand(struct expansion *expansion, const char *plan)
{
    for (;;) {
        unsigned long long n = read_count(&plan);
        char letter = *plan++;
        if (!letter || letter == ')')
            return plan;
        if (letter == '(') {
            const char *end = NULL;
            for (; n; n--) {
                end = expand(expansion, plan);
                if (!end)
                    return NULL;
            }
            plan = end;
            continue;
        }
        if (letter == 's') {
            expansion->cursor += n;
            continue;
        }
        unsigned size = letter_size(letter);
        if (!size || n > (unsigned)(IOMEM_MAX_INLINE - expansion->count))
            return NULL;
        for (; n; n--) {
            expansion->accesses[expansion->count].offset = expansion->cursor;
            expansion->accesses[expansion->count++].size = size;
            expansion->cursor += size;
        }
    }
}

int iomem_plan_accesses(const char *plan, struct iomem_access accesses[IOMEM_MAX_INLINE])
{
    struct expansion expansion = {accesses, 0, 0};

    return expand(&expansion, plan) ? expansion.count : -1;
}

void iomem_object_symbol(int writes, int sanitized, char symbol[IOMEM_SYMBOL_SIZE])
{
    snprintf(symbol, IOMEM_SYMBOL_SIZE, "iomem_object_%s%s", writes ? "toio" : "fromio", sanitized ? "_asan" : "");
}
