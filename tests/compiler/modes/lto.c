// SPDX-License-Identifier: MIT
// Link-time optimisation. GCC's address space is gone before the stream is written, and Clang's passes have done
// their part: a link needs no plugin, and takes one. No call of libc's functions comes of it.
// The plugin by which GNU ld reads bitcode is for the machine's own target.
// REQUIRES: gcc || native
// RUN: rm -rf %t && split-file %s %t
// DEFINE: %{flags} = -O2 -flto
// DEFINE: %{link} =
// DEFINE: %{try} = %cc %iomem_cflags %{flags} -c %t/a.c -o %t/a.o && %cc %iomem_cflags %{flags} -c %t/b.c -o %t/b.o && %cc %{link} %{flags} %t/a.o %t/b.o -o %t/run %iomem_libs %trace_libs && %run %t/run && nm %t/run > %t/symbols && FileCheck %t/a.c < %t/symbols
// DEFINE: %{pure} = not grep -E " U (mem|str)" %t/symbols
// RUN: %{try}
// RUN: %{pure}
// REDEFINE: %{link} = %iomem_cflags
// RUN: %{try}
// REDEFINE: %{flags} = -O0 -g -flto
// RUN: %{try}
// RUN: %{pure}
// REDEFINE: %{link} =
// REDEFINE: %{flags} = -O3 -g3 %fat_lto
// RUN: %{try}
// RUN: %if gcc %{ %cc -O3 -fno-lto %t/a.o %t/b.o -o %t/fat %iomem_libs %trace_libs && %run %t/fat %}
// REDEFINE: %{flags} = -Os -flto -fsanitize=address,undefined
// RUN: %if native %{ %{try} %}

// LLVM's own linker, and the LTO that only LLVM has.
// REDEFINE: %{flags} = -O2 %thin_lto
// RUN: %{try}
// RUN: %{pure}
// REDEFINE: %{flags} = -O0 -g %thin_lto
// RUN: %{try}
// REDEFINE: %{flags} = -O3 %thin_lto %lld
// RUN: %{try}
// RUN: %{pure}
// REDEFINE: %{link} = %iomem_cflags
// RUN: %{try}
// REDEFINE: %{flags} = -O2 -flto %lld
// RUN: %{try}
// RUN: %{pure}

//--- a.c
#include <iomem.h>
#include <string.h>
// CHECK: iomem_memcpy_fromio
// CHECK: iomem_memset_io
struct device {
    unsigned control;
    char name[28];
};
extern struct device __iomem *const device;
struct device __iomem *find(void);
static unsigned __iomem *registers[2];
int main(void)
{
    char copy[8];
    struct device __iomem *d = find();
    registers[0] = &d->control;
    *registers[0] = 5;
    memset(d->name, 'x', sizeof d->name);
    memcpy(copy, &d->name[1], sizeof copy);
    return !(copy[7] == 'x' && d->control == 5 && device == d);
}

//--- b.c
#include <iomem.h>
struct device {
    unsigned control;
    char name[28];
};
static struct device memory;
struct device __iomem *const device = (struct device __iomem __force *)&memory;
struct device __iomem *find(void) { return device; }
