/* SPDX-License-Identifier: MIT */
/*
 * The ASan forms, in a program that is compiled with -fsanitize=address: each reports a RAM object
 * that is too small, whether it is read or written, and none reports one that is large enough.
 */
#define _GNU_SOURCE
#include "calls.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define SMALL 8
#define LARGE 32

static int failures;

/* 'x', and in the last byte a NUL where the object holds a string. */
static void set_string(char *p, size_t size, int c, int terminated)
{
    memset(p, c, size);
    if (terminated)
        p[size - 1] = 0;
}

/* RAM of `size` bytes from malloc(), which a call over LARGE bytes finds too small or not. */
static void call_with(const struct row *row, const struct form *form, int checked, size_t size)
{
    char *io = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    char *ram = malloc(size);
    int fits = size > SMALL, in_ram = form->io[0] ? 1 : 0;
    int appends = strstr(row->name, "cat") != NULL, strings = !strncmp(row->name, "st", 2);
    /* What stops at a byte of the set must not find one. */
    int others = !strcmp(row->name, "strcspn") || !strcmp(row->name, "strpbrk");
    struct call call = {.c = 'y', .n = LARGE, .needle = LARGE, .room = SIZE_MAX};

    if (io == MAP_FAILED || !ram)
        _exit(2);
    set_string(io, LARGE, others ? 'z' : 'x', strings);
    set_string(ram, size, 'x', fits && strings);
    if (fits && appends)
        set_string(row->written == in_ram ? ram : io, 1, 0, 1);
    call.p[in_ram] = ram;
    call.p[!in_ram] = io;
    (checked ? form->run_checked : form->run)(&call);
    _exit(0);
}

static void try(const struct row *row, const struct form *form, int checked, size_t size)
{
    static char message[65536];
    int pipes[2], status, reported;
    size_t length = 0;
    ssize_t got;

    if (pipe(pipes))
        exit(2);
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        dup2(pipes[1], STDERR_FILENO);
        call_with(row, form, checked, size);
    }
    close(pipes[1]);
    while ((got = read(pipes[0], message + length, sizeof message - 1 - length)) > 0)
        length += (size_t)got;
    message[length] = 0;
    close(pipes[0]);
    waitpid(child, &status, 0);

    reported = status && strstr(message, "AddressSanitizer: heap-buffer-overflow");
    if (size == SMALL ? !reported : status != 0) {
        printf("%s%s, %zu bytes of RAM: %s\n%s", form->symbol, checked ? "_chk" : "", size,
               size == SMALL ? "no report" : "a report, or a crash", message);
        failures++;
    }
}

int main(void)
{
    size_t forms = 0;

    for (const struct row *row = rows; row < rows + row_count; row++) {
        for (int i = 0; i < row->forms; i++) {
            const struct form *form = &row->form[i];
            if (row->pointers == 1 || (form->io[0] && form->io[1]))
                continue;
            for (int checked = 0; checked <= !!form->run_checked; checked++, forms++) {
                try(row, form, checked, SMALL);
                try(row, form, checked, 2 * LARGE);
            }
        }
    }
    printf("%zu forms with a RAM side, %d failures\n", forms, failures);
    return failures || !forms;
}
