// SPDX-License-Identifier: MIT
// What the device sees of rewritten calls and of plain loads and stores.
// DEFINE: %{flags} =
// DEFINE: %{try} = %cc %iomem_cflags %trace_cflags -Wall -Wextra %{flags} %s -o %t %iomem_libs %trace_libs && %run %t | FileCheck --strict-whitespace --match-full-lines --check-prefixes=CHECK,%word %s
// REDEFINE: %{flags} = -O0
// RUN: %{try}
// REDEFINE: %{flags} = -O1
// RUN: %{try}
// REDEFINE: %{flags} = -O2
// RUN: %{try}
// DWARF 4, as GNU ld 2.40 crashes on what Clang 22 writes as DWARF 5 for riscv64.
// REDEFINE: %{flags} = -O3 -g3 -gdwarf-4
// RUN: %{try}
// REDEFINE: %{flags} = -Os
// RUN: %{try}
// REDEFINE: %{flags} = -O2 -D_FORTIFY_SOURCE=3
// RUN: %{try}
// REDEFINE: %{flags} = -O2 -flto
// RUN: %if native %{ %{try} %}
#include <iomem.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include "trace.h"

struct device {
    uint32_t control;
    uint16_t status;
    uint8_t pad[2];
#if UINTPTR_MAX > UINT32_MAX
    uint64_t address;
#else
    uint32_t address, upper;
#endif
    uint8_t fifo[48];
};

static void step(const char *name)
{
    trace_pause();
    printf("%s\n", name);
    trace_dump(stdout);
    trace_clear();
}

int main(void)
{
    struct device __iomem *d = (struct device __iomem __force *)trace_open(NULL, 4096)->io;
    char ram[64] = "0123456789abcdef";

    trace_clear();
    d->control = 1;
    d->address = 0x12345678;
    uint16_t status = d->status;
    d->control |= status;
    step("scalars");
    memcpy(d->fifo + 3, ram, 7);
    step("to");
    memcpy(ram, &d->fifo[1], 16);
    step("from");
    memset(d->fifo, 0, sizeof d->fifo - 4);
    step("set");
    strcpy((char __iomem *)d->fifo, "ab");
    step("string");
    size_t length = strlen((char __iomem *)d->fifo);
    step(length == 2 ? "length" : "another length");
    memmove(d->fifo + 4, d->fifo, 8);
    step("move");
    return 0;
}
//      CHECK:scalars
// CHECK-NEXT:W 4 @0x0
// WORD8-NEXT:W 8 @0x8
// WORD4-NEXT:W 4 @0x8
// CHECK-NEXT:R 2 @0x4
// CHECK-NEXT:R 4 @0x0
// CHECK-NEXT:W 4 @0x0
// CHECK-NEXT:to
// CHECK-NEXT:W 1 @0x13
// CHECK-NEXT:W 4 @0x14
// CHECK-NEXT:W 2 @0x18
// CHECK-NEXT:from
// CHECK-NEXT:R 1 @0x11
// CHECK-NEXT:R 2 @0x12
// CHECK-NEXT:R 4 @0x14
// WORD8-NEXT:R 8 @0x18
// WORD4-NEXT:R 4 @0x18
// WORD4-NEXT:R 4 @0x1c
// CHECK-NEXT:R 1 @0x20
// CHECK-NEXT:set
// WORD8-NEXT:W 8 @0x10
// WORD8-NEXT:W 8 @0x18
// WORD8-NEXT:W 8 @0x20
// WORD8-NEXT:W 8 @0x28
// WORD8-NEXT:W 8 @0x30
// WORD4-NEXT:W 4 @0x10
// WORD4-NEXT:W 4 @0x14
// WORD4-NEXT:W 4 @0x18
// WORD4-NEXT:W 4 @0x1c
// WORD4-NEXT:W 4 @0x20
// WORD4-NEXT:W 4 @0x24
// WORD4-NEXT:W 4 @0x28
// WORD4-NEXT:W 4 @0x2c
// WORD4-NEXT:W 4 @0x30
// WORD4-NEXT:W 4 @0x34
// CHECK-NEXT:W 4 @0x38
// CHECK-NEXT:string
// CHECK-NEXT:W 1 @0x10
// CHECK-NEXT:W 1 @0x11
// CHECK-NEXT:W 1 @0x12
// CHECK-NEXT:length
// CHECK-NEXT:R 1 @0x10
// CHECK-NEXT:R 1 @0x11
// CHECK-NEXT:R 1 @0x12
// CHECK-NEXT:move
// WORD8-NEXT:R 8 @0x10
// WORD4-NEXT:R 4 @0x14
// CHECK-NEXT:W 4 @0x18
// WORD4-NEXT:R 4 @0x10
// CHECK-NEXT:W 4 @0x14
