/* SPDX-License-Identifier: MIT */
/* The tables of instruction forms, of all architectures at once. */
#include "iomem-core.h"

#include <string.h>

struct row {
    const char *arch;
    const char *macro; /* what every compiler defines for it, and for it alone */
    struct iomem_instruction instruction;
};

#define IOMEM_ANY_MACHINE
#define IOMEM_LOAD(bits, text, out, in) {ARCH, MACRO, {bits / 8, 0, text, out, in}},
#define IOMEM_STORE(bits, text, out, in) {ARCH, MACRO, {bits / 8, 1, text, out, in}},
#define IOMEM_BARRIER(name, text)

static const struct row rows[] = {
#define ARCH "x86_64"
#define MACRO "__x86_64__"
#include <iomem/arch/x86_64.def>
#undef ARCH
#undef MACRO
#define ARCH "i386"
#define MACRO "__i386__"
#include <iomem/arch/i386.def>
#undef ARCH
#undef MACRO
#define ARCH "aarch64"
#define MACRO "__aarch64__"
#include <iomem/arch/aarch64.def>
#undef ARCH
#undef MACRO
#define ARCH "arm"
#define MACRO "__arm__"
#include <iomem/arch/arm.def>
#undef ARCH
#undef MACRO
#define ARCH "riscv64"
#define MACRO "__riscv"
#include <iomem/arch/riscv64.def>
#undef ARCH
#undef MACRO
#define ARCH "ppc64le"
#define MACRO "__powerpc64__"
#include <iomem/arch/ppc64le.def>
#undef ARCH
#undef MACRO
#define ARCH "s390x"
#define MACRO "__s390x__"
#include <iomem/arch/s390x.def>
#undef ARCH
#undef MACRO
};

static const size_t row_count = sizeof rows / sizeof *rows;

const char *iomem_find_arch(int (*defined)(const char *macro))
{
    for (size_t i = 0; i < row_count; i++)
        if (defined(rows[i].macro))
            return rows[i].arch;
    return NULL;
}

const struct iomem_instruction *iomem_find_instruction(const char *arch, unsigned bytes, int store)
{
    for (size_t i = 0; arch && i < row_count; i++)
        if (!strcmp(arch, rows[i].arch) && rows[i].instruction.bytes == bytes && rows[i].instruction.store == store)
            return &rows[i].instruction;
    return NULL;
}
