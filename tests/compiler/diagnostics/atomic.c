// SPDX-License-Identifier: MIT
// Devices have no atomic accesses, whatever they are spelled by.
// RUN: %diagnose
// RUN: %diagnose -O2
#include <iomem.h>
#include <stdint.h>
#include <stdatomic.h>

// expect-text error: atomic access to '__iomem' memory [-Wiomem-atomic]
uint32_t load(uint32_t __iomem *io) { return __atomic_load_n(io, __ATOMIC_RELAXED); }   // expect-error atomic
void store(uint32_t __iomem *io) { __atomic_store_n(io, 1, __ATOMIC_SEQ_CST); }         // expect-error atomic
void store_from(uint32_t __iomem *io, uint32_t *v) { __atomic_store(io, v, 5); }        // expect-error atomic
void load_to(uint32_t __iomem *io, uint32_t *v) { __atomic_load(io, v, 5); }            // expect-error atomic
uint32_t add(uint32_t __iomem *io) { return __atomic_fetch_add(io, 1, 5); }             // expect-error atomic
uint32_t or(uint32_t __iomem *io) { return __atomic_or_fetch(io, 1, 5); }               // expect-error atomic
uint32_t swap(uint32_t __iomem *io) { return __atomic_exchange_n(io, 1, 5); }           // expect-error atomic
uint32_t old(uint32_t __iomem *io) { return __sync_fetch_and_add(io, 1); }              // expect-error atomic
int compare(uint32_t __iomem *io, uint32_t *v) { return __atomic_compare_exchange_n(io, v, 1, 0, 5, 5); } // expect-error atomic
int old_compare(uint32_t __iomem *io) { return __sync_bool_compare_and_swap(io, 0, 1); } // expect-error atomic
int test(uint8_t __iomem *io) { return __atomic_test_and_set(io, 5); }                  // expect-error atomic
void set(_Atomic uint32_t __iomem *io) { *io = 1; }                                     // expect-error atomic
uint32_t get(_Atomic uint32_t __iomem *io) { return *io; }                              // expect-error atomic
void change(_Atomic uint32_t __iomem *io) { *io += 1; }                                 // expect-error atomic
void increment(_Atomic uint32_t __iomem *io) { (*io)++; }                               // expect-error atomic

uint32_t ram(uint32_t *p, _Atomic uint32_t *q) { return __atomic_fetch_add(p, 1, 5) + (*q)++; }
_Atomic(uint32_t __iomem *) held;
uint32_t __iomem *pointer(uint32_t __iomem *io, uint32_t __iomem **plain)
{
    held = io;
    __atomic_store_n(plain, io, 5);
    return __atomic_exchange_n(plain, io, 5);
}
void fences(uint32_t __iomem *io) { *io = 1; __atomic_thread_fence(5); *io = 2; __sync_synchronize(); }
