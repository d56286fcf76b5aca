// SPDX-License-Identifier: MIT
// RUN: %diagnose
#include <iomem.h>
#include <stdio.h>

void variable(int n, ...);
void logs(const char *tag, const char *format, ...) __attribute__((format(printf, 2, 3)));

void arguments(char __iomem *io, char __iomem *const *table, FILE *f, const char *unknown)
{
    printf("%p\n", io);
    printf("%d %5.*s %p %%\n", 1, 2, "x", io);
    printf("%2$p %1$d\n", 1, io);
    fprintf(f, "%08lx %m %p\n", 1ul, io);
    logs("tag", "%d %p", 1, io);
    printf("%s\n", io);                    // expect-warning vararg@20
    printf("%d %p %s\n", 1, io, io);       // expect-warning vararg
    printf(unknown, io);                   // expect-warning vararg
    variable(1, io);                       // expect-warning vararg
    variable(1, table);
    variable(1, *table, 2);                // expect-warning vararg
    logs("tag", "%s", io);                 // expect-warning vararg
    variable(1, (char *)io);               // expect-warning cast
    printf("%s %d\n",
           io, // expect-warning vararg@12
           1);
}
