/* SPDX-License-Identifier: MIT */
/*
 * What is compiled for: IOMEM_ARCH is its name, IOMEM_FORMS its table of instruction forms, and
 * IOMEM_REGISTER the width of a general register in bytes, the widest access there is. A machine without a
 * table is "generic": its accesses are what the compiler makes of volatile. IOMEM_GENERIC asks for that.
 */
#ifndef IOMEM_ARCH_H
#define IOMEM_ARCH_H

#if defined IOMEM_GENERIC
# define IOMEM_ARCH "generic"
# define IOMEM_REGISTER __SIZEOF_POINTER__
#elif defined __x86_64__
# define IOMEM_ARCH "x86_64"
# define IOMEM_FORMS "arch/x86_64.def"
# define IOMEM_REGISTER 8
#elif defined __i386__
# define IOMEM_ARCH "i386"
# define IOMEM_FORMS "arch/i386.def"
# define IOMEM_REGISTER 4
#elif defined __aarch64__
# define IOMEM_ARCH "aarch64"
# define IOMEM_FORMS "arch/aarch64.def"
# define IOMEM_REGISTER 8
#elif defined __arm__ && __ARM_ARCH >= 7 && !(defined __thumb__ && !defined __thumb2__)
# define IOMEM_ARCH "arm"
# define IOMEM_FORMS "arch/arm.def"
# define IOMEM_REGISTER 4
#elif defined __riscv && __riscv_xlen == 64
# define IOMEM_ARCH "riscv64"
# define IOMEM_FORMS "arch/riscv64.def"
# define IOMEM_REGISTER 8
#elif defined __powerpc64__ && defined __LITTLE_ENDIAN__
# define IOMEM_ARCH "ppc64le"
# define IOMEM_FORMS "arch/ppc64le.def"
# define IOMEM_REGISTER 8
#elif defined __s390x__
# define IOMEM_ARCH "s390x"
# define IOMEM_FORMS "arch/s390x.def"
# define IOMEM_REGISTER 8
#else
# define IOMEM_ARCH "generic"
# define IOMEM_REGISTER __SIZEOF_POINTER__
#endif

#endif
