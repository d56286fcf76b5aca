// SPDX-License-Identifier: MIT
// RUN: not %cc %iomem_words -c %s -o %t.o 2>&1 | FileCheck --allow-unused-prefixes --check-prefixes=CHECK,%word %s
// RUN: not %cc %iomem_words -O2 -c %s -o %t.o 2>&1 | FileCheck --allow-unused-prefixes --check-prefixes=CHECK,%word %s
// CHECK-NOT: internal compiler error
typedef unsigned vector __attribute__((vector_size(16)));
// CHECK: [[@LINE+1]]:{{.*}}error: {{.*}} [-Wiomem-width]
vector read_vector(vector __iomem *io) { return *io; }
// CHECK: [[@LINE+1]]:{{.*}}error: {{.*}} [-Wiomem-width]
void write_vector(vector __iomem *io, vector v) { io[1] = v + 1; }
// CHECK: [[@LINE+1]]:{{.*}}error: {{.*}} [-Wiomem-width]
long double read_long(long double __iomem *io) { return *io; }
// CHECK: [[@LINE+1]]:{{.*}}error: {{.*}} [-Wiomem-width]
_Complex float read_complex(_Complex float __iomem *io) { return *io; }
#ifdef __SIZEOF_INT128__
// WORD8: [[@LINE+1]]:{{.*}}error: {{.*}} [-Wiomem-width]
__int128 read_wide(__int128 __iomem *io) { return *io; }
#endif
// CHECK-NOT: internal compiler error
