/* SPDX-License-Identifier: MIT */
#include "iomem-core.h"

#include <stdio.h>
#include <string.h>

static unsigned long long lowest_bit(unsigned long long n)
{
    return n & (0 - n);
}

/* The largest power of two that certainly divides the position; 0 if they all do. */
static unsigned long long certain_alignment(struct iomem_position position)
{
    return lowest_bit(position.offset | position.step);
}

static unsigned widest(struct iomem_machine machine)
{
    return machine.max_width && machine.max_width < machine.word ? machine.max_width : machine.word;
}

static void list_widths(unsigned limit, char text[IOMEM_MESSAGE_SIZE])
{
    static const char *const lists[] = {"1 is", "1 and 2 are", "1, 2 and 4 are", "1, 2, 4 and 8 are"};
    int i = 0;

    while (i < 3 && 1u << (i + 1) <= limit)
        i++;
    strcat(text, lists[i]);
    strcat(text, " possible");
}

int iomem_inexact(struct iomem_machine machine, unsigned long long size, struct iomem_position position,
                  char text[IOMEM_MESSAGE_SIZE])
{
    unsigned limit = widest(machine);
    unsigned long long alignment = certain_alignment(position);

    if (size && size <= limit && !(size & (size - 1)) && (!alignment || size <= alignment))
        return 0;
    if (alignment && alignment < limit && size > alignment && size <= limit && !(size & (size - 1))) {
        limit = (unsigned)alignment;
        snprintf(text, IOMEM_MESSAGE_SIZE, "%llu bytes wide at offset %llu%s, where ", size, position.offset,
                 position.step ? " of an element" : "");
    } else {
        snprintf(text, IOMEM_MESSAGE_SIZE, "%llu byte%s wide, where ", size, size == 1 ? "" : "s");
        if (limit == machine.max_width && limit < machine.word)
            strcat(text, "by max-width ");
    }
    list_widths(limit, text);
    return 1;
}

int iomem_container(const struct iomem_member *members, size_t count, size_t i, unsigned long long whole, int big_endian,
                    struct iomem_bits *bits, char text[IOMEM_MESSAGE_SIZE])
{
    const struct iomem_member *member = &members[i];
    unsigned long long size = member->container, width = size * 8;
    const char *plural = size == 1 ? "" : "s";

    bits->size = (unsigned)size;
    bits->offset = member->position / width * size;
    bits->count = (unsigned)member->bits;
    if (member->bits > width || member->position + member->bits > (bits->offset + size) * 8) {
        snprintf(text, IOMEM_MESSAGE_SIZE, "bits that lie across two containers of %llu byte%s", size, plural);
        return -1;
    }
    if (bits->offset + size > whole) {
        snprintf(text, IOMEM_MESSAGE_SIZE, "a container %llu byte%s wide at offset %llu, of a structure of %llu", size,
                 plural, bits->offset, whole);
        return -1;
    }
    bits->shift = (unsigned)(member->position - bits->offset * 8);
    if (big_endian)
        bits->shift = (unsigned)(width - bits->shift - member->bits);

    for (size_t k = 0; k < count; k++) {
        const struct iomem_member *other = &members[k];
        if (other->container == size || !other->bits || other->position >= (bits->offset + size) * 8
            || other->position + other->bits <= bits->offset * 8)
            continue;
        snprintf(text, IOMEM_MESSAGE_SIZE, "a container %llu byte%s wide at offset %llu, which overlaps another member",
                 size, plural, bits->offset);
        return -1;
    }
    return 0;
}

int iomem_atomic_name(const char *name)
{
    return !strncmp(name, "__atomic_", 9) || !strncmp(name, "__sync_", 7);
}
