/* SPDX-License-Identifier: MIT */
#include "sim.h"

#include <stdlib.h>
#include <string.h>

#include "trace.h"

enum { MEMORY = 1 << 18 };

/* How often each byte of video memory was meant to be touched, and was. */
struct count {
    uint8_t meant[2][MEMORY]; /* reads, writes */
    uint8_t made[2][MEMORY];
};

static const struct trace_region *memory, *registers;
static struct count *count;

bool sim_open(struct bochs *b)
{
    *b = (struct bochs){0};
    memory = trace_open("memory", MEMORY);
    registers = trace_open("registers", 4096);
    count = malloc(sizeof *count);
    if (!count) {
        strcpy(b->problem, "no memory for the simulated device");
        return false;
    }
    ((struct bochs_registers *)registers->ram)->mode.id = BOCHS_ID | 5;
    b->pixels = (uint8_t __iomem __force *)memory->io;
    b->memory = MEMORY;
    b->registers = (struct bochs_registers __iomem __force *)registers->io;
    b->registers_length = sizeof(struct bochs_registers);
    return true;
}

void sim_close(struct bochs *b)
{
    b->pixels = NULL;
    b->registers = NULL;
    free(count);
    trace_close(registers);
    trace_close(memory);
}

void sim_start(void)
{
    memset(count, 0, sizeof *count);
    trace_clear();
}

static void add(uint8_t *counts, size_t offset, size_t length)
{
    for (size_t i = offset; i < offset + length; i++)
        if (counts[i] < UINT8_MAX)
            counts[i]++;
}

void sim_mean(bool write, size_t offset, size_t length)
{
    add(count->meant[write], offset, length);
}

static void see(const struct trace_access *access, struct sim_seen *seen)
{
    seen->accesses++;
    if (access->width > seen->widest)
        seen->widest = access->width;
    if (access->offset % access->width)
        seen->misaligned++;
    if (access->region != memory || access->offset < 0 || (size_t)access->offset + access->width > MEMORY)
        seen->outside += access->width;
    else
        add(count->made[access->kind == 'W'], (size_t)access->offset, access->width);
}

/* FNV-1a. */
static uint32_t checksum(const uint8_t *bytes, size_t length)
{
    uint32_t sum = 0x811c9dc5;

    while (length--)
        sum = (sum ^ *bytes++) * 0x01000193;
    return sum;
}

bool sim_judge(struct bochs *b, struct sim_seen *seen)
{
    const struct trace_access *list;
    size_t accesses = trace_list(&list);

    *seen = (struct sim_seen){.memory = checksum(memory->ram, MEMORY)};
    for (size_t i = 0; i < accesses; i++) {
        if (list[i].width == 0) {
            strcpy(b->problem, "the device saw an access of a width that the tracer does not know");
            return false;
        }
        see(&list[i], seen);
    }
    for (int write = 0; write < 2; write++)
        for (size_t i = 0; i < MEMORY; i++) {
            uint8_t meant = count->meant[write][i], made = count->made[write][i];

            seen->missed += made < meant;
            seen->outside += made && !meant;
            seen->twice += meant && made > meant;
        }
    return true;
}
