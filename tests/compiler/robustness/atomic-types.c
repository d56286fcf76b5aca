// SPDX-License-Identifier: MIT
// RUN: not %cc %iomem_words -c %s -o %t.o 2>&1 | FileCheck %s
// CHECK-NOT: internal compiler error
_Atomic unsigned __iomem *pointer;
unsigned _Atomic __iomem *other;
_Atomic(unsigned) __iomem *third;
_Atomic(unsigned __iomem *) holder;
unsigned __iomem *_Atomic holder2;
void hold(unsigned __iomem *io) { holder = io; holder2 = holder; }
// CHECK: [[@LINE+1]]:{{.*}}{{atomic|address space}}
void add(_Atomic unsigned __iomem *io) { *io += 1; }
// CHECK: [[@LINE+1]]:{{.*}}{{atomic|address space}}
unsigned load(unsigned __iomem *io) { return __atomic_load_n(io, 5); }
// CHECK: [[@LINE+1]]:{{.*}}{{atomic|address space}}
void store(unsigned __iomem *io) { __atomic_store_n(io, 1, 5); }
// CHECK: [[@LINE+1]]:{{.*}}{{atomic|address space}}
unsigned fetch(unsigned __iomem *io) { return __sync_fetch_and_add(io, 1); }
// CHECK: [[@LINE+1]]:{{.*}}{{atomic|address space}}
int swap(unsigned __iomem *io, unsigned v) { return __atomic_compare_exchange(io, &v, &v, 0, 5, 5); }
// CHECK-NOT: internal compiler error
