/* SPDX-License-Identifier: MIT */
/*
 * The driver as it looked when only its header had been annotated: the code still passes device
 * memory around as if it were RAM. bochs.c is what became of it.
 */
#define _GNU_SOURCE
#include "bochs.h"

#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static const struct bochs_mode text_mode = {.width = 640, .height = 480, .depth = 24, .enable = BOCHS_ENABLED};

bool careless_map(struct bochs *b, int fd, size_t memory)
{
    void *mapping = mmap(NULL, memory, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);

    if (mapping == MAP_FAILED)
        return false;
    b->pixels = (uint8_t __iomem *)mapping;
    b->memory = memory;
    return true;
}

void careless_set_mode(struct bochs *b)
{
    uint8_t *registers = (uint8_t *)b->registers;

    memcpy(registers + offsetof(struct bochs_registers, mode), &text_mode, sizeof text_mode);
}

void careless_clear(struct bochs *b, unsigned y)
{
    void *row = b->pixels + y * b->pitch;

    memset(row, 0, b->pitch);
}

void careless_pixel(struct bochs *b, unsigned x, unsigned y, const uint8_t **pixel)
{
    *pixel = b->pixels + y * b->pitch + x * b->pixel;
}

static uint32_t checksum(const uint8_t *bytes, size_t length)
{
    uint32_t sum = 0;

    while (length--)
        sum = (sum << 1 | sum >> 31) ^ *bytes++;
    return sum;
}

uint32_t careless_checksum(struct bochs *b)
{
    uint32_t sum = checksum(b->pixels, b->pitch * b->height);

    return sum;
}

bool careless_save(struct bochs *b, int fd)
{
    size_t length = b->pitch * b->height;
    ssize_t written = write(fd, b->pixels, length);

    return written == (ssize_t)length;
}

void careless_print_label(struct bochs *b)
{
    char __iomem *label = (char __iomem *)b->pixels + b->memory - BOCHS_LABEL_SIZE;

    printf("label: %s\n", label);
}
