/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "guard.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>

#define PAGE 4096

struct guard guard_open(size_t size)
{
    size_t inner = (size + PAGE - 1) / PAGE * PAGE;
    unsigned char *p = mmap(NULL, inner + 2 * PAGE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    if (p == MAP_FAILED || mprotect(p + PAGE, inner, PROT_READ | PROT_WRITE)) {
        perror("guard");
        abort();
    }
    return (struct guard){p + PAGE, p + PAGE + inner};
}

void guard_close(struct guard *guard)
{
    munmap(guard->start - PAGE, (size_t)(guard->end - guard->start) + 2 * PAGE);
    *guard = (struct guard){NULL, NULL};
}
