// SPDX-License-Identifier: MIT
// The address space is gone where the compiler's back end, the LTO stream and the debugger begin.
// DEFINE: %{flags} =
// DEFINE: %{cc} = %cc %iomem_cflags -fplugin-arg-iomem-Wno-bitfield %{flags} %s
// DEFINE: %{ir} = %{cc} -S -emit-llvm -o %t.ll && FileCheck --check-prefix=IR --input-file=%t.ll %s
// DEFINE: %{bitcode} = %{cc} -flto -c -o %t.bc && %cc -x ir -flto -S -emit-llvm %t.bc -o %t.ll && FileCheck --check-prefix=IR --input-file=%t.ll %s
// REDEFINE: %{flags} = -O0
// RUN: %if clang %{ %{ir} %}
// REDEFINE: %{flags} = -O2 -g
// RUN: %if clang %{ %{ir} %}
// RUN: %if clang %{ %{bitcode} %}
// IR-NOT: addrspace(14)
// IR: @change(
// IR-NOT: addrspace(14)

// The types are what they would be of RAM, at every level, also of what was copied.
// DEFINE: %{dwarf} = %{cc} -fPIC -shared -nostdlib -o %t.so && llvm-dwarfdump --debug-info %t.so > %t.dwarf && FileCheck --check-prefix=DWARF --input-file=%t.dwarf %s && not grep -E "DW_AT_address_class.*\(0x0*[1-9a-f]" %t.dwarf
// REDEFINE: %{flags} = -O0 -g -gdwarf-4
// RUN: %{dwarf}
// REDEFINE: %{flags} = -O2 -g
// RUN: %{dwarf}
// REDEFINE: %{flags} = -O2 -g3 -gdwarf-5
// RUN: %{dwarf}
// DWARF-LABEL: DW_AT_name ("device")
// DWARF-NEXT: DW_AT_byte_size (0x14)
// DWARF: DW_AT_name ("control")
// DWARF: DW_AT_data_member_location (0x00)
// DWARF: DW_AT_name ("status")
// DWARF: DW_AT_data_member_location (0x04)
// DWARF: DW_AT_name ("pair")
// DWARF: DW_AT_data_member_location (0x08)
#include <iomem.h>

struct pair {
    unsigned a, b;
};
struct device {
    unsigned control;
    unsigned char status;
    struct pair pair;
    unsigned low : 4, high : 28;
};

unsigned change(struct device __iomem *d, int n)
{
    struct device ram = *d;
    d->control = ram.control + (unsigned)n;
    d->pair = (struct pair){1, 2};
    d->low = 3;
    d[1] = ram;
    return d->status + d->high;
}
