// SPDX-License-Identifier: MIT
// Any direct access, where only accessors may touch a device. Off unless asked for.
// RUN: %diagnose -fplugin-arg-iomem-Wderef -fplugin-arg-iomem-Wno-bitfield
// RUN: %diagnose -fplugin-arg-iomem-Wderef -fplugin-arg-iomem-Wno-bitfield -O2
// RUN: %cc %iomem_cflags -fplugin-arg-iomem-Wno-bitfield -c %s -o %t.o 2>&1 | count 0
#include <iomem.h>
#include <stdint.h>
#include <string.h>

struct regs {
    unsigned control;
    uint32_t a : 4, b : 28;
    uint8_t fifo[16];
};

// expect-text warning: direct access of type 'unsigned int' to '__iomem' memory [-Wiomem-deref]
unsigned load(unsigned __iomem *io) { return *io; }                                     // expect-warning deref
void store(struct regs __iomem *io) { io->control = 1; }                                // expect-warning deref
void change(struct regs __iomem *io) { io->control |= 1; }                              // expect-warning deref
uint8_t element(struct regs __iomem *io, int i) { return io->fifo[i]; }                 // expect-warning deref
uint32_t bits(struct regs __iomem *io) { return io->a; }                                // expect-warning deref
void store_bits(struct regs __iomem *io) { io->b = 1; }                                 // expect-warning deref
// expect-text direct access of type 'struct regs' to '__iomem' memory
void object(struct regs __iomem *io, struct regs *ram) { *ram = *io; }                  // expect-warning deref
void object_store(struct regs __iomem *io) { *io = (struct regs){0}; }                  // expect-warning deref
void discarded(uint32_t __iomem *io) { *io; }                                           // expect-warning deref

uint32_t accessors(struct regs __iomem *io, char *ram)
{
    iowrite32(1, &io->control);
    memcpy_fromio(ram, io->fifo, 16);
    memcpy(io->fifo, ram, 16);
    return ioread32(&io->control) + (uint32_t)sizeof *io + (uint32_t)sizeof io->control + *(uint32_t *)ram;
}
