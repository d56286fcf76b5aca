// SPDX-License-Identifier: MIT
// A store to a bit-field is a read and a write of its container; a container that is another member's too, or is not
// naturally aligned, is an error.
// RUN: %diagnose
// RUN: %diagnose -O2
#include <iomem.h>
#include <stdint.h>

struct bits {
    uint32_t a : 3, b : 29;
    uint16_t c : 4, d : 12;
    uint8_t e : 8;
    uint8_t plain;
};
struct shared {
    uint8_t x;
    unsigned y : 8;
    uint16_t z;
};
struct mixed {
    uint8_t a : 4;
    unsigned b : 8;
};
struct __attribute__((packed)) across {
    uint32_t a : 20, b : 20, c : 24;
};
struct __attribute__((packed)) misplaced {
    uint8_t tag;
    struct __attribute__((packed)) { uint32_t a : 4, b : 28; } in;
};
struct __attribute__((packed)) short_of {
    uint32_t a : 4, b : 12;
};

// expect-text storing to a bit-field in '__iomem' memory reads and writes its container of 4 bytes [-Wiomem-bitfield]
void store(struct bits __iomem *io) { io->a = 1; }                                      // expect-warning bitfield
// expect-text reads and writes its container of 2 bytes [-Wiomem-bitfield]
void change(struct bits __iomem *io) { io->c += 1; }                                    // expect-warning bitfield
void increment(struct bits __iomem *io) { io->b++; }                                    // expect-warning bitfield
// expect-text reads and writes its container of 1 byte [-Wiomem-bitfield]
void whole(struct bits __iomem *io) { io->e = 1; }                                      // expect-warning bitfield
void indexed(struct bits __iomem *io, int i) { io[i].d = 1; }                           // expect-warning bitfield
uint32_t load(struct bits __iomem *io) { return io->a + io->b + io->c + io->e; }
void plain(struct bits __iomem *io) { io->plain = 1; }
void object(struct bits __iomem *io, struct bits *ram) { *io = *ram; *ram = *io; *io = (struct bits){.a = 1}; }
void ram(struct bits *p) { p->a = 1; p->b++; }

// expect-text access of type 'unsigned int' to '__iomem' memory is not one instruction: a container 4 bytes wide at offset 0, which overlaps another member [-Wiomem-width]
uint32_t overlaps(struct shared __iomem *io) { return io->y; }                          // expect-error width
uint32_t beside(struct shared __iomem *io) { return io->x + io->z; }
uint32_t of_two_widths(struct mixed __iomem *io) { return io->b; }                      // expect-error width
// expect-text not one instruction: bits that lie across two containers of 4 bytes
uint32_t across(struct across __iomem *io) { return io->b; }                            // expect-error width
uint32_t not_across(struct across __iomem *io) { return io->a; }
uint32_t misplaced(struct misplaced __iomem *io) { return io->in.a; }                   // expect-error width
// expect-text a container 4 bytes wide at offset 0, of a structure of 2
uint32_t short_of(struct short_of __iomem *io) { return io->b; }                        // expect-error width
void copies(struct shared __iomem *io, struct shared *p) { *p = *io; }                  // expect-error width
