// SPDX-License-Identifier: MIT
// A bit-field is read by one read of its container, at the width of its declared type, and stored by one read and one
// write of it.
// DEFINE: %{flags} =
// DEFINE: %{try} = %cc %iomem_cflags %trace_cflags -I%S/Inputs -Wall -Wextra -Werror -fplugin-arg-iomem-Wno-bitfield %{flags} %s -o %t %iomem_libs %trace_libs && %run %t
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
// REDEFINE: %{flags} = -O2 -flto
// RUN: %if full && native %{ %{try} %}
// REDEFINE: %{flags} = -O2 -fplugin-arg-iomem-max-width=4
// RUN: %{try}
// REDEFINE: %{flags} = -O0 -fsanitize=address,undefined
// RUN: %if full && native %{ %{try} %}
#include "step.h"
#include <stdbool.h>

enum mode { OFF, SLOW, FAST };

struct regs {
    uint32_t a : 3, b : 7, c : 22;          /* 0 */
    int32_t s : 5, t : 27;                  /* 4 */
    uint8_t x : 3, y : 5;                   /* 8 */
    uint8_t plain;                          /* 9 */
    uint16_t h : 12, i : 4;                 /* a */
    uint32_t whole : 32;                    /* c */
    uint16_t all : 16;                      /* 10 */
    int8_t tiny : 8;                        /* 12 */
    bool yes : 1, no : 1;                   /* 13 */
    uint32_t : 0;
    enum mode mode : 4;                     /* 14 */
    uint32_t : 12, behind : 16;             /* 14 */
    uint32_t first : 8;                     /* 18 */
    uint32_t : 0;
    uint32_t second : 8;                    /* 1c */
};
static struct regs copy;
/* The device's registers, looked at past the tracer. */
#define RAM (memcpy(&copy, region->ram, sizeof copy), &copy)

static void set(const struct regs *regs)
{
    memcpy(region->ram, regs, sizeof *regs);
    trace_clear();
}

static void reads(struct regs __iomem *io)
{
    set(&(struct regs){.a = 5, .b = 100, .c = 0x2aaaaa, .s = -9, .t = -70000, .x = 7, .y = 19, .h = 0xabc, .i = 9,
                       .whole = 0x87654321, .all = 0x8765, .tiny = -4, .yes = 1, .no = 0, .mode = FAST,
                       .behind = 0x9876, .first = 0x81, .second = 0x82});
    uint32_t a = io->a, b = io->b, c = io->c;
    int32_t s = io->s, t = io->t;
    ACCESSES("R4@0 R4@0 R4@0 R4@4 R4@4");
    HOLDS(a == 5 && b == 100 && c == 0x2aaaaa && s == -9 && t == -70000);
    unsigned x = io->x, y = io->y, h = io->h, i = io->i;
    ACCESSES("R1@8 R1@8 R2@a R2@a");
    HOLDS(x == 7 && y == 19 && h == 0xabc && i == 9);
    uint32_t whole = io->whole;
    unsigned all = io->all;
    int tiny = io->tiny;
    bool yes = io->yes, no = io->no;
    enum mode mode = io->mode;
    unsigned behind = io->behind, first = io->first, second = io->second;
    ACCESSES("R4@c R2@10 R1@12 R1@13 R1@13 R4@14 R4@14 R4@18 R4@1c");
    HOLDS(whole == 0x87654321 && all == 0x8765 && tiny == -4 && yes && !no && mode == FAST);
    HOLDS(behind == 0x9876 && first == 0x81 && second == 0x82);

    /* What compilers test without shifting, in the byte that has it, or together. */
    int equal = io->a == 5, zero = !io->b, sign = io->s < 0, more = io->c > 5;
    ACCESSES("R4@0 R4@0 R4@4 R4@0");
    HOLDS(equal && !zero && sign && more);
    int both = io->a == 5 && io->b == 100, either = io->x == 1 || io->y == 19;
    ACCESSES("R4@0 R4@0 R1@8 R1@8");
    HOLDS(both && either);
    if (io->behind != 0x9876)
        io->a = 0;
    switch (io->b) {
    case 100:
        io->x;
        (void)io->h;
    }
    ACCESSES("R4@14 R4@0 R1@8 R2@a");
    int64_t sum = 0;
    for (int n = 0; n < 3; n++)
        sum += io->s;
    ACCESSES("R4@4 R4@4 R4@4");
    HOLDS(sum == -27);
    double real = io->s;
    uint64_t wide = (uint64_t)io->c << 8;
    ACCESSES("R4@4 R4@0");
    HOLDS(real == -9 && wide == 0x2aaaaa00);
}

static void stores(struct regs __iomem *io, int n)
{
    struct regs none;
    memset(&none, 0, sizeof none);
    set(&none);
    io->a = 5;
    io->b = (unsigned)n;
    io->c = 0x155555;
    ACCESSES("R4@0 W4@0 R4@0 W4@0 R4@0 W4@0");
    HOLDS(RAM->a == 5 && RAM->b == (n & 127) && RAM->c == 0x155555);
    io->s = -9;
    io->t = n;
    io->x = 3;
    io->y = (uint8_t)n & 31;
    io->h = (uint16_t)n & 0xfff;
    io->i = 0;
    ACCESSES("R4@4 W4@4 R4@4 W4@4 R1@8 W1@8 R1@8 W1@8 R2@a W2@a R2@a W2@a");
    HOLDS(RAM->s == -9 && RAM->t == n && RAM->x == 3 && RAM->y == (n & 31) && RAM->h == (n & 0xfff) && !RAM->i);
    io->whole = 0x12345678;
    io->all = 0x1234;
    io->tiny = -7;
    ACCESSES("R4@c W4@c R2@10 W2@10 R1@12 W1@12");
    HOLDS(RAM->whole == 0x12345678 && RAM->all == 0x1234 && RAM->tiny == -7);
    io->yes = n;
    io->no = !n;
    io->mode = SLOW;
    io->behind = 0x8001;
    io->first = 1;
    io->second = 2;
    ACCESSES("R1@13 W1@13 R1@13 W1@13 R4@14 W4@14 R4@14 W4@14 R4@18 W4@18 R4@1c W4@1c");
    HOLDS(RAM->yes && !RAM->no && RAM->mode == SLOW && RAM->behind == 0x8001 && RAM->first == 1 && RAM->second == 2);
    HOLDS(RAM->plain == 0);
    io->plain = 9;
    io->a = io->b;
    io->b = io->b;
    ACCESSES("W1@9 R4@0 R4@0 W4@0 R4@0 R4@0 W4@0");
    if (n)
        io->a = 1;
    else
        io->a = 2;
    for (unsigned k = 0; k < 3; k++)
        io->b = k;
    ACCESSES("R4@0 W4@0 R4@0 W4@0 R4@0 W4@0 R4@0 W4@0");
    HOLDS(RAM->a == 1 && RAM->b == 2 && RAM->c == 0x155555);
    /* All ones around it stay. */
    memset(region->ram, 0xff, sizeof copy);
    trace_clear();
    io->b = 0;
    io->y = 0;
    io->behind = 0;
    HOLDS(RAM->a == 7 && !RAM->b && RAM->c == 0x3fffff && RAM->x == 7 && !RAM->y && RAM->mode == 15 && !RAM->behind);
    ACCESSES("R4@0 W4@0 R1@8 W1@8 R4@14 W4@14");
}

static void compounds(struct regs __iomem *io)
{
    set(&(struct regs){.a = 7, .b = 1, .s = 15, .h = 1, .tiny = 1, .yes = 0, .whole = 0xffffffff});
    io->a++;
    io->b += 5;
    io->s++;
    io->h |= 0x800;
    --io->tiny;
    io->whole += 2;
    io->yes ^= 1;
    ACCESSES("R4@0 R4@0 W4@0 R4@0 R4@0 W4@0 R4@4 R4@4 W4@4 R2@a R2@a W2@a R1@12 R1@12 W1@12 R4@c R4@c W4@c "
             "R1@13 R1@13 W1@13");
    HOLDS(RAM->a == 0 && RAM->b == 6 && RAM->s == -16 && RAM->h == 0x801 && RAM->tiny == 0);
    HOLDS(RAM->whole == 1 && RAM->yes);

    unsigned before = io->a++, after = ++io->a;
    int last = io->s--, then = --io->s;
    ACCESSES("R4@0 R4@0 W4@0 R4@0 R4@0 W4@0 R4@4 R4@4 W4@4 R4@4 R4@4 W4@4");
    HOLDS(before == 0 && after == 2 && last == -16 && then == 14);

    /* What it then holds. */
    unsigned u = io->a = (unsigned)opaque(13);
    int s = io->s = opaque(31);
    uint32_t w = io->whole = (uint32_t)opaque(-1);
    bool yes = io->yes = opaque(4);
    ACCESSES("R4@0 W4@0 R4@4 W4@4 R4@c W4@c R1@13 W1@13");
    HOLDS(u == 5 && s == -1 && w == 0xffffffff && yes);
    io->b = io->a = (unsigned)opaque(9);
    u = io->b <<= 2;
    ACCESSES("R4@0 W4@0 R4@0 W4@0 R4@0 R4@0 W4@0");
    HOLDS(u == 4 && RAM->a == 1 && RAM->b == 4);
}

struct other {
    uint8_t a : 4, b : 4;                   /* 0 */
    uint16_t c : 9;                         /* 2 */
    uint32_t d : 20;                        /* 4 */
    struct {
        uint16_t e : 3, f : 13;             /* 8 */
    };
    union {
        uint32_t raw;                       /* c */
        uint32_t low : 8;
        struct { uint32_t p : 1, q : 31; } fields;
    };
    struct { uint16_t id; uint16_t kind : 4, value : 12; } array[4];    /* 10 */
};
struct __attribute__((packed)) packed {
    uint32_t a : 4, b : 28;
    uint8_t c : 2, d : 6;
};
#define OTHER ((volatile struct other *)region->ram)

static void places(char __iomem *at, int n)
{
    struct other __iomem *io = (struct other __iomem *)at;
    memset(region->ram, 0, 64);
    trace_clear();
    io->a = 1;
    io->b = 2;
    io->c = 0x101;
    io->d = 0x81234;
    io->e = 4;
    io->f = 5;
    ACCESSES("R1@0 W1@0 R1@0 W1@0 R2@2 W2@2 R4@4 W4@4 R2@8 W2@8 R2@8 W2@8");
    struct other back;
    trace_pause();
    memcpy(&back, region->ram, sizeof back);
    HOLDS(back.a == 1 && back.b == 2 && back.c == 0x101 && back.d == 0x81234 && back.e == 4 && back.f == 5);
    io->raw = 0;
    io->fields.p = 1;
    io->fields.q = 0x12345678;
    unsigned low = io->low;
    io->low = 9;
    ACCESSES("W4@c R4@c W4@c R4@c W4@c R4@c R4@c W4@c");
    trace_pause();
    memcpy(&back, region->ram, sizeof back);
    HOLDS(back.low == 9 && low != 9);
    io->array[n].kind = 5;
    io->array[n].value = 0x678;
    io->array[1].kind++;
    unsigned value = io->array[n].value;
    for (int k = 0; k < 4; k++)
        io->array[k].kind = (uint16_t)k & 15;
    ACCESSES("R2@1e W2@1e R2@1e W2@1e R2@16 R2@16 W2@16 R2@1e R2@12 W2@12 R2@16 W2@16 R2@1a W2@1a R2@1e W2@1e");
    HOLDS(value == 0x678);
    struct packed __iomem *packed = (struct packed __iomem *)at;
    packed->b = 0x7654321;
    packed->d = 33;
    value = packed->b + packed->d;
    ACCESSES("R4@0 W4@0 R1@4 W1@4 R4@0 R1@4");
    HOLDS(value == 0x7654321 + 33);
}

static void objects(char __iomem *at)
{
    struct regs __iomem *io = (struct regs __iomem *)at;
    struct other __iomem *other = (struct other __iomem *)at;
    struct regs ram = *io;
    *io = ram;
    ACCESSES("R4@0 R4@4 R1@8 R1@9 R2@a R4@c R2@10 R1@12 R1@13 R4@14 R4@18 R4@1c "
             "W4@0 W4@4 W1@8 W1@9 W2@a W4@c W2@10 W1@12 W1@13 W4@14 W4@18 W4@1c");
    other->array[1] = other->array[2];
    struct other copied = *other;
    ACCESSES("R2@18 R2@1a W2@14 W2@16 R1@0 R2@2 R4@4 R2@8 R4@c R2@10*8");
    HOLDS(!memcmp(&copied.array, region->ram + 0x10, sizeof copied.array));
    *io = (struct regs){.b = 3, .behind = 4};
    ACCESSES("W4@0 W4@4 W1@8 W1@9 W2@a W4@c W2@10 W1@12 W1@13 W4@14 W4@18 W4@1c");
    HOLDS(RAM->b == 3 && RAM->behind == 4 && !RAM->a && !RAM->mode && !RAM->whole);
}

#if WORD == 8
struct wide {
    uint64_t a : 40, b : 24;
    int64_t c : 50;
    uint64_t full : 64;
};

static void wide(char __iomem *at)
{
    struct wide __iomem *io = (struct wide __iomem *)at;
    struct wide back;
    memset(region->ram, 0, 64);
    trace_clear();
    io->a = 0x123456789a;
    io->b = 0xabcdef;
    io->c = -5;
    io->full = 0x123456789abcdef0;
    uint64_t sum = io->a + io->b;
    int64_t c = io->c;
    io->b++;
    ACCESSES("R8@0 W8@0 R8@0 W8@0 R8@8 W8@8 R8@10 W8@10 R8@0 R8@0 R8@8 R8@0 R8@0 W8@0");
    trace_pause();
    memcpy(&back, region->ram, sizeof back);
    HOLDS(back.a == 0x123456789a && back.b == 0xabcdf0 && back.c == -5 && back.full == 0x123456789abcdef0);
    HOLDS(sum == 0x123456789a + 0xabcdef && c == -5);
}
#endif

int main(void)
{
    void __iomem *io = start();

    reads(io);
    stores(io, opaque(77));
    compounds(io);
    places(io, opaque(3));
    objects(io);
#if WORD == 8
    wide(io);
#endif
    return finish(24);
}
