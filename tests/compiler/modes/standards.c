// SPDX-License-Identifier: MIT
// Every language standard, with debugging information, from preprocessed text, and with the
// intermediate files kept: the same program.
// DEFINE: %{link} = -o %t %iomem_libs %trace_libs && %run %t | FileCheck %s
// (GNU ld 2.40 crashes on what Clang 22 writes as DWARF 5 for riscv64.)
// RUN: %cc %iomem_cflags -Wall -Wextra -Werror -std=gnu89 -O2 %s %{link}
// RUN: %cc %iomem_cflags -Wall -Wextra -Werror -std=gnu99 -O1 %s %{link}
// RUN: %cc %iomem_cflags -Wall -Wextra -Werror -std=c99 -pedantic -O2 %s %{link}
// RUN: %cc %iomem_cflags -Wall -Wextra -Werror -std=gnu11 -O3 %s %{link}
// RUN: %cc %iomem_cflags -Wall -Wextra -Werror -std=c11 -pedantic -Os %s %{link}
// RUN: %cc %iomem_cflags -Wall -Wextra -Werror -std=gnu17 -O0 -g %s %if riscv64 %{ -gdwarf-4 %} %{link}
// RUN: %cc %iomem_cflags -Wall -Wextra -Werror -std=c17 -O2 -g3 %s %if riscv64 %{ -gdwarf-4 %} %{link}
// RUN: %cc %iomem_cflags -Wall -Wextra -Werror -std=gnu2x -O2 -g3 %s %if riscv64 %{ -gdwarf-4 %} %{link}

// RUN: %cc %iomem_cflags -O2 -E %s -o %t.i && %cc %iomem_cflags -Wall -Werror -Wno-unused-command-line-argument -O2 %t.i %{link}
// RUN: %cc %iomem_cflags -O2 -E -P %s -o %t.p.c && %cc %iomem_cflags -Wall -Werror -O2 %t.p.c %{link}
// RUN: %cc %iomem_cflags -O2 -g3 -E %s -o %t.g.i && %cc %iomem_cflags -Wall -Werror -Wno-unused-command-line-argument -O2 -g3 %t.g.i %if riscv64 %{ -gdwarf-4 %} %{link}
// RUN: %if gcc %{ %cc %iomem_cflags -O2 -E -fdirectives-only %s -o %t.d.i && %cc %iomem_cflags -Wall -Werror -O2 -fpreprocessed -fdirectives-only %t.d.i %{link} %}
// RUN: rm -rf %t.dir && mkdir %t.dir && cd %t.dir && %cc %iomem_cflags -Wall -Werror -O2 -g3 -save-temps -c %s && %cc %iomem_cflags -O2 -g3 -save-temps %s %if riscv64 %{ -gdwarf-4 %} %{link}
// RUN: %cc %iomem_cflags -Wall -Werror -O2 -pipe %s %{link}
// RUN: %cc %iomem_cflags -Wall -Werror -O2 -x c -c - -o %t.o < %s && %cc %t.o %{link}
// RUN: %cc %iomem_cflags -MMD -MF %t.d -O2 %s %{link}
// CHECK: 7 8 7 abc 3
#include <iomem.h>
#include <stdio.h>
#include <string.h>

struct device {
    uint32_t a, b;
    char name[56];
};

static char memory[sizeof(struct device)] __attribute__((aligned(8)));

static void fill(volatile struct device __iomem *d, int value)
{
    d->a = (uint32_t)value;
    d->b = d->a + 1;
    memset(d->name, value, sizeof d->name);
}

int main(void)
{
    struct device __iomem *d = (struct device __iomem __force *)memory;
    const char __iomem *found;
    struct device copy;

    fill(d, 7);
    memcpy(&copy, d, sizeof copy);
    strcpy(d->name, "abc");
    found = strchr(d->name, 0);
    printf("%u %u %d ", (unsigned)copy.a, (unsigned)copy.b, copy.name[55]);
    strcpy(copy.name, d->name);
    printf("%s %d\n", copy.name, (int)(found - d->name));
    return 0;
}
