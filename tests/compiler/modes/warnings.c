// SPDX-License-Identifier: MIT
// The compiler's own warnings on plain code are the same with the plugin, in a unit that uses __iomem. (Clang's
// may come later than others of the same function.)
// DEFINE: %{flags} = -Wall -Wextra -O2
// DEFINE: %{try} = %cc -I%build/include -DIOMEM_UNCHECKED %{flags} -c %s -o %t.o 2> %t.plain; %cc %iomem_cflags %{flags} -c %s -o %t.o 2> %t.plugin; sort %t.plain > %t.a; sort %t.plugin > %t.b; diff %t.a %t.b && FileCheck %s < %t.plugin
// RUN: %{try}
// REDEFINE: %{flags} = -Wall -Wextra -O0 -Wcast-qual -Wcast-align -Wconversion
// RUN: %{try}
// REDEFINE: %{flags} = -Wall -Wextra -O2 -D_FORTIFY_SOURCE=2 -std=gnu99
// RUN: %{try}
// CHECK-DAG: -Wsizeof-pointer-memaccess
// CHECK-DAG: -Wmemset-transposed-args
// CHECK-DAG: -Wnonnull
// CHECK-DAG: -Wincompatible-pointer-types
// CHECK-DAG: -W{{discarded-qualifiers|incompatible-pointer-types-discards-qualifiers}}
// CHECK-DAG: -Wpointer-sign
// CHECK-DAG: -Wint-conversion
// CHECK-DAG: -W{{format=|format|fortify-source}}
// CHECK-DAG: -Wduplicate-decl-specifier
// CHECK-DAG: -Wunused-value
#include <iomem.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct device {
    int a, b;
};
extern struct device __iomem *device;
int read_device(void) { return device->a; }

void plain(struct device *d, char *s, unsigned char *u, const char *c, volatile char *v, int **pp, long **pl, int n)
{
    char small[4];
    volatile volatile int twice = 0;

    memset(d, 0, sizeof d);
    memset(d, sizeof *d, 0);
    memcpy(d, NULL, 8);
    memcpy(small, s, sizeof s);
    strncpy(s, c, strlen(c));
    strncat(small, c, sizeof small);
    memcpy(small, c, 16);
    strcpy(small, "too long");
    strlen(u);
    strlen(v);
    memcpy(c, s, 4);
    strcpy(s, n);
    memcmp(pp, pl, 4);
    memcpy(s, s, 4);
    pp = pl;
    printf("%s %d\n", n, s);
    if (memcmp(s, c, 4) == 'x' || s == (char *)-1 || strchr(s, "x"))
        abort();
    memmove(s, c, -1);
    free(small);
    (void)twice;
    (char *)c;
}
