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
#include <iomem.h>

int f(char __iomem *io) { return *(char __force *)io; }
