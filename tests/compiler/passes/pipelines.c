// SPDX-License-Identifier: MIT
// The passes run first and last in every pipeline that Clang has, once or twice, and on IR as on C.
// REQUIRES: clang
// DEFINE: %{flags} =
// DEFINE: %{try} = %cc -w -fpass-plugin=%iomem_pass -I%source/include %{flags} -S -emit-llvm %s -o - | FileCheck %s && not %cc -w -DATOMIC -fpass-plugin=%iomem_pass -I%source/include %{flags} -S -emit-llvm %s -o - 2>&1 | FileCheck --check-prefix=LAST %s
// REDEFINE: %{flags} = -O0
// RUN: %{try}
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
// REDEFINE: %{flags} = -O0 -flto
// RUN: %{try}
// REDEFINE: %{flags} = -O2 -flto
// RUN: %{try}
// REDEFINE: %{flags} = -O0 -flto=thin
// RUN: %{try}
// REDEFINE: %{flags} = -O2 -flto=thin
// RUN: %{try}
// REDEFINE: %{flags} = -O2 -fsanitize=undefined -fprofile-generate
// RUN: %{try}
// REDEFINE: %{flags} = -O2 -mllvm -opt-bisect-limit=0
// RUN: %{try}
// REDEFINE: %{flags} = -O1 -fsanitize=thread --coverage
// RUN: %if native %{ %{try} %}
// REDEFINE: %{flags} = -O1 -fsanitize=memory -fprofile-instr-generate
// RUN: %if native %{ %{try} %}

// RUN: %cc -w -I%source/include -O2 -Xclang -disable-llvm-passes -S -emit-llvm %s -o %t.ll
// RUN: FileCheck --check-prefix=RAW %s < %t.ll
// RUN: %cc -w -fpass-plugin=%iomem_pass -O2 -S -emit-llvm -x ir %t.ll -o - | FileCheck %s
// RUN: %cc -w -fpass-plugin=%iomem_pass -O0 -S -emit-llvm -x ir %t.ll -o - | FileCheck %s
// RUN: %opt -load-pass-plugin=%iomem_pass "-passes=default<O2>" -S %t.ll -o - | FileCheck %s
// RUN: %opt -load-pass-plugin=%iomem_pass "-passes=lto-pre-link<O2>" -S %t.ll -o - | FileCheck %s

#include <iomem/guard.h>
#define IO volatile __attribute__((address_space(14)))
#ifndef ATOMIC /* whose errors are the checks' where these have run */
__asm__(IOMEM_GUARD_CHECKED);
#endif

// RAW: did not run
// RAW: call void @llvm.memcpy
// CHECK-NOT: {{did not run|call .*memcpy\.p}}
// CHECK: call {{.*}}@iomem_memcpy_toio(
// CHECK: call {{.*}}@iomem_memcpy_fromio(
// CHECK-NOT: {{call .*memcpy\.p}}
// LAST: error: {{.*}}: an atomic access
void f(char IO *io, char *ram) { __builtin_memcpy(io, ram, 8); }
__attribute__((optnone, noinline)) void g(char IO *io, char *ram) { __builtin_memcpy(ram, io, 8); }
#ifdef ATOMIC
__attribute__((optnone, noinline)) int h(int IO *io) { return __atomic_exchange_n(io, 1, 0); }
#endif
