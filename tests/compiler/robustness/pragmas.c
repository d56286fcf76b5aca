// SPDX-License-Identifier: MIT
// RUN: %diagnose
// RUN: %diagnose -O2
#include <iomem.h>
#include <string.h>

#pragma GCC optimize("O3")
int fast(int __iomem *io) { return *io - *io; }
#pragma GCC reset_options
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wincompatible-pointer-types"
#pragma GCC diagnostic ignored "-Wdiscarded-qualifiers"
int **mixes(int __iomem **io) { return io; }    // expect-own mixing
int *converts(int __iomem *io) { return io; }   // expect-error mixing
#pragma GCC diagnostic pop
#pragma pack(push, 1)
struct packed { char a; int __iomem *p; };
#pragma pack(pop)
#pragma GCC poison poisoned
int poisoned_word(int __iomem *poisoned);       // expect-error
#pragma weak weak_one
int weak_one(int __iomem *);
#pragma iomem nonsense
#pragma __iomem
_Pragma("GCC unroll 4") int __iomem *pointer;   // expect-error
int in_loop(int __iomem *io)
{
    int sum = 0;
#pragma GCC unroll 4
    for (int i = 0; i < 8; i++)
        sum += io[i];
#pragma GCC ivdep
    for (int i = 0; i < 8; i++)
        io[i] = sum;
    return sum + weak_one(io) + *((struct packed *)0)->p;
}
