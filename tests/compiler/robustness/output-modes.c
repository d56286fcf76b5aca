// SPDX-License-Identifier: MIT
// Every kind of output, input and dump.
// RUN: rm -rf %t && mkdir %t
// RUN: %cc %iomem_cflags -fsyntax-only %s 2>&1 | count 0
// RUN: %cc %iomem_cflags -S %s -o %t/a.s 2>&1 | count 0
// RUN: %cc %iomem_cflags -M %s | FileCheck --check-prefix=DEPENDENCIES %s
// RUN: %cc %iomem_cflags -MMD -MF %t/a.d -c %s -o %t/a.o 2>&1 | count 0
// RUN: %cc %iomem_cflags -E %s -o %t/a.i 2>&1 | count 0
// RUN: %cc %iomem_cflags -Wno-unused-command-line-argument -c %t/a.i -o %t/i.o 2>&1 | count 0
// RUN: %cc %iomem_cflags -E -P %s -o %t/b.i 2>&1 | count 0
// RUN: %cc %iomem_cflags -Wno-unused-command-line-argument -c %t/b.i -o %t/i.o 2>&1 | count 0
// RUN: %cc %iomem_cflags -E -C -dD %s -o %t/c.i 2>&1 | count 0
// RUN: %cc %iomem_cflags -E -dM %s | FileCheck --check-prefix=MACROS %s
// RUN: %if gcc %{ %cc %iomem_cflags -E -fdirectives-only %s -o %t/d.i 2>&1 | count 0 %}
// RUN: %if gcc %{ %cc %iomem_cflags -fpreprocessed -fdirectives-only -c %t/d.i -o %t/d.o 2>&1 | count 0 %}
// RUN: %cc %iomem_cflags -x c - -c -o %t/stdin.o < %s 2>&1 | count 0
// RUN: %cc %iomem_cflags -x assembler-with-cpp -c %S/Inputs/assembly.S -o %t/asm.o 2>&1 | count 0
// RUN: %cc %iomem_cflags -pipe -c %s -o %t/pipe.o 2>&1 | count 0
// RUN: %cc %iomem_cflags -Wfatal-errors -c %s -o %t/fatal.o 2>&1 | count 0
// DEPENDENCIES: output-modes.c
// MACROS-DAG: #define __iomem
// MACROS-DAG: #define __force
#include <iomem.h>
#include <string.h>
size_t f(char __iomem *io, char *ram) { return strlen(io) + *io - *io + (size_t)memcpy(ram, io, 4); }
