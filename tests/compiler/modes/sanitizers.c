// SPDX-License-Identifier: MIT
// Instrumented programs run, and report what isn't IO memory's. (The runtime libraries of another target are not here.)
// REQUIRES: native
// RUN: %cc %iomem_cflags -O0 -g -fsanitize=address,undefined -fno-sanitize-recover %s -o %t %iomem_libs && %t
// RUN: %cc %iomem_cflags -O2 -g -fsanitize=address,undefined -fno-sanitize-recover %s -o %t %iomem_libs && %t
// RUN: not %t overflow 2>&1 | FileCheck %s
// RUN: %cc %iomem_cflags -O2 -fsanitize=undefined -fno-sanitize-recover %s -o %t %iomem_libs && %t
// RUN: %cc %iomem_cflags -O1 -fsanitize=thread %s -o %t %iomem_libs && %t
// RUN: %cc %iomem_cflags -O2 -fstack-protector-all -D_FORTIFY_SOURCE=2 %s -o %t %iomem_libs && %t
// RUN: %cc %iomem_cflags -O2 -pg -fprofile-arcs -c %s -o %t.o
// CHECK: signed integer overflow
#include <iomem.h>
#include <limits.h>
#include <string.h>

struct device {
    int value;
    char name[12];
};

static struct device memory;

__attribute__((no_sanitize_address)) static int unchecked(char __iomem *io)
{
    char copy[4];
    memcpy(copy, io, sizeof copy);
    return copy[0];
}

static int plain(int a, int b)
{
    int sized[a];
    sized[b] = a << b;
    return sized[b] / a;
}

int main(int argc, char **argv)
{
    struct device __iomem *d = (struct device __iomem __force *)&memory;
    (void)argv;
    d->value = argc > 1 ? INT_MAX : 1;
    memset(d->name, 'x', sizeof d->name);
    return d->value + 1 != 2 || plain(2, 1) != 2 || unchecked(d->name) != 'x';
}
