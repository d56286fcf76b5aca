# SPDX-License-Identifier: MIT
"""Print a unit with as many structures, tables and functions as asked for, each with what a driver does to registers."""
import sys

HEAD = """#define _GNU_SOURCE
#include <iomem.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

void any(const void __force *, int);
"""

PART = """
struct regs@ {
    uint32_t a@, b;
    uint8_t data[@ % 9 * 8 + 8];
    struct regs@ __iomem *next;
    void (*call@)(struct regs@ __iomem *, struct regs@ *);
};
typedef struct regs@ __iomem *pointer@;
static pointer@ table@[@ % 7 + 1];
extern struct regs@ __iomem global@;

uint32_t function@(struct regs@ __iomem *io, char *ram, size_t n, pointer@ *pp, int c)
{
    static const char text@[] = "abc@";
    void *(*copy)(void *, const void *, size_t) = memcpy;
    char buffer[@ % 64 + 16];
    char __iomem *q = strchr((char __iomem *)io->data, @ % 100);
    uint32_t *u = (uint32_t __force *)(void __iomem *)io;
    struct regs@ whole;

    memcpy(buffer, io->data, @ % 8 + 1);
    memcpy(io->data, text@, 4);
    memset(io->data, @ % 200, n);
    if (q)
        n += strlen(q);
    if (io == MAP_FAILED || pp[0] == NULL)
        return 0;
    table@[0] = c ? io : (void *)0;
    any(io, 1);
    any(ram, 2);
    n += memcmp(io->data, buffer, n) + strcmp(q, buffer);
    memmove(io, io->next, n);
    printf("%p %d\\n", io, @);
    munmap(io, n);
    copy(ram, buffer, n);
    memcpy(ram, buffer, n);
    strcpy(ram, "x@");
    memcpy(&whole, io, sizeof whole);
    char sized[strlen(q)];
    memcpy(sized, q, 3);
    return io->a@ + (*pp)->b + global@.b + u[0] + whole.b + (size_t)mempcpy(io, ram, 4) + sized[0];
}
"""

print(HEAD + "".join(PART.replace("@", str(i)) for i in range(int(sys.argv[1]))))
