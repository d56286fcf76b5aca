// SPDX-License-Identifier: MIT
// RUN: %diagnose
// RUN: %diagnose -O2 -D_FORTIFY_SOURCE=2
#define _GNU_SOURCE
#include <iomem.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

void plain(const void *);
void pointers(char **);
void callback(void (*)(void *));
void io_callback(void __iomem *);
void unprototyped();
void with_io(char __iomem *);

void calls(char __iomem *io, char *ram, int fd, size_t n, void (*pointer)(void *), void (*nested)(char **),
           char __iomem **pio)
{
    plain(io);              // expect-error call
    with_io(ram);           // expect-error call
    free(io);               // expect-error call
    snprintf(io, n, "x");   // expect-error call
    read(fd, io, n);        // expect-error call
    write(fd, io, n);       // expect-error call
    strtol(io, 0, 10);      // expect-error call
    pointer(io);            // expect-error call
    pointers(pio);          // expect-own call
    nested(pio);            // expect-own call
    callback(io_callback);  // expect-own call
    unprototyped(io);       // expect-own call
    unprototyped(1, io, 2); // expect-own call
    unprototyped(1,
                 io); // expect-own call@18
    unprototyped(ram);
    with_io(io);
    plain(ram);
}

void addresses(char __iomem *io, unsigned char __iomem *vector, size_t n)
{
    mlock(io, n);
    mprotect(io, n, PROT_READ);
    madvise(io, n, MADV_DONTFORK);
    msync(io, n, MS_SYNC);
    munlock(io, n);
    mincore(io, n, (unsigned char *)0);
    mincore(io, n, vector); // expect-own call
    munmap(io, n);
}

char *results(char __iomem *io, char *ram)
{
    char *a = memcpy(io, ram, 4);              // expect-error call
    char *b = strchr(io, 'x');                 // expect-error call
    char __iomem *c = strchr(io, 'x');
    char __iomem *d = strchr(ram, 'x');        // expect-error call
    char *e = memcpy(ram, io, 4);
    char *f = strdup(io);
    char __iomem *g = mempcpy(mempcpy(io, ram, 1), ram, 1);
    size_t h = strspn(io, strchr(ram, 'y'));
    plain(memset(io, 0, 1));                   // expect-error call
    (void)a, (void)b, (void)c, (void)d, (void)e, (void)f, (void)g, (void)h;
    return strcpy(io, ram);                    // expect-error call
}

void through_pointers(char __iomem *io, char *ram)
{
    void *(*copy)(void *, const void *, size_t) = memcpy;
    __typeof__(memcpy) *same = memcpy;
    copy(io, ram, 1);          // expect-error call
    same(io, ram, 1);          // expect-error call
    copy(ram, ram, 1);
}
