/* SPDX-License-Identifier: MIT */
/*
 * What the plugins call in the place of loops that are no ioread32_rep() or __iowrite32_copy(): loops.def says which
 * loop becomes what.
 */
#ifndef IOMEM_LOOPS_H
#define IOMEM_LOOPS_H

#include "access.h"
#include "roles.h"

/*
 * `count` elements of 8, 16, 32 or 64 bits, in order, each by one access of that width on each IO side; 64 bits where a
 * general register holds them. After each element the addresses change by their steps, in bytes: an element's size
 * up or down, or 0. The IO side is naturally aligned, RAM needs not be.
 *
 *   ioread32_step    from IO to RAM           iocopy32_step    from IO to IO: each element is read, then written
 *   iowrite32_step   from RAM to IO           iofill32_step    the low bits of a value to IO
 *
 * Native-endian, no barriers, no errors. Source: as ioread32_rep() and __iowrite32_copy(), of which they are kin.
 */
#define IOMEM_STEP(bits) \
    void iomem_ioread##bits##_step(void *to, __PTRDIFF_TYPE__ to_step, const void IOMEM_SPACE_DEVICE *from, \
                                   __PTRDIFF_TYPE__ from_step, __SIZE_TYPE__ count) \
        __asm__(IOMEM_SYMBOL("ioread" #bits "_step", BYTES)); \
    void iomem_iowrite##bits##_step(void IOMEM_SPACE_DEVICE *to, __PTRDIFF_TYPE__ to_step, const void *from, \
                                    __PTRDIFF_TYPE__ from_step, __SIZE_TYPE__ count) \
        __asm__(IOMEM_SYMBOL("iowrite" #bits "_step", BYTES)); \
    void iomem_iocopy##bits##_step(void IOMEM_SPACE_DEVICE *to, __PTRDIFF_TYPE__ to_step, \
                                   const void IOMEM_SPACE_DEVICE *from, __PTRDIFF_TYPE__ from_step, __SIZE_TYPE__ count) \
        __asm__(IOMEM_SYMBOL("iocopy" #bits "_step", BYTES)); \
    void iomem_iofill##bits##_step(void IOMEM_SPACE_DEVICE *to, __PTRDIFF_TYPE__ to_step, iomem_word value, \
                                   __SIZE_TYPE__ count) \
        __asm__(IOMEM_SYMBOL("iofill" #bits "_step", BYTES));
IOMEM_STEP(8)
IOMEM_STEP(16)
IOMEM_STEP(32)
#if IOMEM_REGISTER >= 8
IOMEM_STEP(64)
#endif
#undef IOMEM_STEP

#endif
