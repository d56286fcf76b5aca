/* SPDX-License-Identifier: MIT */
/* The tracer on accesses whose form is known, because they are written by hand: either rig, every processor. */
#define _GNU_SOURCE
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "guard.h"
#include "trace-channel.h"
#include "trace.h"

/* A function that the compiler knows nothing of; and one in which it moves nothing. */
#define OPAQUE __attribute__((noipa))
#define VERBATIM __attribute__((noipa, optimize("O0")))

static const struct trace_region *a, *b;
static int failures;

static void holds(const char *what, int ok)
{
    if (!ok) {
        printf("%s\n", what);
        failures++;
    }
}

/* The list must be `expected`, in the form of trace_dump(). */
static void expect(const char *what, const char *expected)
{
    char *got = NULL;
    size_t size;
    FILE *file = open_memstream(&got, &size);

    trace_dump(file);
    fclose(file);
    if (strcmp(got, expected)) {
        printf("%s: noted\n%sexpected\n%s", what, got, expected);
        failures++;
    }
    free(got);
    trace_clear();
}

static void number(unsigned char *p, size_t n)
{
    for (size_t i = 0; i < n; i++)
        p[i] = (unsigned char)(i + 0x81);
}

/* What a compiler makes of these is a plain move on every processor. */
#define ACCESSORS(name, type) \
    OPAQUE static intmax_t load_##name(const volatile void *p) { return *(const volatile type *)p; } \
    OPAQUE static void store_##name(volatile void *p, type v) { *(volatile type *)p = v; }
ACCESSORS(u8, uint8_t)
ACCESSORS(u16, uint16_t)
ACCESSORS(u32, uint32_t)
ACCESSORS(word, uintptr_t)
ACCESSORS(s8, int8_t)
ACCESSORS(s16, int16_t)

static uint32_t bytes(unsigned first, unsigned n)
{
    uint32_t v = 0;

    for (unsigned i = 0; i < n; i++)
        v |= (uint32_t)(first + i)
            << 8 * (__BYTE_ORDER__ == __ORDER_BIG_ENDIAN__ ? n - 1 - i : i);
    return v;
}

/* Exact widths, plain, and done. */
static void test_widths(void)
{
    const struct trace_access *list;
    intmax_t got[5];
    char text[200];

    number(a->ram, 64);
    trace_clear();
    got[0] = load_u8(a->io + 3);
    got[1] = load_u16(a->io + 2);
    got[2] = load_u32(a->io + 4);
    got[3] = load_s8(a->io + 5);
    got[4] = load_s16(a->io + 6);
    load_word(a->io + 8);
    store_u8(a->io + 16, 0x11);
    store_u16(a->io + 18, (uint16_t)bytes(0x21, 2));
    store_u32(a->io + 20, bytes(0x31, 4));
    store_word(a->io + 24, (uintptr_t)-1);
    store_s8(a->io + 32, 1);
    store_s16(a->io + 34, 2);
    trace_pause();

    size_t n = trace_list(&list);
    for (size_t i = 0; i < n; i++)
        holds("plain", list[i].plain == 1 && list[i].order == i && list[i].pc && list[i].region == a);
    unsigned word = sizeof(uintptr_t);
    snprintf(text, sizeof text, "R 1 a@0x3\nR 2 a@0x2\nR 4 a@0x4\nR 1 a@0x5\nR 2 a@0x6\nR %u a@0x8\n"
             "W 1 a@0x10\nW 2 a@0x12\nW 4 a@0x14\nW %u a@0x18\nW 1 a@0x20\nW 2 a@0x22\n", word, word);
    expect("widths", text);
    holds("loads", got[0] == 0x84 && got[1] == bytes(0x83, 2) && got[2] == bytes(0x85, 4)
                       && got[3] == (int8_t)0x86 && got[4] == (int16_t)bytes(0x87, 2));
    holds("stores", !memcmp(a->ram + 16, "\x11\x92\x21\x22\x31\x32\x33\x34\xff\xff\xff\xff", 12));
}

/* Accesses of neighbours by one instruction, again and again, are as many. */
static void test_loops(void)
{
    trace_clear();
#pragma GCC unroll 1
    for (volatile uint8_t *p = a->io; p < a->io + 16; p++)
        *p = 1;
    trace_pause();
    expect("byte loop", "W 1 a@0x0\nW 1 a@0x1\nW 1 a@0x2\nW 1 a@0x3\nW 1 a@0x4\nW 1 a@0x5\nW 1 a@0x6\nW 1 a@0x7\n"
                        "W 1 a@0x8\nW 1 a@0x9\nW 1 a@0xa\nW 1 a@0xb\nW 1 a@0xc\nW 1 a@0xd\nW 1 a@0xe\nW 1 a@0xf\n");
    trace_clear();
#pragma GCC unroll 1
    for (volatile uint32_t *p = (volatile uint32_t *)a->io; (unsigned char *)p < a->io + 16; p++)
        (void)*p;
    trace_pause();
    expect("word loop", "R 4 a@0x0\nR 4 a@0x4\nR 4 a@0x8\nR 4 a@0xc\n");
    trace_clear();
#pragma GCC unroll 1
    for (volatile uint32_t *p = (volatile uint32_t *)(a->io + 16); (unsigned char *)p > a->io;)
        (void)*--p;
    trace_pause();
    expect("descending loop", "R 4 a@0xc\nR 4 a@0x8\nR 4 a@0x4\nR 4 a@0x0\n");
}

static void test_pause(void)
{
    trace_clear();
    load_u8(a->io);
    trace_pause();
    load_u8(a->io + 1);
    holds("store in a pause", (store_u8(a->io + 1, 0x5a), a->ram[1]) == 0x5a);
    trace_pause();
    load_u8(a->io + 2);
    trace_resume();
    load_u8(a->io + 3);
    trace_resume();
    load_u8(a->io + 4);
    trace_pause();
    expect("pause", "R 1 a@0x0\nR 1 a@0x3\nR 1 a@0x4\n");
    trace_pause();
    trace_clear();
    load_u8(a->io + 5);
    trace_pause();
    expect("trace_clear() in a pause", "R 1 a@0x5\n");

    trace_clear();
    load_u8(a->io + 6);
    const struct trace_access *list;
    holds("list", trace_list(&list) == 1);
    load_u8(a->io + 7);
    holds("the list goes on", trace_list(&list) == 2 && list[1].offset == 7);
    trace_pause();
    trace_list(&list);
    load_u8(a->io + 8);
    holds("the list ends no pause", trace_list(&list) == 2);

    /* What printing takes is no part of it. */
    FILE *null = fopen("/dev/null", "w");
    trace_clear();
    load_u8(a->io + 9);
    trace_dump(null);
    trace_summarise(a, 0, 0, a->size);
    load_u8(a->io + 10);
    trace_pause();
    fclose(null);
    expect("the dump goes on", "R 1 a@0x9\nR 1 a@0xa\n");
}

/* Native there is no count. */
static void test_counting_is_off(void)
{
    trace_clear();
    holds("no count", trace_instructions() == 0);
}

#ifdef __s390x__
#define NOPS(n) __asm__ volatile(".rept " #n "\n\tnopr 0\n\t.endr")
#else
#define NOPS(n) __asm__ volatile(".rept " #n "\n\tnop\n\t.endr")
#endif

VERBATIM static void test_counting(void)
{
    uint64_t first, second;

    trace_clear();
    first = trace_instructions();
    holds("nothing", first == 0);
    trace_clear();
    trace_pause();
    trace_resume();
    trace_instructions();
    trace_pause();
    first = trace_instructions();
    holds("nothing in five spans", first == 0);

    trace_clear();
    NOPS(1);
    first = trace_instructions();
    holds("1", first == 1);
    trace_clear();
    NOPS(500);
    trace_instructions();
    NOPS(7);
    trace_pause();
    NOPS(50);
    first = trace_instructions();
    trace_resume();
    NOPS(3);
    trace_pause();
    trace_resume();
    NOPS(20);
    second = trace_instructions();
    holds("507", first == 507);
    holds("530", second == 530);
}

OPAQUE static void loop(volatile unsigned char *io, unsigned n)
{
#pragma GCC unroll 1
    while (n--)
        *io = 1;
}

VERBATIM static uint64_t count_loop(unsigned n)
{
    trace_clear();
    loop(a->io, n);
    return trace_instructions();
}

/* Every round costs the same, accesses that are noted included. */
static void test_counting_of_loops(void)
{
    uint64_t round = count_loop(101) - count_loop(100);

    holds("rounds", round >= 2 && round < 8);
    holds("300 rounds", count_loop(400) - count_loop(100) == 300 * round);
    holds("20000 rounds", count_loop(20100) - count_loop(100) == 20000 * round);
    trace_clear();
}

TRACE_UNTRACED static void untraced_loop(volatile unsigned char *io, unsigned n)
{
    while (n--)
        *io = 1;
}

VERBATIM static uint64_t count_untraced_loop(unsigned n)
{
    trace_clear();
    untraced_loop(a->io, n);
    return trace_instructions();
}

static void test_untraced(void)
{
    uint64_t once = count_untraced_loop(1);

    trace_pause();
    expect("untraced", "");
    holds("an untraced function's instructions", count_untraced_loop(1000) == once);
    trace_clear();
}

/*
 * Instructions by hand, on `io`, 256-aligned in the first region, whose accesses have to be `expected` and all plain or none.
 * AT is what their code begins with: it gets the address into a register.
 */
#define WITNESS(code, expected, plain_) \
    do { \
        trace_clear(); \
        __asm__ volatile(AT code : : "r"(io) : CLOBBERED, "memory"); \
        trace_pause(); \
        const struct trace_access *list_; \
        for (size_t i_ = 0, n_ = trace_list(&list_); i_ < n_; i_++) \
            holds(plain_ ? "plain: " code : "not plain: " code, list_[i_].plain == (plain_)); \
        expect(code, expected); \
    } while (0)

#if defined(__aarch64__)

#define AT ".arch armv8.2-a+sve\n\tmov x9, %0\n\t"
#define CLOBBERED "x0", "x1", "x9", "v0", "v1", "cc"
static void test_machine(unsigned char *io)
{
    WITNESS("ldr x0, [x9]", "R 8 a@0x100\n", 1);
    WITNESS("ldrsw x0, [x9, #4]", "R 4 a@0x104\n", 1);
    WITNESS("ldrsb w0, [x9, #1]", "R 1 a@0x101\n", 1);
    WITNESS("ldurh w0, [x9, #-1]", "R 2 a@0xff\n", 1);
    WITNESS("mov x1, #2\n\tstr w0, [x9, x1, lsl #2]", "W 4 a@0x108\n", 1);
    WITNESS("ldr x0, [x9], #8", "R 8 a@0x100\n", 0);
    WITNESS("strb w0, [x9, #8]!", "W 1 a@0x108\n", 0);
    WITNESS("ldp x0, x1, [x9]", "R 8 a@0x100\nR 8 a@0x108\n", 0);
    WITNESS("stp w0, w1, [x9]", "W 4 a@0x100\nW 4 a@0x104\n", 0);
    WITNESS("ldxr w0, [x9]", "R 4 a@0x100\n", 0);
    WITNESS("ldr d0, [x9]", "R 8 a@0x100\n", 0);
    WITNESS("ldr q0, [x9]", "R 16 a@0x100\n", 0);
    WITNESS("str q0, [x9, #3]", "W 16 a@0x103\n", 0);
    WITNESS("ldp q0, q1, [x9]", "R 16 a@0x100\nR 16 a@0x110\n", 0);
    WITNESS("st1 {v0.16b, v1.16b}, [x9]", "W 16 a@0x100\nW 16 a@0x110\n", 0);
    WITNESS("dc zva, x9", "X dc zva\n", 0);
    if (getauxval(AT_HWCAP) & HWCAP_ATOMICS)
        WITNESS("ldadd w0, w1, [x9]", "R 4 a@0x100\nW 4 a@0x100\n", 0);
    if (getauxval(AT_HWCAP) & HWCAP_SVE) {
        WITNESS("ptrue p0.b\n\tld1b {z0.b}, p0/z, [x9]", "X sve\n", 0);
        WITNESS("ptrue p0.s\n\tst1w {z0.s}, p0, [x9]", "X sve\n", 0);
    }
}

#elif defined(__arm__)

#define AT ".syntax unified\n\tmov r4, %0\n\t"
#define CLOBBERED "r0", "r1", "r4", "d0", "d1", "cc"
static void test_machine(unsigned char *io)
{
    WITNESS("ldr r0, [r4]", "R 4 a@0x100\n", 1);
    WITNESS("ldrsh r0, [r4, #2]", "R 2 a@0x102\n", 1);
    WITNESS("ldr r0, [r4, #-4]", "R 4 a@0xfc\n", 1);
    WITNESS("mov r1, #2\n\tstrb r0, [r4, r1, lsl #2]", "W 1 a@0x108\n", 1);
    WITNESS("cmp r4, r4\n\tit eq\n\tstrheq r0, [r4, #200]", "W 2 a@0x1c8\n", 1);
    WITNESS("ldr r0, [r4], #4", "R 4 a@0x100\n", 0);
    WITNESS("strb r0, [r4, #4]!", "W 1 a@0x104\n", 0);
    WITNESS("ldrd r0, r1, [r4]", "R 4 a@0x100\nR 4 a@0x104\n", 0);
    WITNESS("stm r4, {r0, r1}", "W 4 a@0x100\nW 4 a@0x104\n", 0);
    WITNESS("ldrex r0, [r4]", "R 4 a@0x100\n", 0);
    WITNESS("vldr s0, [r4]", "R 4 a@0x100\n", 0);
    WITNESS("vstr d0, [r4]", "W 8 a@0x100\n", 0);
}

#elif defined(__powerpc64__)

#define AT ".machine power9\n\tmr 9, %0\n\t"
#define CLOBBERED "r0", "r6", "r9", "v0", "vs0"
static void test_machine(unsigned char *io)
{
    WITNESS("ld 6, 8(9)", "R 8 a@0x108\n", 1);
    WITNESS("lwa 6, 4(9)", "R 4 a@0x104\n", 1);
    WITNESS("lha 6, -2(9)", "R 2 a@0xfe\n", 1);
    WITNESS("lbzx 6, 0, 9", "R 1 a@0x100\n", 1);
    WITNESS("sthx 6, 0, 9", "W 2 a@0x100\n", 1);
    WITNESS("lbzu 6, 1(9)", "R 1 a@0x101\n", 0);
    WITNESS("stdu 6, 8(9)", "W 8 a@0x108\n", 0);
    WITNESS("lwbrx 6, 0, 9", "R 4 a@0x100\n", 0);
    WITNESS("lwarx 6, 0, 9", "R 4 a@0x100\n", 0);
    WITNESS("lfd 0, 0(9)", "R 8 a@0x100\n", 0);
    WITNESS("lvx 0, 0, 9", "R 16 a@0x100\n", 0);
    WITNESS("stxvd2x 0, 0, 9", "W 16 a@0x100\n", 0);
    WITNESS("lxv 0, 3*16(9)", "R 16 a@0x130\n", 0);
    WITNESS("dcbz 0, 9", "X dcbz\n", 0);
}

#elif defined(__riscv)

#define AT "mv a4, %0\n\t"
#define CLOBBERED "a0", "a1", "a4", "fa0"
static void test_machine(unsigned char *io)
{
    WITNESS("ld a0, 8(a4)", "R 8 a@0x108\n", 1);
    WITNESS("lwu a0, -4(a4)", "R 4 a@0xfc\n", 1);
    WITNESS("lb a0, 1(a4)", "R 1 a@0x101\n", 1);
    WITNESS("c.lw a0, 4(a4)", "R 4 a@0x104\n", 1);
    WITNESS("c.sd a0, 8(a4)", "W 8 a@0x108\n", 1);
    WITNESS("sh a0, 2(a4)", "W 2 a@0x102\n", 1);
    WITNESS("fld fa0, 0(a4)", "R 8 a@0x100\n", 0);
    WITNESS("c.fsd fa0, 8(a4)", "W 8 a@0x108\n", 0);
    WITNESS("amoadd.w a0, a1, (a4)", "R 4 a@0x100\nW 4 a@0x100\n", 0);
    WITNESS("lr.d a0, (a4)", "R 8 a@0x100\n", 0);
}

#elif defined(__s390x__)

#define AT ".machine z13\n\tlgr %%r2, %0\n\tla %%r4, 256(%%r2)\n\t"
#define CLOBBERED "r0", "r1", "r2", "r3", "r4", "r5", "v0", "v1", "v2", "cc"
static void test_machine(unsigned char *io)
{
    WITNESS("lg %%r0, 8(%%r2)", "R 8 a@0x108\n", 1);
    WITNESS("llgf %%r0, 4(%%r2)", "R 4 a@0x104\n", 1);
    WITNESS("lhy %%r0, -2(%%r2)", "R 2 a@0xfe\n", 1);
    WITNESS("llgc %%r0, 1(%%r2)", "R 1 a@0x101\n", 1);
    WITNESS("stcy %%r0, -1(%%r2)", "W 1 a@0xff\n", 1);
    WITNESS("sth %%r0, 2(%%r2)", "W 2 a@0x102\n", 1);
    WITNESS("asi 0(%%r2), 1", "R 4 a@0x100\nW 4 a@0x100\n", 0);
    WITNESS("lmg %%r0, %%r1, 0(%%r2)", "R 8 a@0x100\nR 8 a@0x108\n", 0);
    WITNESS("lpq %%r0, 0(%%r2)", "R 16 a@0x100\n", 0);
    WITNESS("ld %%f0, 0(%%r2)", "R 8 a@0x100\n", 0);
    WITNESS("mvc 0(5, %%r2), 0(%%r4)", "X mvc\n", 0);
    WITNESS("xc 0(5, %%r2), 0(%%r4)", "X xc\n", 0);
    WITNESS("xc 0(40, %%r2), 0(%%r2)", "X xc\n", 0);
    WITNESS("xc 0(9, %%r2), 0(%%r2)", "W 8 a@0x100\nW 1 a@0x108\n", 0);
    WITNESS("clc 0(8, %%r2), 0(%%r4)", "R 8 a@0x100\nR 8 a@0x200\n", 0);
    WITNESS("clc 0(2, %%r2), 0(%%r4)", "R 2 a@0x100\nR 2 a@0x200\n", 0);
    WITNESS("lghi %%r3, 9\n\tlghi %%r5, 9\n\tmvcle %%r2, %%r4, 0", "X mvcle\n", 0);
    WITNESS("lghi %%r0, 0\n\tmvst %%r2, %%r4", "X mvst\n", 0);
    WITNESS("exrl %%r0, 0f\n\tj 1f\n0:\tmvc 0(5, %%r2), 0(%%r4)\n1:", "X exrl\n", 0);
    if (getauxval(AT_HWCAP) & HWCAP_S390_VX) {
        WITNESS("vl %%v0, 0(%%r2)", "R 16 a@0x100\n", 0);
        WITNESS("vstm %%v0, %%v1, 3(%%r2)", "W 16 a@0x103\nW 16 a@0x113\n", 0);
        /* Accesses of less than the unit, by one instruction, next to each other. */
        WITNESS("lghi %%r1, 3\n\tlghi %%r3, 4\n0:\tvll %%v0, %%r1, 0(%%r2)\n\tla %%r2, 4(%%r2)\n\tbrctg %%r3, 0b",
                "R 4 a@0x100\nR 4 a@0x104\nR 4 a@0x108\nR 4 a@0x10c\n", 0);
    }
}

#elif defined(__i386__)

#define AT "mov %0, %%esi\n\tlea 256(%%esi), %%edi\n\tmov $2, %%ecx\n\t"
#define CLOBBERED "eax", "ecx", "esi", "edi", "cc"
static void test_machine(unsigned char *io)
{
    WITNESS("movl 4(%%esi), %%eax", "R 4 a@0x104\n", 1);
    WITNESS("movb -1(%%esi), %%ah", "R 1 a@0xff\n", 1);
    WITNESS("movzwl (%%esi,%%ecx,4), %%eax", "R 2 a@0x108\n", 1);
    WITNESS("movsbl 1(%%esi), %%eax", "R 1 a@0x101\n", 1);
    WITNESS("movw %%ax, 2(%%esi)", "W 2 a@0x102\n", 1);
    WITNESS("movl $-2, 8(%%esi)", "W 4 a@0x108\n", 1);
    WITNESS("addl 4(%%esi), %%eax", "R 4 a@0x104\n", 0);
    WITNESS("addl $1, 4(%%esi)", "R 4 a@0x104\nW 4 a@0x104\n", 0);
    WITNESS("lock xaddl %%eax, (%%esi)", "R 4 a@0x100\nW 4 a@0x100\n", 0);
    WITNESS("rep movsl", "R 4 a@0x100\nW 4 a@0x200\nR 4 a@0x104\nW 4 a@0x204\n", 0);
    WITNESS("fldt (%%esi)\n\tfstpt 16(%%esi)", "R 10 a@0x100\nW 10 a@0x110\n", 0);
    if (__builtin_cpu_supports("sse2"))
        WITNESS("movdqu 3(%%esi), %%xmm0\n\tmovdqu %%xmm0, (%%esi)", "R 16 a@0x103\nW 16 a@0x100\n", 0);
    if (__builtin_cpu_supports("avx"))
        WITNESS("vmovdqu %%ymm0, 32(%%esi)\n\tvzeroupper", "W 32 a@0x120\n", 0);
}

#elif defined(__x86_64__)

#define LOAD(instruction, type, at) \
    __extension__({ \
        type v_ = (type)0x1122334455667788; \
        __asm__ volatile(instruction : "+r"(v_) : "m"(*(volatile unsigned char *)(at))); \
        v_; \
    })

/* Moves: exact widths, and what they do to the register or the memory. */
static void test_moves(void)
{
    number(a->ram, 64);
    holds("movb", LOAD("movb %1, %b0", uint64_t, a->io + 3) == 0x1122334455667784);
    holds("movw", LOAD("movw %1, %w0", uint64_t, a->io + 2) == 0x1122334455668483);
    holds("movl", LOAD("movl %1, %k0", uint64_t, a->io + 4) == 0x88878685);
    holds("movq", LOAD("movq %1, %q0", uint64_t, a->io + 8) == 0x908f8e8d8c8b8a89);
    holds("movzbl", LOAD("movzbl %1, %k0", uint64_t, a->io) == 0x81);
    holds("movzwl", LOAD("movzwl %1, %k0", uint64_t, a->io) == 0x8281);
    holds("movsbl", LOAD("movsbl %1, %k0", uint64_t, a->io) == 0xffffff81);
    holds("movsbq", LOAD("movsbq %1, %q0", uint64_t, a->io) == 0xffffffffffffff81);
    holds("movswq", LOAD("movswq %1, %q0", uint64_t, a->io) == 0xffffffffffff8281);
    expect("moves", "R 1 a@0x3\nR 2 a@0x2\nR 4 a@0x4\nR 8 a@0x8\nR 1 a@0x0\nR 2 a@0x0\nR 1 a@0x0\n"
                    "R 1 a@0x0\nR 2 a@0x0\n");

    uint64_t high = 0x1122334455667788;
    __asm__ volatile("movb %1, %h0" : "+Q"(high) : "m"(a->io[5]));
    holds("movb to ah", high == 0x1122334455668688);
    __asm__ volatile("movb %h0, %1" : : "Q"(high), "m"(a->io[6]) : "memory");
    holds("movb from ah", a->ram[6] == 0x86 && a->ram[7] == 0x88);
    uint64_t from = 0xa1a2a3a4a5a6a7a8, index = 4;
    __asm__ volatile("movw %w0, 2(%1,%2,8)" : : "r"(from), "r"(a->io), "r"(index) : "memory");
    holds("movw, indexed", !memcmp(a->ram + 34, "\xa8\xa7", 2) && a->ram[36] == 0xa5);
    __asm__ volatile("movq $-2, %0" : "=m"(*(uint64_t *)(a->io + 40)));
    holds("movq of a constant", !memcmp(a->ram + 40, "\xfe\xff\xff\xff\xff\xff\xff\xff\xb1", 9));
    __asm__ volatile("movb $0x9c, %0" : "=m"(a->io[50]));
    holds("movb of a constant", a->ram[50] == 0x9c && a->ram[51] == 0xb4);
    expect("stores", "R 1 a@0x5\nW 1 a@0x6\nW 2 a@0x22\nW 8 a@0x28\nW 1 a@0x32\n");
}

/* Two entries each. */
static void test_read_modify_write(void)
{
    number(a->ram, 64);
    __asm__ volatile("addl $1, %0" : "+m"(*(uint32_t *)(a->io + 4)));
    holds("addl", a->ram[4] == 0x86);
    uint64_t v = 7;
    __asm__ volatile("xchgq %0, %1" : "+r"(v), "+m"(*(uint64_t *)(a->io + 8)));
    holds("xchg", a->ram[8] == 7 && v == 0x908f8e8d8c8b8a89);
    __asm__ volatile("cmpb $0, %0" : : "m"(a->io[20]));
    expect("read-modify-write", "R 4 a@0x4\nW 4 a@0x4\nR 8 a@0x8\nW 8 a@0x8\nR 1 a@0x14\n");

    const struct trace_access *list;
    __asm__ volatile("movl %1, %k0" : "=r"(v) : "m"(*(uint32_t *)(a->io)));
    __asm__ volatile("addl %1, %k0" : "+r"(v) : "m"(*(uint32_t *)(a->io)));
    __asm__ volatile("movslq %1, %0" : "=r"(v) : "m"(*(uint32_t *)(a->io)));
    holds("plain", trace_list(&list) == 3 && list[0].plain && !list[1].plain && !list[2].plain
                       && list[0].pc < list[1].pc && list[0].order == 0 && list[1].order == 1);
    trace_clear();
}

/* An element each, and both operands. */
static void test_strings(void)
{
    unsigned char buffer[16] = {0};
    void *to = buffer;
    const void *from = a->io + 1;
    size_t n = 3;

    number(a->ram, 64);
    __asm__ volatile("rep movsb" : "+D"(to), "+S"(from), "+c"(n) : : "memory");
    expect("rep movsb", "R 1 a@0x1\nR 1 a@0x2\nR 1 a@0x3\n");
    holds("rep movsb", !memcmp(buffer, "\x82\x83\x84", 4) && to == buffer + 3 && !n);

    to = b->io + 5;
    from = a->io;
    n = 2;
    __asm__ volatile("rep movsq" : "+D"(to), "+S"(from), "+c"(n) : : "memory");
    expect("rep movsq", "R 8 a@0x0\nW 8 b@0x5\nR 8 a@0x8\nW 8 b@0xd\n");
    holds("rep movsq", !memcmp(b->ram + 5, a->ram, 16));

    to = b->io;
    n = 2;
    __asm__ volatile("rep stosl" : "+D"(to), "+c"(n) : "a"(0x01020304) : "memory");
    expect("rep stosl", "W 4 b@0x0\nW 4 b@0x4\n");
}

/* Wide registers, where the machine has them. */
static void test_vectors(void)
{
    number(a->ram, 128);
    __asm__ volatile("movdqu %1, %%xmm0\n\tmovdqu %%xmm0, %0"
                     : "=m"(*(char(*)[16])(b->io + 1)) : "m"(*(char(*)[16])(a->io + 3)) : "xmm0");
    expect("sse", "R 16 a@0x3\nW 16 b@0x1\n");
    holds("sse", !memcmp(b->ram + 1, a->ram + 3, 16));
    __asm__ volatile("movq %0, %%xmm0" : : "m"(*(char(*)[8])a->io) : "xmm0");
    expect("sse, 8 bytes", "R 8 a@0x0\n");
    if (__builtin_cpu_supports("avx2")) {
        __asm__ volatile("vmovdqu %0, %%ymm0" : : "m"(*(char(*)[32])(a->io + 7)) : "xmm0");
        expect("avx", "R 32 a@0x7\n");
        /* A gather reads more; its first element is what either rig promises. */
        __asm__ volatile("vpxor %%xmm1, %%xmm1, %%xmm1\n\tvpcmpeqd %%xmm2, %%xmm2, %%xmm2\n\t"
                         "vpgatherdd %%xmm2, (%0,%%xmm1,1), %%xmm0" : : "r"(a->io) : "xmm0", "xmm1", "xmm2");
        const struct trace_access *list;
        holds("gather", trace_list(&list) >= 1 && list[0].width == 4 && list[0].offset == 0);
        trace_clear();
    }
    if (__builtin_cpu_supports("avx512f")) {
        __asm__ volatile("vmovdqu64 %0, %%zmm0\n\tvzeroupper" : : "m"(*(char(*)[64])(a->io + 9)) : "xmm0");
        expect("avx512", "R 64 a@0x9\n");
    }
}

static void test_machine(unsigned char *io)
{
    (void)io;
    test_moves();
    test_read_modify_write();
    test_strings();
    test_vectors();
}

#endif

/* Over a page's edge, over the region's, and outside it. */
static void test_places(void)
{
    trace_clear();
    store_u32(a->io + 4094, bytes(0x61, 4));
    load_u32(b->io + 96);
    load_u32(b->io + 98);
    load_u32(b->io - 2);
    load_u8(b->io - TRACE_GUARD);
    load_u8(b->io + 4096 + TRACE_GUARD - 1);
    trace_pause();
    expect("places", "W 4 a@0xffe\nR 4 b@0x60\nR 4 b@0x62\nR 4 b@-0x2\nR 1 b@-0x4000\nR 1 b@0x4fff\n");
    holds("over a page's edge", !memcmp(a->ram + 4094, "\x61\x62\x63\x64", 4));

    trace_clear();
    load_u32(b->io + 98);
    load_u32(b->io + 8);
    load_u32(b->io + 10);
    load_u8(a->io);
    store_u8(b->io + 1, 1);
    trace_pause();
    struct trace_summary s = trace_summarise(b, 'R', 0, b->size);
    holds("summary", s.accesses == 3 && s.reads == 3 && !s.writes && s.twice == 2 && s.outside == 2
                         && s.misaligned == 2 && s.widest == 4 && !s.unseen);
    s = trace_summarise(b, 'W', 0, b->size);
    holds("summary of writes", s.accesses == 1 && s.writes == 1 && !s.reads && !s.outside && s.widest == 1);
    trace_clear();
    load_u8(a->ram);
    store_u8(b->ram, 1);
    trace_pause();
    expect("the untraced alias", "");
}

/* More regions than two, in one instruction's reach of each other or not, and closed again. */
static void test_regions(void)
{
    const struct trace_region *more[TRACE_REGIONS - 2];

    for (int i = 0; i < TRACE_REGIONS - 2; i++)
        more[i] = trace_open(NULL, 16);
    trace_clear();
    for (int i = 0; i < TRACE_REGIONS - 2; i++)
        more[i]->io[i] = 1;
    trace_pause();
    const struct trace_access *list;
    size_t n = trace_list(&list);
    for (size_t i = 0; i < n; i++)
        holds("region", list[i].region == more[i] && list[i].offset == (ptrdiff_t)i);
    expect("regions", "W 1 @0x0\nW 1 @0x1\nW 1 @0x2\nW 1 @0x3\nW 1 @0x4\nW 1 @0x5\n");
    trace_clear();
    load_u8(more[2]->io + 5);
    trace_pause();
    unsigned char *was = more[2]->io;
    for (int i = 0; i < TRACE_REGIONS - 2; i++)
        trace_close(more[i]);
    for (int i = 0; i < TRACE_REGIONS - 2; i++)
        more[i] = trace_open("again", 1 << 20);
    holds("of a closed region", trace_list(&list) == 1 && list[0].offset == 5);
    holds("opened again", more[0]->ram[0] == 0 && more[0]->io != was);
    trace_clear();
    load_u8(more[0]->io + (1 << 20) - 1);
    trace_pause();
    expect("opened again", "R 1 again@0xfffff\n");

    /* What the first of all has in front of it is memory, from here on. */
    const struct trace_region *first = a->io < b->io ? a : b;
    for (int i = 0; i < TRACE_REGIONS - 2; i++)
        first = more[i]->io < first->io ? more[i] : first;
    unsigned char *start = first->io - TRACE_GUARD;
    mmap(start - 4096, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);
    trace_clear();
    load_u32(start - 2);
    trace_pause();
    holds("into the traced memory", trace_list(&list) == 1 && list[0].region == first && list[0].width == 4
                                        && list[0].offset == -TRACE_GUARD - 2);
    for (int i = 0; i < TRACE_REGIONS - 2; i++)
        trace_close(more[i]);

    trace_clear();
    for (int i = 0; i < 100000; i++)
        *(volatile uint8_t *)(a->io + i % 64) = 0;
    trace_pause();
    holds("a long list", trace_list(&list) == 100000 && list[99999].offset == 99999 % 64);
    trace_clear();
}

/* What an emulated access that can't be seen leaves: a line, and a number that no region and range narrows. */
static void test_unseen(void)
{
#if defined(__aarch64__) || defined(__powerpc64__) || defined(__s390x__)
    trace_clear();
    for (int i = 0; i < 3; i++) {
#if defined(__aarch64__)
        __asm__ volatile("dc zva, %0" : : "r"(a->ram) : "memory");
#elif defined(__powerpc64__)
        __asm__ volatile("dcbz 0, %0" : : "r"(a->ram) : "memory");
#else
        __asm__ volatile("mvc 0(1, %0), 0(%0)" : : "a"(a->ram) : "memory");
#endif
    }
    trace_pause();
    const struct trace_access *list;
    struct trace_summary s = trace_summarise(b, 'W', 0, 1);
    holds("unseen", s.unseen == 3 && s.accesses == 0 && s.outside == 0);
    holds("entry", trace_list(&list) == 3 && list[2].kind == 'X' && !list[2].region && !list[2].width && !list[2].offset
                       && list[2].pc && list[2].text && *list[2].text && list[2].order == 2);
    trace_clear();
#endif
}

/* A child that does it must end by abort(), with `sentence` on stderr. */
static void gives_up(const char *what, void (*does)(void), const char *sentence)
{
    char said[200] = "";
    int status, end[2];

    fflush(stdout);
    if (pipe(end)) {
        perror("pipe");
        abort();
    }
    pid_t child = fork();
    if (child == 0) {
        setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
        dup2(end[1], 2);
        does();
        _exit(1);
    }
    close(end[1]);
    ssize_t n = read(end[0], said, sizeof said - 1);
    close(end[0]);
    waitpid(child, &status, 0);
    holds(what, n > 0 && WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT && strstr(said, sentence) == said);
}

/* One more than there is room for. */
static void overflow(void)
{
    const struct trace_access *list;

    trace_clear();
    loop(a->io, CHANNEL_RECORDS);
    trace_pause();
    if (trace_list(&list) != CHANNEL_RECORDS)
        _exit(2);
    trace_clear();
    loop(a->io, CHANNEL_RECORDS + 1);
    trace_pause();
    trace_list(&list);
}

static void open_without_channel(void)
{
    unsetenv(CHANNEL_VARIABLE);
    trace_open("a", 1);
}

static void open_with_another_file(void)
{
    setenv(CHANNEL_VARIABLE, "/dev/null", 1);
    trace_open("a", 1);
}

static int dies(volatile unsigned char *p)
{
    int status;
    fflush(stdout);
    pid_t child = fork();

    if (child == 0) {
        setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
        close(2);
        *p = 1;
        _exit(0);
    }
    waitpid(child, &status, 0);
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGSEGV;
}

/* A fault elsewhere ends the program, as without the tracer. */
static void test_other_faults(void)
{
    struct guard g = guard_open(100);

    holds("null pointer", dies((unsigned char *)8));
    holds("in front of the guarded RAM", dies(guard_front(&g, 0) - 1));
    holds("behind the guarded RAM", dies(guard_back(&g, 100, 0) + 100));
    holds("in the guarded RAM", !dies(guard_back(&g, 100, 0) + 99) && !dies(guard_front(&g, 0)));
    guard_close(&g);
}

int main(void)
{
    int emulated = getenv(CHANNEL_VARIABLE) != NULL;

    if (emulated) {
        gives_up("no channel", open_without_channel, "trace: " CHANNEL_VARIABLE " is not in the environment; run this");
        gives_up("no channel's file", open_with_another_file, "trace: " CHANNEL_VARIABLE " names no file of the tracer's");
    }
    a = trace_open("a", 8192);
    b = trace_open("b", 100);
    test_widths();
    test_loops();
    test_pause();
    test_places();
    test_regions();
    test_machine(a->io + 256);
    test_other_faults();
    if (emulated) {
        test_unseen();
        test_counting();
        test_counting_of_loops();
        test_untraced();
        gives_up("too many accesses", overflow, "trace: more than 1048576 accesses since trace_clear()\n");
        trace_clear();
    } else {
        test_counting_is_off();
    }
    if (failures)
        printf("%d failures\n", failures);
    return failures != 0;
}
