/* SPDX-License-Identifier: MIT */
/* The tracer on accesses whose form is known, because they are written by hand. */
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "guard.h"
#include "trace.h"

static const struct trace_region *a, *b;
static int failures;

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

static void holds(const char *what, int ok)
{
    if (!ok) {
        printf("%s\n", what);
        failures++;
    }
}

static void number(unsigned char *p, size_t n)
{
    for (size_t i = 0; i < n; i++)
        p[i] = (unsigned char)(i + 0x81);
}

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

/* Each faults once and is then stepped over, with its two entries. */
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
    holds("plain", trace_list(&list) == 2 && list[0].plain && !list[1].plain && list[0].pc < list[1].pc
                       && list[0].order == 0 && list[1].order == 1);
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
        /* A gather reads more; its first element is what the tracer promises. */
        __asm__ volatile("vpxor %%xmm1, %%xmm1, %%xmm1\n\tvpcmpeqd %%xmm2, %%xmm2, %%xmm2\n\t"
                         "vpgatherdd %%xmm2, (%0,%%xmm1,1), %%xmm0" : : "r"(a->io) : "xmm0", "xmm1", "xmm2");
        const struct trace_access *list;
        holds("gather", trace_list(&list) == 1 && list[0].width == 4 && list[0].offset == 0);
        trace_clear();
    }
    if (__builtin_cpu_supports("avx512f")) {
        __asm__ volatile("vmovdqu64 %0, %%zmm0\n\tvzeroupper" : : "m"(*(char(*)[64])(a->io + 9)) : "xmm0");
        expect("avx512", "R 64 a@0x9\n");
    }
}

/* Over a page's edge, over the region's, and outside it. */
static void test_places(void)
{
    volatile uint64_t *p = (volatile uint64_t *)(a->io + 4092);
    *p = 0x0102030405060708;
    holds("over a page's edge", !memcmp(a->ram + 4092, "\x08\x07\x06\x05\x04\x03\x02\x01", 8));
    (void)*(volatile uint64_t *)(b->io + 96);
    (void)*(volatile uint64_t *)(b->io + 100);
    (void)*(volatile uint32_t *)(b->io - 2);
    (void)*(volatile uint8_t *)(b->io - TRACE_GUARD);
    expect("places", "W 8 a@0xffc\nR 8 b@0x60\nR 8 b@0x64\nR 4 b@-0x2\nR 1 b@-0x4000\n");

    (void)*(volatile uint64_t *)(b->io + 96);
    (void)*(volatile uint32_t *)(b->io + 8);
    (void)*(volatile uint32_t *)(b->io + 10);
    (void)*(volatile uint8_t *)(a->io);
    struct trace_summary s = trace_summarise(b, 'R', 0, b->size);
    holds("summary", s.accesses == 3 && s.reads == 3 && !s.writes && s.twice == 2 && s.outside == 4
                         && s.misaligned == 1 && s.widest == 8);
    s = trace_summarise(b, 'W', 0, b->size);
    holds("summary of writes", !s.accesses && !s.outside);
    trace_clear();
    (void)*(volatile uint8_t *)a->ram;
    expect("the untraced alias", "");
}

/* More regions than two, in one instruction's reach of each other or not, and closed again. */
static void test_regions(void)
{
    const struct trace_region *more[TRACE_REGIONS - 2];

    for (int i = 0; i < TRACE_REGIONS - 2; i++)
        more[i] = trace_open(NULL, 16);
    for (int i = 0; i < TRACE_REGIONS - 2; i++)
        more[i]->io[i] = 1;
    const struct trace_access *list;
    size_t n = trace_list(&list);
    for (size_t i = 0; i < n; i++)
        holds("region", list[i].region == more[i] && list[i].offset == (ptrdiff_t)i);
    expect("regions", "W 1 @0x0\nW 1 @0x1\nW 1 @0x2\nW 1 @0x3\nW 1 @0x4\nW 1 @0x5\n");
    for (int i = 0; i < TRACE_REGIONS - 2; i++)
        trace_close(more[i]);
    more[0] = trace_open("again", 1);
    holds("opened again", more[0]->ram[0] == 0);
    trace_close(more[0]);

    for (int i = 0; i < 100000; i++)
        *(volatile uint8_t *)(a->io + i % 64) = 0;
    holds("a long list", trace_list(&list) == 100000 && list[99999].offset == 99999 % 64);
    trace_clear();
}

static int dies(volatile unsigned char *p)
{
    int status;
    pid_t child = fork();

    if (child == 0) {
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
    a = trace_open("a", 8192);
    b = trace_open("b", 100);
    test_moves();
    test_read_modify_write();
    test_strings();
    test_vectors();
    test_places();
    test_regions();
    test_other_faults();
    if (failures)
        printf("%d failures\n", failures);
    return failures != 0;
}
