/* SPDX-License-Identifier: MIT */
#include "accessors.h"

#include <string.h>

#include "internal.h"

#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define SWAPPED_LE 0
#define SWAPPED_BE 1
#else
#define SWAPPED_LE 1
#define SWAPPED_BE 0
#endif

#define IOMEM_READ(name, bits, endian, order) \
    static void run_##name(volatile void *io, void *ram, size_t count) \
    { \
        uint##bits##_t v = iomem_##name(io); \
        (void)count; \
        memcpy(ram, &v, sizeof v); \
    }
#define IOMEM_WRITE(name, bits, endian, order) \
    static void run_##name(volatile void *io, void *ram, size_t count) \
    { \
        uint##bits##_t v; \
        (void)count; \
        memcpy(&v, ram, sizeof v); \
        iomem_##name(v, io); \
    }
#define IOMEM_READ_REP(name, bits) \
    static void run_##name(volatile void *io, void *ram, size_t count) { iomem_##name(io, ram, count); }
#define IOMEM_WRITE_REP(name, bits) IOMEM_READ_REP(name, bits)
#define IOMEM_READ_COPY(name, symbol, bits) \
    static void run_##name(volatile void *io, void *ram, size_t count) { iomem_##symbol(ram, io, count); }
#define IOMEM_WRITE_COPY(name, symbol, bits) \
    static void run_##name(volatile void *io, void *ram, size_t count) { iomem_##symbol(io, ram, count); }
#include <iomem/accessors.def>

#define IOMEM_READ(name, bits, endian, order) {#name, SINGLE, 0, bits / 8, SWAPPED_##endian, run_##name},
#define IOMEM_WRITE(name, bits, endian, order) {#name, SINGLE, 1, bits / 8, SWAPPED_##endian, run_##name},
#define IOMEM_READ_REP(name, bits) {#name, REPEATED, 0, bits / 8, 0, run_##name},
#define IOMEM_WRITE_REP(name, bits) {#name, REPEATED, 1, bits / 8, 0, run_##name},
#define IOMEM_READ_COPY(name, symbol, bits) {#name, COPIED, 0, bits / 8, 0, run_##name},
#define IOMEM_WRITE_COPY(name, symbol, bits) {#name, COPIED, 1, bits / 8, 0, run_##name},

/* Ends with one that has no name. */
const struct accessor accessors[] = {
#include <iomem/accessors.def>
    {NULL, SINGLE, 0, 0, 0, NULL},
};
