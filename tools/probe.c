/* SPDX-License-Identifier: MIT */
/*
 * What a compiler is: iomem-config preprocesses this file, by its extension and not with -x c, so that
 * a C++ compiler gives itself away. The line that is left says family, major version, language and target.
 */
#include "../../include/iomem/arch.h"

/* The same instructions, but libraries that don't link. */
#if defined __x86_64__ && defined __ILP32__
#undef IOMEM_ARCH
#define IOMEM_ARCH "x32"
#elif defined __aarch64__ && defined __ILP32__
#undef IOMEM_ARCH
#define IOMEM_ARCH "aarch64-ilp32"
#elif (defined __aarch64__ || defined __arm__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
#undef IOMEM_ARCH
#define IOMEM_ARCH "big-endian-arm"
#elif !defined __linux__
#undef IOMEM_ARCH
#define IOMEM_ARCH "a-system-without-linux"
#endif

#if defined __cplusplus
#define IOMEM_LANGUAGE "c++"
#else
#define IOMEM_LANGUAGE "c"
#endif

#if defined __clang__
"iomem-probe" "clang" __clang_major__ IOMEM_LANGUAGE IOMEM_ARCH
#elif defined __GNUC__
"iomem-probe" "gcc" __GNUC__ IOMEM_LANGUAGE IOMEM_ARCH
#else
"iomem-probe" "other" "0" IOMEM_LANGUAGE IOMEM_ARCH
#endif
