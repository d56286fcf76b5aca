// SPDX-License-Identifier: MIT
// RUN: %diagnose
#include <iomem.h>
#include <string.h>

void other(void *, int);

void f(char __iomem *io, char *ram)
{
    memcpy(nowhere1, io, 4);        // expect-error
    memcpy(io, nowhere2, 4);        // expect-error
    memcpy(io, ram, nowhere3);      // expect-error
    memcpy(io, strlen(nowhere4), 4); // expect-error
    memset(io, nowhere5, nowhere6); // expect-error
    other(nowhere7, io);            // expect-error
    nowhere8 = io;                  // expect-error
    io = nowhere9;                  // expect-error
    ram = (char __force *)nowhere10; // expect-error
    ram = (nowhere11 __force *)io;  // expect-error
    if (io == nowhere12)            // expect-error
        return;
    io->nowhere13 = 1;              // expect-error
    strchr(io, nowhere14)[0] = 1;   // expect-error
    ram = io;                       // expect-error mixing
}
