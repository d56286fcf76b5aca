// SPDX-License-Identifier: MIT
// Labels, computed goto, switch, statement expressions, nested functions, setjmp.
// REQUIRES: gcc
// RUN: %diagnose
// RUN: %diagnose -O3
#include <iomem.h>
#include <setjmp.h>
#include <stdint.h>

int f(uint32_t __iomem *io, jmp_buf buffer, int n)
{
    void *labels[] = {&&first, &&second};
#ifdef __clang__
    int (*inner)(uint32_t __iomem *) = 0;
#else
    int inner(uint32_t __iomem *p) { return *p + *io; }
#endif
    uint32_t __iomem *volatile kept = io;

    if (setjmp(buffer))
        return *kept;
    goto *labels[*io & 1];
first:
    switch (*io) {
    case 1 ... 5:
        *io = 2;
        __attribute__((fallthrough));
    default:
        switch (io[1] & 3)
        case 2:
            n++;
    }
second:
    n += ({ uint32_t __iomem *p = io + 1; ({ *p; }) + p[1]; });
    io = ({ io + 1; });
    uint32_t *ram = ({ io + 1; });  // expect-error mixing
    switch (io) {                   // expect-error
    }
    goto *io;                       // expect-error mixing
    for (; *io; io++)
        n += inner(io);
    while (!(*io & 4))
        ;
    do
        *io = n;
    while (io[2] && n--);
    return *io ? *ram : *io ?: n;
}
