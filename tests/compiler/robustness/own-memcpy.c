// SPDX-License-Identifier: MIT
// A macro, a variable, a member and a parameter of the name are not the function.
// RUN: %diagnose
#include <iomem.h>
#include <string.h>

struct operations {
    void *(*memcpy)(void *, const void *, size_t);
    void (*memset)(char __iomem *, int, size_t);
    size_t strlen;
};

void members(struct operations *o, char __iomem *io, char *ram)
{
    o->memcpy(ram, ram, 1);
    o->memcpy(io, ram, 1);  // expect-error call
    o->memcpy(ram, io, 1);  // expect-error call
    o->memset(io, 0, 1);
    o->memset(ram, 0, 1);   // expect-error call
    o->strlen = strlen(io);
}

void parameters(void *(*memcpy)(void *, const void *, size_t), char __iomem *io, char *ram)
{
    memcpy(ram, ram, 1);
    memcpy(io, ram, 1);     // expect-error call
}

void variables(char __iomem *io, char *ram)
{
    void *(*memmove)(void *, const void *, size_t) = memcpy;
    int strlen = 3;
    memmove(io, ram, strlen); // expect-error call
    strlen(io);             // expect-error
}

#define memcpy(d, s, n) copy(d, s, n)
void copy(char __iomem *, const char *, size_t);
void macros(char __iomem *io, char *ram)
{
    memcpy(io, ram, 1);
    memcpy(ram, ram, 1);    // expect-error call
    (memcpy)(ram, io, 1);
}
