/* SPDX-License-Identifier: MIT */
/*
 * The only instructions of the header and the runtime that touch device memory, from the architecture's
 * table of forms (arch/<arch>.def):
 *
 *   IOMEM_LOAD(bits, template, out, in)
 *       from memory, operand 1, to a register, operand 0, with zeros above
 *   IOMEM_STORE(bits, template, out, in)
 *       the low bits of a register or constant, operand 1, to memory, operand 0
 *   IOMEM_BARRIER(name, template)
 *       mb, rmb, wmb           what io_mb(), io_rmb(), io_wmb() are
 *       before_read, behind_read, before_write
 *                              what makes a read or write an ordered one; the value that was read is
 *                              operand 0 of behind_read
 *       before_relaxed         what keeps an access of the device behind earlier ones
 *
 * Templates and constraints are those of GCC's inline assembly. A generic machine's barriers are
 * __sync_synchronize(), which is for RAM: whether it holds device memory back is the machine's affair.
 */
#ifndef IOMEM_ACCESS_H
#define IOMEM_ACCESS_H

#if defined __GNUC__
#pragma GCC system_header
#endif

#include <stdint.h>

#include "arch.h"

#if defined __cplusplus
#define IOMEM_INLINE static inline __attribute__((__always_inline__, __unused__))
#else
#define IOMEM_INLINE static __inline__ __attribute__((__always_inline__, __unused__))
#endif

/* The widest access, in bytes. */
#if defined IOMEM_MAX_WIDTH && IOMEM_MAX_WIDTH < IOMEM_REGISTER
#define IOMEM_WORD IOMEM_MAX_WIDTH
#else
#define IOMEM_WORD IOMEM_REGISTER
#endif

#if IOMEM_REGISTER >= 8
typedef uint64_t iomem_word;
#else
typedef uint32_t iomem_word;
#endif

/* Device memory has no type of its own that others could not alias. */
typedef uint8_t __attribute__((__may_alias__)) iomem_cell8;
typedef uint16_t __attribute__((__may_alias__)) iomem_cell16;
typedef uint32_t __attribute__((__may_alias__)) iomem_cell32;
#if IOMEM_REGISTER >= 8
typedef uint64_t __attribute__((__may_alias__)) iomem_cell64;
#endif

#if defined IOMEM_FORMS
# define IOMEM_LOAD(bits, template, out, in) \
    IOMEM_INLINE iomem_word iomem_load##bits(const volatile void *iomem_p) \
    { \
        iomem_word iomem_v; \
        __asm__ __volatile__(template : out(iomem_v) : in(*(const volatile iomem_cell##bits *)iomem_p)); \
        return iomem_v; \
    }
# define IOMEM_STORE(bits, template, out, in) \
    IOMEM_INLINE void iomem_store##bits(volatile void *iomem_p, iomem_word iomem_v) \
    { \
        __asm__ __volatile__(template : out(*(volatile iomem_cell##bits *)iomem_p) : in(iomem_v)); \
    }
# define IOMEM_BARRIER(name, template) \
    IOMEM_INLINE void iomem_##name##_barrier(iomem_word iomem_v) \
    { \
        __asm__ __volatile__(template : : "rn"(iomem_v) : "memory"); \
    }
# include IOMEM_FORMS
# undef IOMEM_LOAD
# undef IOMEM_STORE
# undef IOMEM_BARRIER
#else
# define IOMEM_ACCESS(bits) \
    IOMEM_INLINE iomem_word iomem_load##bits(const volatile void *iomem_p) \
    { \
        return *(const volatile iomem_cell##bits *)iomem_p; \
    } \
    IOMEM_INLINE void iomem_store##bits(volatile void *iomem_p, iomem_word iomem_v) \
    { \
        *(volatile iomem_cell##bits *)iomem_p = (iomem_cell##bits)iomem_v; \
    }
IOMEM_ACCESS(8)
IOMEM_ACCESS(16)
IOMEM_ACCESS(32)
# if IOMEM_REGISTER >= 8
IOMEM_ACCESS(64)
# endif
# undef IOMEM_ACCESS
# define IOMEM_BARRIER(name) \
    IOMEM_INLINE void iomem_##name##_barrier(iomem_word iomem_v) \
    { \
        (void)iomem_v; \
        __sync_synchronize(); \
    }
IOMEM_BARRIER(mb)
IOMEM_BARRIER(rmb)
IOMEM_BARRIER(wmb)
IOMEM_BARRIER(before_read)
IOMEM_BARRIER(behind_read)
IOMEM_BARRIER(before_write)
IOMEM_BARRIER(before_relaxed)
# undef IOMEM_BARRIER
#endif

#endif
