// SPDX-License-Identifier: MIT
// A __force parameter takes any space; a __force cast converts silently, in every spelling.
// RUN: %diagnose -Wall -Wextra -fplugin-arg-iomem-Wcast-to
#include <iomem.h>
#include <stdint.h>

void any(const void __force *, int);
void any_io(void __iomem __force *);
static int is_error(const void __force *p) { return (uintptr_t)p >= (uintptr_t)-4095; }
void mixed(void __force *, void *);

int parameters(char __iomem *io, char *ram)
{
    any(io, 1);
    any(ram, 1);
    any_io(io);
    any_io(ram);
    mixed(io, ram);
    mixed(ram, io); // expect-error call
    return is_error(io) + is_error(ram);
}

void casts(struct s __iomem *io, struct s *ram)
{
    ram = (struct s __force *)io;
    ram = (__force struct s *)io;
    ram = (struct s *__force)io;
    ram = (void __force *)io;
    io = (struct s __iomem __force *)ram;
    io = (struct s __force __iomem *)ram;
    io = (__force void __iomem *)ram;
    ram = io;                                   // expect-error mixing
    ram = ((void)(struct s __force *)io, io);   // expect-error mixing
}

struct window { char __iomem *io; };

/* A sum whose first operand GCC converts, since it is const. */
long *sums(const struct window *w, long i, long __iomem *const io)
{
    long *sum = (long __force *)(w->io + i);

    sum = (long __force *)(w->io + 8);
    sum = (long __force *)(char __iomem *)(io + i);
    return sum + ((long __force *)(io - i) - (long __force *)&w->io[i]);
}

int integers(struct s __iomem *io, int c)
{
    return (int __force)io + (__force short)io + (c ? (unsigned __force)io : 0);
}
