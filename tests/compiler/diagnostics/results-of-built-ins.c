// SPDX-License-Identifier: MIT
// A compiler's own prototype of a built-in function has a plain result, also of IO memory. What looks at its value
// is fine; its use as a plain pointer is not. (Of the qualifiers Clang warns by itself.)
// RUN: %diagnose -Wno-incompatible-pointer-types-discards-qualifiers
#include <iomem.h>

unsigned long f(char __iomem *io, char *p, int n, int c)
{
    int __iomem *q = (int __iomem *)io;
    unsigned long a = __builtin_strchr(io, 3) != 0;

    __sync_bool_compare_and_swap(&q, q, q);
    __builtin_memcpy(io, p, 4);
    a += !__builtin_strchr(io, 3);
    a += __builtin_strchr(io, 3) && n;
    a += __builtin_strchr(io, 3) ? 1 : 2;
    _Bool b = __builtin_strchr(io, 3);
    a += (unsigned long)__builtin_strchr(io, 3);
    (void)(__builtin_memcpy(io, p, 4) ? 1 : 0);
    char *bad = __builtin_strchr(io, 3);        // expect-error mixing
    bad = c ? __builtin_strchr(io, 3) : 0;      // expect-error mixing
    return a + b + *bad;
}
