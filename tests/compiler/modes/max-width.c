// SPDX-License-Identifier: MIT
// The option max-width: what it takes, what the header has with it, and what it leaves as it is.
// RUN: rm -rf %t && split-file %s %t
// DEFINE: %{width} = -fplugin-arg-iomem-max-width
// DEFINE: %{cc} = %cc %iomem_cflags -c -o %t/o
// DEFINE: %{log} = > %t/log 2>&1

// DEFINE: %{value} =
// DEFINE: %{bad} = not %{cc} %{width}%{value} %t/accessors.c %{log} && FileCheck --input-file=%t/log --check-prefix=BAD -DVALUE="%{value}" %s
// REDEFINE: %{value} = =4k
// RUN: %{bad}
// REDEFINE: %{value} = =0
// RUN: %{bad}
// REDEFINE: %{value} = =3
// RUN: %{bad}
// REDEFINE: %{value} = =8
// RUN: %{bad}
// REDEFINE: %{value} = =44
// RUN: %{bad}
// REDEFINE: %{value} = =-4
// RUN: %{bad}
// REDEFINE: %{value} = =
// RUN: %{bad}
// REDEFINE: %{value} =
// RUN: %{bad}
// BAD: error: iomem: '-fplugin-arg-iomem-max-width[[VALUE]]': the width is 4, 2 or 1
// BAD-NOT: error:

// The macro that makes the header's widths is the plugin's.
// RUN: not %{cc} -DIOMEM_MAX_WIDTH=2 %t/accessors.c %{log}
// RUN: FileCheck --input-file=%t/log --check-prefix=MACRO %s
// RUN: not %{cc} %{width}=4 -DIOMEM_MAX_WIDTH=2 %t/accessors.c %{log}
// RUN: FileCheck --input-file=%t/log --check-prefix=MACRO %s
// MACRO: error: iomem: '-DIOMEM_MAX_WIDTH=2' contradicts the plugin
// MACRO-NOT: error:
// RUN: not %{cc} %{width}=4 -DIOMEM_MAX_WIDTH %t/accessors.c
// RUN: %{cc} %{width}=2 -DIOMEM_MAX_WIDTH=2 -DIOMEM_MAX_WIDTHS -Wall -Werror %t/macro.c
// RUN: %{cc} %{width}=1 -DIOMEM_MAX_WIDTH %t/accessors.c
// RUN: %{cc} %{width}=4 %{width}=2 %t/macro.c
// RUN: not %{cc} %{width}=2 %{width}=4 %t/macro.c
// RUN: not %{cc} %t/macro.c

// Each width has the accessors up to its own.
// DEFINE: %{try} = %{cc} -Wall -Werror %t/accessors.c
// RUN: printf '#define IOMEM_MAX_WIDTH 2\n#include <iomem.h>\n' > %t/defined.c
// RUN: not %{cc} %t/defined.c %{log}
// RUN: FileCheck --input-file=%t/log --check-prefix=DEFINED %s
// RUN: printf '#undef IOMEM_MAX_WIDTH\n#include <iomem.h>\n' > %t/undefined.c
// RUN: not %{cc} %{width}=4 %t/undefined.c %{log}
// RUN: FileCheck --input-file=%t/log --check-prefix=DEFINED %s
// DEFINED: error: {{.*}}IOMEM_MAX_WIDTH is the plugin's to define
// RUN: %{try} %{width}=4 -DBITS=32
// RUN: not %{try} %{width}=4 -DBITS=64 %{log}
// RUN: FileCheck --input-file=%t/log --check-prefix=ABSENT %s
// RUN: %{try} %{width}=2 -DBITS=16
// RUN: not %{try} %{width}=2 -DBITS=32
// RUN: %{try} %{width}=1 -DBITS=8
// RUN: not %{try} %{width}=1 -DBITS=16
// ABSENT: accessors.c:{{.*}} error: {{.*}}ioread64

// Preprocessed without the option, source still has the others: no use of them gets through, at any level.
// DEFINE: %{late} = %cc %iomem_words -c -o %t/o %t/late.c
// RUN: %cc %iomem_cflags -DBITS=32 -E %t/accessors.c -o %t/late.c
// RUN: %{late}
// RUN: %{late} %{width}=4
// RUN: not %{late} %{width}=2 %{log}
// RUN: FileCheck --input-file=%t/log --check-prefix=WIDER %s
// RUN: not %{late} -O2 -g %{width}=1 %{log}
// RUN: FileCheck --input-file=%t/log --check-prefix=WIDER %s
// RUN: %cc %iomem_cflags -DBITS=16 -E %t/accessors.c -o %t/late.c
// RUN: %{late} -O2 %{width}=2
// RUN: not %{late} -O2 %{width}=1
// WIDER-DAG: error: {{.*}}call of 'iomem_ioread32',
// WIDER-DAG: error: {{.*}}call of 'iomem_iowrite32',
// WIDER-DAG: error: {{.*}}call of 'iomem_ioread32_rep',

// A program's own declarations, without the header.
// RUN: %cc %iomem_words %{width}=2 -c %t/own.c -o %t/own.o && nm -u %t/own.o | FileCheck --check-prefix=OWN %s
// OWN-NOT: iomem_memset_io{{$}}
// OWN: U iomem_memcpy_toio_w2
// OWN-NEXT: U iomem_memset_io_w1
// OWN-NEXT: U iomem_memset_io_w2

// What has no IO is the same to the byte.
// RUN: %{cc} -O2 %t/plain.c && mv %t/o %t/without && %{cc} -O2 %t/plain.c %{width}=1 && cmp %t/without %t/o
// RUN: %{cc} -O2 -DHEADER %t/plain.c && mv %t/o %t/without && %{cc} -O2 -DHEADER %t/plain.c %{width}=1 && cmp %t/without %t/o
// RUN: %cc %iomem_words -O2 -S %t/plain.c -o %t/without.s && %cc %iomem_words -O2 -S %t/plain.c -o %t/with.s %{width}=4
// RUN: cmp %t/without.s %t/with.s

//--- accessors.c
#include <iomem.h>
#ifndef BITS
# define BITS 8
#endif
#define NAME2(a, b) a##b
#define NAME1(a, b) NAME2(a, b)
unsigned f(void __iomem *io, void *ram)
{
    NAME1(iowrite, BITS)(1, io);
    NAME1(NAME1(ioread, BITS), _rep)(io, ram, 3);
    return (unsigned)NAME1(ioread, BITS)(io);
}

//--- macro.c
#if IOMEM_MAX_WIDTH != 2
# error "another width"
#endif
#include <iomem.h>
int two[IOMEM_MAX_WIDTH == 2 ? 1 : -1];

//--- own.c
extern void __iomem *iomem_memcpy_toio(void __iomem *, const void *, __SIZE_TYPE__);
extern void __iomem *fill(void __iomem *, int, __SIZE_TYPE__) __asm__("iomem_memset_io");
extern void __iomem *narrower(void __iomem *, int, __SIZE_TYPE__) __asm__("iomem_memset_io_w1");
void f(char __iomem *io)
{
    void __iomem *(*by_address)(void __iomem *, const void *, __SIZE_TYPE__) = iomem_memcpy_toio;
    iomem_memcpy_toio(io, "abc", 4);
    by_address(fill(narrower(io, 0, 3), 0, 3), "abc", 4);
}

//--- plain.c
#include <stdint.h>
#include <string.h>
#ifdef HEADER
# include <iomem.h>
#endif
uint64_t f(uint64_t *p, char *q) { memcpy(p, q, 32); return ++*p; }
