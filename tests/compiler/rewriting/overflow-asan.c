// SPDX-License-Identifier: MIT
// AddressSanitizer reports the RAM side of a rewritten call. (Its library for another target is not here.)
// REQUIRES: native
// RUN: %cc %iomem_cflags -O1 -g -w -fsanitize=address %s -o %t %iomem_libs
// RUN: %t 0
// RUN: not %t 1 2>&1 | FileCheck --check-prefix=WRITE %s
// RUN: not %t 2 2>&1 | FileCheck --check-prefix=READ %s
// RUN: not %t 3 2>&1 | FileCheck --check-prefix=WRITE %s
// RUN: not %t 4 2>&1 | FileCheck --check-prefix=READ %s
// RUN: %cc %iomem_cflags -O2 -g -w -fsanitize=address,undefined -D_FORTIFY_SOURCE=2 %s -o %t %iomem_libs
// RUN: %t 0
// RUN: not %t 1 2>&1 | FileCheck --check-prefix=FORTIFIED %s
// RUN: not %t 4 2>&1 | FileCheck --check-prefix=READ %s
// WRITE: heap-buffer-overflow
// WRITE: WRITE of size
// WRITE: in main
// READ: heap-buffer-overflow
// READ: READ of size
// READ: in main
// FORTIFIED: {{buffer overflow detected|heap-buffer-overflow}}
#include <iomem.h>
#include <stdlib.h>
#include <string.h>

static char memory[64] = "a text that is longer than eight";

int main(int argc, char **argv)
{
    char __iomem *io = (char __iomem __force *)memory;
    char *ram = malloc(8);
    size_t n = atoi(argv[1]) ? 32 : 8;

    memcpy(ram, io, 8);
    switch (atoi(argv[1])) {
    case 1:
        memcpy(ram, io, n);
        break;
    case 2:
        memcpy(io, ram, n);
        break;
    case 3:
        strcpy(ram, io);
        break;
    case 4:
        n = memcmp(io, ram, n);
        break;
    }
    free(ram);
    return 0;
}
