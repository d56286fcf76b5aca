// SPDX-License-Identifier: MIT
// An object has one space: its members can't have another. (An error may stand at the end of the structure.)
// RUN: not %cc %iomem_words -c %s -o %t.o 2>&1 | FileCheck %s
// CHECK-NOT: internal compiler error
// CHECK-DAG: {{error: .*'by_value'|members.c:13:.*error: field may not}}
// CHECK-DAG: {{error: .*'whole'|members.c:14:.*error: field may not}}
// CHECK-DAG: {{error: .*'array'|members.c:15:.*error: field may not}}
// CHECK-DAG: {{error: .*'bits'|members.c:16:.*error: field may not}}
// CHECK-DAG: {{error: .*'alternative'|members.c:18:.*error: field may not}}
// CHECK-NOT: internal compiler error
struct regs { int a; };
struct members {
    int __iomem by_value;
    struct regs __iomem whole;
    int __iomem array[4];
    int __iomem bits : 3;
    int __iomem *fine;
    union { int __iomem alternative; int other; };
};
int f(struct members __iomem *io) { return io->by_value + io->whole.a + io->array[1] + io->alternative + *io->fine; }
