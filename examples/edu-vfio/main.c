/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "edu.h"

enum { EXIT_USAGE = 2 };

/* Odd places and lengths too. */
static bool there_and_back(struct edu *e)
{
    static const size_t lengths[] = {4, 13, 1000, EDU_BUFFER - 3, EDU_BUFFER};
    uint8_t sent[EDU_BUFFER], received[EDU_BUFFER];

    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        for (size_t j = 0; j < lengths[i]; j++)
            sent[j] = (uint8_t)(i + j * 7);
        if (!edu_store(e, sent, lengths[i]) || !edu_load(e, received, lengths[i]))
            return false;
        if (memcmp(sent, received, lengths[i]) != 0) {
            snprintf(e->problem, sizeof e->problem, "of %zu bytes others came back", lengths[i]);
            return false;
        }
        printf("DMA: %zu bytes there and back\n", lengths[i]);
    }
    return true;
}

static bool drive(struct edu *e, const char *address)
{
    uint32_t result;

    if (!edu_open(e, address))
        return false;
    printf("id: %08x\n", (unsigned)e->registers->id);
    bool done = edu_factorial(e, 10, &result);
    if (done) {
        printf("factorial: 10! = %u\n", (unsigned)result);
        done = there_and_back(e);
    }
    edu_close(e);
    return done;
}

int main(int argc, char **argv)
{
    struct edu e;

    if (argc != 2 || argv[1][0] == '-') {
        fputs("usage: edu-vfio PCI-ADDRESS\n"
              "\n"
              "Has QEMU's edu device, by VFIO, compute a factorial and copy memory. Needs an IOMMU and the module vfio-pci.\n",
              argc == 2 && strcmp(argv[1], "--help") == 0 ? stdout : stderr);
        return argc == 2 && strcmp(argv[1], "--help") == 0 ? EXIT_SUCCESS : EXIT_USAGE;
    }
    if (drive(&e, argv[1]))
        return EXIT_SUCCESS;
    fprintf(stderr, "edu-vfio: %s\n", e.problem);
    return EXIT_FAILURE;
}
