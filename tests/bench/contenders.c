/* SPDX-License-Identifier: MIT */
/*
 * Besides the runtime's own functions and libc's: models of what the kernel does, written from a description of
 * the accesses that it makes, and the loop that a careful programmer writes. The models' loops are in C as the
 * kernel's are, compiled as the rest of this program is.
 */
#include "contenders.h"

#include <iomem.h>
#include <stdint.h>
#include <string.h>

/* The RAM side may be anywhere. */
struct anywhere { unsigned long v; } __attribute__((packed, may_alias));

typedef unsigned long __attribute__((may_alias)) device_long;

/* The generic copies: bytes up to a long's boundary, longs, bytes. */

static void *generic_read(void *ram, const void *io, size_t n)
{
    unsigned char *to = ram;
    const volatile unsigned char *from = io;

    for (; n && (uintptr_t)from % sizeof(long); n--)
        *to++ = *from++;
    for (; n >= sizeof(long); n -= sizeof(long)) {
        ((struct anywhere *)to)->v = *(const volatile device_long *)from;
        to += sizeof(long);
        from += sizeof(long);
    }
    for (; n; n--)
        *to++ = *from++;
    return ram;
}

static void *generic_write(void *io, const void *ram, size_t n)
{
    volatile unsigned char *to = io;
    const unsigned char *from = ram;

    for (; n && (uintptr_t)to % sizeof(long); n--)
        *to++ = *from++;
    for (; n >= sizeof(long); n -= sizeof(long)) {
        *(volatile device_long *)to = ((const struct anywhere *)from)->v;
        to += sizeof(long);
        from += sizeof(long);
    }
    for (; n; n--)
        *to++ = *from++;
    return io;
}

static void *generic_fill(void *io, int c, size_t n)
{
    volatile unsigned char *to = io;
    unsigned char byte = (unsigned char)c;
    unsigned long word = -1UL / 0xff * byte;

    for (; n && (uintptr_t)to % sizeof(long); n--)
        *to++ = byte;
    for (; n >= sizeof(long); n -= sizeof(long)) {
        *(volatile device_long *)to = word;
        to += sizeof(long);
    }
    for (; n; n--)
        *to++ = byte;
    return io;
}

#if defined __x86_64__ || defined __i386__
/* x86's copies: string moves, of 4 bytes where they are many. */
#define MOVE(instruction) __asm__ volatile(instruction : "+D"(to), "+S"(from) : : "memory")

static inline void x86_copy(void *to, const void *from, size_t n, const void *io)
{
    uintptr_t at = (uintptr_t)io;
    size_t longs;

    if (n && at & 1) {
        MOVE("movsb");
        at++;
        n--;
    }
    if (n >= 2 && at & 2) {
        MOVE("movsw");
        n -= 2;
    }
    longs = n / 4;
    __asm__ volatile("rep movsl" : "+D"(to), "+S"(from), "+c"(longs) : : "memory");
    if (n & 2)
        MOVE("movsw");
    if (n & 1)
        MOVE("movsb");
}

static void *x86_read(void *ram, const void *io, size_t n)
{
    x86_copy(ram, io, n, io);
    return ram;
}

static void *x86_write(void *io, const void *ram, size_t n)
{
    x86_copy(io, ram, n, io);
    return io;
}
#endif

static void *bytes_read(void *ram, const void *io, size_t n)
{
    unsigned char *to = ram;
    const volatile unsigned char *from = io;

    while (n--)
        *to++ = *from++;
    return ram;
}

static void *bytes_write(void *io, const void *ram, size_t n)
{
    volatile unsigned char *to = io;
    const unsigned char *from = ram;

    while (n--)
        *to++ = *from++;
    return io;
}

static void *bytes_fill(void *io, int c, size_t n)
{
    volatile unsigned char *to = io;

    while (n--)
        *to++ = (unsigned char)c;
    return io;
}

/* Whatever is in the result's register, so that the return is the only instruction. */
#define RETURN_ANYTHING void *any; __asm__("" : "=r"(any)); return any

__attribute__((noipa)) void *return_from_copy(void *to, const void *from, size_t n)
{
    (void)to;
    (void)from;
    (void)n;
    RETURN_ANYTHING;
}

__attribute__((noipa)) void *return_from_fill(void *to, int c, size_t n)
{
    (void)to;
    (void)c;
    (void)n;
    RETURN_ANYTHING;
}

/* The runtime's prototypes differ from libc's in qualifiers alone. */
const struct contender contenders[] = {
    {"iomem", (copy_function *)iomem_memcpy_fromio, (copy_function *)iomem_memcpy_toio,
     (fill_function *)iomem_memset_io},
    {"libc", memcpy, memcpy, memset},
    {"generic", generic_read, generic_write, generic_fill},
#if defined __x86_64__ || defined __i386__
    {"x86", x86_read, x86_write, NULL},
#endif
    {"bytes", bytes_read, bytes_write, bytes_fill},
};

const size_t contender_count = sizeof contenders / sizeof *contenders;
