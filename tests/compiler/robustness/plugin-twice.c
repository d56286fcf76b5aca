// SPDX-License-Identifier: MIT
// RUN: %cc %iomem_words %iomem_words -c %s -o %t.o 2>&1 | count 0
// RUN: %cc %iomem_words -fplugin-arg-iomem-Wno-cast -fplugin-arg-iomem-Wno-cast -c %s -o %t.o 2>&1 | count 0
// RUN: %if gcc %{ not %cc %iomem_words -fplugin-arg-nowhere-foo -c %s -o %t.o 2>&1 | FileCheck %s %}
// CHECK: error: {{.*}}nowhere
// CHECK-NOT: internal compiler error
int f(int __iomem *io) { return *io; }
