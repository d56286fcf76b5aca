/* SPDX-License-Identifier: MIT */
/*
 * Performs every idiom of idioms.h at many offsets in windows on devices, and says of each how it ended:
 *   idioms FIRST-MARK EDU WINDOW...
 * EDU is the window on an edu device, through which every case is marked in QEMU's trace, with the number FIRST-MARK + 1, 2 ...
 * before it and 0 after it. A WINDOW is DEVICE=NAME: what the device is, and what window_open() takes.
 *
 * The lines that it prints, of which each is about what those before it name:
 *   window DEVICE NAME
 *   canary OUTCOME                    of a raw misaligned load
 *   idiom IDIOM MEANT FIRST-MARK
 *   case OFFSET LENGTH OUTCOME SUM
 * MEANT is what it does with the LENGTH bytes at OFFSET: r, w, or m, which reads them and writes them MOVE bytes later.
 * OUTCOME is ok, result (other than on RAM), memory (the device's, other than RAM after the same), or signal:NUMBER:CODE.
 * SUM is FNV-1a of the bytes that are to be written. They are short since a serial port is slow.
 */
#define _GNU_SOURCE
#include <setjmp.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "window.h"

enum {
    SPAN = 8192,     /* bytes of a window that may be used */
    GUARD = 64,      /* bytes after a case's own that are looked at too */
    EDU_AT = 0x1000, /* below are edu's registers */
    EDU_MARK = 4,    /* a register without effect */
    MOVE = 4,
};

#define SPACE __iomem
#define SPACE_NAME(name) io_##name
#include "idioms.h"
#undef SPACE
#undef SPACE_NAME
#define SPACE
#define SPACE_NAME(name) ram_##name
#include "idioms.h"

enum {
    READ = 1 << 0,
    WRITE = 1 << 1,
    STRING = 1 << 2, /* what is read ends with a zero */
    SAME = 1 << 3,   /* the RAM side has the same bytes as the device */
    WORDS = 1 << 4,  /* with a multiple of 4 bytes at a multiple of 4, no access is narrower than 4 */
    LONG = 1 << 5,   /* long ones too */
};

struct idiom {
    const char *name;
    unsigned what;
    size_t unit;   /* offsets and lengths are multiples of it */
    size_t length; /* 0 if there are many */
    uint64_t (*on_device)(uint8_t __iomem *io, uint8_t *ram, size_t n);
    uint64_t (*on_ram)(uint8_t *io, uint8_t *ram, size_t n);
};

#define ROW(name, what, unit, length) {#name, what, unit, length, io_##name, ram_##name}
#define EVERY(width, words) \
    ROW(loop##width##_from, READ | words, width / 8, 0), \
    ROW(loop##width##_to, WRITE | words, width / 8, 0), \
    ROW(fill##width, WRITE | words, width / 8, 0), \
    ROW(read##width, READ | words, width / 8, width / 8), \
    ROW(write##width, WRITE | words, width / 8, width / 8)

static const struct idiom idioms[] = {
    ROW(memcpy_from, READ | WORDS | LONG, 1, 0),
    ROW(memcpy_to, WRITE | WORDS | LONG, 1, 0),
    ROW(memmove_up, READ | WRITE | WORDS, 1, 0),
    ROW(memset_byte, WRITE | WORDS | LONG, 1, 0),
    ROW(memset_zero, WRITE | WORDS | LONG, 1, 0),
    ROW(memcmp_same, READ | SAME | WORDS, 1, 0),
    ROW(memchr_end, READ | STRING, 1, 0),
    ROW(strlen_all, READ | STRING, 1, 0),
    ROW(strcpy_from, READ | STRING, 1, 0),
    ROW(strcpy_to, WRITE | STRING, 1, 0),
    ROW(strncpy_to, WRITE, 1, 0),
    ROW(strcmp_same, READ | STRING | SAME, 1, 0),
    ROW(struct_from, READ | WORDS, 4, sizeof(struct io_block)),
    ROW(struct_to, WRITE | WORDS, 4, sizeof(struct io_block)),
    ROW(struct_zero, WRITE | WORDS, 4, sizeof(struct io_block)),
    ROW(struct_by_record, READ, 8, sizeof(struct io_record)),
    ROW(struct_to_record, WRITE, 8, sizeof(struct io_record)),
    EVERY(8, 0),
    EVERY(16, 0),
    EVERY(32, WORDS),
    EVERY(64, WORDS),
};

static const size_t offsets[] = {0, 1, 2, 3, 4, 7, 8, 12, 20, 32, 61};
static const size_t lengths[] = {1, 2, 3, 5, 8, 12, 17, 20, 32, 64, 68, 100, 256, 4096};

/* One side of a case: the device's memory and the RAM beside it. */
static uint8_t model[SPAN], model_ram[SPAN] __attribute__((aligned(16)));
static uint8_t ram[SPAN] __attribute__((aligned(16)));
static volatile uint32_t *mark;
static uint32_t next_mark;
static sigjmp_buf escape;
static volatile int signal_code;

static void caught(int number, siginfo_t *info, void *context)
{
    (void)context;
    signal_code = info->si_code;
    siglongjmp(escape, number);
}

/* Whole words, aligned, which every device here takes: what is tested is elsewhere. */
static volatile uint64_t *words_of(const struct window *window, size_t at)
{
    return (volatile uint64_t __force *)(window->io + at);
}

static bool is_edu(const char *device)
{
    return strcmp(device, "edu") == 0;
}

/* edu has no memory: it forgets what is written and reads as ones. `span` bytes of the window are filled. */
static void prepare(const struct window *window, const char *device, const struct idiom *idiom, size_t offset, size_t n,
                    size_t span)
{
    for (size_t i = 0; i < span; i++) {
        model[i] = is_edu(device) ? 0xff : (uint8_t)(1 + i * 7 % 251);
        ram[i] = (uint8_t)(1 + i * 13 % 253);
    }
    if (idiom->what & STRING) {
        if (idiom->what & READ)
            model[offset + n - 1] = 0;
        ram[n - 1] = 0;
    }
    if (idiom->what & SAME)
        memcpy(ram, model + offset, n);
    memcpy(model_ram, ram, span);
    for (size_t i = 0; i < span / 8 && !is_edu(device); i++) {
        uint64_t word;

        memcpy(&word, model + i * 8, 8);
        words_of(window, 0)[i] = word;
    }
}

static bool memory_is_right(const struct window *window, const char *device, size_t span)
{
    for (size_t i = 0; i < span / 8 && !is_edu(device); i++) {
        uint64_t word = words_of(window, 0)[i];

        if (memcmp(&word, model + i * 8, 8) != 0)
            return false;
    }
    return true;
}

static uint32_t sum_of(const uint8_t *bytes, size_t length)
{
    uint32_t sum = 0x811c9dc5;

    while (length--)
        sum = (sum ^ *bytes++) * 0x01000193;
    return sum;
}

static bool moves(const struct idiom *idiom)
{
    return idiom->what & READ && idiom->what & WRITE;
}

static void try(const struct window *window, const char *device, const struct idiom *idiom, size_t offset, size_t n)
{
    size_t at = (is_edu(device) ? EDU_AT : 0) + offset;
    char outcome[32] = "ok";
    volatile uint64_t result = 0;
    uint32_t number = ++next_mark;
    size_t span = (offset + n + MOVE + GUARD) / 8 * 8;

    prepare(window, device, idiom, offset, n, span);
    uint64_t expected = idiom->on_ram(model + offset, model_ram, n);

    *mark = number;
    int signal = sigsetjmp(escape, 1);
    if (signal == 0)
        result = idiom->on_device(window->io + at, ram, n);
    *mark = 0;

    if (signal)
        snprintf(outcome, sizeof outcome, "signal:%d:%d", signal, signal_code);
    else if (result != expected || memcmp(ram, model_ram, span) != 0)
        strcpy(outcome, "result");
    else if (!memory_is_right(window, device, span))
        strcpy(outcome, "memory");
    printf("case %zu %zu %s %x\n", at, n, outcome, idiom->what & WRITE ? sum_of(model + offset + (moves(idiom) ? MOVE : 0), n) : 0);
}

static void try_idiom(const struct window *window, const char *device, const struct idiom *idiom)
{
    size_t unit = is_edu(device) && idiom->unit < 4 ? 4 : idiom->unit;

    if (is_edu(device) && !(idiom->what & WORDS))
        return;
    printf("idiom %s %c %u\n", idiom->name, moves(idiom) ? 'm' : idiom->what & READ ? 'r' : 'w', next_mark + 1);
    for (size_t i = 0; i < sizeof offsets / sizeof *offsets; i++)
        for (size_t j = 0; j < sizeof lengths / sizeof *lengths; j++) {
            size_t n = idiom->length ? idiom->length : lengths[j];

            if (offsets[i] % unit || n % unit || (idiom->length && j))
                continue;
            /* All lengths at some offsets, all offsets with some lengths. */
            if (n > 256 ? !(idiom->what & LONG) || offsets[i] % 4 || i > 4 : i && j && (i + j) % 3)
                continue;
            try(window, device, idiom, offsets[i], n);
        }
}

static void canary(const struct window *window, const char *device)
{
    uint8_t __iomem *odd = window->io + (is_edu(device) ? EDU_AT : 0) + 1;
    int signal = sigsetjmp(escape, 1);

    if (signal == 0) {
#ifdef __aarch64__
        uint32_t loaded;
        __asm__ volatile("ldr %w0, [%1]" : "=r"(loaded) : "r"((uintptr_t)odd) : "memory");
#elif defined __x86_64__
        uint32_t loaded;
        __asm__ volatile("movl (%1), %0" : "=r"(loaded) : "r"((uintptr_t)odd) : "memory");
#else
#error "no misaligned load for this architecture"
#endif
        printf("canary ok\n");
    } else {
        printf("canary signal:%d:%d\n", signal, signal_code);
    }
}

static void open_or_exit(struct window *window, const char *name)
{
    if (window_open(window, name) != 0) {
        printf("idioms: %s\n", window->problem);
        exit(1);
    }
}

int main(int argc, char **argv)
{
    struct sigaction action = {.sa_sigaction = caught, .sa_flags = SA_SIGINFO};
    struct window edu;

    if (argc < 4) {
        printf("idioms: usage: idioms FIRST-MARK EDU DEVICE=NAME...\n");
        return 2;
    }
    setvbuf(stdout, NULL, _IOLBF, 0);
    sigaction(SIGBUS, &action, NULL);
    sigaction(SIGSEGV, &action, NULL);
    sigaction(SIGILL, &action, NULL);

    next_mark = (uint32_t)strtoul(argv[1], NULL, 0);
    open_or_exit(&edu, argv[2]);
    mark = (volatile uint32_t __force *)(edu.io + EDU_MARK);
    for (int i = 3; i < argc; i++) {
        const char *device = strtok(argv[i], "="), *name = strtok(NULL, "");
        struct window window = edu;

        if (!name)
            return 2;
        if (strcmp(name, argv[2]) != 0)
            open_or_exit(&window, name);
        printf("window %s %s\n", device, name);
        canary(&window, device);
        for (const struct idiom *idiom = idioms; idiom < idioms + sizeof idioms / sizeof *idioms; idiom++)
            try_idiom(&window, device, idiom);
    }
    return 0;
}
