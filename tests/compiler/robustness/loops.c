// SPDX-License-Identifier: MIT
// Loops that become calls leave the compiler's own checks nothing to find, and bring no warning of what isn't so.
// DEFINE: %{flags} =
// DEFINE: %{try} = %cc %iomem_cflags -Wall -Wextra -Werror %{flags} -c %s -o %t.o
// REDEFINE: %{flags} = -O1
// RUN: %{try}
// REDEFINE: %{flags} = -O2 -g
// RUN: %{try}
// REDEFINE: %{flags} = -O3 -fno-strict-aliasing
// RUN: %{try}
// REDEFINE: %{flags} = -O1 -fchecking=2
// RUN: %if gcc %{ %{try} %}
// REDEFINE: %{flags} = -O2 -g -fchecking=2 -fcompare-debug
// RUN: %if gcc %{ %{try} %}
// REDEFINE: %{flags} = -Og -g -fchecking=2
// RUN: %if gcc %{ %{try} %}
// REDEFINE: %{flags} = -O2 -fsanitize=address -fchecking=2
// RUN: %if gcc && native %{ %{try} %}
// REDEFINE: %{flags} = -O2 -fexceptions -fnon-call-exceptions -fchecking=2
// RUN: %if gcc %{ %{try} %}
// Memory of a space of the compiler's own, and more times than a size counts.
// RUN: %cc %iomem_cflags -O2 -S %s -o %t.s
// RUN: FileCheck %s --input-file=%t.s --check-prefixes=CHECK,%word --allow-unused-prefixes
#include <iomem.h>

// WORD8: iomem_iofill8_step
// WORD4-NOT: iomem_iofill8_step
void as_often(uint8_t __iomem *fifo, uint64_t n)
{
    for (uint64_t i = 0; i < n; i++)
        *fifo = 1;
}

void for_long(uint8_t __iomem *fifo)
{
    for (uint64_t i = 0; i < 0x100000002ull; i++)
        *fifo = 1;
}

#if defined __x86_64__ || defined __i386__
# if !defined __clang__
#  define SEGMENT __seg_gs
# else
#  define SEGMENT __attribute__((address_space(256)))
# endif
// CHECK-NOT: iomem_io{{[a-z]*}}16
void from_segment(uint16_t __iomem *io, const uint16_t SEGMENT *ram, unsigned n)
{
    for (unsigned i = 0; i < n; i++)
        io[i] = ram[i];
}

void to_segment(const uint16_t __iomem *io, uint16_t SEGMENT *ram, unsigned n)
{
    for (unsigned i = 0; i < n; i++)
        ram[i] = io[i];
}
#endif

int converted(uint32_t __iomem *io, const int *ram, int n)
{
    int i;

    for (i = 0; i < n; i++)
        io[i] = (uint32_t)ram[i];
    return i;
}

void literal(uint8_t __iomem *io, int n)
{
    for (int i = 0; i < n; i++)
        io[i] = (uint8_t)"abcdefgh"[i];
}

uint32_t __iomem *last(uint32_t __iomem **io, const uint32_t *ram, unsigned n)
{
    uint32_t __iomem *p = 0;

    for (unsigned i = 0; i < n; i++) {
        p = *io + i;
        *p = ram[i];
    }
    return p;
}

struct device {
    uint32_t __iomem *io;
    float scale;
};

float chain(struct device **device, const uint32_t *ram, unsigned n)
{
    float sum = 0;

    for (unsigned i = 0; i < n; i++) {
        sum += (*device)->scale;
        (*device)->io[i] = ram[i];
    }
    return sum;
}

#if !defined __clang__ /* which has a warning of its own */
uint32_t get(void);
uint32_t *get_pointer(void);

void set_if_used(uint32_t __iomem *io, unsigned n)
{
    uint32_t value, *ram;

    if (n) {
        value = get();
        ram = get_pointer();
    }
    for (unsigned i = 0; i < n; i++)
        io[i] = value;
    for (unsigned i = 0; i < n; i++)
        io[i] = ram[i];
}
#endif
