/* SPDX-License-Identifier: MIT */
/*
 * x86-64: the only instructions that touch device memory. MOV and MOVZX between one general register
 * (or immediate) and memory are what every hypervisor emulates.
 */
#ifndef IOMEM_ACCESS_H
#define IOMEM_ACCESS_H

#include <stdint.h>

/* The widest access, in bytes. A build for a narrower bus defines it as 4, 2 or 1. */
#ifndef IOMEM_WORD
#define IOMEM_WORD 8
#endif

typedef uint64_t iomem_word;

#define IOMEM_CELL(bits, p) (*(volatile uint##bits##_t __attribute__((may_alias)) *)(p))
#define IOMEM_CONST_CELL(bits, p) (*(const volatile uint##bits##_t __attribute__((may_alias)) *)(p))

static inline uint32_t iomem_read8(const volatile void *p)
{
    uint32_t v;
    __asm__ volatile("movzbl %1, %0" : "=r"(v) : "m"(IOMEM_CONST_CELL(8, p)));
    return v;
}

static inline uint32_t iomem_read16(const volatile void *p)
{
    uint32_t v;
    __asm__ volatile("movzwl %1, %0" : "=r"(v) : "m"(IOMEM_CONST_CELL(16, p)));
    return v;
}

static inline uint32_t iomem_read32(const volatile void *p)
{
    uint32_t v;
    __asm__ volatile("movl %1, %0" : "=r"(v) : "m"(IOMEM_CONST_CELL(32, p)));
    return v;
}

static inline uint64_t iomem_read64(const volatile void *p)
{
    uint64_t v;
    __asm__ volatile("movq %1, %0" : "=r"(v) : "m"(IOMEM_CONST_CELL(64, p)));
    return v;
}

static inline void iomem_write8(volatile void *p, uint8_t v)
{
    __asm__ volatile("movb %1, %0" : "=m"(IOMEM_CELL(8, p)) : "ri"(v));
}

static inline void iomem_write16(volatile void *p, uint16_t v)
{
    __asm__ volatile("movw %1, %0" : "=m"(IOMEM_CELL(16, p)) : "ri"(v));
}

static inline void iomem_write32(volatile void *p, uint32_t v)
{
    __asm__ volatile("movl %1, %0" : "=m"(IOMEM_CELL(32, p)) : "ri"(v));
}

static inline void iomem_write64(volatile void *p, uint64_t v)
{
    __asm__ volatile("movq %1, %0" : "=m"(IOMEM_CELL(64, p)) : "re"(v));
}

#undef IOMEM_CELL
#undef IOMEM_CONST_CELL

#endif
