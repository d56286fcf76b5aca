// SPDX-License-Identifier: MIT
// A plugin that did not run can't go unnoticed.
// RUN: not %cc -I%source/include -c %s -o %t.o 2>&1 | FileCheck --check-prefix=FLAGS %s
// RUN: not %cc -I%source/include -D__IOMEM__ -c %s -o %t.o 2>&1 | FileCheck --check-prefix=PLUGIN %s
// RUN: %cc -I%source/include -DIOMEM_UNCHECKED -c %s -o %t.o 2>&1 | FileCheck --allow-empty --check-prefix=UNCHECKED %s
// FLAGS: error: {{.*}}iomem-config --cc CC --cflags
// FLAGS-NOT: {{[0-9]: error:}}
// PLUGIN: error: {{.*}}the iomem plugin did not run
// PLUGIN-NOT: {{[0-9]: error:}}
// UNCHECKED-NOT: {{[0-9]: error:}}

// Clang says it in the assembler, whichever way an object is made; reading the source alone is fine.
// ANYWHERE: error: {{.*}}the iomem plugin did not run
// DEFINE: %{cc} = %cc -I%source/include -D__IOMEM__
// DEFINE: %{said} = 2>&1 | FileCheck --check-prefix=ANYWHERE %s
// RUN: not %{cc} -O2 %s -DMAIN -o %t.run %{said}
// RUN: %if gcc %{ not %{cc} -fsyntax-only %s %{said} %}
// RUN: %if clang %{ %{cc} -Wall -Wextra -Werror -fsyntax-only %s 2>&1 | count 0 %}
// RUN: %if clang %{ not sh -c '%{cc} -S %s -o %t.s && %cc -c %t.s -o %t.o' %{said} %}
// RUN: %if clang %{ not sh -c '%{cc} -S -emit-llvm %s -o %t.ll && %cc -c %t.ll -o %t.o' %{said} %}
// RUN: %if clang %{ not sh -c '%{cc} -c -emit-llvm %s -o %t.bc && %cc -c %t.bc -o %t.o' %{said} %}
// RUN: %if clang %{ rm -f %t.o && not sh -c '%{cc} -flto -DMAIN -c %s -o %t.o && %cc -flto %t.o -o %t.run' > %t.log 2>&1 && FileCheck --check-prefix=ANYWHERE --input-file=%t.log %s %}
// RUN: %if clang %{ rm -f %t.o && not sh -c '%{cc} -flto=thin -DMAIN -c %s -o %t.o && %cc -flto=thin %lld %t.o -o %t.run' > %t.log 2>&1 && FileCheck --check-prefix=ANYWHERE --input-file=%t.log %s %}

// Of Clang's two plugins the first is enough for one compilation, and the second is not.
// DEFINE: %{plugin} = $(%iomem_config --cc "%cc" --plugin)
// RUN: %if clang %{ sh -c '%{cc} -fplugin=%{plugin} -O2 -c %s -o %t.o' 2>&1 | count 0 %}
// RUN: %if clang %{ nm -u %t.o | FileCheck --check-prefix=REWRITTEN %s %}
// REWRITTEN: iomem_memset_io
// RUN: %if clang %{ not %{cc} -fpass-plugin=%iomem_pass -c %s -o %t.o %{said} %}
#include <iomem.h>
#include <string.h>

int f(char __iomem *io)
{
#if !defined IOMEM_UNCHECKED
    memset(io, 0, 3);
#endif
    return *io;
}
#if defined MAIN
int main(void) { return 0; }
#endif
