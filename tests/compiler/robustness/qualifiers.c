// SPDX-License-Identifier: MIT
// With every other qualifier, in every order, once or twice.
// RUN: %diagnose
// RUN: %diagnose -Wall -Wextra -Wduplicate-decl-specifier
// RUN: %diagnose -std=gnu89
#include <iomem.h>

int __iomem *a;
__iomem int *b;
int __iomem __iomem *c;
__iomem int __iomem *d;
volatile int __iomem *e;
int __iomem volatile *f;
const int __iomem *g;
int const volatile __iomem *h;
__iomem const int *i;
int __iomem *const j = 0;
int __iomem *volatile k;
int __iomem *__restrict l;
int __iomem *__iomem *m;
const int __iomem *const __iomem *const n = 0;
static int __iomem *o;
extern __iomem int *p;
#if !defined __clang__ && defined __i386__
register int __iomem *q asm("ebx");
#elif !defined __clang__ && defined __aarch64__
register int __iomem *q asm("x20");
#elif !defined __clang__ && defined __riscv
register int __iomem *q asm("s2");
#elif !defined __clang__
register int __iomem *q asm("r12");
#elif defined __i386__
register int __iomem *q asm("esp");
#elif defined __x86_64__
register int __iomem *q asm("rsp");
#elif defined __s390__
register int __iomem *q asm("r15");
#elif defined __powerpc__
register int __iomem *q asm("r1");
#else
register int __iomem *q asm("sp");
#endif
int *__iomem *r;
int __iomem **s;

void types(const int __iomem *constant)
{
    a = b = c = d = e = f = k = q;
    g = a;
    h = g;
    i = h;
    m = 0;
    *constant = 1;  // expect-error
    m = s;          // expect-error mixing
    m = r;          // expect-own mixing
    s = r;          // expect-error
    o = p;
}
