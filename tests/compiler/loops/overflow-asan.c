// SPDX-License-Identifier: MIT
// AddressSanitizer sees the side in RAM of a loop that became a call.
// REQUIRES: native
// RUN: %cc %iomem_cflags -O1 -fsanitize=address -S %s -o - | FileCheck %s
// RUN: %cc %iomem_cflags -O1 -g -fsanitize=address %s -o %t %iomem_libs
// RUN: env ASAN_OPTIONS=exitcode=3 %t 2 2
// RUN: not env ASAN_OPTIONS=exitcode=3 %t 3 2 2>&1 | FileCheck --check-prefix=WRITE %s
// RUN: not env ASAN_OPTIONS=exitcode=3 %t 2 3 2>&1 | FileCheck --check-prefix=READ %s
#include <iomem.h>
#include <stdlib.h>

static uint32_t device[16];

__attribute__((noinline)) static void from(uint32_t *ram, const uint32_t __iomem *io, size_t n)
{
    // CHECK-DAG: iomem_ioread32_copy_asan
    for (size_t i = 0; i < n; i++)
        ram[i] = io[i];
}

__attribute__((noinline)) static void to(uint32_t __iomem *io, const uint32_t *ram, size_t n)
{
    // CHECK-DAG: iomem_iowrite32_rep_asan
    for (size_t i = 0; i < n; i++)
        *io = ram[i];
}

int main(int argc, char **argv)
{
    uint32_t *ram = calloc(2, sizeof *ram);

    if (argc != 3 || !ram)
        return 1;
    // WRITE: ERROR: AddressSanitizer: heap-buffer-overflow
    // WRITE-NEXT: WRITE of size 4
    from(ram, (uint32_t __iomem __force *)device, (size_t)atoi(argv[1]));
    // READ: ERROR: AddressSanitizer: heap-buffer-overflow
    // READ-NEXT: READ of size 4
    to((uint32_t __iomem __force *)device, ram, (size_t)atoi(argv[2]));
    free(ram);
    return 0;
}
