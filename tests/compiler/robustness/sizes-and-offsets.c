// SPDX-License-Identifier: MIT
// Nothing that is asked of a type is an access, nor a conversion.
// RUN: %diagnose
// RUN: %diagnose -O2 -Wall -Wextra
#include <iomem.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct regs { uint32_t a, b; uint8_t name[8]; };
_Static_assert(sizeof(struct regs __iomem) == 16, "");
_Static_assert(_Alignof(uint32_t __iomem) == 4, "");
_Static_assert(offsetof(struct regs, name) == 8, "");
_Static_assert(sizeof((struct regs __iomem *)0)->name == 8, "");
_Static_assert(sizeof(uint32_t __iomem[4]) == 16, "");

size_t f(struct regs __iomem *io)
{
    return sizeof *io + sizeof io->name + __alignof__(io->b) + sizeof(char[sizeof(*io)]) + sizeof(strlen(io->name))
           + (size_t)&((struct regs __iomem *)0)->b;
}
size_t g(void __iomem *io) { return sizeof(struct nowhere __iomem); }   // expect-error
size_t h(struct nowhere __iomem *io) { return sizeof *io; }             // expect-error
size_t i(void) { return offsetof(struct regs, nowhere); }               // expect-error
size_t j(void) { return sizeof(__nowhere __iomem *); }                  // expect-error
