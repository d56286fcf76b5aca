// SPDX-License-Identifier: MIT
// Whole objects: each member once, at its declared width and in declaration order, arrays of bytes, unions and members
// that are not naturally aligned by the bulk rules, padding not at all.
// DEFINE: %{flags} =
// DEFINE: %{try} = %cc %iomem_cflags %trace_cflags -I%S/Inputs -Wall -Wextra -Werror %{flags} %s -o %t %iomem_libs %trace_libs && %run %t
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
// REDEFINE: %{flags} = -O3 -march=haswell
// RUN: %if full && x86_64 %{ %{try} %}
// REDEFINE: %{flags} = -O0 -fsanitize=address,undefined
// RUN: %if full && native %{ %{try} %}
// REDEFINE: %{flags} = -O1 -fsanitize=address
// RUN: %if full && native %{ %{try} %}
#include "step.h"
#include <stdbool.h>

struct pair {
    uint32_t a, b;
};
#define PAIR ((volatile struct pair *)region->ram)

/* The device from `offset` on, with another byte in each place. */
static void number(size_t offset, size_t n)
{
    for (size_t i = 0; i < n; i++)
        region->ram[offset + i] = (unsigned char)(i * 11 + 1);
}

static NOINLINE struct pair make(uint32_t a, uint32_t b)
{
    return (struct pair){a, b};
}
static NOINLINE uint32_t take(struct pair p, int n) { return p.a + p.b * (uint32_t)n; }
static NOINLINE struct pair give(const struct pair __iomem *io) { return *io; }
static inline struct pair give_inline(const struct pair __iomem *io) { return *io; }
static inline void put(struct pair __iomem *io, struct pair p) { *io = p; }

static void forms(struct pair __iomem *io, int yes)
{
    struct pair ram = {1, 2}, other = {3, 4};
    *io = ram;
    ACCESSES("W4@0 W4@4");
    SAME(region->ram, &ram);
    number(0, 16);
    ram = *io;
    ACCESSES("R4@0 R4@4");
    SAME(region->ram, &ram);
    struct pair initialised = *io;
    ACCESSES("R4@0 R4@4");
    SAME(region->ram, &initialised);
    ram = io[1];
    uint32_t one = ram.a;
    ACCESSES("R4@8 R4@c");
    HOLDS(one == ((volatile struct pair *)region->ram)[1].a);
    io[0] = io[1];
    ACCESSES("R4@8 R4@c W4@0 W4@4");
    HOLDS(!memcmp(region->ram, region->ram + 8, 8));
    *io = *io;
    ACCESSES("R4@0 R4@4 W4@0 W4@4");
    *io = (struct pair){.b = 7};
    ACCESSES("W4@0 W4@4");
    HOLDS(PAIR->a == 0 && PAIR->b == 7);
    *io = (struct pair){0};
    ACCESSES("W4@0 W4@4");
    HOLDS(PAIR->a == 0 && PAIR->b == 0);
    *io = (struct pair){io[1].b, io[1].a};
    trace_pause();
    HOLDS(PAIR->a == PAIR[1].b && PAIR->b == PAIR[1].a);
    trace_clear();
    *io = make(5, 6);
    ACCESSES("W4@0 W4@4");
    HOLDS(PAIR->a == 5 && PAIR->b == 6);
    uint32_t sum = take(*io, 10);
    ACCESSES("R4@0 R4@4");
    HOLDS(sum == 65);
    ram = give(io);
    other = give_inline(io + 1);
    ACCESSES("R4@0 R4@4 R4@8 R4@c");
    HOLDS(ram.a == 5 && ram.b == 6 && other.b == PAIR[1].b);
    put(io, other);
    put(io, make(8, 9));
    put(io + 2, *io);
    ACCESSES("W4@0 W4@4 W4@0 W4@4 R4@0 R4@4 W4@10 W4@14");
    HOLDS(PAIR[2].a == 8 && PAIR[2].b == 9);
    one = give(io).b;
    ACCESSES("R4@0 R4@4");
    HOLDS(one == 9);
    one = (*io).b;
    ACCESSES("R4@4");
    HOLDS(one == 9);
    ram = yes ? *io : other;
    ACCESSES("R4@0 R4@4");
    HOLDS(ram.a == 8);
    ram = !yes ? *io : other;
    ACCESSES("");
    SAME(&ram, &other);
    *io = yes ? (struct pair){1, 2} : other;
    ACCESSES("W4@0 W4@4");
    HOLDS(PAIR->a == 1 && PAIR->b == 2);
    ram = *io = other;
    ACCESSES("W4@0 W4@4");
    SAME(&ram, &other);
    io[0] = io[1] = make(10, 11);
    ACCESSES("W4@8 W4@c W4@0 W4@4");
    HOLDS(PAIR->a == 10 && PAIR[1].b == 11);
    *io;
    (void)*io;
    ACCESSES("R4@0 R4@4 R4@0 R4@4");
    ram = (yes++, *io);
    ACCESSES("R4@0 R4@4");
    ram = ({ *io; });
    ACCESSES("R4@0 R4@4");
    struct pair array[2] = {*io, {1, 2}};
    ACCESSES("R4@0 R4@4");
    HOLDS(array[0].b == 11 && array[1].a == 1);
    *(struct pair __iomem *)(void __iomem *)io = ram;
    const struct pair __iomem *constant = io;
    ram = *constant;
    ACCESSES("W4@0 W4@4 R4@0 R4@4");
    for (int i = 0; i < 3; i++)
        io[i] = ram;
    for (int i = 0; i < yes; i++)
        ram = io[i];
    ACCESSES("W4@0*6 R4@0*4");
    if (!yes)
        *io = ram;
    (void)sizeof *io, (void)&*io;
    ACCESSES("");
}

struct padded {
    uint8_t a;              /* 0 */
    uint32_t b;             /* 4 */
    uint16_t c;             /* 8 */
    uint16_t d;             /* a */
    uint8_t e, f, g;        /* c */
};

static void padding(struct padded __iomem *io)
{
    struct padded ram;
    unsigned char expected[sizeof ram];

    memset(region->ram, 0x5a, 64);
    memset(&ram, 0xee, sizeof ram);
    ram.a = ram.e = ram.f = ram.g = 1;
    ram.b = 2;
    ram.c = ram.d = 3;
    *io = ram;
    ACCESSES("W1@0 W4@4 W2@8 W2@a W1@c*3");
    memcpy(expected, &ram, sizeof ram);
    expected[1] = expected[2] = expected[3] = expected[15] = 0x5a;
    SAME(region->ram, &expected);
    ram = *io;
    ACCESSES("R1@0 R4@4 R2@8 R2@a R1@c*3");
    HOLDS(ram.a == 1 && ram.b == 2 && ram.d == 3 && ram.g == 1);
    *io = (struct padded){.g = 5};
    ACCESSES("W1@0 W4@4 W2@8 W2@a W1@c*3");
    HOLDS(region->ram[1] == 0x5a && region->ram[15] == 0x5a && region->ram[14] == 5 && region->ram[4] == 0);
}

enum mode { OFF, ON = 70000 };
struct kinds {
    int8_t s8;              /* 0 */
    bool on;                /* 1 */
    int16_t s16;            /* 2 */
    float real;             /* 4 */
    enum mode mode;         /* 8 */
    const uint32_t constant; /* c */
    struct {
        uint16_t x;         /* 10 */
        uint8_t y;          /* 12 */
    };
    struct pair pair[2];    /* 14 */
    struct { uint8_t t; uint16_t u; } odd[2];   /* 24 */
    uint16_t matrix[2][3];  /* 2c */
    uint32_t none[0];       /* 38 */
    uint32_t last;          /* 38 */
};

static void members(struct kinds __iomem *io)
{
    struct nested {
        uint32_t n;
        struct pair pair;
        struct pair more[3];
    } __iomem *nested = (struct nested __iomem *)io;
    int i = opaque(2);

    number(0, sizeof(struct kinds));
    region->ram[1] = 1;
    struct kinds copy = *io;
    ACCESSES("R1@0 R1@1 R2@2 R4@4 R4@8 R4@c R2@10 R1@12 R4@14*4 R1@24 R2@26 R1@28 R2@2a R2@2c*6 R4@38");
    HOLDS(!memcmp(&copy, region->ram, 0x13) && !memcmp(copy.pair, region->ram + 0x14, 0x11));
    HOLDS(!memcmp(&copy.odd[0].u, region->ram + 0x26, 3) && !memcmp(&copy.odd[1].u, region->ram + 0x2a, 0x12));

    struct pair pair = {7, 8};
    nested->pair = pair;
    pair = nested->more[i];
    nested->more[i - 1] = nested->more[i];
    nested->more[i] = (struct pair){1, 2};
    ACCESSES("W4@4 W4@8 R4@1c R4@20 R4@1c R4@20 W4@14 W4@18 W4@1c W4@20");
    pair = *&nested->pair;
    HOLDS(pair.a == 7 && pair.b == 8);
    trace_clear();
}

struct bytes {
    uint32_t a;
    uint8_t b[7];
};
struct long_bytes {
    uint32_t a;
    uint8_t b[8];
};
struct name {
    uint8_t text[13];
};
struct element {
    struct {
        uint8_t t, x[3];
    } e[2];
};
struct over {
    uint32_t a;
    _Alignas(16) uint32_t b;
    _Alignas(8) uint8_t c[16];
};

static void byte_arrays(char __iomem *io)
{
    struct bytes bytes = {1, "bytes."};
    *(struct bytes __iomem *)io = bytes;
    ACCESSES("W4@0 W4@4 W2@8 W1@a");
    HOLDS(!memcmp(region->ram, &bytes, 11));
    bytes = *(struct bytes __iomem *)io;
    ACCESSES("R4@0 R4@4 R2@8 R1@a");

    /* How it is aligned is known at run time alone. */
    struct long_bytes longer;
    number(0, 256);
    longer = *(struct long_bytes __iomem *)(io + 16);
    ACCESSES("R4@10 R4@14 R4@18");
    longer = *(struct long_bytes __iomem *)(io + 20);
    ACCESSES("R4@14 " WORD8_4("R8@18", "R4@18 R4@1c"));
    SAME(region->ram + 20, &longer);
    *(struct long_bytes __iomem *)(io + 4) = longer;
    ACCESSES("W4@4 " WORD8_4("W8@8", "W4@8 W4@c"));
    SAME(region->ram + 4, &longer);

    struct name name;
    for (int i = 0; i < 13; i++)
        name.text[i] = (uint8_t)(i + 'a');
    *(struct name __iomem *)(io + 3) = name;
    ACCESSES("W1@3 W4@4 " WORD8_4("W8@8", "W4@8 W4@c"));
    SAME(region->ram + 3, &name);
    name = *(struct name __iomem *)(io + 8);
    ACCESSES(WORD8_4("R8@8", "R4@8 R4@c") " R4@10 R1@14");
    SAME(region->ram + 8, &name);
    memcpy(&name, region->ram + 2, sizeof name);
    *(struct name __iomem *)(io + 1) = *(struct name __iomem *)(io + 2);
    ACCESSES("R2@2 R4@4 R4@8 R2@c R1@e W1@1 W2@2 W4@4 W4@8 W2@c");
    SAME(region->ram + 1, &name);

    struct element element;
    element = *(struct element __iomem *)(io + 32);
    ACCESSES("R1@20 R1@21 R2@22 R1@24 R1@25 R2@26");
    SAME(region->ram + 32, &element);
    element = *(struct element __iomem *)(io + 33);
    ACCESSES("R1@21 R2@22 R1@24 R1@25 R2@26 R1@28");
    SAME(region->ram + 33, &element);

    struct over over = *(struct over __iomem *)io;
    ACCESSES("R4@0 R4@10 " WORD8_4("R8@18 R8@20", "R4@18*4"));
    HOLDS(!memcmp(region->ram, &over, 4) && !memcmp(region->ram + 16, &over.b, 4));
    SAME(region->ram + 24, &over.c);
}

static void unions(char __iomem *io)
{
    union word {
        uint32_t w;
        uint8_t b[4];
    } word;
    union halves {
        uint16_t h[3];
        uint8_t b;
    } halves;
    struct tagged {
        uint16_t tag;
        union word word[2];
        union {
            uint16_t x;
            struct { uint8_t y, z; };
        };
    } tagged = {1, {{2}, {3}}, {4}};

    word = *(union word __iomem *)io;
    *(union word __iomem *)(io + 4) = word;
    ACCESSES("R4@0 W4@4");
    HOLDS(!memcmp(region->ram, region->ram + 4, 4));
    halves = *(union halves __iomem *)io;
    halves = *(union halves __iomem *)(io + 2);
    ACCESSES("R4@0 R2@4 R2@2 R4@4");
    SAME(region->ram + 2, &halves);
    *(struct tagged __iomem *)io = tagged;
    ACCESSES("W2@0 W4@4*2 W2@c");
    HOLDS(((volatile struct tagged *)region->ram)->word[1].w == 3 && region->ram[13] + region->ram[12] == 4);
    *(union halves __iomem *)io = (union halves){.b = 9};
    trace_clear();
    HOLDS(region->ram[0] == 9);
    *(union word __iomem *)io = (union word){.w = 9};
    ACCESSES("W4@0");
}

struct __attribute__((packed)) packed {
    uint8_t a;
    uint32_t b;
    uint16_t c;
};
struct __attribute__((packed)) aligned_packed {
    uint32_t a, b;
    uint8_t c;
};
struct packed_array {
    struct aligned_packed p[2];
};
struct inner {
    uint8_t a, b;
    uint16_t c;
    uint32_t d;
};
struct __attribute__((packed)) holder {
    uint8_t a;
    struct inner inner[2];
};

static void packed(char __iomem *io)
{
    struct packed ram = *(struct packed __iomem *)io;
    ACCESSES("R1@0 R1@1 R2@2 R1@4 R1@5 R1@6");
    SAME(region->ram, &ram);
    *(struct packed __iomem *)(io + 16) = ram;
    ACCESSES("W1@10 W1@11 W2@12 W1@14 W1@15 W1@16");
    SAME(region->ram + 16, &ram);
    ram = *(struct packed __iomem *)(io + 3);
    ACCESSES("R1@3 R4@4 R2@8");
    SAME(region->ram + 3, &ram);
    struct aligned_packed aligned = *(struct aligned_packed __iomem *)io;
    ACCESSES("R4@0 R4@4 R1@8");
    SAME(region->ram, &aligned);
    number(0, 64);
    struct inner inner = ((struct holder __iomem *)io)->inner[1];
    ACCESSES("R1@9 R1@a R1@b R1@c R1@d R2@e R1@10");
    SAME(region->ram + 9, &inner);
    ((struct holder __iomem *)io)->inner[0] = inner;
    ACCESSES("W1@1 W1@2 W1@3 W1@4 W1@5 W2@6 W1@8");
    number(0, 64);
    struct packed_array array = *(struct packed_array __iomem *)io;
    ACCESSES("R4@0 R4@4 R1@8 R1@9 R2@a R1@c R1@d R2@e R1@10 R1@11");
    SAME(region->ram, &array);
}

struct empty { };
struct flexible {
    uint32_t n;
    uint32_t data[];
};
struct large {
    uint16_t id;
    uint32_t words[64];
    struct { uint8_t kind; uint16_t value; } entries[12];
    uint8_t text[100];
};

static void lengths(char __iomem *io)
{
    static struct large ram, back;
    struct empty empty = *(struct empty __iomem *)io;
    *(struct empty __iomem *)io = empty;
    ACCESSES("");
    struct flexible flexible = *(struct flexible __iomem *)io;
    *(struct flexible __iomem *)io = flexible;
    ACCESSES("R4@0 W4@0");

    ram.id = 1;
    for (int i = 0; i < 64; i++)
        ram.words[i] = (uint32_t)i * 0x01020304;
    for (int i = 0; i < 12; i++)
        ram.entries[i].value = (uint16_t)(i + 1000);
    memset(ram.text, 'x', sizeof ram.text);
    memset(region->ram, 0x77, 1024);
    trace_clear();
    *(struct large __iomem *)io = ram;
    ACCESSES("W2@0 W4@4*64"
             " W1@104 W2@106 W1@108 W2@10a W1@10c W2@10e W1@110 W2@112 W1@114 W2@116 W1@118 W2@11a"
             " W1@11c W2@11e W1@120 W2@122 W1@124 W2@126 W1@128 W2@12a W1@12c W2@12e W1@130 W2@132 "
             WORD8_4("W4@134 W8@138*12", "W4@134*25"));
    HOLDS(region->ram[2] == 0x77 && region->ram[0x105] == 0x77 && region->ram[0x198] == 0x77);
    back = *(struct large __iomem *)io;
    ACCESSES("R2@0 R4@4*64"
             " R1@104 R2@106 R1@108 R2@10a R1@10c R2@10e R1@110 R2@112 R1@114 R2@116 R1@118 R2@11a"
             " R1@11c R2@11e R1@120 R2@122 R1@124 R2@126 R1@128 R2@12a R1@12c R2@12e R1@130 R2@132 "
             WORD8_4("R4@134 R8@138*12", "R4@134*25"));
    HOLDS(back.id == 1 && !memcmp(back.words, ram.words, sizeof ram.words) && back.entries[11].value == 1011);
    HOLDS(!memcmp(back.text, ram.text, sizeof ram.text));

    /* All reads, and then all writes, also where the two overlap. */
    struct block { uint32_t w[20]; };
    number(0, 128);
    static unsigned char before[80];
    memcpy(before, region->ram, 80);
    trace_clear();
    *(struct block __iomem *)(io + 4) = *(struct block __iomem *)io;
    ACCESSES("R4@0*20 W4@4*20");
    SAME(region->ram + 4, &before);
}

#if WORD == 8
struct wide {
    uint8_t tag;
    uint64_t address;
    double real;
    uint64_t array[3];
    void *pointer;
};

static void wide(char __iomem *io)
{
    struct wide ram = {1, 2, 3.5, {4, 5, 6}, NULL};
    *(struct wide __iomem *)io = ram;
    struct wide back = *(struct wide __iomem *)io;
    ACCESSES("W1@0 W8@8 W8@10 W8@18*3 W8@30 R1@0 R8@8 R8@10 R8@18*3 R8@30");
    HOLDS(!memcmp(&back.address, &ram.address, sizeof ram - 8) && back.tag == 1);
}
#endif

int main(void)
{
    void __iomem *io = start();

    forms(io, opaque(1));
    padding(io);
    members(io);
    byte_arrays(io);
    unions(io);
    packed(io);
    lengths(io);
#if WORD == 8
    wide(io);
#endif
    return finish(56);
}
