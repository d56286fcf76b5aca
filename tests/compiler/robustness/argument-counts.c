// SPDX-License-Identifier: MIT
// RUN: %diagnose
// RUN: %diagnose -std=gnu89
// RUN: %diagnose -O2 -D_FORTIFY_SOURCE=2
#define _GNU_SOURCE
#include <iomem.h>
#include <string.h>
#include <sys/mman.h>

void f(char __iomem *io, char *ram)
{
    memcpy(io, ram);                    // expect-error
    memcpy(io);                         // expect-error
    memcpy();                           // expect-error
    memcpy(io, ram, 4, 5);              // expect-error
    memcpy(ram, ram, 4, io);            // expect-error
    strlen();                           // expect-error
    strlen(io, io);                     // expect-error
    strchr(io);                         // expect-error
    memchr(io, 1, 2, 3);                // expect-error
    munmap(io);                         // expect-error
    munmap(io, 1, 2);                   // expect-error
    __builtin_memcpy(io, ram);          // expect-error
    __builtin___memcpy_chk(io, ram, 4); // expect-error
    (memset)(io, 1);                    // expect-error
    memcpy(io, ram, 4);
}
