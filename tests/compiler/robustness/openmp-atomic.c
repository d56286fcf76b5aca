// SPDX-License-Identifier: MIT
// An atomic access by pragma is one like any other.
// RUN: not %cc %iomem_words -fopenmp -c %s -o %t.o 2>&1 | FileCheck %s
// CHECK-NOT: internal compiler error
// CHECK: [[@LINE+4]]:{{.*}}{{error|sorry}}
unsigned f(unsigned __iomem *io)
{
#pragma omp atomic
    *io += 1;
    return 0;
}
