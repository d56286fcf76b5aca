/* SPDX-License-Identifier: MIT */
/*
 * The accessors of accessors.def. Each is there as iomem_<name> and, unless IOMEM_NO_SHORT_NAMES is defined,
 * under the kernel's name.
 *
 *   uint32_t ioread32(const void __iomem *io)
 *   void iowrite32(uint32_t value, void __iomem *io)
 *       One access of 8, 16, 32 or 64 bits, in one instruction that hypervisors emulate, to a register that is
 *       little-endian, with "be" big-endian. `io` is naturally aligned. A read is complete before any later
 *       read of RAM; a write comes after all earlier writes to RAM. With "_relaxed" there is no order but
 *       program order among accesses to one device. 64 bits are there where a general register holds them, and
 *       no width that is more than max-width. Source: the kernel's ioread32(), ioread32be(), readl_relaxed().
 *
 *   void ioread32_rep(const void __iomem *io, void *to, size_t count)
 *   void iowrite32_rep(void __iomem *io, const void *from, size_t count)
 *       `count` accesses to the one address `io`, a FIFO, as bytes come in memory (native-endian) and without
 *       barriers. `to` and `from` need no alignment. Source: the kernel's ioread32_rep().
 *
 *   void __ioread32_copy(void *to, const void __iomem *from, size_t count)
 *   void __iowrite32_copy(void __iomem *to, const void *from, size_t count)
 *       `count` accesses of 32 or 64 bits at ascending addresses; `count` is in units of that width.
 *       Native-endian and without barriers. The IO side is naturally aligned, RAM needs not be. Source: the
 *       kernel's __iowrite32_copy().
 *
 *   void iomem_mb(void), iomem_rmb(void), iomem_wmb(void)
 *       Barriers, whose short names are io_mb(), io_rmb() and io_wmb(). wmb: earlier writes, to RAM and to devices,
 *       reach their place before later ones. rmb: the same of reads. mb: of both, among each other too. Source: the
 *       kernel's wmb(), rmb(), mb().
 *
 * None of them fails. All are async-signal-safe and may be called from any thread.
 */
#ifndef IOMEM_ACCESSORS_H
#define IOMEM_ACCESSORS_H

#if defined __GNUC__
#pragma GCC system_header
#endif

#include "access.h"
#include "roles.h"

/* By way of an integer: at -O0 some of Clang's targets have no conversion between address spaces. */
#define IOMEM_ADDRESS_OF(io) ((volatile void *)(uintptr_t __force)(io))

#define IOMEM_LE8(v) (v)
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
# define IOMEM_LE16(v) (v)
# define IOMEM_LE32(v) (v)
# define IOMEM_LE64(v) (v)
# define IOMEM_BE16(v) __builtin_bswap16(v)
# define IOMEM_BE32(v) __builtin_bswap32(v)
# define IOMEM_BE64(v) __builtin_bswap64(v)
#else
# define IOMEM_LE16(v) __builtin_bswap16(v)
# define IOMEM_LE32(v) __builtin_bswap32(v)
# define IOMEM_LE64(v) __builtin_bswap64(v)
# define IOMEM_BE16(v) (v)
# define IOMEM_BE32(v) (v)
# define IOMEM_BE64(v) (v)
#endif

#define IOMEM_BEFORE_READ_ORDERED iomem_before_read_barrier(0);
#define IOMEM_BEFORE_READ_RELAXED iomem_before_relaxed_barrier(0);
#define IOMEM_BEHIND_READ_ORDERED iomem_behind_read_barrier(iomem_v);
#define IOMEM_BEHIND_READ_RELAXED
#define IOMEM_BEFORE_WRITE_ORDERED iomem_before_write_barrier(0);
#define IOMEM_BEFORE_WRITE_RELAXED iomem_before_relaxed_barrier(0);

#ifdef IOMEM_NO_SHORT_NAMES
# define IOMEM_SHORT(definition)
# define IOMEM_SHORT_PROTOTYPE(prototype, symbol)
#else
# define IOMEM_SHORT(definition) definition
# define IOMEM_SHORT_PROTOTYPE(prototype, symbol) extern prototype __asm__(IOMEM_SYMBOL(symbol, BYTES));
#endif

#define IOMEM_READ(name, bits, endian, order) \
    IOMEM_INLINE uint##bits##_t iomem_##name(const void __iomem *iomem_io) \
    { \
        iomem_word iomem_v; \
        IOMEM_BEFORE_READ_##order \
        iomem_v = iomem_load##bits(IOMEM_ADDRESS_OF(iomem_io)); \
        IOMEM_BEHIND_READ_##order \
        return IOMEM_##endian##bits((uint##bits##_t)iomem_v); \
    } \
    IOMEM_SHORT(IOMEM_INLINE uint##bits##_t name(const void __iomem *iomem_io) { return iomem_##name(iomem_io); })

#define IOMEM_WRITE(name, bits, endian, order) \
    IOMEM_INLINE void iomem_##name(uint##bits##_t iomem_value, void __iomem *iomem_io) \
    { \
        IOMEM_BEFORE_WRITE_##order \
        iomem_store##bits(IOMEM_ADDRESS_OF(iomem_io), IOMEM_##endian##bits(iomem_value)); \
    } \
    IOMEM_SHORT(IOMEM_INLINE void name(uint##bits##_t iomem_value, void __iomem *iomem_io) { iomem_##name(iomem_value, iomem_io); })

#define IOMEM_FUNCTION(name, symbol, arguments) \
    extern void iomem_##symbol arguments __asm__(IOMEM_SYMBOL(#symbol, BYTES)); \
    IOMEM_SHORT_PROTOTYPE(void name arguments, #symbol)
#define IOMEM_READ_REP(name, bits) \
    IOMEM_FUNCTION(name, name, (const void __iomem *iomem_io, void *iomem_to, size_t iomem_count))
#define IOMEM_WRITE_REP(name, bits) \
    IOMEM_FUNCTION(name, name, (void __iomem *iomem_io, const void *iomem_from, size_t iomem_count))
#define IOMEM_READ_COPY(name, symbol, bits) \
    IOMEM_FUNCTION(name, symbol, (void *iomem_to, const void __iomem *iomem_from, size_t iomem_count))
#define IOMEM_WRITE_COPY(name, symbol, bits) \
    IOMEM_FUNCTION(name, symbol, (void __iomem *iomem_to, const void *iomem_from, size_t iomem_count))

#include "accessors.def"

#define IOMEM_FENCE(name) \
    IOMEM_INLINE void iomem_##name(void) { iomem_##name##_barrier(0); } \
    IOMEM_SHORT(IOMEM_INLINE void io_##name(void) { iomem_##name(); })
IOMEM_FENCE(mb)
IOMEM_FENCE(rmb)
IOMEM_FENCE(wmb)
#undef IOMEM_FENCE

#undef IOMEM_BEFORE_READ_ORDERED
#undef IOMEM_BEFORE_READ_RELAXED
#undef IOMEM_BEHIND_READ_ORDERED
#undef IOMEM_BEHIND_READ_RELAXED
#undef IOMEM_BEFORE_WRITE_ORDERED
#undef IOMEM_BEFORE_WRITE_RELAXED
#undef IOMEM_FUNCTION
#undef IOMEM_SHORT
#undef IOMEM_SHORT_PROTOTYPE
#undef IOMEM_ADDRESS_OF

#endif
