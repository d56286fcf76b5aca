// SPDX-License-Identifier: MIT
// Each class obeys its own switches and the compiler's.
// RUN: %cc %iomem_cflags -fsyntax-only %s 2>&1 | FileCheck --check-prefixes=CAST,VARARG --implicit-check-not=error: %s
// RUN: %cc %iomem_cflags -fsyntax-only -fplugin-arg-iomem-Wno-cast %s 2>&1 | FileCheck --check-prefixes=VARARG --implicit-check-not=-Wiomem-cast %s
// RUN: %cc %iomem_cflags -fsyntax-only -fplugin-arg-iomem-Wno-vararg %s 2>&1 | FileCheck --check-prefixes=CAST --implicit-check-not=-Wiomem-vararg %s
// RUN: %cc %iomem_cflags -fsyntax-only -fplugin-arg-iomem-Wno-cast -fplugin-arg-iomem-Wcast %s 2>&1 | FileCheck --check-prefixes=CAST %s
// RUN: not %cc %iomem_cflags -fsyntax-only -fplugin-arg-iomem-Werror=cast %s 2>&1 | FileCheck --check-prefixes=ERROR,VARARG %s
// RUN: not %cc %iomem_cflags -fsyntax-only -Werror %s 2>&1 | FileCheck --check-prefixes=ERROR %s
// RUN: not %cc %iomem_cflags -fsyntax-only -Werror -fplugin-arg-iomem-Wno-error=cast %s 2>&1 | FileCheck --check-prefixes=CAST %s
// RUN: %cc %iomem_cflags -fsyntax-only -Werror -fplugin-arg-iomem-Wno-cast -fplugin-arg-iomem-Wno-vararg %s
// RUN: %cc %iomem_cflags -fsyntax-only -Werror -Wno-error %s 2>&1 | FileCheck --check-prefixes=CAST,VARARG %s
// RUN: %cc %iomem_cflags -fsyntax-only -w %s 2>&1 | count 0
// RUN: %cc %iomem_cflags -fsyntax-only -w -fplugin-arg-iomem-Werror=cast %s 2>&1 | count 0
// RUN: not %cc %iomem_cflags -fsyntax-only -w -DMIXING %s 2>&1 | FileCheck --check-prefixes=MIXING %s
// RUN: not %cc %iomem_cflags -fsyntax-only -DMIXING %s 2>&1 | FileCheck --check-prefixes=MIXING %s
// RUN: %cc %iomem_cflags -fsyntax-only -DMIXING -fplugin-arg-iomem-Wno-error=mixing %s 2>&1 | FileCheck --check-prefixes=DOWNGRADED %s
// RUN: %cc %iomem_cflags -fsyntax-only -DMIXING -fplugin-arg-iomem-Wno-mixing %s 2>&1 | FileCheck --check-prefixes=CAST --implicit-check-not=-Wiomem-mixing %s
#include <iomem.h>

void variable(int, ...);
char *cast(char __iomem *io)
{
    // VARARG: [[@LINE+1]]:{{.*}}warning: {{.*}} [-Wiomem-vararg]
    variable(1, io);
    // CAST: [[@LINE+3]]:{{.*}}warning: {{.*}} [-Wiomem-cast]
    // CAST: note: add __force
    // ERROR: [[@LINE+1]]:{{.*}}error: {{.*}} [-Wiomem-cast]
    return (char *)io;
}

#ifdef MIXING
int mixing(void __iomem **io, void **plain)
{
    // MIXING: [[@LINE+2]]:{{.*}}error: {{.*}} [-Wiomem-mixing]
    // DOWNGRADED: [[@LINE+1]]:{{.*}}warning: {{.*}} [-Wiomem-mixing]
    return plain == io;
}
#endif
