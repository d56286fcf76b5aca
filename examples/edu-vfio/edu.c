/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "edu.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>

_Static_assert(offsetof(struct edu_registers, dma_source) == 0x80, "register layout");

enum {
    EDU_ID = 0x00ed,
    EDU_COMPUTING = 0x01,
    EDU_DMA_START = 0x01,
    EDU_DMA_FROM_DEVICE = 0x02,
    /* Where its own memory begins for its DMA, and where ours does: it has 28 address lines, and from 0x8000000 on are the
       interrupts of arm64's virtual machine. */
    EDU_ADDRESS = 0x40000,
    OUR_ADDRESS = 0x100000,
    SHARED = 0x10000, /* a multiple of every page size */
    PATIENCE = 10,    /* seconds */
};

__attribute__((format(printf, 2, 3)))
static bool fail(struct edu *e, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(e->problem, sizeof e->problem, format, arguments);
    va_end(arguments);
    return false;
}

static bool share_memory(struct edu *e)
{
    void *memory = mmap(NULL, SHARED, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    if (memory == MAP_FAILED)
        return fail(e, "no memory to share with the device: %s", strerror(errno));
    e->memory = memory;
    e->shared = (uint8_t __iomem __force *)memory;
    return vfio_share(&e->vfio, memory, SHARED, OUR_ADDRESS) || fail(e, "%s", e->vfio.problem);
}

static bool check_identity(struct edu *e)
{
    uint32_t id = e->registers->id;

    if ((id & 0xffff) != EDU_ID)
        return fail(e, "the device's id is %#x, not that of an edu", id);
    e->registers->liveness = 0x12345678;
    uint32_t alive = e->registers->liveness;
    return alive == ~0x12345678u || fail(e, "the device answers %#x to 0x12345678", alive);
}

bool edu_open(struct edu *e, const char *address)
{
    *e = (struct edu){0};
    if (!vfio_open(&e->vfio, address))
        return fail(e, "%s", e->vfio.problem);
    e->registers = vfio_map(&e->vfio, 0, &e->length);
    if (!e->registers)
        fail(e, "%s", e->vfio.problem);
    else if (check_identity(e) && share_memory(e))
        return true;
    edu_close(e);
    return false;
}

void edu_close(struct edu *e)
{
    if (e->registers)
        iomem_unmap(e->registers, e->length);
    vfio_close(&e->vfio);
    if (e->memory)
        munmap(e->memory, SHARED);
    e->registers = NULL;
    e->memory = NULL;
}

static bool busy(const struct edu *e)
{
    return e->registers->status & EDU_COMPUTING || e->registers->dma_command & EDU_DMA_START;
}

static bool wait_until_done(struct edu *e)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    for (time_t end = now.tv_sec + PATIENCE; busy(e); clock_gettime(CLOCK_MONOTONIC, &now))
        if (now.tv_sec > end)
            return fail(e, "the device is not done after %d seconds", PATIENCE);
    io_rmb(); /* what it wrote is read after it said that it is done */
    return true;
}

bool edu_factorial(struct edu *e, uint32_t n, uint32_t *result)
{
    e->registers->factorial = n;
    if (!wait_until_done(e))
        return false;
    *result = e->registers->factorial;
    return true;
}

static bool transfer(struct edu *e, uint64_t from, uint64_t to, size_t length, uint64_t command)
{
    e->registers->dma_source = from;
    e->registers->dma_destination = to;
    e->registers->dma_count = length;
    io_wmb(); /* what it is to read was written before it is told to */
    e->registers->dma_command = EDU_DMA_START | command;
    return wait_until_done(e);
}

static bool fits(struct edu *e, size_t length)
{
    return length <= EDU_BUFFER || fail(e, "%zu bytes are more than the device's %d", length, EDU_BUFFER);
}

bool edu_store(struct edu *e, const void *bytes, size_t length)
{
    if (!fits(e, length))
        return false;
    memcpy(e->shared, bytes, length);
    return transfer(e, OUR_ADDRESS, EDU_ADDRESS, length, 0);
}

bool edu_load(struct edu *e, void *bytes, size_t length)
{
    if (!fits(e, length))
        return false;
    memset(e->shared, 0, length);
    if (!transfer(e, EDU_ADDRESS, OUR_ADDRESS, length, EDU_DMA_FROM_DEVICE))
        return false;
    memcpy(bytes, e->shared, length);
    return true;
}
