// SPDX-License-Identifier: MIT
// scanf's %p stores a pointer, so it is no reason to accept an IO pointer.
// RUN: %diagnose
#include <iomem.h>
#include <stdio.h>
void f(void *__iomem *io, FILE *file)
{
    scanf("%p", io);        // expect-warning vararg
    fscanf(file, "%p", io); // expect-warning vararg
}
