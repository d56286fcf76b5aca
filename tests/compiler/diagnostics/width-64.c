// SPDX-License-Identifier: MIT
// Wider than the target's registers.
// UNSUPPORTED: i386, arm
// RUN: %diagnose
// RUN: %diagnose -O2 -g
#include <iomem.h>
#include <stdint.h>

// expect-text access of type '__int128' to '__iomem' memory is not one instruction: 16 bytes wide, where 1, 2, 4 and 8 are possible
__int128 load(__int128 __iomem *io) { return *io; }                                     // expect-error width
void store(unsigned __int128 __iomem *io) { *io = 1; }                                  // expect-error width
struct s { uint32_t n; __int128 wide; };
void object(struct s __iomem *io, struct s *ram) { *ram = *io; }                        // expect-error width
uint32_t beside(struct s __iomem *io) { return io->n; }
uint64_t as_wide(uint64_t __iomem *io, double __iomem *real) { *real = 1; return *io; }
