// SPDX-License-Identifier: MIT
// RUN: %diagnose -fopenmp
#include <iomem.h>
#include <string.h>
void f(int __iomem *io, int *ram, int n)
{
#pragma omp parallel for private(nowhere)   // expect-error
    for (int i = 0; i < n; i++)
        ram = io;                           // expect-error mixing
#pragma omp parallel num_threads(io)        // expect-error
    *io = 1;
#pragma omp for
    *io = 2;                                // expect-error
#pragma omp parallel for
    for (int __iomem *p = io; p < ram; p++) // expect-error
        *p = 1;
}
