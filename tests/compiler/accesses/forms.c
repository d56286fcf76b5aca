// SPDX-License-Identifier: MIT
// Every instruction that touches IO memory is of a form that hypervisors emulate, after link-time optimisation too.
// DEFINE: %{flags} =
// DEFINE: %{check} = %python %source/tests/support/forms.py %arch --functions='^io_' --at-least=200
// DEFINE: %{try} = %cc %iomem_cflags -w -fno-stack-protector %code_only %{flags} -c %s -o %t.o && %{check} %t.o
// REDEFINE: %{flags} = -O0
// RUN: %{try}
// REDEFINE: %{flags} = -O1
// RUN: %if full %{ %{try} %}
// REDEFINE: %{flags} = -O2
// RUN: %{try}
// REDEFINE: %{flags} = -O3
// RUN: %if full %{ %{try} %}
// REDEFINE: %{flags} = -Os
// RUN: %if full %{ %{try} %}
// REDEFINE: %{flags} = -O3 -march=haswell
// RUN: %if full && x86_64 %{ %{try} %}
// REDEFINE: %{flags} = -O3 -fPIC -fplugin-arg-iomem-max-width=4
// RUN: %{try}
// The code is made of what the linker has, which LLVM's own does for the machine's own target alone with every version.
// DEFINE: %{lto} = %cc %iomem_cflags -w -fPIC -fno-stack-protector %code_only %{flags} -c %s -o %t.lto.o && %cc %code_only %{flags} -fPIC %lto_output -nostdlib %lld %t.lto.o -o %t.so && %{check} %t.so
// REDEFINE: %{flags} = -O2 -flto
// RUN: %if gcc %{ %{lto} %} %else %{ %if native %{ %{lto} %} %}
// REDEFINE: %{flags} = -O3 %thin_lto
// RUN: %if gcc %{ %{lto} %} %else %{ %if native %{ %{lto} %} %}
#include <iomem.h>
#include <stdint.h>

/* What is called with values in registers and on the stack. */
void sink(int, ...);
long source(void);

#ifdef IOMEM_MAX_WIDTH
typedef uint32_t word;
#else
typedef uintptr_t word;
#endif
struct regs {
    uint32_t control;
    int32_t level;
    uint16_t status;
    int16_t delta;
    uint8_t byte;
    int8_t small;
    uint8_t bytes[18];
    float ratio;
    uint32_t words[32];
    uint16_t halves[32];
    word longs[8];
    uint32_t a : 3, b : 9, c : 20;
    int32_t s : 6, t : 26;
#ifndef IOMEM_MAX_WIDTH
    void (*call)(void);
#endif
};
struct pair {
    uint32_t a, b;
};
struct mixed {
    uint8_t a;
    uint16_t b;
    uint32_t c;
    word d;
    uint8_t text[16];
    struct pair pairs[2];
};

void io_store(struct regs __iomem *io, int n)
{
    io->control = 0;
    io->level = 0;
    io->status = 1;
    io->delta = -1;
    io->byte = 2;
    io->small = 3;
    io->control = (uint32_t)n;
    io->byte = (uint8_t)n;
    io->status = (uint16_t)n;
    io->longs[0] = 0;
    io->longs[1] = 0;
    io->longs[2] = (word)-1;
    io->longs[3] = (word)0x123456789abcdef0;
    io->bytes[n] = 1;
    io->halves[n] = 1;
    io->words[n] = 1;
    io->longs[n] = 1;
    io->words[31] = 1;
    io->halves[31] = 1;
}

uint64_t io_load(struct regs __iomem *io, int n)
{
    uint64_t sum = io->control;
    sum += (uint64_t)(int64_t)io->level;
    sum += io->status;
    sum += (uint64_t)(int64_t)io->delta;
    sum += io->byte;
    sum += (uint64_t)(int64_t)io->small;
    sum += io->longs[n];
    sum += io->halves[n];
    sum ^= io->words[n];
    sum -= (uint64_t)(int64_t)(int8_t)io->bytes[n];
    sum += (uint64_t)(int64_t)(int16_t)io->halves[n];
    sum *= io->words[1];
    sum += __builtin_bswap32(io->words[2]);
    sum += __builtin_bswap16(io->halves[3]);
    sum |= (uint64_t)io->words[4] << 32;
    sum |= io->words[5];
    return sum;
}

int io_change(struct regs __iomem *io, int n)
{
    io->control |= 1;
    io->control &= ~2u;
    io->control ^= 4;
    io->control++;
    io->level--;
    io->level = -io->level;
    io->level = ~io->level;
    io->byte |= 0x80;
    io->small += 1;
    io->status += (uint16_t)n;
    io->status <<= 1;
    io->longs[2] += (word)n;
    io->words[n] |= (uint32_t)n;
    io->words[3] = __builtin_bswap32(io->words[3]);
    return io->level += n;
}

int io_compare(struct regs __iomem *io, int n)
{
    if (io->control == 5)
        return 1;
    if (io->byte & 4)
        return 2;
    if (!io->status)
        return 3;
    if (io->level < n)
        return 4;
    if (io->longs[1] > 100)
        return 5;
    n = io->level > 3 ? io->level : n;
    n += io->delta == -1;
    while (!(io->status & 1))
        ;
    switch (io->byte) {
    case 1: return 10;
    case 2: return 20;
    case 3: return 35;
    }
    return n;
}

void io_float(struct regs __iomem *io, int n)
{
    float f = (float)n;
    io->ratio = f;
    io->ratio = io->ratio * f;
    io->ratio = 0;
    io->ratio += f;
    io->level = (int32_t)io->ratio;
    sink(1, (double)io->ratio, (double)io->level);
    io->ratio = (float)io->level;
}

void io_stack(struct regs __iomem *io)
{
    sink(io->control, io->level, io->words[0], io->words[1], io->words[2], io->words[3], io->words[4], io->words[5],
         io->words[6], io->words[7], io->longs[0], io->byte, io->delta);
#ifndef IOMEM_MAX_WIDTH
    io->call();
#endif
    io->longs[0] = (word)source();
    io->words[0] = (uint32_t)source();
}

void io_pointers(uint32_t __iomem *p, uint8_t __iomem *q, word __iomem *r, int n)
{
    *p++ = 1;
    *p++ = 2;
    *++p = (uint32_t)n;
    *q++ = *q;
    *q++ = 0;
    *--q = 0;
    *r++ = *(r + 2);
    *p = *q;
    do {
        *p++ = (uint32_t)*r++;
        *q++ = (uint8_t)n;
    } while (--n);
}

uint32_t io_loops(struct regs __iomem *io, int n)
{
    uint32_t sum = 0;
    for (int i = 0; i < 32; i++)
        sum += io->words[i];
    for (int i = 0; i < n; i++)
        sum += io->halves[i];
    for (int i = 0; i < 16; i++)
        io->words[i + 16] = io->words[i] * 3;
    for (int i = 0; i < 18; i++)
        io->bytes[i] = (uint8_t)(i ^ n);
    for (int i = 0; i < 8; i++)
        io->longs[i] = (word)i;
    for (int i = 0; i < 32; i++)
        io->halves[i] ^= 0xffff;
    for (int i = 0; i < n; i++)
        io->control = sum + (uint32_t)i;
    return sum;
}

uint32_t io_adjacent(struct regs __iomem *io)
{
    io->words[0] = io->words[4];
    io->words[1] = io->words[5];
    io->words[2] = io->words[6];
    io->words[3] = io->words[7];
    io->bytes[0] = io->bytes[1] = io->bytes[2] = io->bytes[3] = 0;
    io->longs[0] = io->longs[2];
    io->longs[1] = io->longs[3];
    uint32_t a = io->bytes[0], b = io->bytes[1], c = io->bytes[2], d = io->bytes[3];
    return a | b << 8 | c << 16 | d << 24;
}

void io_bits(struct regs __iomem *io, int n)
{
    io->a = 5;
    io->b = (uint32_t)n;
    io->c++;
    io->s = -1;
    io->t += n;
    sink(io->a, io->b, io->s, io->t, io->c == 7, io->a && io->s);
}

void io_objects(struct pair __iomem *io, struct mixed __iomem *mixed, int n)
{
    struct pair pair = *io;
    io[1] = pair;
    io[2] = io[3];
    io[n] = (struct pair){0};
    *io = (struct pair){.a = (uint32_t)n};
    *io;
    mixed[n] = mixed[2];
    mixed->pairs[0] = mixed->pairs[1];
    sink(n, pair, mixed->pairs[1]);
}
