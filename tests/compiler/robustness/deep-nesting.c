// SPDX-License-Identifier: MIT
// Expressions, blocks, pointers and calls as deep as a generator may write them.
// RUN: rm -rf %t && mkdir %t
// For the sum, GCC's register allocator takes a time that grows with the square of the accesses.
// RUN: %if full %{ echo 20000 > %t/terms %} %else %{ echo 5000 > %t/terms %}
// RUN: %python -c "import sys; n=int(open(sys.argv[1]).read()); print('int f(int __iomem *io) { return ' + '+'.join(['io[%%d]' %% (i %% 9) for i in range(n)]) + '; }')" %t/terms > %t/sum.c
// RUN: %cc %iomem_words -c %t/sum.c -o %t/o 2>&1 | count 0
// RUN: %python -c "n=%depth; print('int f(int __iomem *io) { return ' + '('*n + '*io' + ')'*n + '; }')" > %t/parentheses.c
// RUN: %cc %iomem_words -c %t/parentheses.c -o %t/o 2>&1 | count 0
// RUN: %python -c "n=200; print('int f(int __iomem *io) { ' + 'if (*io) { '*n + 'return *io; ' + '}'*n + 'return 0; }')" > %t/blocks.c
// RUN: %cc %iomem_words -O2 -c %t/blocks.c -o %t/o 2>&1 | count 0
// RUN: %python -c "n=3000; print('int f(int __iomem *io) { ' + ''.join('if (*io == %%d) return %%d; else ' %% (i, i) for i in range(n)) + 'return 0; }')" > %t/else.c
// RUN: %cc %iomem_words -c %t/else.c -o %t/o 2>&1 | count 0
// RUN: %python -c "n=200; print('#include <string.h>\nvoid *f(char __iomem *io, char *r) { return ' + 'memcpy('*n + 'r' + ', io, 1)'*n + '; }')" > %t/calls.c
// RUN: %cc %iomem_words -c %t/calls.c -o %t/o 2>&1 | count 0
// RUN: %python -c "n=500; print('int __iomem ' + '*'*n + 'p; int __iomem ' + '*'*n + 'f(void) { return p; }')" > %t/pointers.c
// RUN: %cc %iomem_words -c %t/pointers.c -o %t/o 2>&1 | count 0
// RUN: %python -c "n=500; print('int ' + '*__iomem '*n + '*p; int ' + '*'*n + '*f(void) { return p; }')" > %t/mixed.c
// RUN: not %cc %iomem_words -c %t/mixed.c -o %t/o 2>&1 | FileCheck %s
// CHECK-NOT: internal compiler error
// CHECK: mixed.c:1:{{.*}}error
// CHECK-NOT: internal compiler error
