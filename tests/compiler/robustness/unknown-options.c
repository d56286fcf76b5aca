// SPDX-License-Identifier: MIT
// One line each that names the option.
// RUN: not %cc %iomem_words -fplugin-arg-iomem-foo -c %s -o %t.o 2>&1 | FileCheck --check-prefix=FOO %s
// RUN: not %cc %iomem_words -fplugin-arg-iomem-foo=bar -c %s -o %t.o 2>&1 | FileCheck --check-prefix=FOOBAR %s
// RUN: not %cc %iomem_words -fplugin-arg-iomem-Werror= -c %s -o %t.o 2>&1 | FileCheck --check-prefix=EMPTY %s
// RUN: not %cc %iomem_words -fplugin-arg-iomem-Werror -c %s -o %t.o 2>&1 | FileCheck --check-prefix=BARE %s
// RUN: not %cc %iomem_words -fplugin-arg-iomem-Werror=nothing -c %s -o %t.o 2>&1 | FileCheck --check-prefix=NOTHING %s
// RUN: not %cc %iomem_words -fplugin-arg-iomem-Wcast=1 -c %s -o %t.o 2>&1 | FileCheck --check-prefix=VALUE %s
// RUN: not %cc %iomem_words -fplugin-arg-iomem-Wno-nothing -c %s -o %t.o 2>&1 | FileCheck --check-prefix=NO %s
// RUN: not %cc %iomem_words -fplugin-arg-iomem-W -c %s -o %t.o 2>&1 | FileCheck --check-prefix=W %s
// RUN: not %cc %iomem_words -fplugin-arg-iomem-Wiomem-cast -c %s -o %t.o 2>&1 | FileCheck --check-prefix=LONG %s
// FOO: error: {{.*}}'-fplugin-arg-iomem-foo'
// FOO-NOT: error:
// FOOBAR: error: {{.*}}'-fplugin-arg-iomem-foo=bar'
// FOOBAR-NOT: error:
// EMPTY: error: {{.*}}'-fplugin-arg-iomem-Werror=
// EMPTY-NOT: error:
// BARE: error: {{.*}}'-fplugin-arg-iomem-Werror'
// BARE-NOT: error:
// NOTHING: error: {{.*}}'-fplugin-arg-iomem-Werror=nothing'
// NOTHING-NOT: error:
// VALUE: error: {{.*}}'-fplugin-arg-iomem-Wcast=1'
// VALUE-NOT: error:
// NO: error: {{.*}}'-fplugin-arg-iomem-Wno-nothing'
// NO-NOT: error:
// W: error: {{.*}}'-fplugin-arg-iomem-W'
// W-NOT: error:
// LONG: error: {{.*}}'-fplugin-arg-iomem-Wiomem-cast'
// LONG-NOT: error:
int plain;
