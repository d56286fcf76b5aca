// SPDX-License-Identifier: MIT
// Each load and store of the source is one access of its width, in order, of a form that hypervisors emulate.
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
#include "step.h"
#include <stdbool.h>

enum mode { OFF, SLOW, FAST = 70000 };

struct regs {
    uint32_t control;       /* 0 */
    int32_t level;          /* 4 */
    uint16_t status;        /* 8 */
    int16_t delta;          /* a */
    uint8_t byte;           /* c */
    int8_t small;           /* d */
    bool on;                /* e */
    uint8_t more;           /* f */
    float ratio;            /* 10 */
    enum mode mode;         /* 14 */
    uint8_t bytes[16];      /* 18 */
    uint16_t halves[8];     /* 28 */
    uint32_t words[8];      /* 38 */
    union {
        uint32_t whole;     /* 58 */
        uint16_t half[2];
        uint8_t quarter[4];
    };
    uint8_t square[4][4];   /* 5c */
    int32_t last;           /* 6c */
};
#define RAM ((volatile struct regs *)region->ram)

static void integers(struct regs __iomem *io)
{
    RAM->level = -5;
    RAM->delta = -300;
    RAM->small = -7;
    RAM->control = 0xfedcba98;
    RAM->status = 0xfedc;
    RAM->byte = 0xfe;
    long long level = io->level, delta = io->delta, small = io->small;
    unsigned long long control = io->control, status = io->status, byte = io->byte;
    ACCESSES("R4@4 R2@a R1@d R4@0 R2@8 R1@c");
    HOLDS(level == -5 && delta == -300 && small == -7);
    HOLDS(control == 0xfedcba98 && status == 0xfedc && byte == 0xfe);

    io->control = 0x12345678;
    io->level = -1;
    io->status = 0x1234;
    io->delta = -2;
    io->byte = 0x12;
    io->small = -3;
    ACCESSES("W4@0 W4@4 W2@8 W2@a W1@c W1@d");
    HOLDS(RAM->control == 0x12345678 && RAM->level == -1 && RAM->status == 0x1234 && RAM->delta == -2);
    HOLDS(RAM->byte == 0x12 && RAM->small == -3);

    int n = opaque(0x6789);
    io->control = (uint32_t)n;
    io->status = (uint16_t)n;
    io->byte = (uint8_t)n;
    io->small = 0;
    io->control = 0;
    io->level = INT32_MIN;
    ACCESSES("W4@0 W2@8 W1@c W1@d W4@0 W4@4");
    HOLDS(RAM->control == 0 && RAM->status == 0x6789 && RAM->byte == 0x89 && RAM->level == INT32_MIN);
}

/* What would like to be narrower, or an instruction of another kind. */
static void forms(struct regs __iomem *io, int n)
{
    RAM->control = 0x80818283;
    RAM->level = -9;
    uint8_t low = (uint8_t)io->control;
    uint8_t masked = io->control & 0xff;
    uint16_t high = (uint16_t)(io->control >> 16);
    int sign = io->control >> 31;
    ACCESSES("R4@0 R4@0 R4@0 R4@0");
    HOLDS(low == 0x83 && masked == 0x83 && high == 0x8081 && sign == 1);

    int64_t wide = (int64_t)n + io->level;
    double real = (double)io->level;
    n += io->level;
    n &= io->level;
    n *= io->level;
    int equal = io->level == -9, zero = !io->level, bit = (io->control & 2) != 0;
    uint32_t swapped = __builtin_bswap32(io->control);
    ACCESSES("R4@4 R4@4 R4@4 R4@4 R4@4 R4@4 R4@4 R4@0 R4@0");
    HOLDS(wide == -4 && real == -9 && equal && !zero && bit && swapped == 0x83828180);
    HOLDS(n == ((5 - 9) & -9) * -9);

    io->control = io->control | 1;
    io->control = io->control + 1;
    io->level = -io->level;
    io->byte = ~io->byte;
    io->level = (int32_t)real;
    io->status = io->control >> 16;
    io->control = __builtin_bswap32(swapped);
    ACCESSES("R4@0 W4@0 R4@0 W4@0 R4@4 W4@4 R1@c W1@c W4@4 R4@0 W2@8 W4@0");
    HOLDS(RAM->level == -9 && RAM->status == 0x8081 && RAM->control == 0x80818283);
}

static void compounds(struct regs __iomem *io)
{
    RAM->control = 0x100;
    RAM->status = 0xffff;
    RAM->small = 127;
    RAM->byte = 3;
    io->control |= 1;
    io->control &= ~0x100u;
    io->control ^= 0xf0;
    io->control += 2;
    io->control <<= 4;
    ACCESSES("R4@0 W4@0 R4@0 W4@0 R4@0 W4@0 R4@0 W4@0 R4@0 W4@0");
    HOLDS(RAM->control == 0xf30);

    io->status++;
    uint16_t before = io->status--;
    uint16_t after = --io->status;
    int8_t small = ++io->small;
    io->byte *= 100;
    io->byte %= 7;
    ACCESSES("R2@8 W2@8 R2@8 W2@8 R2@8 W2@8 R1@d W1@d R1@c W1@c R1@c W1@c");
    HOLDS(before == 0 && after == 0xfffe && small == -128 && RAM->byte == 44 % 7);

    uint32_t used = io->control |= 0xf;
    uint32_t assigned = io->byte = (uint8_t)opaque(0x1ff);
    io->control = (uint32_t)(io->level = opaque(77));
    ACCESSES("R4@0 W4@0 W1@c W4@4 W4@0");
    HOLDS(used == 0xf3f && assigned == 0xff && RAM->control == 77 && RAM->level == 77);
}

static void other_types(struct regs __iomem *io)
{
    RAM->ratio = -2.5f;
    RAM->on = true;
    RAM->mode = FAST;
    float ratio = io->ratio;
    bool on = io->on;
    enum mode mode = io->mode;
    ACCESSES("R4@10 R1@e R4@14");
    HOLDS(ratio == -2.5f && on && mode == FAST);

    io->ratio = 0;
    io->ratio = ratio * (float)opaque(3);
    io->ratio += 1;
    io->on = opaque(0x100);
    io->on = !io->on;
    io->mode = SLOW;
    io->mode = (enum mode)opaque(FAST);
    ACCESSES("W4@10 W4@10 R4@10 W4@10 W1@e R1@e W1@e W4@14 W4@14");
    HOLDS(RAM->ratio == -6.5f && !RAM->on && RAM->mode == FAST);

    double widened = io->ratio;
    io->level = (int)io->ratio;
    int less = io->ratio < 0;
    ACCESSES("R4@10 R4@10 W4@4 R4@10");
    HOLDS(widened == -6.5 && RAM->level == -6 && less);
}

static void control_flow(struct regs __iomem *io, int yes, int no)
{
    uint32_t x = yes ? io->control : (uint32_t)io->level;
    x += no ? io->control : (uint32_t)io->level;
    ACCESSES("R4@0 R4@4");
    x = no ? io->control : 0;
    if (no)
        io->control = 1;
    ACCESSES("");
    if (yes)
        io->control = 1;
    else
        io->control = 2;
    ACCESSES("W4@0");

    RAM->control = 0;
    RAM->level = 1;
    int a = io->control && io->level, b = io->level && io->control, c = io->level || io->control;
    ACCESSES("R4@0 R4@4 R4@0 R4@4");
    HOLDS(!a && !b && c);
    x = (io->control, (uint32_t)io->level);
    ACCESSES("R4@0 R4@4");

    io->control;
    (void)io->level;
    (void)io->bytes[2];
    opaque(1) ? (void)io->status : (void)io->control;
    ACCESSES("R4@0 R4@4 R1@1a R2@8");
    (void)sizeof io->control, (void)&io->control, (void)&*io, (void)io->words;
    ACCESSES("");

    RAM->byte = 2;
    switch (io->byte) {
    case 1:
        io->control = 1;
        break;
    case 2:
        io->level = 2;
        /* fall through */
    case 3:
        io->status = 3;
        break;
    default:
        io->small = 4;
    }
    ACCESSES("R1@c W4@4 W2@8");

    RAM->words[0] = RAM->words[1] = 0;
    RAM->words[2] = 1;
    uint32_t __iomem *p = io->words;
    while (!(*p & 1))
        p++;
    ACCESSES("R4@38 R4@3c R4@40");
    HOLDS(p == &io->words[2]);
    RAM->words[0] = 3;
    do
        io->words[0]--;
    while (io->words[0]);
    ACCESSES("R4@38 W4@38 R4@38 R4@38 W4@38 R4@38 R4@38 W4@38 R4@38");
    (void)x;
}

/* What a compiler would call redundant. */
static void repeated(struct regs __iomem *io)
{
    io->control = 1;
    io->control = 1;
    io->control = 2;
    uint32_t sum = io->control + io->control;
    sum += io->control;
    uint32_t unused = io->control;
    (void)unused;
    ACCESSES("W4@0 W4@0 W4@0 R4@0 R4@0 R4@0 R4@0");
    HOLDS(sum == 6);
    for (int i = 0; i < 3; i++)
        sum += io->control;
    for (int i = 0; i < 3; i++)
        io->level = 7;
    ACCESSES("R4@0 R4@0 R4@0 W4@4 W4@4 W4@4");
    HOLDS(sum == 12);
    io->control = io->control;
    ACCESSES("R4@0 W4@0");
}

static void adjacent(struct regs __iomem *io)
{
    io->bytes[0] = 1;
    io->bytes[1] = 2;
    io->bytes[2] = 3;
    io->bytes[3] = 4;
    io->halves[0] = 0;
    io->halves[1] = 0;
    io->control = 0;
    io->level = 0;
    io->status = 0;
    io->delta = 0;
    io->byte = 0;
    io->small = 0;
    ACCESSES("W1@18*4 W2@28*2 W4@0*2 W2@8*2 W1@c*2");

    for (int i = 0; i < 8; i++)
        region->ram[0x18 + i] = (uint8_t)(i + 1);
    uint32_t little = io->bytes[0] | (uint32_t)io->bytes[1] << 8 | (uint32_t)io->bytes[2] << 16
                      | (uint32_t)io->bytes[3] << 24;
    uint32_t big = io->bytes[3] | (uint32_t)io->bytes[2] << 8 | (uint32_t)io->bytes[1] << 16
                   | (uint32_t)io->bytes[0] << 24;
    trace_pause();
    /* No order is prescribed in an expression. */
    trace_clear();
    HOLDS(little == 0x04030201 && big == 0x01020304);

    uint8_t b0 = io->bytes[0], b1 = io->bytes[1], b2 = io->bytes[2], b3 = io->bytes[3];
    little = b0 | (uint32_t)b1 << 8 | (uint32_t)b2 << 16 | (uint32_t)b3 << 24;
    ACCESSES("R1@18*4");
    HOLDS(little == 0x04030201);

    /* nvme-cli's 64-bit registers, which became one load. */
    RAM->words[0] = 0x89abcdef;
    RAM->words[1] = 0x01234567;
    uint32_t __iomem *p = io->words;
    uint32_t low = *p, high = *(p + 1);
    uint64_t both = low | (uint64_t)high << 32;
    ACCESSES("R4@38*2");
    HOLDS(both == 0x0123456789abcdef);
    *p = (uint32_t)both;
    *(p + 1) = (uint32_t)(both >> 32);
    ACCESSES("W4@38*2");

    io->words[0] = io->words[4];
    io->words[1] = io->words[5];
    io->words[2] = io->words[6];
    io->words[3] = io->words[7];
    ACCESSES("R4@48 W4@38 R4@4c W4@3c R4@50 W4@40 R4@54 W4@44");
}

static void indices(struct regs __iomem *io, int i)
{
    io->bytes[i] = 1;
    io->words[i] = io->words[i + 1];
    io->halves[i]++;
    io->square[i - 3][i - 2] = (uint8_t)i;
    (&io->last)[-i] = 9;
    i[io->words] |= 1;
    ACCESSES("W1@1d R4@50 W4@4c R2@32 W2@32 W1@67 W4@58 R4@4c W4@4c");
    HOLDS(RAM->bytes[5] == 1 && RAM->square[2][3] == 5 && RAM->whole == 9);

    uint8_t __iomem *p = io->bytes, *q = p + 4;
    *p++ = 1;
    *p++ = *q++;
    *++p = (uint8_t)i;
    (*p)++;
    p[-1] = 2;
    ACCESSES("W1@18 R1@1c W1@19 W1@1b R1@1b W1@1b W1@1a");
    HOLDS(RAM->bytes[3] == 6);

    io->half[1] = 0x4321;
    io->quarter[i - 5] = 1;
    uint32_t whole = io->whole;
    *(uint8_t __iomem *)&io->control = 1;
    *(uint16_t __iomem *)((char __iomem *)io + 2) = 2;
    uint16_t half = *((const uint16_t __iomem *)&io->control + 1);
    ACCESSES("W2@5a W1@58 R4@58 W1@0 W2@2 R2@2");
    HOLDS(whole == RAM->whole && half == 2);

    int n = opaque(4);
    uint8_t __iomem (*rows)[n] = (uint8_t __iomem (*)[n])io->square;
    rows[2][1] = 8;
    ACCESSES("W1@65");
    HOLDS(RAM->square[2][1] == 8);
}

#if !defined IOMEM_MAX_WIDTH
static void pointers(struct regs __iomem *io)
{
    struct node {
        struct node __iomem *next;
        uint32_t __iomem *data;
        void (*call)(void);
        char *ram;
    };
    struct node __iomem *node = (struct node __iomem *)((char __iomem *)io + 0x100);
    struct node *shadow = (struct node *)(region->ram + 0x100);
    static char text[] = "text";
#if UINTPTR_MAX > UINT32_MAX
# define POINTER(kind, eight, four) kind "8@" eight
#else
# define POINTER(kind, eight, four) kind "4@" four
#endif
    node->next = node;
    node->data = &io->control;
    node->ram = text;
    node->call = NULL;
    ACCESSES(POINTER("W", "100", "100") " " POINTER("W", "108", "104") " " POINTER("W", "118", "10c") " "
             POINTER("W", "110", "108"));
    HOLDS(shadow->next == node && shadow->ram == text && !shadow->call);
    *node->next->data = 5;
    uint32_t v = *node->next->next->data;
    ACCESSES(POINTER("R", "100", "100") " " POINTER("R", "108", "104") " W4@0 " POINTER("R", "100", "100") " "
             POINTER("R", "100", "100") " " POINTER("R", "108", "104") " R4@0");
    HOLDS(v == 5);
    char *ram = node->ram;
    node->data++;
    uint32_t __iomem *__iomem *indirect = &node->data;
    **indirect = 6;
    ACCESSES(POINTER("R", "118", "10c") " " POINTER("R", "108", "104") " " POINTER("W", "108", "104") " "
             POINTER("R", "108", "104") " W4@4");
    HOLDS(ram == text && RAM->level == 6);
}
#endif

static inline uint32_t get(const uint32_t __iomem *p) { return *p; }
static inline void set(uint32_t __iomem *p, uint32_t v) { *p = v; }
static inline void change(uint32_t __iomem *p, uint32_t clear, uint32_t bits) { set(p, (get(p) & ~clear) | bits); }
static inline __attribute__((always_inline)) void enable(struct regs __iomem *io, int yes)
{
    if (yes)
        change(&io->control, 0xf, 1);
    else
        change(&io->control, 0xf, 0);
}
static NOINLINE uint8_t away(const uint8_t __iomem *p) { return *p; }
static struct regs __iomem *held;

static void helpers(struct regs __iomem *io)
{
    RAM->control = 0x7f;
    enable(io, 1);
    enable(io, opaque(0));
    uint32_t v = get(&io->control) + get(&io->control);
    ACCESSES("R4@0 W4@0 R4@0 W4@0 R4@0 R4@0");
    HOLDS(v == 0xe0);
    held = io;
    held->byte = away(&held->more);
    ACCESSES("R1@f W1@c");
    HOLDS(RAM->byte == 0xa5);
    /* By value in a register of an asm's is an access like any other. */
    uint32_t out;
    __asm__ volatile("" : "=r"(out) : "0"(io->control));
    __asm__ volatile("" : "=r"(io->control) : "0"(3));
    ACCESSES("R4@0 W4@0");
    HOLDS(out == 0x70 && RAM->control == 3);
}

static void loops(struct regs __iomem *io, int n)
{
    uint8_t ram[16];
    for (int i = 0; i < 16; i++)
        io->bytes[i] = 0;
    for (int i = 0; i < n; i++)
        io->bytes[i] = (uint8_t)(i * 3);
    ACCESSES("W1@18*16 W1@18*8");
    for (int i = 0; i < 16; i++)
        ram[i] = io->bytes[i];
    ACCESSES("R1@18*16");
    SAME(region->ram + 0x18, &ram);
    for (int i = 0; i < n; i++)
        io->bytes[i] = ram[n - i];
    ACCESSES("W1@18*8");
    for (int i = 7; i >= 0; i--)
        io->words[i] = (uint32_t)i;
    ACCESSES("W4@54 W4@50 W4@4c W4@48 W4@44 W4@40 W4@3c W4@38");
    uint32_t sum = 0;
    for (int i = 0; i < n; i++)
        sum += io->words[i];
    ACCESSES("R4@38*8");
    HOLDS(sum == 28);
    for (int i = 0; i < 4; i++)
        io->halves[i + 4] = io->halves[i];
    ACCESSES("R2@28 W2@30 R2@2a W2@32 R2@2c W2@34 R2@2e W2@36");
    uint32_t fifo[4];
    for (int i = 0; i < 4; i++)
        fifo[i] = io->control;
    for (int i = 0; i < 4; i++)
        io->control = fifo[i] + (uint32_t)i;
    ACCESSES("R4@0 R4@0 R4@0 R4@0 W4@0 W4@0 W4@0 W4@0");
    for (uint16_t __iomem *p = io->halves; p < io->halves + 3; p++)
        *p |= 1;
    ACCESSES("R2@28 W2@28 R2@2a W2@2a R2@2c W2@2c");
    const uint16_t __iomem *from = io->halves;
    uint16_t __iomem *to = io->halves + 4;
    while (n -= 2)
        *to++ = *from++;
    ACCESSES("R2@28 W2@30 R2@2a W2@32 R2@2c W2@34");
}

#if WORD == 8
struct wide {
    uint64_t address;       /* 200 */
    int64_t offset;         /* 208 */
    double real;            /* 210 */
    uint64_t array[4];      /* 218 */
};
#define WIDE ((volatile struct wide *)(region->ram + 0x200))

static void wide(struct regs __iomem *regs, int n)
{
    struct wide __iomem *io = (struct wide __iomem *)((char __iomem *)regs + 0x200);

    WIDE->offset = -5;
    io->address = 0x123456789abcdef0;
    io->address = UINT64_MAX;
    io->address = 0x80000000;
    io->address = 0;
    io->offset += n;
    io->address |= 1;
    uint64_t v = io->address;
    ACCESSES("W8@200 W8@200 W8@200 W8@200 R8@208 W8@208 R8@200 W8@200 R8@200");
    HOLDS(v == 1 && WIDE->offset == n - 5);
    uint32_t low = (uint32_t)io->address, high = (uint32_t)(io->address >> 32);
    io->address = low;
    io->offset = n;
    ACCESSES("R8@200 R8@200 W8@200 W8@208");
    HOLDS(high == 0 && WIDE->offset == n);
    io->real = 1.5;
    io->real = io->real * n;
    io->real = io->offset;
    double real = io->real;
    ACCESSES("W8@210 R8@210 W8@210 R8@208 W8@210 R8@210");
    HOLDS(real == n);
    for (int i = 0; i < 4; i++)
        io->array[i] = 0;
    uint64_t sum = 0;
    for (int i = 0; i < 4; i++)
        sum += io->array[i];
    io->array[0] = io->array[2];
    io->array[1] = io->array[3];
    ACCESSES("W8@218*4 R8@218*4 R8@228 W8@218 R8@230 W8@220");
    HOLDS(!sum);
}
#endif

int main(void)
{
    struct regs __iomem *io = start();

    integers(io);
    forms(io, opaque(5));
    compounds(io);
    other_types(io);
    control_flow(io, opaque(1), opaque(0));
    repeated(io);
    adjacent(io);
    indices(io, opaque(5));
#if !defined IOMEM_MAX_WIDTH
    pointers(io);
#endif
    helpers(io);
    loops(io, opaque(8));
#if WORD == 8
    wide(io, opaque(7));
#endif
    return finish(45);
}
