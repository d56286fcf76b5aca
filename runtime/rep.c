/* SPDX-License-Identifier: MIT */
/* The accessors of accessors.def that are loops; <iomem/accessors.h> says what they promise. */
#include "internal.h"

#define BYTES(bits) (bits / 8)
#define IOMEM_READ_REP(name, bits) \
    void iomem_##name(const void __iomem *io, void *to, size_t count) \
    { \
        for (unsigned char *p = to; count; count--, p += BYTES(bits)) \
            put(p, BYTES(bits), RAM, get(io, BYTES(bits), IO)); \
    }
#define IOMEM_WRITE_REP(name, bits) \
    void iomem_##name(void __iomem *io, const void *from, size_t count) \
    { \
        for (const unsigned char *p = from; count; count--, p += BYTES(bits)) \
            put(io, BYTES(bits), IO, get(p, BYTES(bits), RAM)); \
    }
#define IOMEM_READ_COPY(name, symbol, bits) \
    void iomem_##symbol(void *to, const void __iomem *from, size_t count) \
    { \
        const volatile unsigned char *io = from; \
        for (unsigned char *p = to; count; count--, p += BYTES(bits), io += BYTES(bits)) \
            put(p, BYTES(bits), RAM, get(io, BYTES(bits), IO)); \
    }
#define IOMEM_WRITE_COPY(name, symbol, bits) \
    void iomem_##symbol(void __iomem *to, const void *from, size_t count) \
    { \
        volatile unsigned char *io = to; \
        for (const unsigned char *p = from; count; count--, p += BYTES(bits), io += BYTES(bits)) \
            put(io, BYTES(bits), IO, get(p, BYTES(bits), RAM)); \
    }
#include <iomem/accessors.def>
