// SPDX-License-Identifier: MIT
// One line that says which compiler the plugin is for, and nothing after it.
// REQUIRES: gcc
// RUN: sh -ec 'for p in %build/lib/iomem/gcc-*/iomem.so; do case "%iomem_words" in *"$p"*) continue;; esac; ! %cc -fplugin=$p -c %s -o %t.o > %t.txt 2>&1; FileCheck %s < %t.txt; done'
// CHECK-NOT: error:
// CHECK: error: iomem: this plugin is built for GCC {{[0-9.]+}} {{.*}} cannot be loaded into GCC {{[0-9.]+}}
// CHECK-NOT: error:
int plain;
