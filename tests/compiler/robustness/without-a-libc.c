// SPDX-License-Identifier: MIT
// RUN: %cc %iomem_words -ffreestanding -nostdinc -O2 -S %s -o - 2>&1 | FileCheck %s
// CHECK-NOT: {{call|jmp|bl?|tail}} memcpy
// CHECK: iomem_memcpy_fromio
typedef __SIZE_TYPE__ size_t;
void *memcpy(void *, const void *, size_t);
void f(char __iomem *io, char *ram) { memcpy(ram, io, 4); }
