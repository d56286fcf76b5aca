/* SPDX-License-Identifier: MIT */
/*
 * A PCI device by VFIO, as the kernel's documentation describes it: in a group of its own, its memory through an IOMMU.
 *
 * Functions that can fail return false or NULL and say why in vfio.problem.
 */
#ifndef EDU_VFIO_H
#define EDU_VFIO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <iomem.h>

struct vfio {
    int container, group, device;
    char problem[160];
};

/* Bind the device at a PCI address such as 0000:00:05.0, which must have no other driver, to vfio-pci, and open it, able
   to answer and to make accesses to memory. */
bool vfio_open(struct vfio *v, const char *address);
void vfio_close(struct vfio *v);

/* Map all of a BAR; its length goes to *length. */
void __iomem *vfio_map(struct vfio *v, unsigned bar, size_t *length);

/* Let the device read and write `length` bytes of `memory`, both multiples of the page size, at the address `iova`. */
bool vfio_share(struct vfio *v, void *memory, size_t length, uint64_t iova);

#endif
