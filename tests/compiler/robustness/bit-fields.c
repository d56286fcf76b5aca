// SPDX-License-Identifier: MIT
// RUN: %diagnose -DDECLARATIONS
// RUN: %cc %iomem_words -c %s -o %t.o 2>&1 | FileCheck %s
struct bits { unsigned a : 3, b : 29; unsigned : 0; unsigned c : 1; };
#ifdef DECLARATIONS
unsigned *f(struct bits __iomem *io) { return &io->a; } // expect-error
struct negative { int __iomem *p : 3; };                // expect-error
unsigned long g(struct bits __iomem *io) { return sizeof io->b; } // expect-error
#else
unsigned read(struct bits __iomem *io) { return io->a + io->b + io->c; }
// CHECK-NOT: error:
// CHECK: [[@LINE+1]]:{{.*}}[-Wiomem-bitfield]
void write(struct bits __iomem *io) { io->b = 5; }
// CHECK: [[@LINE+1]]:{{.*}}[-Wiomem-bitfield]
void change(struct bits __iomem *io) { io->c++; }
// CHECK-NOT: error:
#endif
