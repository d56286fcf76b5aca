/* SPDX-License-Identifier: MIT */
/*
 * What a compiler is: iomem-config preprocesses this file, by its extension and not with -x c, so that
 * a C++ compiler gives itself away. The line that is left says family, major version, language and target.
 */
#if defined __x86_64__ && !defined __ILP32__
#define IOMEM_TARGET "x86_64"
#elif defined __x86_64__
#define IOMEM_TARGET "x32"
#elif defined __i386__
#define IOMEM_TARGET "i386"
#elif defined __aarch64__
#define IOMEM_TARGET "aarch64"
#elif defined __arm__
#define IOMEM_TARGET "arm"
#elif defined __riscv
#define IOMEM_TARGET "riscv"
#elif defined __powerpc64__
#define IOMEM_TARGET "ppc64"
#elif defined __s390x__
#define IOMEM_TARGET "s390x"
#else
#define IOMEM_TARGET "other"
#endif

#if defined __cplusplus
#define IOMEM_LANGUAGE "c++"
#else
#define IOMEM_LANGUAGE "c"
#endif

#if defined __clang__
"iomem-probe" "clang" __clang_major__ IOMEM_LANGUAGE IOMEM_TARGET
#elif defined __GNUC__
"iomem-probe" "gcc" __GNUC__ IOMEM_LANGUAGE IOMEM_TARGET
#else
"iomem-probe" "other" "0" IOMEM_LANGUAGE IOMEM_TARGET
#endif
