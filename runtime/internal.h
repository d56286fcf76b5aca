/* SPDX-License-Identifier: MIT */
/* What the files of the runtime share. */
#ifndef IOMEM_INTERNAL_H
#define IOMEM_INTERNAL_H

#include <iomem.h>

/* The fortified forms, which no header declares. */
#define IOMEM_CHK_SIZED IOMEM_CHK_STRING
#define IOMEM_CHK_STRING(width, symbol, s1, s2, result, a, b, c, d) \
    extern IOMEM_R_##result(s1) iomem_##symbol##_chk(IOMEM_A_##a(s1) IOMEM_B_##b(s2) IOMEM_B_##c(s2) \
        IOMEM_B_##d(s2), size_t room) __asm__(IOMEM_SYMBOL(#symbol "_chk", width));
#define IOMEM_CHK_NOCHECK(width, symbol, s1, s2, result, a, b, c, d)

#define IOMEM_FN1(name, result, a, b, c, d, check, width, io) \
    IOMEM_CHK_##check(width, io, DEVICE, RAM, result, a, b, c, d)
#define IOMEM_FN2(name, result, a, b, c, d, check, width, first, second, both) \
    IOMEM_CHK_##check(width, first, DEVICE, RAM, result, a, b, c, d) \
    IOMEM_CHK_##check(width, second, RAM, DEVICE, result, a, b, c, d) \
    IOMEM_CHK_##check(width, both, DEVICE, DEVICE, result, a, b, c, d)
#include <iomem/functions.def>

/* libc's end of a fortified call that would overflow: a message and abort(). */
extern _Noreturn void __chk_fail(void);

static inline void check_size(size_t n, size_t room)
{
    if (n > room)
        __chk_fail();
}

/* The forms for a max-width are there to be right and small. */
#if defined IOMEM_MAX_WIDTH
#define SMALL 1
#else
#define SMALL 0
#endif

/*
 * Functions are written once for both sides; the side is a constant at every use. ALIGNED: RAM, naturally
 * aligned. FILL: no source.
 */
enum side { RAM, ALIGNED, IO, FILL };

struct ram16 { uint16_t v; } __attribute__((packed, may_alias));
struct ram32 { uint32_t v; } __attribute__((packed, may_alias));
struct ram64 { uint64_t v; } __attribute__((packed, may_alias));

/* One access of `width` bytes: an instruction of the architecture's on IO, plain C on RAM. */
IOMEM_INLINE iomem_word get(const volatile void *p, unsigned width, enum side side)
{
    switch (width) {
    case 1:
        return side == IO ? iomem_load8(p) : *(const unsigned char *)p;
    case 2:
        return side == IO ? iomem_load16(p)
            : side == ALIGNED ? *(const iomem_cell16 *)p : ((const struct ram16 *)p)->v;
    case 4:
        return side == IO ? iomem_load32(p)
            : side == ALIGNED ? *(const iomem_cell32 *)p : ((const struct ram32 *)p)->v;
#if IOMEM_WORD >= 8
    case 8:
        return side == IO ? iomem_load64(p)
            : side == ALIGNED ? *(const iomem_cell64 *)p : ((const struct ram64 *)p)->v;
#endif
    }
    __builtin_unreachable();
}

IOMEM_INLINE void put(volatile void *p, unsigned width, enum side side, iomem_word v)
{
    switch (width) {
    case 1:
        if (side == IO)
            iomem_store8(p, v);
        else
            *(unsigned char *)p = (unsigned char)v;
        return;
    case 2:
        if (side == IO)
            iomem_store16(p, v);
        else if (side == ALIGNED)
            *(iomem_cell16 *)p = (uint16_t)v;
        else
            ((struct ram16 *)p)->v = (uint16_t)v;
        return;
    case 4:
        if (side == IO)
            iomem_store32(p, v);
        else if (side == ALIGNED)
            *(iomem_cell32 *)p = (uint32_t)v;
        else
            ((struct ram32 *)p)->v = (uint32_t)v;
        return;
#if IOMEM_WORD >= 8
    case 8:
        if (side == IO)
            iomem_store64(p, v);
        else if (side == ALIGNED)
            *(iomem_cell64 *)p = v;
        else
            ((struct ram64 *)p)->v = v;
        return;
#endif
    }
    __builtin_unreachable();
}

IOMEM_INLINE unsigned char load(const volatile void *p, enum side side)
{
    return (unsigned char)get(p, 1, side);
}

IOMEM_INLINE void store(volatile void *p, enum side side, unsigned char c)
{
    put(p, 1, side, c);
}

#endif
