// SPDX-License-Identifier: MIT
// Loops become calls in every pipeline from -O1 on, also if the passes are there twice, from IR, and where the loop
// passes run with MemorySSA; loops outside the IO space and in optnone functions don't.
// REQUIRES: clang
// DEFINE: %{flags} =
// DEFINE: %{compile} = %cc -w -fpass-plugin=%iomem_pass %{flags} -S -emit-llvm %s -o -
// DEFINE: %{try} = %{compile} | FileCheck %s
// REDEFINE: %{flags} = -O1
// RUN: %{try}
// REDEFINE: %{flags} = -O2 -fpass-plugin=%iomem_pass
// RUN: %{try}
// REDEFINE: %{flags} = -O3
// RUN: %{try}
// REDEFINE: %{flags} = -Os
// RUN: %{try}
// REDEFINE: %{flags} = -Oz
// RUN: %{try}
// REDEFINE: %{flags} = -O2 -flto
// RUN: %{try}
// REDEFINE: %{flags} = -O2 -flto=thin
// RUN: %{try}
// REDEFINE: %{flags} = -O1 -fsanitize=address
// RUN: %if native %{ %{compile} | FileCheck --check-prefix=ADDRESS %s %}
// REDEFINE: %{flags} = -O1 -fsanitize=thread
// RUN: %if native %{ %{compile} | FileCheck --check-prefix=NONE %s %}
// REDEFINE: %{flags} = -O0
// RUN: %{compile} | FileCheck --check-prefix=NONE %s
// REDEFINE: %{flags} = -O2 -mllvm -opt-bisect-limit=0
// RUN: %{compile} | FileCheck --check-prefix=NONE %s

// RUN: %cc -w -O2 -Xclang -disable-llvm-passes -S -emit-llvm %s -o %t.ll
// DEFINE: %{opt} = %opt -load-pass-plugin=%iomem_pass -S %t.ll -o -
// RUN: %{opt} "-passes=default<O1>" | FileCheck %s
// RUN: %{opt} "-passes=lto-pre-link<O2>" | FileCheck %s
// RUN: %{opt} "-passes=iomem-rewrite,function(mem2reg,instcombine,loop-simplify,lcssa,loop-mssa(loop-rotate,licm,iomem-loops)),iomem-verify" -verify-memoryssa | FileCheck %s
// RUN: %{opt} "-passes=iomem-rewrite,function(mem2reg,instcombine),iomem-verify" | FileCheck --check-prefix=NONE %s
// RUN: %{opt} "-passes=default<O2>" -pass-remarks=iomem -pass-remarks-missed=iomem 2>&1 >%t.out | FileCheck --check-prefix=REMARKS %s

#define IO __attribute__((address_space(14)))

// NONE-NOT: call {{.*}}@iomem_
// REMARKS: remark: <unknown>:0:0: loop on '__iomem' memory became a call of 'iomem_iowrite32_copy'
// REMARKS: remark: <unknown>:0:0: loop on '__iomem' memory stays a loop: what it stores is not, bit for bit, what it loads

// ADDRESS-LABEL: @copy(
// ADDRESS: call {{.*}}@iomem_iowrite32_copy_asan(
// CHECK-LABEL: @copy(
// CHECK-NOT: asm sideeffect
// CHECK: call {{.*}}@iomem_iowrite32_copy(
// CHECK-NOT: {{asm sideeffect|phi}}
void copy(unsigned IO *io, unsigned *ram, long n)
{
    for (long i = 0; i < n; i++)
        io[i] = ram[i];
}

// CHECK-LABEL: @fill(
// CHECK: call {{.*}}@iomem_iofill16_step({{.*}}, i{{32|64}} 2, i{{32|64}} 7, i{{32|64}} 6)
void fill(unsigned short IO *io)
{
    for (int i = 0; i < 6; i++)
        io[i] = 7;
}

// CHECK-LABEL: @ordinary(
// CHECK-NOT: {{call .*@iomem_}}
void ordinary(unsigned volatile *to, unsigned *from, long n)
{
    for (long i = 0; i < n; i++)
        to[i] = from[i];
}

// CHECK-LABEL: @other_space(
// CHECK-NOT: {{call .*@iomem_}}
void other_space(unsigned volatile __attribute__((address_space(15))) *to, unsigned *from, long n)
{
    for (long i = 0; i < n; i++)
        to[i] = from[i];
}

// CHECK-LABEL: @unoptimised(
// CHECK-NOT: {{call .*@iomem_}}
__attribute__((optnone, noinline)) void unoptimised(unsigned IO *io, unsigned *ram, long n)
{
    for (long i = 0; i < n; i++)
        io[i] = ram[i];
}

// CHECK-LABEL: @widening(
// CHECK-NOT: {{call .*@iomem_}}
void widening(unsigned IO *io, unsigned char *ram, long n)
{
    for (long i = 0; i < n; i++)
        io[i] = ram[i];
}
