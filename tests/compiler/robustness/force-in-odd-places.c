// SPDX-License-Identifier: MIT
// __force does nothing where there is no pointer's cast or parameter; it never lets a later conversion through.
// RUN: %diagnose
__force int a;
__force static int b = 1;
struct __force c { int d __force; };
int __force *e;
void __force function(void);
typedef int *__force forced_pointer;

__force int f(__force int x, int __iomem *io, int *ram)
{
    int __force local = x;
    int __force *pointer = io;  // expect-error mixing
    int *__force other = io;    // expect-error mixing
label: __attribute__((unused));
    x = (__force int)x + (int __force)x + (__force __force int __force)x;
    ram = (__force int *__force __force)io;
    ram = io;                   // expect-error mixing
    ram = sizeof(int __force *) ? ram : io; // expect-error mixing
    if (x)
        goto label;
    return local + a + b + *pointer + *other + *e;
}
