// SPDX-License-Identifier: MIT
// What the device sees with max-width: no access is wider, and there are no more than need be.
// DEFINE: %{flags} = -O2
// DEFINE: %{width} = 4
// DEFINE: %{prefix} = W4
// DEFINE: %{try} = %cc %iomem_cflags %trace_cflags -Wall -Wextra -Werror -fplugin-arg-iomem-max-width=%{width} %{flags} %s -o %t %iomem_libs %trace_libs && %run %t | FileCheck --strict-whitespace --match-full-lines --check-prefixes=CHECK,%{prefix} %s
// RUN: %{try}
// REDEFINE: %{flags} = -O0 -D_FORTIFY_SOURCE=2 -DIOMEM_MAX_WIDTH=4
// RUN: %{try}
// REDEFINE: %{flags} = -O2 -flto
// RUN: %if native %{ %{try} %}
// REDEFINE: %{flags} = -O2 %thin_lto %lld
// RUN: %if native %{ %{try} %}
// REDEFINE: %{flags} = -O2 -D_FORTIFY_SOURCE=2
// REDEFINE: %{width} = 2
// REDEFINE: %{prefix} = W2
// RUN: %{try}
// REDEFINE: %{width} = 1
// REDEFINE: %{prefix} = W1
// RUN: %{try}
#include <iomem.h>
#include <stdio.h>
#include <string.h>
#include "trace.h"

static void step(const char *name)
{
    trace_pause();
    printf("%s\n", name);
    trace_dump(stdout);
    trace_clear();
}

int main(void)
{
    char __iomem *io = (char __iomem __force *)trace_open(NULL, 4096)->io;
    char ram[32] = "0123456789abcdef";
    void *(*by_address)(void *, const void __iomem *, size_t) = memcpy_fromio;

    trace_clear();
    memcpy(io + 7, ram, 9);
    step("to");
    memcpy_fromio(ram, io + 8, 8);
    step("name");
    by_address(ram, io + 2, 2);
    step("address");
    memset(io + 6, 0, 6);
    step("set");
    memmove(io + 4, io, 8);
    step("move");
    int differs = memcmp(io, ram, 4) != 0;
    step(differs ? "compare" : "another comparison");
    strcpy(io + 4, "a");
    step("string");
    return 0;
}
//      CHECK:to
// CHECK-NEXT:W 1 @0x7
//    W4-NEXT:W 4 @0x8
//    W4-NEXT:W 4 @0xc
//    W2-NEXT:W 2 @0x8
//    W2-NEXT:W 2 @0xa
//    W2-NEXT:W 2 @0xc
//    W2-NEXT:W 2 @0xe
//    W1-NEXT:W 1 @0x8
//    W1-NEXT:W 1 @0x9
//    W1-NEXT:W 1 @0xa
//    W1-NEXT:W 1 @0xb
//    W1-NEXT:W 1 @0xc
//    W1-NEXT:W 1 @0xd
//    W1-NEXT:W 1 @0xe
//    W1-NEXT:W 1 @0xf
// CHECK-NEXT:name
//    W4-NEXT:R 4 @0x8
//    W4-NEXT:R 4 @0xc
//    W2-NEXT:R 2 @0x8
//    W2-NEXT:R 2 @0xa
//    W2-NEXT:R 2 @0xc
//    W2-NEXT:R 2 @0xe
//    W1-NEXT:R 1 @0x8
//    W1-NEXT:R 1 @0x9
//    W1-NEXT:R 1 @0xa
//    W1-NEXT:R 1 @0xb
//    W1-NEXT:R 1 @0xc
//    W1-NEXT:R 1 @0xd
//    W1-NEXT:R 1 @0xe
//    W1-NEXT:R 1 @0xf
// CHECK-NEXT:address
//    W4-NEXT:R 2 @0x2
//    W2-NEXT:R 2 @0x2
//    W1-NEXT:R 1 @0x2
//    W1-NEXT:R 1 @0x3
// CHECK-NEXT:set
//    W4-NEXT:W 2 @0x6
//    W4-NEXT:W 4 @0x8
//    W2-NEXT:W 2 @0x6
//    W2-NEXT:W 2 @0x8
//    W2-NEXT:W 2 @0xa
//    W1-NEXT:W 1 @0x6
//    W1-NEXT:W 1 @0x7
//    W1-NEXT:W 1 @0x8
//    W1-NEXT:W 1 @0x9
//    W1-NEXT:W 1 @0xa
//    W1-NEXT:W 1 @0xb
// CHECK-NEXT:move
//    W4-NEXT:R 4 @0x4
//    W4-NEXT:W 4 @0x8
//    W4-NEXT:R 4 @0x0
//    W4-NEXT:W 4 @0x4
//    W2-NEXT:R 2 @0x6
//    W2-NEXT:W 2 @0xa
//    W2-NEXT:R 2 @0x4
//    W2-NEXT:W 2 @0x8
//    W2-NEXT:R 2 @0x2
//    W2-NEXT:W 2 @0x6
//    W2-NEXT:R 2 @0x0
//    W2-NEXT:W 2 @0x4
//    W1-NEXT:R 1 @0x7
//    W1-NEXT:W 1 @0xb
//    W1-NEXT:R 1 @0x6
//    W1-NEXT:W 1 @0xa
//    W1-NEXT:R 1 @0x5
//    W1-NEXT:W 1 @0x9
//    W1-NEXT:R 1 @0x4
//    W1-NEXT:W 1 @0x8
//    W1-NEXT:R 1 @0x3
//    W1-NEXT:W 1 @0x7
//    W1-NEXT:R 1 @0x2
//    W1-NEXT:W 1 @0x6
//    W1-NEXT:R 1 @0x1
//    W1-NEXT:W 1 @0x5
//    W1-NEXT:R 1 @0x0
//    W1-NEXT:W 1 @0x4
// CHECK-NEXT:compare
//    W4-NEXT:R 4 @0x0
//    W2-NEXT:R 2 @0x0
//    W2-NEXT:R 2 @0x2
//    W1-NEXT:R 1 @0x0
//    W1-NEXT:R 1 @0x1
//    W1-NEXT:R 1 @0x2
// CHECK-NEXT:string
// CHECK-NEXT:W 1 @0x4
// CHECK-NEXT:W 1 @0x5
//  CHECK-NOT:{{.}}
