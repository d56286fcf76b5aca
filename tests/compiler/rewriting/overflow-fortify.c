// SPDX-License-Identifier: MIT
// A fortified call that is rewritten still aborts when it overflows its RAM side, and when it
// overflows an IO object whose size is known; with a size that fits it does not.
// RUN: %cc %iomem_cflags -O2 -D_FORTIFY_SOURCE=2 -w %s -o %t %iomem_libs %trace_libs
// RUN: %run %t 0
// RUN: not --crash %run %t 1 2>&1 | FileCheck %s
// RUN: not --crash %run %t 2 2>&1 | FileCheck %s
// RUN: not --crash %run %t 3 2>&1 | FileCheck %s
// RUN: not --crash %run %t 4 2>&1 | FileCheck %s
// RUN: not --crash %run %t 5 2>&1 | FileCheck %s
// RUN: not --crash %run %t 6 2>&1 | FileCheck %s
// RUN: not --crash %run %t 7 2>&1 | FileCheck %s
// RUN: %cc %iomem_cflags -O1 -D_FORTIFY_SOURCE=3 -w %s -o %t %iomem_libs %trace_libs
// RUN: %run %t 0
// RUN: not --crash %run %t 1 2>&1 | FileCheck %s
// RUN: not --crash %run %t 5 2>&1 | FileCheck %s
// CHECK: buffer overflow detected
#define _GNU_SOURCE
#include <iomem.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct device {
    char name[8];
    char rest[120];
};

static char memory[128];
static char *volatile sink;

int main(int argc, char **argv)
{
    char __iomem *io = (char __iomem __force *)memory;
    struct device __iomem *device = (struct device __iomem __force *)memory;
    char ram[8];
    size_t n = argc > 1 && atoi(argv[1]) ? 32 : 8;

    strcpy(memory, "a text that is longer than eight");
    if (n == 8)
        memory[7] = 0;
    sink = ram;
    switch (atoi(argv[1])) {
    case 0:
        memcpy(ram, io, n);
        strcpy(ram, io);
        strncpy(ram, io, n);
        bzero(device->name, n);
        strcpy(device->name, "1234567");
        sink = mempcpy(ram, (io += 1, io), n - 1);
        return 0;
    case 1:
        memcpy(ram, io, n);
        break;
    case 2:
        strcpy(ram, io);
        break;
    case 3:
        memset(io, 'x', 40);
        strncpy(ram, io, n);
        break;
    case 4:
        ram[0] = 0;
        strcat(ram, io);
        break;
    case 5:
        strcpy(device->name, "12345678");
        break;
    case 6:
        memmove((sink = ram, ram), io, n);
        break;
    case 7:
        bcopy(io, ram, n);
        break;
    }
    puts("no overflow was detected");
    return 0;
}
