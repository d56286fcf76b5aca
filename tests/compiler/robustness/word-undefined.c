// SPDX-License-Identifier: MIT
// Without the macro the word would not bring volatile any more, so undefining it is not silent.
// RUN: %cc %iomem_words -c %s -o %t.o 2>&1 | FileCheck %s
// RUN: not %cc %iomem_words -Werror -c %s -o %t.o 2>&1 | FileCheck %s
// CHECK: [[@LINE+1]]:{{.*}}: undefining
#undef __iomem
#ifndef __clang__ /* which has no other word for it */
int f(int __iomem *io) { return *io - *io; }
#endif
