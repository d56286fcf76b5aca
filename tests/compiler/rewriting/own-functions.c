// SPDX-License-Identifier: MIT
// A program's own function of a table's name: the same interface is the same function, another one is not.
// RUN: %cc %iomem_cflags -O2 -DSAME -S %s -o - | FileCheck --check-prefix=SAME %s
// RUN: not %cc %iomem_cflags -O2 -DOTHER -S %s -o - 2>&1 | FileCheck --check-prefix=OTHER %s
#include <iomem.h>
#include <stddef.h>

#ifdef SAME
// SAME: iomem_strlcpy_toio
static size_t strlcpy(char *d, const char *s, size_t n)
{
    size_t i = 0;
    for (; s[i]; i++)
        if (i + 1 < n)
            d[i] = s[i], d[i + 1] = 0;
    return i;
}

size_t f(char __iomem *io, char *ram) { return strlcpy(io, "x", 2) + strlcpy(ram, "y", 2); }
#endif

#ifdef OTHER
// OTHER: error: passing {{argument 2 of 'strlcpy'|.* changes address space}}
int strlcpy(int options, char *d);
int f(char __iomem *io) { return strlcpy(1, io); }
#endif
