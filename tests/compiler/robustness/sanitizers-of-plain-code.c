// SPDX-License-Identifier: MIT
// What a sanitizer inserts has integers for pointers too.
// REQUIRES: gcc
// RUN: %diagnose -fsanitize=undefined
// RUN: %diagnose -O2 -fsanitize=undefined,address
#include <iomem.h>
#include <string.h>
int touch(char __iomem *io) { return *io + strlen(io); }
int plain(int a, int b)
{
    char sized[a];
    sized[0] = b;
    return (a << b) + a / b + sized[0];
}
int on_registers(int __iomem *io, int a) { return (*io << a) / io[1] + io[a]; }
