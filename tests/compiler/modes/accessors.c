// SPDX-License-Identifier: MIT
// An ordered read stands before a later access to RAM, an ordered write behind an earlier one, with what that
// takes on each architecture in between, and no access to RAM is merged across them; a relaxed one has nothing. And what
// the barriers are.
// RUN: %cc %iomem_cflags -O2 -S %s -o - | FileCheck --check-prefix=%arch %s
// RUN: %cc %iomem_cflags -O1 -S %s -o - | FileCheck --check-prefix=%arch %s
#include <iomem.h>

uint32_t read_between(const uint32_t __iomem *io, const uint32_t *ram)
{
    uint32_t before = ram[32], v = ioread32(io + 16);
    return before + v + ram[32];
}

void write_between(uint32_t __iomem *io, uint32_t *ram)
{
    ram[32] = 7;
    iowrite32(9, io + 16);
    ram[32] = 8;
}

uint32_t relaxed(uint32_t __iomem *io, uint32_t v)
{
    iowrite32_relaxed(v, io + 16);
    return ioread32_relaxed(io + 16);
}

void barriers(void)
{
    io_mb();
    io_rmb();
    io_wmb();
}

// x86_64-LABEL: read_between:
// x86_64: 128(%
// x86_64: 64(%
// x86_64: 128(%
// x86_64-LABEL: write_between:
// x86_64: 128(%
// x86_64: 64(%
// x86_64: 128(%
// x86_64-LABEL: relaxed:
// x86_64-LABEL: barriers:
// x86_64: mfence
// x86_64: lfence
// x86_64: sfence
// i386-LABEL: read_between:
// i386: 128(%
// i386: 64(%
// i386: 128(%
// i386-LABEL: write_between:
// i386: 128(%
// i386: 64(%
// i386: 128(%
// i386-LABEL: relaxed:
// i386-LABEL: barriers:
// i386: addl $0, (%esp)
// i386: addl $0, (%esp)
// i386: addl $0, (%esp)
// aarch64-LABEL: read_between:
// aarch64: 128]
// aarch64: ldr 
// aarch64: dmb oshld
// aarch64: 128]
// aarch64-LABEL: write_between:
// aarch64: 128]
// aarch64: dmb oshst
// aarch64: str 
// aarch64: 128]
// aarch64-LABEL: relaxed:
// aarch64-NOT: d{{[ms]}}b
// aarch64-LABEL: barriers:
// aarch64: dsb sy
// aarch64: dsb ld
// aarch64: dsb st
// arm-LABEL: read_between:
// arm: 128]
// arm: ldr 
// arm: dsb
// arm: 128]
// arm-LABEL: write_between:
// arm: 128]
// arm: dsb st
// arm: str 
// arm: 128]
// arm-LABEL: relaxed:
// arm-NOT: d{{[ms]}}b
// arm-LABEL: barriers:
// arm: dsb
// arm: dsb
// arm: dsb st
// riscv64-LABEL: read_between:
// riscv64: 128(
// riscv64: lwu 
// riscv64: fence i, ir
// riscv64: 128(
// riscv64-LABEL: write_between:
// riscv64: 128(
// riscv64: fence w, o
// riscv64: sw 
// riscv64: 128(
// riscv64-LABEL: relaxed:
// riscv64-NOT: fence
// riscv64-LABEL: barriers:
// riscv64: fence{{( iorw, iorw)?$}}
// riscv64: fence ir, ir
// riscv64: fence ow, ow
// ppc64le-LABEL: read_between:
// ppc64le: 128(
// ppc64le: sync
// ppc64le: lwz 
// ppc64le: twi 0, {{.*}}, 0
// ppc64le: isync
// ppc64le: 128(
// ppc64le-LABEL: write_between:
// ppc64le: 128(
// ppc64le: sync
// ppc64le: stw 
// ppc64le: 128(
// ppc64le-LABEL: relaxed:
// ppc64le-NOT: sync
// ppc64le-LABEL: barriers:
// ppc64le: sync
// ppc64le: sync
// ppc64le: sync
// s390x-LABEL: read_between:
// s390x: 128(
// s390x: llgf 
// s390x: bcr 15, {{(%r)?}}0
// s390x: 128(
// s390x-LABEL: write_between:
// s390x: 128(
// s390x: bcr 15, {{(%r)?}}0
// s390x: sty 
// s390x: 128(
// s390x-LABEL: relaxed:
// s390x-NOT: bcr 15
// s390x-LABEL: barriers:
// s390x: bcr 15, {{(%r)?}}0
// s390x: bcr 15, {{(%r)?}}0
// s390x: bcr 15, {{(%r)?}}0
