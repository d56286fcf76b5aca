// SPDX-License-Identifier: MIT
// On a line beyond the columns that the compiler counts, every token is at one location.
// RUN: %python -c "print('#include <string.h>\nvoid any(const void __force *); void sink(void *);\n' + '/**/' * 40000 + 'void f(char __iomem *io, char *ram) { any(io); any(ram); memcpy(ram, io, 1); if (io == (void *)-1) return; ram = (char __force *)io; memcpy(ram, ram, 1); }')" > %t.1.c
// RUN: %cc %iomem_words -c %t.1.c -o %t.o 2>&1 | count 0
// RUN: %python -c "print('#include <string.h>\nvoid any(const void __force *); void sink(void *);\n' + '/**/' * 40000 + 'void f(char __iomem *io, char *ram) { any(io); ram = io; memcpy(ram, io, 1); sink(io); sizeof(void __force *); ram = io; }')" > %t.2.c
// RUN: not %cc %iomem_words -c %t.2.c -o %t.o 2>&1 | FileCheck %s
// CHECK-COUNT-3: error:
// CHECK-NOT: internal compiler error
