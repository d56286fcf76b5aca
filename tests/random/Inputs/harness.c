/* SPDX-License-Identifier: MIT */
/* Runs one random program on a traced region and prints what came of it: the checksum, the region's bytes, the trace. */
#include <stdio.h>

#include "trace.h"

extern const unsigned program_seed, program_size;
void program(void *device);
unsigned long long program_sum(void);

int main(void)
{
    const struct trace_region *region = trace_open("bar", program_size);
    uint32_t state = program_seed * 2654435761u + 12345;

    for (unsigned i = 0; i < program_size; i++) {
        state = state * 1664525 + 1013904223;
        region->ram[i] = (unsigned char)(state >> 24);
    }
    trace_clear();
    program(region->io);
    trace_pause();
    printf("%016llx\n", program_sum());
    for (unsigned i = 0; i < program_size; i++)
        printf("%02x", region->ram[i]);
    printf("\n");
    trace_dump(stdout);
    return 0;
}
