/* SPDX-License-Identifier: MIT */
/* A window on a device: one mapping of device memory, as a driver gets it. */
#ifndef WINDOW_H
#define WINDOW_H

#include <stddef.h>
#include <stdint.h>

#include <iomem.h>

struct window {
    uint8_t __iomem *io;
    size_t size;
    char problem[256];
};

/*
 * Map all of what `name` says: a PCI address and a file of its folder in sysfs, "0000:00:05.0/resource0", whose device is
 * enabled for it, or an address alone, for BAR 0 by VFIO. Returns 0, or -1 with a sentence in window->problem.
 */
int window_open(struct window *window, const char *name);

#endif
