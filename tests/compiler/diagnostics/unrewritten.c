// SPDX-License-Identifier: MIT
// A loop that stays one says why, at its first access to IO memory, if it is asked to.
// RUN: %diagnose -O2 -g -fplugin-arg-iomem-Wunrewritten
// RUN: %diagnose -O3 -g -Werror -fplugin-arg-iomem-Wunrewritten
// RUN: %diagnose -Os -g -fplugin-arg-iomem-Wno-unrewritten -fplugin-arg-iomem-Wunrewritten
// Clang before 19 knows no lines then.
// RUN: %if !clang-14 && !clang-15 && !clang-16 %{ %diagnose -O1 -fplugin-arg-iomem-Wunrewritten %}
// DEFINE: %{cc} = %cc %iomem_cflags -g -c %s -o %t.o
// RUN: %{cc} -O2 > %t.log 2>&1 && count 0 < %t.log
// RUN: %{cc} -O2 -w -fplugin-arg-iomem-Wunrewritten > %t.log 2>&1 && count 0 < %t.log
// RUN: %{cc} -O0 -fplugin-arg-iomem-Wunrewritten > %t.log 2>&1 && count 0 < %t.log
// RUN: %{cc} -O2 -fplugin-arg-iomem-Wunrewritten -fplugin-arg-iomem-Wno-unrewritten > %t.log 2>&1 && count 0 < %t.log
// RUN: not %{cc} -O2 -fplugin-arg-iomem-Werror=unrewritten > %t.log 2>&1
// RUN: FileCheck --input-file=%t.log --check-prefix=ERROR %s
// RUN: %{cc} -O2 -fplugin-arg-iomem-Werror=unrewritten -fplugin-arg-iomem-Wno-error=unrewritten > %t.log 2>&1
// RUN: FileCheck --input-file=%t.log --check-prefix=REMARK %s
// What the compiler itself can be asked for.
// RUN: %if gcc %{ %{cc} -O2 -fopt-info-missed > %t.missed 2>&1 %} %else %{ %{cc} -O2 -Rpass-missed=iomem > %t.missed 2>&1 %}
// RUN: FileCheck --input-file=%t.missed --check-prefix=MISSED %s
// RUN: %if gcc %{ %{cc} -O2 -fopt-info > %t.done 2>&1 %} %else %{ %{cc} -O2 -Rpass=iomem > %t.done 2>&1 %}
// RUN: FileCheck --input-file=%t.done --check-prefix=DONE %s
// Asking changes nothing.
// RUN: %{cc} -O2 -g0 && mv %t.o %t.plain.o && %{cc} -O2 -g0 -fplugin-arg-iomem-Wunrewritten > %t.log 2>&1 && cmp %t.plain.o %t.o
#include <iomem.h>

void out(void);

void calls(uint32_t __iomem *io, const uint32_t *ram, int n)
{
    for (int i = 0; i < n; i++) {
        // ERROR: [[@LINE+3]]:{{.*}}error: {{.*}} [-Wiomem-unrewritten]
        // REMARK: [[@LINE+2]]:{{.*}}{{note|remark}}: {{.*}} [-Wiomem-unrewritten]
        // MISSED: [[@LINE+1]]:{{.*}}{{it calls a function}}
        io[i] = ram[i]; // expect-remark unrewritten
        out();
    }
}

void ends_early(uint32_t __iomem *io, const uint32_t *ram, int n)
{
    for (int i = 0; i < n; i++) {
        if (ram[i] == 7)
            break;
        io[i] = ram[i]; // expect-remark unrewritten
    }
}

void chooses(uint32_t __iomem *io, const uint32_t *ram, int n)
{
    for (int i = 0; i < n; i++)
        if (ram[i] > 7)
            *io = ram[i]; // expect-remark unrewritten
}

void widens(uint32_t __iomem *io, const uint8_t *ram, int n)
{
    for (int i = 0; i < n; i++)
        io[i] = ram[i]; // expect-remark unrewritten
}

void waits(uint32_t __iomem *io, uint32_t *ram, int n)
{
    for (int i = 0; i < n; i++) {
        while (*io & 1)
            ;
        ram[i] = io[1];
    }
}

uint32_t sums(uint32_t __iomem *io, int n)
{
    uint32_t sum = 0;

    for (int i = 0; i < n; i++)
        sum += io[i];
    return sum;
}

void copies(uint32_t __iomem *io, const uint32_t *ram, int n)
{
    // DONE: [[@LINE+2]]:{{.*}}became a call of 'iomem_iowrite32_copy'
    for (int i = 0; i < n; i++)
        io[i] = ram[i];
}

static inline void put(uint32_t __iomem *io, uint32_t value)
{
    *io = value; // expect-remark unrewritten
}

void inlined(uint32_t __iomem *io, const uint32_t *ram, int n)
{
    for (int i = 0; i < n; i++)
        put(io, ram[i] ^ 1);
}
