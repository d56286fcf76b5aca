// SPDX-License-Identifier: MIT
// Wider than the target's registers.
// REQUIRES: i386 || arm
// RUN: %diagnose
// RUN: %diagnose -O2 -g
#include <iomem.h>
#include <stdint.h>

// expect-text not one instruction: 8 bytes wide, where 1, 2 and 4 are possible
uint64_t load(uint64_t __iomem *io) { return *io; }                                     // expect-error width
void store(double __iomem *io) { *io = 1; }                                             // expect-error width
struct s { uint32_t n; uint64_t wide; };
void object(struct s __iomem *io, struct s *ram) { *ram = *io; }                        // expect-error width
uint32_t beside(struct s __iomem *io) { return io->n; }
