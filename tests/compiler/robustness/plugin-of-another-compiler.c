// SPDX-License-Identifier: MIT
// One line that says which compiler the plugin is for, and nothing after it. Of another Clang, or a GCC for another
// target, not even the symbols may fit; then the loader says so.
// DEFINE: %{others} = sh -ec 'for p in %build/lib/iomem/%family-*/iomem.so; do case "%iomem_words" in *"$p"*) continue;; esac; ! %cc -fplugin=$p -c %s -o %t.o > %t.txt 2>&1; FileCheck --check-prefix=%family %s < %t.txt; done'
// RUN: %{others}
// gcc-NOT: error:
// gcc: error: {{iomem: this plugin is built for GCC [0-9.]+ [(][0-9]+, [a-z0-9_-]+[)] and cannot be loaded into GCC [0-9.]+ [(][0-9]+, [a-z0-9_-]+[)]|cannot load plugin .* undefined symbol}}
// gcc-NOT: error:
// clang-NOT: PLEASE submit
// clang: {{error: iomem: this plugin is built for Clang|error: unable to load plugin|symbol lookup error}}
// clang-NOT: PLEASE submit
int plain;
