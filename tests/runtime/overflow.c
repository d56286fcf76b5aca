/* SPDX-License-Identifier: MIT */
/*
 * Fortified forms: one byte too many ends the program as libc's do, and nothing behind the object has
 * been written; of those that check the size, nothing at all. The last byte of room may be used, and
 * an unknown room is no limit.
 */
#define _GNU_SOURCE
#include "calls.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define OBJECTS 256        /* bytes between the two objects */
#define HELD 5             /* what the destination holds before strcat and the like */
#define BEFORE 0x5a

static unsigned char *memory;
static int failures;

/* A child makes the call; returns its wait status and what it wrote to stderr. */
static int run_child(void (*run)(struct call *), struct call *call, char *message, size_t room)
{
    int pipes[2], status;
    size_t length = 0;
    ssize_t got;

    if (pipe(pipes)) {
        perror("pipe");
        exit(2);
    }
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        dup2(pipes[1], STDERR_FILENO);
        setenv("LIBC_FATAL_STDERR_", "1", 1);
        run(call);
        _exit(0);
    }
    close(pipes[1]);
    while (length < room - 1 && (got = read(pipes[0], message + length, room - 1 - length)) > 0)
        length += (size_t)got;
    message[length] = 0;
    close(pipes[0]);
    waitpid(child, &status, 0);
    return status;
}

/* The call writes `needed` bytes to an object for which `room` is claimed. */
static void try(const struct row *row, const struct form *form, size_t needed, size_t room, int overflow)
{
    unsigned char *to = memory, *from = memory + OBJECTS;
    int appends = strstr(row->name, "cat") != NULL;
    struct call call = {.c = 'y', .n = needed, .room = room};
    char message[512];

    memset(memory, BEFORE, 2 * OBJECTS);
    if (appends)
        memcpy(to, "held!", HELD + 1);
    /* The string with its NUL, behind what is held, takes `needed` bytes. */
    size_t length = row->check == STRING ? needed - 1 - (appends ? HELD : 0) : needed;
    memset(from, 'x', length);
    from[length] = 0;
    call.p[row->written] = to;
    call.p[!row->written] = from;

    int status = run_child(form->run_checked, &call, message, sizeof message);
    int aborted = WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT
        && strstr(message, "buffer overflow detected");
    const char *wrong = NULL;
    if (overflow && !aborted)
        wrong = "did not abort";
    if (!overflow && status)
        wrong = "did not return";
    for (size_t i = overflow ? room : needed; i < OBJECTS && !wrong; i++)
        if (to[i] != BEFORE)
            wrong = "wrote behind the object";
    for (size_t i = 0; overflow && row->check == SIZED && i < room && !wrong; i++)
        if (to[i] != (appends && i <= HELD ? (unsigned char)"held!"[i] : BEFORE))
            wrong = "wrote before it checked the size";
    if (!overflow && !wrong && needed && row->check == STRING && to[needed - 1])
        wrong = "wrote no NUL";
    if (wrong) {
        printf("%s_chk, %zu bytes to an object of %zu: %s\n", form->symbol, needed, room, wrong);
        failures++;
    }
}

int main(void)
{
    static const size_t room[] = {6, 7, 8, 15, 16, 33, 100};
    size_t forms = 0;

    memory = mmap(NULL, 2 * OBJECTS, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED)
        return 2;
    /* Hundreds of programs are to abort. */
    setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
    for (const struct row *row = rows; row < rows + row_count; row++) {
        for (int i = 0; i < row->forms && row->check != NOCHECK; i++, forms++) {
            for (size_t k = 0; k < sizeof room / sizeof *room; k++) {
                try(row, &row->form[i], room[k] + 1, room[k], 1);
                try(row, &row->form[i], room[k] + 40, room[k], 1);
                try(row, &row->form[i], room[k], room[k], 0);
                try(row, &row->form[i], room[k], SIZE_MAX, 0);
            }
        }
    }
    printf("%zu fortified forms, %d failures\n", forms, failures);
    return failures || !forms;
}
