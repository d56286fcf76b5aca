// SPDX-License-Identifier: MIT
// RUN: %diagnose
// RUN: %diagnose -std=gnu89
typedef unsigned u32;
#define SAME(a, b) __builtin_types_compatible_p(a, b)
int a[SAME(u32 __iomem *, u32 __iomem *) ? 1 : -1];
int b[SAME(u32 __iomem *, u32 *) ? -1 : 1];
int c[SAME(u32 __iomem *, volatile u32 *) ? -1 : 1];
int d[SAME(u32 __iomem *, volatile u32 __iomem *) ? 1 : -1];
int e[SAME(u32 __iomem *, const u32 __iomem *) ? -1 : 1];
int f[SAME(u32 __iomem **, u32 **) ? -1 : 1];
int g[SAME(void (*)(u32 __iomem *), void (*)(u32 *)) ? -1 : 1];
int h(u32 __iomem *io, u32 *ram) { return __builtin_choose_expr(SAME(__typeof__(io), u32 *), *ram, *io); }
int i[SAME(u32 __iomem *, nowhere *)];   // expect-error
int j[SAME(u32 __iomem *)];              // expect-error
