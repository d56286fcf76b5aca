// SPDX-License-Identifier: MIT
// A read-only destination is warned of as in a plain call; a volatile source, which __iomem brings, is not.
// RUN: %cc %iomem_cflags -c %s -o %t.o 2>&1 | FileCheck --implicit-check-not=warning: %s
#include <iomem.h>
#include <string.h>

void f(const char __iomem *read_only, char *ram, size_t n)
{
    // CHECK: [[@LINE+1]]:{{.*}}warning: {{.*}}const{{.*}} [-W{{.*}}discard
    memcpy((read_only), ram, n);
    // CHECK: [[@LINE+1]]:{{.*}}warning: {{.*}}const{{.*}} [-W{{.*}}discard
    memset(read_only, 0, n);
    memcpy(ram, read_only, n);
    ram += strlen(read_only);
}
