// SPDX-License-Identifier: MIT
// RUN: %diagnose -Wno-int-conversion
#include <iomem.h>
#include <stdbool.h>

struct s { int a; };
union u { int __iomem *p; int *q; };
enum e { A };

void f(int __iomem *io, int *ram, int x)
{
    x = (int __iomem)x;
    x = (int __force)x;
    x = (int __iomem __force)x;
    (void)(void __iomem)x;
    (struct s)io;                   // expect-error
    (struct s __iomem)*ram;         // expect-error
    (float)io;                      // expect-error
    (int __iomem *)1.0;             // expect-error
    (int[3])io;                     // expect-error
    (int(void))io;                  // expect-error
    (void)(enum e)io;               // expect-warning cast
    (void)(bool)io;
    (void)(char)io;                 // expect-warning cast
    (void)(union u)io;
    (void)(int __iomem *(*)(void))0;
    (nowhere __iomem *)io;          // expect-error
    (int __iomem *)absent;          // expect-error
    (int __iomem *)f();             // expect-error
    (void)(void (*)(void))io;       // expect-warning cast
    (void)(int __iomem * __iomem *)io;
}
