// SPDX-License-Identifier: MIT
// XFAIL: gcc
// The plugin takes the conversion to the union's member for a cast, which is a warning and not an error.
// RUN: %diagnose
typedef union { void *p; int *q; } any __attribute__((transparent_union));
typedef union { void __iomem *p; int __iomem *q; } io_any __attribute__((transparent_union));
void plain(any);
void io(io_any);
void f(int __iomem *p, int *q)
{
    plain(p);   // expect-error call
    plain(q);
    io(p);
    io(q);      // expect-error call
}
