// SPDX-License-Identifier: MIT
// RUN: %cc %iomem_cflags -fopenmp -S %s -o - | FileCheck %s
// RUN: %cc %iomem_cflags -fopenmp -O2 -S %s -o - | FileCheck %s
// CHECK-NOT: {{call|jmp|bl?|tail}} {{mem|str}}
// CHECK: iomem_
// CHECK-NOT: {{call|jmp|bl?|tail}} {{mem|str}}
#include <iomem.h>
#include <stdint.h>
#include <string.h>

static uint32_t __iomem *shared;
#pragma omp threadprivate(shared)

uint32_t f(uint32_t __iomem *io, char __iomem *name, uint32_t *ram)
{
    uint32_t sum = 0;
    shared = io;
#pragma omp parallel num_threads(strlen(name)) if(strcmp(name, "x"))
    {
        io[1] = 2;
        memcpy(ram, io, 16);
    }
#pragma omp parallel for schedule(dynamic, strlen(name)) firstprivate(io) reduction(+ : sum)
    for (size_t i = 0; i < strlen(name); i++)
        sum += io[i];
#pragma omp parallel for copyin(shared)
    for (uint32_t __iomem *p = io; p != io + 10; p++)
        *p = *shared;
#pragma omp simd linear(io : 1)
    for (int i = 0; i < 16; i++)
        *io++ = ram[i];
#pragma omp task
    memset(io, 0, 4);
#pragma omp critical
    *io = 2;
    return sum;
}
