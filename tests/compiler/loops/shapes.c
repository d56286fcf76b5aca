// SPDX-License-Identifier: MIT
// Copy and fill loops become one call, other loops stay what they are, and every access is made as the source has it.
//
// Above each loop stands what becomes of it: "call SYMBOL", or "loop" with the reason that the remark gives, if it is
// one that copies or fills; behind a comma what else becomes of it under a compiler.
//
// The accesses are held against those of the same source without the plugin, whose volatile accesses are the source's
// at -O0; where a byte may be copied from memory to memory, against those with it at -O0.
// DEFINE: %{options} = %trace_cflags -I%S/../accesses/Inputs -w -O0 %s -o %t.reference
// RUN: %if !s390x %{ %cc -DIOMEM_UNCHECKED -I%source/include %{options} %trace_libs %}
// RUN: %if s390x %{ %cc %iomem_cflags %{options} %iomem_libs %trace_libs %}
// RUN: %run %t.reference > %t.expected
// DEFINE: %{flags} =
// DEFINE: %{compile} = %cc %iomem_cflags %trace_cflags -I%S/../accesses/Inputs -Wall -Wextra -Werror %{flags} %s
// DEFINE: %{run} = %{compile} -o %t %iomem_libs %trace_libs && %run %t > %t.got && diff %t.expected %t.got
// DEFINE: %{try} = %python %source/tests/support/loops.py %s --compiler=%driver %{compile} && %{run}
// REDEFINE: %{flags} = -O1
// RUN: %{try}
// REDEFINE: %{flags} = -O2
// RUN: %{try}
// REDEFINE: %{flags} = -O3
// RUN: %if full %{ %{try} %}
// REDEFINE: %{flags} = -Os
// RUN: %if full %{ %{try} %}
// REDEFINE: %{flags} = -O0
// RUN: %if full %{ %{run} %}
// REDEFINE: %{flags} = -O2 -flto
// RUN: %if full && native %{ %{run} %}
// REDEFINE: %{flags} = -O2 -g -gdwarf-4 -fPIC -fno-strict-aliasing
// RUN: %if full %{ %{run} %}
// REDEFINE: %{flags} = -O3 -march=haswell
// RUN: %if full && x86_64 %{ %{run} %}
// REDEFINE: %{flags} = -O1 -fsanitize=address,undefined
// RUN: %if full && native %{ %{run} %}
#include "step.h"

typedef uint8_t u8;
typedef uint16_t u16;
typedef uint32_t u32;
typedef uint64_t u64;

struct regs {
    u32 control, fifo;
    u8 mac[6];
    u16 port;
    u32 window[64];
};

/* What a driver keeps of its device. */
struct device {
    struct regs __iomem *regs;
    u32 count;
    u32 buffer[64];
};

#define SHAPE(name) NOINLINE __attribute__((unused)) void name(void __iomem *device, void *memory, unsigned n)
#define OTHER ((void __iomem *)((u8 __iomem *)device + 2048))

/* To the device: widths, and types of the index. */

// call iowrite8_step
SHAPE(to_u8)
{
    u8 __iomem *io = device;
    const u8 *ram = memory;
    for (size_t i = 0; i < n; i++)
        io[i] = ram[i];
}

// call iowrite16_step
SHAPE(to_u16_int)
{
    u16 __iomem *io = device;
    const u16 *ram = memory;
    for (int i = 0; i < (int)n; i++)
        io[i] = ram[i];
}

// call iowrite32_copy
SHAPE(to_u32_unsigned)
{
    u32 __iomem *io = device;
    const u32 *ram = memory;
    for (unsigned i = 0; i < n; i++)
        io[i] = ram[i];
}

#if WORD >= 8
// call iowrite64_copy
SHAPE(to_u64_long)
{
    u64 __iomem *io = device;
    const u64 *ram = memory;
    for (long i = 0; i < (long)n; i++)
        io[i] = ram[i];
}

// call ioread64_copy
SHAPE(from_u64)
{
    const u64 __iomem *io = device;
    u64 *ram = memory;
    for (size_t i = 0; i < n; i++)
        ram[i] = io[i];
}

// call iofill64_step
SHAPE(fill_u64)
{
    u64 __iomem *io = device;
    u64 value = (u64)opaque(0x7b) << 32 | 5;
    (void)memory;
    for (size_t i = 0; i < n; i++)
        io[i] = value;
}

// call iowrite64_copy
SHAPE(to_double)
{
    double __iomem *io = device;
    const double *ram = memory;
    for (size_t i = 0; i < n; i++)
        io[i] = ram[i];
}
#endif

// call iowrite32_copy
SHAPE(to_narrow_index)
{
    u32 __iomem *io = device;
    const u32 *ram = memory;
    u16 end = (u16)n;
    for (u16 i = 0; i < end; i++)
        io[i] = ram[i];
}

// call iowrite32_copy
SHAPE(to_long_long)
{
    int32_t __iomem *io = device;
    const int32_t *ram = memory;
    for (long long i = 0; i != n; ++i)
        io[i] = ram[i];
}

// call iowrite32_copy
SHAPE(to_float)
{
    float __iomem *io = device;
    const float *ram = memory;
    for (size_t i = 0; i < n; i++)
        io[i] = ram[i];
}

/* From the device. */

// call ioread8_step
SHAPE(from_u8)
{
    const u8 __iomem *io = device;
    u8 *ram = memory;
    for (unsigned i = 0; i < n; i++)
        ram[i] = io[i];
}

// call ioread16_step
SHAPE(from_u16)
{
    const u16 __iomem *io = device;
    u16 *ram = memory;
    for (long i = 0; i < (long)n; i++)
        ram[i] = io[i];
}

// call ioread32_copy
SHAPE(from_u32)
{
    const u32 __iomem *io = device;
    u32 *ram = memory;
    for (int i = 0; i < (int)n; i++)
        ram[i] = io[i];
}

/* Pointers. */

// call iowrite32_copy
SHAPE(bump_for)
{
    u32 __iomem *io = device;
    const u32 *ram = memory;
    for (; n; n--)
        *io++ = *ram++;
}

// call iowrite8_step
SHAPE(bump_while)
{
    u8 __iomem *io = device;
    const u8 *ram = memory;
    while (n--)
        *io++ = *ram++;
}

// call ioread32_copy
SHAPE(bump_signed)
{
    const u32 __iomem *io = device;
    u32 *ram = memory;
    int left = (int)n;
    while (left-- > 0)
        *ram++ = *io++;
}

// call iowrite32_copy
SHAPE(end_pointer)
{
    u32 __iomem *io = device;
    const u32 *ram = memory, *end = ram + n;
    while (ram != end)
        *io++ = *ram++;
}

// call iowrite16_step
SHAPE(end_pointer_below)
{
    u16 __iomem *io = device;
    for (const u16 *p = memory, *end = p + n; p < end; p++, io++)
        *io = *p;
}

// call ioread32_copy
SHAPE(end_pointer_of_device)
{
    const u32 __iomem *io = device, *end = io + n;
    u32 *ram = memory;
    while (io < end)
        *ram++ = *io++;
}

// call iowrite32_copy
SHAPE(with_goto)
{
    u32 __iomem *io = device;
    const u32 *ram = memory;
again:
    if (n) {
        *io++ = *ram++;
        n--;
        goto again;
    }
}

// call iowrite32_copy
SHAPE(index_in_while)
{
    u32 __iomem *io = device;
    const u32 *ram = memory;
    size_t i = 0;
    while (i < n) {
        io[i] = ram[i];
        i++;
    }
}

/* At least once. */

// call iowrite32_copy
SHAPE(do_count)
{
    u32 __iomem *io = device;
    const u32 *ram = memory;
    n++;
    do
        *io++ = *ram++;
    while (--n);
}

// call ioread16_step
SHAPE(do_end_pointer)
{
    const u16 __iomem *io = device;
    u16 *ram = memory, *end = ram + n + 1;
    do
        *ram++ = *io++;
    while (ram != end);
}

// call iowrite8_step
SHAPE(do_index)
{
    u8 __iomem *io = device;
    const u8 *ram = memory;
    int i = 0;
    do {
        io[i] = ram[i];
        i++;
    } while (i < (int)n);
}

/* Downwards, and in both directions. */

// call iowrite32_step
SHAPE(down_int)
{
    u32 __iomem *io = device;
    const u32 *ram = memory;
    for (int i = (int)n - 1; i >= 0; i--)
        io[i] = ram[i];
}

// call iowrite16_step
SHAPE(down_pointers)
{
    u16 __iomem *io = (u16 __iomem *)device + n;
    const u16 *ram = (const u16 *)memory + n;
    while (n--)
        *--io = *--ram;
}

// call ioread32_step
SHAPE(down_size)
{
    const u32 __iomem *io = device;
    u32 *ram = memory;
    for (size_t i = n; i-- > 0;)
        ram[i] = io[i];
}

// call ioread8_step
SHAPE(reversed)
{
    const u8 __iomem *io = device;
    u8 *ram = (u8 *)memory + n;
    for (size_t i = 0; i < n; i++)
        *--ram = io[i];
}

// call iowrite32_step
SHAPE(reversed_index)
{
    u32 __iomem *io = device;
    const u32 *ram = memory;
    for (long i = 0; i < (long)n; i++)
        io[n - 1 - i] = ram[i];
}

/* A FIFO. */

// call iowrite32_rep
SHAPE(fifo_write)
{
    u32 __iomem *io = device;
    const u32 *ram = memory;
    for (size_t i = 0; i < n; i++)
        *io = ram[i];
}

// call ioread32_rep
SHAPE(fifo_read)
{
    const u32 __iomem *io = device;
    u32 *ram = memory;
    for (int i = 0; i < (int)n; i++)
        ram[i] = *io;
}

// call ioread8_rep
SHAPE(fifo_read_bump)
{
    const u8 __iomem *io = device;
    u8 *ram = memory;
    while (n--)
        *ram++ = *io;
}

// call iowrite16_rep
SHAPE(fifo_write_do)
{
    u16 __iomem *io = device;
    const u16 *ram = memory;
    n++;
    do
        *io = *ram++;
    while (--n);
}

// call ioread16_step
SHAPE(fifo_read_down)
{
    const u16 __iomem *io = device;
    u16 *ram = (u16 *)memory + n;
    while (n--)
        *--ram = *io;
}

// call iofill32_step
SHAPE(fifo_fill)
{
    u32 __iomem *io = device;
    u32 value = *(u32 *)memory;
    while (n--)
        *io = value;
}

/* Members. */

// call iowrite32_copy
SHAPE(window)
{
    struct regs __iomem *regs = device;
    const u32 *ram = memory;
    for (int i = 0; i < (int)n; i++)
        regs->window[i] = ram[i];
}

// call iowrite32_rep
SHAPE(member_fifo)
{
    struct regs __iomem *regs = device;
    const u32 *ram = memory;
    for (unsigned i = 0; i < n; i++)
        regs->fifo = ram[i];
}

// call ioread8_step
SHAPE(mac_address)
{
    struct regs __iomem *regs = device;
    u8 *ram = memory;
    (void)n;
    for (int i = 0; i < 6; i++)
        ram[i] = regs->mac[i];
}

// call iowrite32_copy
SHAPE(pointer_in_structure)
{
    struct device driver, *d = &driver;
    __asm__ volatile("" : "+r"(d) : : "memory");
    driver.regs = device;
    driver.count = n;
    for (unsigned i = 0; i < n; i++)
        driver.buffer[i] = ((volatile u32 *)memory)[i];
    __asm__ volatile("" : "+r"(d) : : "memory");
    for (unsigned i = 0; i < d->count; i++)
        d->regs->window[i] = d->buffer[i];
}

// call iowrite32_rep
SHAPE(fifo_in_structure)
{
    struct device driver, *d = &driver;
    const u32 *ram = memory;
    driver.regs = device;
    __asm__ volatile("" : "+r"(d) : : "memory");
    while (n--)
        d->regs->fifo = *ram++;
}

/* Helpers, and addresses that they make. */

static inline void write_register(u32 value, void __iomem *address)
{
    *(u32 __iomem *)address = value;
}

static inline u32 read_register(const void __iomem *base, unsigned long offset)
{
    return *(const u32 __iomem *)((const u8 __iomem *)base + offset);
}

static inline void put_words(u32 __iomem *io, const u32 *words, size_t count)
{
    while (count--)
        *io++ = *words++;
}

// call iowrite32_copy
SHAPE(inlined_store)
{
    const u32 *ram = memory;
    for (unsigned long i = 0; i < n; i++)
        write_register(ram[i], (u8 __iomem *)device + 4 * i);
}

// call ioread32_copy
SHAPE(inlined_load)
{
    u32 *ram = memory;
    for (int i = 0; i < (int)n; i++)
        ram[i] = read_register(device, 16 + 4 * (unsigned long)i);
}

// call iowrite32_copy
SHAPE(inlined_loop)
{
    put_words((u32 __iomem *)device + 4, memory, n);
}

// call iowrite32_copy
SHAPE(byte_offsets)
{
    for (size_t offset = 0; offset < 4 * (size_t)n; offset += 4)
        write_register(*(const u32 *)((const char *)memory + offset), (u8 __iomem *)device + offset);
}

// call ioread32_copy
SHAPE(byte_length)
{
    size_t length = 4 * (size_t)n - (n > 0);
    for (size_t offset = 0; offset < length; offset += 4)
        *(u32 *)((char *)memory + offset) = read_register(device, offset);
}

// call ioread32_copy
SHAPE(into_array)
{
    const u32 __iomem *io = device;
    u32 copy[8];
    (void)n;
    for (int i = 0; i < 8; i++)
        copy[i] = io[i];
    for (int i = 0; i < 8; i++)
        ((volatile u32 *)memory)[i] = copy[i] + 1;
}

/* Within other statements. */

// call iowrite32_copy
SHAPE(blit)
{
    u32 __iomem *screen = device;
    const u32 *image = memory;
    unsigned height = n / 2, width = n;
    for (unsigned y = 0; y < height; y++)
        for (unsigned x = 0; x < width; x++)
            screen[y * 16ul + x] = image[y * (size_t)width + x];
}

// call ioread16_step
SHAPE(blit_back)
{
    const u8 __iomem *screen = device;
    u16 *image = memory;
    for (int y = 0; y < (int)n; y++, screen += 64) {
        const u16 __iomem *line = (const u16 __iomem *)screen;
        for (int x = 0; x < (int)n; x++)
            *image++ = line[x];
    }
}

// call iowrite32_copy
SHAPE(in_condition)
{
    u32 __iomem *io = device;
    const u32 *ram = memory;
    if (n > 2)
        for (unsigned i = 0; i < n; i++)
            io[i] = ram[i];
    else
        io[0] = n;
}

// call iowrite16_step
SHAPE(in_condition_in_loop)
{
    u16 __iomem *io = device;
    const u16 *ram = memory;
    for (int k = 0; k < 4; k++)
        if (k & 1)
            for (unsigned i = 0; i < n; i++)
                io[32l * k + i] = ram[i];
}

/* Values that are used behind the loop. */

// call iowrite32_copy
SHAPE(pointers_used_after)
{
    u32 __iomem *io = device;
    const u32 *ram = memory;
    while (n--)
        *io++ = *ram++;
    *io = *ram;
}

// call ioread32_copy
SHAPE(index_used_after)
{
    const u32 __iomem *io = device;
    u32 *ram = memory;
    unsigned i;
    for (i = 0; i < n; i++)
        ram[i] = io[i];
    ram[i] = i;
}

// call iowrite32_copy
SHAPE(converted_and_counted)
{
    u32 __iomem *io = device;
    const int32_t *ram = memory;
    int i;
    for (i = 0; i < (int)n; i++)
        io[i] = (u32)ram[i];
    ((int32_t *)memory)[100] = i;
}

// call iowrite32_copy
SHAPE(loaded_pointer_used_after)
{
    struct device driver, *d = &driver;
    const u32 *ram = memory;
    unsigned sum = 0;
    driver.regs = device;
    __asm__ volatile("" : "+r"(d) : : "memory");
    for (unsigned i = 0; i < n; i++) {
        d->regs->window[i] = ram[i];
        sum += i ^ 3;
    }
    ((u32 *)memory)[100] = sum;
}

/* Fills. */

// call iofill8_step
SHAPE(fill_u8)
{
    u8 __iomem *io = device;
    u8 value = *(u8 *)memory;
    for (int i = 0; i < (int)n; i++)
        io[i] = value;
}

// call iofill16_step
SHAPE(fill_converted)
{
    u16 __iomem *io = device;
    int value = *(int *)memory;
    while (n--)
        *io++ = (u16)value;
}

// call iofill32_step
SHAPE(fill_zero)
{
    u32 __iomem *io = device;
    (void)memory;
    for (unsigned i = 0; i < n; i++)
        io[i] = 0;
}

// call iofill32_step
SHAPE(fill_down)
{
    u32 __iomem *io = (u32 __iomem *)device + n;
    u32 value = *(u32 *)memory;
    while (n--)
        *--io = value;
}

// call iofill32_step
SHAPE(fill_float)
{
    float __iomem *io = device;
    float value = (float)*(int *)memory;
    for (unsigned i = 0; i < n; i++)
        io[i] = value;
}

/* From the device to the device. */

// call iocopy32_step
SHAPE(io_to_io)
{
    u32 __iomem *to = OTHER;
    const u32 __iomem *from = device;
    (void)memory;
    for (size_t i = 0; i < n; i++)
        to[i] = from[i];
}

// call iocopy8_step
SHAPE(io_to_io_down)
{
    u8 __iomem *to = (u8 __iomem *)OTHER + n;
    const u8 __iomem *from = (const u8 __iomem *)device + n;
    (void)memory;
    while (n--)
        *--to = *--from;
}

// call iocopy16_step
SHAPE(io_to_io_overlapping)
{
    u16 __iomem *io = device;
    (void)memory;
    for (int i = 0; i < (int)n; i++)
        io[i + 1] = io[i];
}

// call iocopy32_step
SHAPE(fifo_to_window)
{
    struct regs __iomem *regs = device;
    (void)memory;
    for (unsigned i = 0; i < n; i++)
        regs->window[i] = regs->fifo;
}

// call iocopy32_step
SHAPE(fifo_to_fifo)
{
    u32 __iomem *to = OTHER;
    const u32 __iomem *from = device;
    (void)memory;
    while (n--)
        *to = *from;
}

/* What must stay a loop. */

// loop
SHAPE(reduction)
{
    const u32 __iomem *io = device;
    u32 sum = 0;
    for (unsigned i = 0; i < n; i++)
        sum += io[i];
    *(u32 *)memory = sum;
}

// loop
SHAPE(discarding)
{
    const u32 __iomem *io = device;
    (void)memory;
    while (n--)
        (void)*io;
}

// loop EXITS
SHAPE(early_exit)
{
    u32 __iomem *io = device;
    const u32 *ram = memory;
    for (unsigned i = 0; i < n; i++) {
        io[i] = ram[i];
        if (ram[i] == 0x33333333)
            break;
    }
}

// loop USED
SHAPE(until_zero)
{
    u8 __iomem *io = device;
    const u8 *ram = memory;
    (void)n;
    while ((*io++ = *ram++))
        ;
}

// loop COUNT
SHAPE(growing_step)
{
    u32 __iomem *io = device;
    const u32 *ram = memory;
    for (size_t i = 1; i < n; i = 3 * i + 1)
        *io++ = *ram++;
}

// loop VALUE
SHAPE(widening)
{
    u32 __iomem *io = device;
    const u8 *ram = memory;
    for (unsigned i = 0; i < n; i++)
        io[i] = ram[i];
}

// loop VALUE
SHAPE(byte_swap)
{
    u32 *ram = memory;
    const u32 __iomem *io = device;
    for (unsigned i = 0; i < n; i++)
        ram[i] = __builtin_bswap32(io[i]);
}

// loop VALUE
SHAPE(modifying)
{
    u32 __iomem *io = device;
    (void)memory;
    for (unsigned i = 0; i < n; i++)
        io[i] |= 1;
}

// loop VALUE
SHAPE(counting)
{
    u32 __iomem *io = device;
    (void)memory;
    for (unsigned i = 0; i < n; i++)
        io[i] = i;
}

// loop STEP
SHAPE(stride)
{
    u32 __iomem *io = device;
    const u32 *ram = memory;
    for (unsigned long i = 0; i < n; i++)
        io[2 * i] = ram[i];
}

#if UINTPTR_MAX > UINT32_MAX
/* Behind 2 ** 32 - 1 it would go on with 0. */
// loop STEP
SHAPE(index_that_wraps)
{
    u32 __iomem *io = device;
    const u32 *ram = memory;
    unsigned first = (unsigned)opaque(3);
    for (unsigned i = 0; i < n; i++)
        io[first + i] = ram[i];
}
#endif

// loop ACCESSES
SHAPE(two_stores)
{
    u32 __iomem *io = device, *other = OTHER;
    const u32 *ram = memory;
    for (unsigned i = 0; i < n; i++) {
        io[i] = ram[i];
        other[i] = 1;
    }
}

// loop ACCESSES
SHAPE(by_pairs)
{
    u16 __iomem *io = device;
    const u16 *ram = memory;
    for (unsigned i = 0; i + 1 < n; i += 2) {
        io[i] = ram[i];
        io[i + 1] = ram[i + 1];
    }
}

/* Which is not called. */
// loop COUNT
SHAPE(endless)
{
    u32 __iomem *io = device;
    const u32 *ram = memory;
    (void)n;
    for (;;)
        *io = *ram++;
}

// loop COUNT|VALUE|CONDITION
SHAPE(reading_ahead)
{
    const u32 __iomem *io = device;
    u32 *ram = memory;
    for (;;) {
        u32 word = *io;
        if (!n--)
            break;
        *ram++ = word;
    }
}

// loop COUNT|EXITS
SHAPE(tested_sometimes)
{
    u32 __iomem *io = device;
    const u32 *ram = memory;
    for (size_t i = 0;; i++) {
        if (i & 1)
            if (i >= n)
                break;
        io[i] = ram[i];
    }
}

/* At the last time it doesn't load, and the pointer may be null. Clang loads it behind the loop, if it has to. */
// loop VALUE, clang: call iofill32_step
SHAPE(loading_behind)
{
    u32 __iomem *io = device;
    const u32 *ram = n > 1 ? memory : NULL;
    u32 last = 7, left = n + !n;
    for (;;) {
        *io = 5;
        if (--left == 0)
            break;
        last = *ram;
    }
    *(u32 *)memory = last;
}

// loop CONDITION
SHAPE(conditional)
{
    u32 __iomem *io = device;
    const u32 *ram = memory;
    for (unsigned i = 0; i < n; i++)
        if (ram[i] & 0x10)
            io[i] = ram[i];
}

// loop USED
SHAPE(checksum)
{
    const u32 __iomem *io = device;
    u32 *ram = memory, sum = 0;
    for (unsigned i = 0; i < n; i++) {
        u32 word = io[i];
        ram[i] = word;
        sum += word;
    }
    ram[n] = sum;
}

// loop OVERLAP
SHAPE(overlapping_count)
{
    struct device *d = memory;
    u32 __iomem *io = device;
    u32 *to = (u32 *)((char *)memory + opaque(64));
    d->count = n;
    for (unsigned i = 0; i < d->count; i++)
        to[i] = io[i];
}

// loop VOLATILE
SHAPE(volatile_ram)
{
    u32 __iomem *io = device;
    const volatile u32 *ram = memory;
    for (unsigned i = 0; i < n; i++)
        io[i] = ram[i];
}

NOINLINE void delay(void)
{
    __asm__ volatile("");
}

// loop CALL
SHAPE(calling)
{
    u32 __iomem *io = device;
    const u32 *ram = memory;
    for (unsigned i = 0; i < n; i++) {
        io[i] = ram[i];
        delay();
    }
}

// loop CALL
SHAPE(with_barrier)
{
    u32 __iomem *io = device;
    const u32 *ram = memory;
    for (unsigned i = 0; i < n; i++) {
        io[i] = ram[i];
        __asm__ volatile("" : : : "memory");
    }
}

static const struct {
    const char *name;
    void (*run)(void __iomem *device, void *memory, unsigned n);
} shapes[] = {
#define RUN(name) {#name, name}
#if WORD >= 8
    RUN(index_that_wraps), RUN(to_u64_long), RUN(from_u64), RUN(fill_u64), RUN(to_double),
#endif
    RUN(to_u8), RUN(to_u16_int), RUN(to_u32_unsigned), RUN(to_narrow_index), RUN(to_long_long), RUN(to_float),
    RUN(from_u8), RUN(from_u16), RUN(from_u32), RUN(bump_for), RUN(bump_while), RUN(bump_signed), RUN(end_pointer),
    RUN(end_pointer_below), RUN(end_pointer_of_device), RUN(with_goto), RUN(index_in_while), RUN(do_count),
    RUN(do_end_pointer), RUN(do_index), RUN(down_int), RUN(down_pointers), RUN(down_size), RUN(reversed),
    RUN(reversed_index), RUN(fifo_write), RUN(fifo_read), RUN(fifo_read_bump), RUN(fifo_write_do), RUN(fifo_read_down),
    RUN(fifo_fill), RUN(window), RUN(member_fifo), RUN(mac_address), RUN(pointer_in_structure), RUN(fifo_in_structure),
    RUN(inlined_store), RUN(inlined_load), RUN(inlined_loop), RUN(byte_offsets), RUN(byte_length), RUN(into_array), RUN(blit),
    RUN(blit_back), RUN(in_condition), RUN(in_condition_in_loop), RUN(pointers_used_after), RUN(index_used_after),
    RUN(fill_u8), RUN(fill_converted), RUN(fill_zero), RUN(fill_down), RUN(fill_float), RUN(io_to_io),
    RUN(io_to_io_down), RUN(io_to_io_overlapping), RUN(fifo_to_window), RUN(fifo_to_fifo), RUN(reduction),
    RUN(discarding), RUN(early_exit), RUN(until_zero), RUN(growing_step), RUN(widening), RUN(byte_swap), RUN(modifying),
    RUN(counting), RUN(stride), RUN(two_stores), RUN(by_pairs), RUN(reading_ahead), RUN(tested_sometimes), RUN(loading_behind),
    RUN(converted_and_counted), RUN(loaded_pointer_used_after), RUN(conditional), RUN(checksum), RUN(overlapping_count),
    RUN(volatile_ram), RUN(calling), RUN(with_barrier),
};

/* Bytes of which some are zero. */
static void scramble(u8 *bytes, size_t n, unsigned seed)
{
    for (size_t i = 0; i < n; i++)
        bytes[i] = (u8)((i * 7 + seed) % 11 ? i * 37 + seed : 0);
}

static u32 sum_of(const u8 *bytes, size_t n)
{
    u32 sum = 0;
    for (size_t i = 0; i < n; i++)
        sum = sum * 31 + bytes[i];
    return sum;
}

static void show(const char *name, unsigned n, const u8 *memory, size_t size)
{
    const struct trace_access *list;
    size_t count = trace_list(&list);
    const char *mark = "!";

#ifdef IOMEM_UNCHECKED
    mark = "";
#endif
    printf("%s(%u):", name, n);
    for (size_t i = 0; i < count; i++)
        if (list[i].kind != 'X')
            printf(" %c%u@%lx%s", list[i].kind, list[i].width, (long)list[i].offset, list[i].plain ? "" : mark);
    printf("; ram %08x device %08x\n", sum_of(memory, size), sum_of(region->ram, region->size));
}

int main(void)
{
    static const unsigned counts[] = {0, 1, 2, 3, 5, 8};
    static u64 memory[128];
    void __iomem *device = start();

    for (size_t s = 0; s < sizeof shapes / sizeof *shapes; s++)
        for (size_t c = 0; c < sizeof counts / sizeof *counts; c++) {
            trace_pause();
            scramble((u8 *)memory, sizeof memory, (unsigned)s);
            scramble(region->ram, region->size, 100 + (unsigned)c);
            trace_clear();
            shapes[s].run(device, memory, counts[c]);
            trace_pause();
            show(shapes[s].name, counts[c], (const u8 *)memory, sizeof memory);
        }
    return 0;
}
