/* SPDX-License-Identifier: MIT */
/* The loops of <iomem/loops.h>. */
#include "internal.h"

#include <iomem/loops.h>

#define BYTES(bits) (bits / 8)
#define STEP(bits) \
    void iomem_ioread##bits##_step(void *to, ptrdiff_t to_step, const void __iomem *from, ptrdiff_t from_step, \
                                   size_t count) \
    { \
        const volatile unsigned char *io = from; \
        for (unsigned char *p = to; count; count--, p += to_step, io += from_step) \
            put(p, BYTES(bits), RAM, get(io, BYTES(bits), IO)); \
    } \
    void iomem_iowrite##bits##_step(void __iomem *to, ptrdiff_t to_step, const void *from, ptrdiff_t from_step, \
                                    size_t count) \
    { \
        volatile unsigned char *io = to; \
        for (const unsigned char *p = from; count; count--, p += from_step, io += to_step) \
            put(io, BYTES(bits), IO, get(p, BYTES(bits), RAM)); \
    } \
    void iomem_iocopy##bits##_step(void __iomem *to, ptrdiff_t to_step, const void __iomem *from, ptrdiff_t from_step, \
                                   size_t count) \
    { \
        volatile unsigned char *out = to; \
        for (const volatile unsigned char *in = from; count; count--, out += to_step, in += from_step) \
            put(out, BYTES(bits), IO, get(in, BYTES(bits), IO)); \
    } \
    void iomem_iofill##bits##_step(void __iomem *to, ptrdiff_t to_step, iomem_word value, size_t count) \
    { \
        for (volatile unsigned char *io = to; count; count--, io += to_step) \
            put(io, BYTES(bits), IO, value); \
    }

STEP(8)
STEP(16)
STEP(32)
#if IOMEM_REGISTER >= 8
STEP(64)
#endif
