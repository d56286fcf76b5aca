// SPDX-License-Identifier: MIT
// None of the flags that change what is generated, instrumented or dumped may disturb the plugin.
// REQUIRES: gcc, full
// RUN: rm -rf %t && mkdir %t
// RUN: %cc %iomem_cflags -c %s -o %t/o -O0 2>&1 | count 0
// RUN: %cc %iomem_cflags -c %s -o %t/o -Og -g3 2>&1 | count 0
// RUN: %cc %iomem_cflags -c %s -o %t/o -Os 2>&1 | count 0
// RUN: %cc %iomem_cflags -c %s -o %t/o -O1 2>&1 | count 0
// RUN: %cc %iomem_cflags -c %s -o %t/o -O3 -g 2>&1 | count 0
// RUN: %cc %iomem_cflags -c %s -o %t/o -Ofast 2>&1 | count 0
// RUN: %cc %iomem_cflags -c %s -o %t/o -O2 -flto 2>&1 | count 0
// RUN: %cc %iomem_cflags -c %s -o %t/o -O2 -flto -ffat-lto-objects -g 2>&1 | count 0
// RUN: %cc %iomem_cflags -c %s -o %t/o -fanalyzer 2>&1 | count 0
// RUN: %cc %iomem_cflags -c %s -o %t/o -O2 -fanalyzer 2>&1 | count 0
// RUN: %cc %iomem_cflags -c %s -o %t/o -pg 2>&1 | count 0
// RUN: %cc %iomem_cflags -c %s -o %t/o -fprofile-arcs -ftest-coverage 2>&1 | count 0
// RUN: %cc %iomem_cflags -c %s -o %t/o -O2 -fprofile-generate 2>&1 | count 0
// RUN: %cc %iomem_cflags -c %s -o %t/o -fsanitize=address 2>&1 | count 0
// RUN: %cc %iomem_cflags -c %s -o %t/o -O2 -fsanitize=thread 2>&1 | count 0
// RUN: %cc %iomem_cflags -c %s -o %t/o -O2 -fsanitize=null,alignment,object-size,bounds 2>&1 | count 0
// RUN: %cc %iomem_cflags -c %s -o %t/o -finstrument-functions 2>&1 | count 0
// RUN: %cc %iomem_cflags -c %s -o %t/o -fstack-protector-all -fstack-clash-protection 2>&1 | count 0
// RUN: %cc %iomem_cflags -c %s -o %t/o -fexceptions -fnon-call-exceptions -O2 2>&1 | count 0
// RUN: %cc %iomem_cflags -c %s -o %t/o -fno-builtin -ffreestanding 2>&1 | count 0
// RUN: %cc %iomem_cflags -c %s -o %t/o -O2 -fno-inline -fno-early-inlining -fno-tree-sra -fno-ivopts 2>&1 | count 0
// RUN: %cc %iomem_cflags -c %s -o %t/o -O2 -fno-toplevel-reorder 2>&1 | count 0
// RUN: %cc %iomem_cflags -c %s -o %t/o -O3 -ftree-parallelize-loops=4 -fopenmp 2>&1 | count 0
// RUN: %cc %iomem_cflags -c %s -o %t/o -O2 -fchecking=2 -g 2>&1 | count 0
// RUN: %cc %iomem_cflags -c %s -o %t/o -O2 -fcompare-debug 2>&1 | count 0
// RUN: %cc %iomem_cflags -c %s -o %t/o -O2 -gsplit-dwarf 2>&1 | count 0
// RUN: %cc %iomem_cflags -c %s -o %t/o -O2 -g -fdump-tree-all -fdump-ipa-all -fdump-rtl-all -fdump-lang-all -dumpdir %t/ 2>&1 | count 0
// RUN: %cc %iomem_cflags -c %s -o %t/o -O2 -fverbose-asm -save-temps=obj 2>&1 | count 0
// RUN: %cc %iomem_cflags -c %s -o %t/o -O2 -fpack-struct -fshort-enums -funsigned-char 2>&1 | count 0
// RUN: %cc %iomem_cflags -c %s -o %t/o -O2 -D_FORTIFY_SOURCE=2 2>&1 | count 0
#include <iomem.h>
#include <stdint.h>
#include <string.h>

struct regs { uint32_t control, status; uint8_t data[16]; };
static struct regs __iomem *kept;
static inline uint32_t status(const struct regs __iomem *r) { return r->status; }

size_t f(struct regs __iomem *io, char *ram, size_t n, char __iomem *text, int c)
{
    kept = c ? io : kept;
    for (size_t i = 0; i < n; i++)
        io->data[i & 15] = ram[i];
    while (!(status(io) & 1))
        io->control = c;
    memcpy(ram, io->data, 16);
    memset(io->data, c, n & 15);
    char copy[64];
    strncpy(copy, text, sizeof copy - 1);
    copy[63] = 0;
    return strlen(text) + strlen(copy) + (memcmp(io->data, ram, 4) ? kept->status : io->control);
}
