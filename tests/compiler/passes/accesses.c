// SPDX-License-Identifier: MIT
// An access whose type lost its volatile gets it back, before any pass could merge it, drop it or make a
// call of it, and ends as one instruction; and the calls of the runtime stay as many as they are.
// REQUIRES: clang
// DEFINE: %{compile} = %cc -w -fpass-plugin=%iomem_pass -S -emit-llvm %s -o -
// RUN: %{compile} -O3 -fno-discard-value-names | FileCheck %s
// RUN: %{compile} -O0 | FileCheck %s
// RUN: %{compile} -O3 %if x86_64 %{ -mavx2 %} -fno-discard-value-names | FileCheck --check-prefix=LOOPS %s
#define IO __attribute__((address_space(14)))
typedef __SIZE_TYPE__ size_t;

// CHECK-LABEL: @twice(
// CHECK: = call i{{[0-9]+}} asm sideeffect
// CHECK: = call i{{[0-9]+}} asm sideeffect
// CHECK: call void asm sideeffect {{.*}}, i32 1)
// CHECK: call void asm sideeffect {{.*}}, i32 1)
int twice(int IO *io)
{
    int a = *io + *io;
    *io = 1;
    *io = 1;
    return a;
}

// LOOPS-LABEL: @copy(
// LOOPS-NOT: {{call.*@(llvm.mem|mem)|<[0-9]+ x}}
// LOOPS-LABEL: @fill(
// LOOPS-NOT: {{call.*@(llvm.mem|mem)|<[0-9]+ x}}
// LOOPS-LABEL: @parallel(
void copy(unsigned char IO *io, unsigned char *ram, size_t n)
{
    for (size_t i = 0; i < n; i++)
        io[i] = ram[i];
}

void fill(unsigned IO *io)
{
    for (int i = 0; i < 16; i++)
        io[i] = 0;
}

// LOOPS-NOT: {{<[0-9]+ x}}
// LOOPS-LABEL: @lengths(
unsigned parallel(unsigned IO *io, int n)
{
    unsigned sum = 0;
#pragma clang loop vectorize(assume_safety)
    for (int i = 0; i < n; i++)
        sum += io[i];
    return sum;
}

// CHECK-LABEL: @lengths(
// CHECK: call {{.*}}@iomem_strlen_io
// CHECK: call {{.*}}@iomem_memset_io
// CHECK: call {{.*}}@iomem_strlen_io
// CHECK: call {{.*}}@iomem_strlen_io
// CHECK: call {{.*}}@iomem_memset_io
// CHECK: ret
size_t lengths(char IO *io)
{
    __builtin_strlen(io);
    __builtin_memset(io, 0, 4);
    size_t n = __builtin_strlen(io) + __builtin_strlen(io);
    __builtin_memset(io, 0, 4);
    return n;
}
