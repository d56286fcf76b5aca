// SPDX-License-Identifier: MIT
// RUN: %diagnose -std=gnu89
// RUN: %diagnose -std=gnu11 -O2 -Wno-implicit-int
#include <iomem.h>
#include <string.h>

int first(p) char __iomem *p; { return *p; }
int second(p, n) int n; const char __iomem *p; { return p[n] + strlen(p); }
int by_value(v) int __iomem v; { return v; }        // expect-error
int implicit(p, q) char __iomem *p; { return *p; }
char *mixes(p) char __iomem *p; { return p; }       // expect-error mixing
int extra(p) char __iomem *p, *q; { return *p; }    // expect-error
int plain(p) char *p; { return *p; }
int use(char __iomem *io) { return plain(io); }     // expect-own call
