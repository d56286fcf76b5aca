/* SPDX-License-Identifier: MIT */
/*
 * Every accessor of accessors.def: what it reads and writes, in the device's byte order, and the one access, or
 * `count` of them, that it makes. And the barriers, which make none.
 */
#define IOMEM_UNCHECKED
#include <iomem.h>
#include <stdio.h>
#include <string.h>

#include "trace.h"

static const struct trace_region *device;
static const char *running;
static unsigned failures, tried;

static void fail(const char *what)
{
    printf("%s: %s\n", running, what);
    trace_dump(stdout);
    failures++;
}

/* `count` accesses of `width` bytes, each `step` further on. */
static void check_accesses(char kind, unsigned width, ptrdiff_t at, size_t step, size_t count)
{
    const struct trace_access *list;
    size_t n = trace_list(&list);

    tried++;
    if (n != count) {
        fail("not that many accesses");
        return;
    }
    for (size_t i = 0; i < n; i++)
        if (list[i].kind != kind || list[i].width != width || !list[i].plain
            || list[i].offset != at + (ptrdiff_t)(i * step)) {
            fail("not those accesses");
            return;
        }
}

static void check_bytes(const void *is, const void *should_be, size_t n)
{
    if (memcmp(is, should_be, n))
        fail("other bytes");
}

static const unsigned char bytes[] = "\x81\x12\xf3\x34\x95\x56\xb7\x78";

/* The value that the first bits / 8 of those are. */
static uint64_t value_of(unsigned bits, int big)
{
    uint64_t v = 0;

    for (unsigned i = 0; i < bits / 8; i++)
        v |= (uint64_t)bytes[big ? bits / 8 - 1 - i : i] << 8 * i;
    return v;
}

#define LE 0
#define BE 1
#define AT 24
#define COUNT 5

#define IOMEM_READ(name, bits, endian, order) \
    static void try_##name(uint##bits##_t (*function)(const void __iomem *)) \
    { \
        running = #name; \
        memcpy(device->ram + AT, bytes, bits / 8); \
        trace_clear(); \
        uint##bits##_t v = function(device->io + AT); \
        check_accesses('R', bits / 8, AT, 0, 1); \
        if (v != value_of(bits, endian)) \
            fail("another value"); \
    }
#define IOMEM_WRITE(name, bits, endian, order) \
    static void try_##name(void (*function)(uint##bits##_t, void __iomem *)) \
    { \
        running = #name; \
        memset(device->ram, 0, 64); \
        trace_clear(); \
        function((uint##bits##_t)value_of(bits, endian), device->io + AT); \
        check_accesses('W', bits / 8, AT, 0, 1); \
        check_bytes(device->ram + AT, bytes, bits / 8); \
        check_bytes(device->ram + AT + bits / 8, "\0\0\0\0\0\0\0", 8); \
    }
/* RAM that is not aligned, with a byte behind it that stays. */
#define READ_SEVERAL(name, bits, step, ...) \
    static void try_##name(void (*function)(__VA_ARGS__)) \
    { \
        char ram[COUNT * 8 + 3] = {0}; \
        running = #name; \
        for (int i = 0; i < 64; i++) \
            device->ram[i] = (unsigned char)(i * 7 + 1); \
        trace_clear(); \
        CALL(function, ram + 1, device->io + AT); \
        check_accesses('R', bits / 8, AT, step, COUNT); \
        for (int i = 0; i < COUNT; i++) \
            check_bytes(ram + 1 + i * bits / 8, device->ram + AT + i * step, bits / 8); \
        if (ram[0] || ram[1 + COUNT * bits / 8]) \
            fail("bytes outside"); \
    }
#define WRITE_SEVERAL(name, bits, step, ...) \
    static void try_##name(void (*function)(__VA_ARGS__)) \
    { \
        char ram[COUNT * 8 + 1]; \
        running = #name; \
        for (int i = 0; i < (int)sizeof ram; i++) \
            ram[i] = (char)(i * 7 + 1); \
        memset(device->ram, 0, 96); \
        trace_clear(); \
        CALL(function, ram + 1, device->io + AT); \
        check_accesses('W', bits / 8, AT, step, COUNT); \
        for (int i = step ? 0 : COUNT - 1; i < COUNT; i++) \
            check_bytes(device->ram + AT + i * step, ram + 1 + i * bits / 8, bits / 8); \
        check_bytes(device->ram + AT + step * (COUNT - 1) + bits / 8, "\0\0\0\0\0\0\0", 8); \
    }
#define CALL(function, ram, io) function(io, ram, COUNT)
#define IOMEM_READ_REP(name, bits) READ_SEVERAL(name, bits, 0, const void __iomem *, void *, size_t)
#define IOMEM_WRITE_REP(name, bits) WRITE_SEVERAL(name, bits, 0, void __iomem *, const void *, size_t)
#include <iomem/accessors.def>

#undef CALL
#define CALL(function, ram, io) COPY(function, ram, io)
#define IOMEM_READ_COPY(name, symbol, bits) \
    READ_SEVERAL(symbol, bits, bits / 8, void *, const void __iomem *, size_t)
#define COPY(function, ram, io) function(ram, io, COUNT)
#include <iomem/accessors.def>

#undef COPY
#define COPY(function, ram, io) function(io, ram, COUNT)
#define IOMEM_WRITE_COPY(name, symbol, bits) \
    WRITE_SEVERAL(symbol, bits, bits / 8, void __iomem *, const void *, size_t)
#include <iomem/accessors.def>

int main(void)
{
    static const unsigned rows = 0
#define ONE(...) + 1
#define IOMEM_READ ONE
#define IOMEM_WRITE ONE
#define IOMEM_READ_REP ONE
#define IOMEM_WRITE_REP ONE
#define IOMEM_READ_COPY ONE
#define IOMEM_WRITE_COPY ONE
#include <iomem/accessors.def>
        ;

    device = trace_open(NULL, 4096);
#define IOMEM_READ(name, ...) try_##name(name); try_##name(iomem_##name);
#define IOMEM_WRITE(name, ...) try_##name(name); try_##name(iomem_##name);
#define IOMEM_READ_REP(name, bits) try_##name(name); try_##name(iomem_##name);
#define IOMEM_WRITE_REP(name, bits) try_##name(name); try_##name(iomem_##name);
#define IOMEM_READ_COPY(name, symbol, bits) try_##symbol(name); try_##symbol(iomem_##symbol);
#define IOMEM_WRITE_COPY(name, symbol, bits) try_##symbol(name); try_##symbol(iomem_##symbol);
#include <iomem/accessors.def>

    running = "nothing asked for";
    trace_clear();
    iowrite8_rep(device->io, "x", 0);
    __ioread32_copy(NULL, device->io, 0);
    check_accesses('R', 0, 0, 0, 0);
    running = "barriers";
    io_mb();
    io_rmb();
    io_wmb();
    check_accesses('R', 0, 0, 0, 0);

    printf("%u accessors\n", rows);
    return failures || tried != 2 * rows + 2;
}
