/* SPDX-License-Identifier: MIT */
/*
 * A userspace driver for QEMU's educational device edu (PCI 1234:11e8), by VFIO. Its registers are in BAR 0; it has 4096 bytes
 * of memory of its own, which only its DMA reaches. It takes accesses of 4 bytes, and of 8 to the DMA registers.
 *
 * Functions that can fail return false and say why in edu.problem.
 */
#ifndef EDU_H
#define EDU_H

#include "vfio.h"

enum { EDU_BUFFER = 4096 };

struct edu_registers {
    uint32_t id;       /* 0xMMmm00ed: the major and minor version */
    uint32_t liveness; /* reads as the complement of what was written */
    uint32_t factorial;
    uint32_t reserved1[5];
    uint32_t status;
    uint32_t interrupt_status;
    uint32_t reserved2[14];
    uint32_t interrupt_raise;
    uint32_t interrupt_acknowledge;
    uint32_t reserved3[6];
    uint64_t dma_source;
    uint64_t dma_destination;
    uint64_t dma_count; /* bytes */
    uint64_t dma_command;
};

struct edu {
    struct vfio vfio;
    struct edu_registers __iomem *registers;
    size_t length;
    void *memory;           /* what is shared with the device */
    uint8_t __iomem *shared; /* the same: the device may change it at any time, so it is device memory to us */
    char problem[200];
};

/* Open the device at a PCI address such as 0000:00:05.0. */
bool edu_open(struct edu *e, const char *address);
void edu_close(struct edu *e);

/* Have the device compute n!, modulo 2 to the 32nd. */
bool edu_factorial(struct edu *e, uint32_t n, uint32_t *result);

/* Copy up to EDU_BUFFER bytes to the device's memory, or from there. */
bool edu_store(struct edu *e, const void *bytes, size_t length);
bool edu_load(struct edu *e, void *bytes, size_t length);

#endif
