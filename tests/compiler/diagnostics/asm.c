// SPDX-License-Identifier: MIT
// An object in IO memory as a memory operand of assembly: how it is accessed nobody knows. In a register it is read or
// written like any other.
// RUN: %diagnose
// RUN: %diagnose -O2
#include <iomem.h>
#include <stdint.h>

struct regs {
    unsigned control;
    uint32_t words[4];
};

// expect-text operand of type 'unsigned int' of inline assembly lies in '__iomem' memory [-Wiomem-asm]
void in(struct regs __iomem *io) { __asm__ volatile("" : : "m"(io->control)); }         // expect-warning asm
void out(struct regs __iomem *io) { __asm__ volatile("" : "=m"(io->words[1])); }        // expect-warning asm
void in_out(uint32_t __iomem *io) { __asm__ volatile("" : "+m"(*io)); }                 // expect-warning asm
void either(uint32_t __iomem *io) { __asm__ volatile("" : "=rm"(*io)); }                // expect-warning asm

uint32_t in_register(uint32_t __iomem *io, int i)
{
    uint32_t v;
    __asm__ volatile("" : "=r"(v) : "0"(io[1]));
    __asm__ volatile("" : : "r"(*io), "rm"(io[i]));
    __asm__ volatile("" : "=r"(*io));
    __asm__ volatile("" : : "r"(io) : "memory");
    __asm__ volatile("" : "+r"(io));
    __asm__ volatile("" : "=m"(v));
    __asm__ volatile("" : : "m"(io));
    return v;
}
