/* SPDX-License-Identifier: MIT */
/*
 * The roles and results of functions.def as types. The first argument's are IOMEM_A_<role>, the others'
 * IOMEM_B_<role>, which begin with the comma; s1 and s2, the spaces of the row's two pointers, are RAM or
 * DEVICE.
 */
#ifndef IOMEM_ROLES_H
#define IOMEM_ROLES_H

/* words.h defines IOMEM_SPACE_DEVICE. */
#define IOMEM_SPACE_RAM

#define IOMEM_A_OUT1(s1) void IOMEM_SPACE_##s1 *
#define IOMEM_A_IN1(s1) const void IOMEM_SPACE_##s1 *
#define IOMEM_A_SOUT1(s1) char IOMEM_SPACE_##s1 *
#define IOMEM_A_SIN1(s1) const char IOMEM_SPACE_##s1 *
#define IOMEM_B_OUT2(s2) , void IOMEM_SPACE_##s2 *
#define IOMEM_B_IN2(s2) , const void IOMEM_SPACE_##s2 *
#define IOMEM_B_SIN2(s2) , const char IOMEM_SPACE_##s2 *
#define IOMEM_B_INT(s2) , int
#define IOMEM_B_SIZE(s2) , __SIZE_TYPE__
#define IOMEM_B_NONE(s2)
#define IOMEM_R_VOID(s1) void
#define IOMEM_R_INTEGER(s1) int
#define IOMEM_R_SIZE(s1) __SIZE_TYPE__
#define IOMEM_R_PTR1(s1) void IOMEM_SPACE_##s1 *
#define IOMEM_R_STR1(s1) char IOMEM_SPACE_##s1 *
#define IOMEM_R_NEWSTR(s1) char *

/*
 * The symbol of a function, by the row's width. IOMEM_MAX_WIDTH is 4, 2 or 1: the plugin's option max-width
 * defines it. The runtime's ASan build defines IOMEM_SYMBOL_SUFFIX.
 */
#if defined __IOMEM_MAX_WIDTH__ && !defined IOMEM_UNCHECKED && (IOMEM_MAX_WIDTH + 0) != __IOMEM_MAX_WIDTH__
# error "IOMEM_MAX_WIDTH is the plugin's to define: it is what -fplugin-arg-iomem-max-width says"
#endif
#if !defined IOMEM_MAX_WIDTH
# define IOMEM_WIDTH_WORDS ""
#elif IOMEM_MAX_WIDTH == 4
# define IOMEM_WIDTH_WORDS "_w4"
#elif IOMEM_MAX_WIDTH == 2
# define IOMEM_WIDTH_WORDS "_w2"
#elif IOMEM_MAX_WIDTH == 1
# define IOMEM_WIDTH_WORDS "_w1"
#else
# error "IOMEM_MAX_WIDTH is 4, 2 or 1"
# define IOMEM_WIDTH_WORDS ""
#endif
#define IOMEM_WIDTH_BYTES ""
#if !defined IOMEM_SYMBOL_SUFFIX
# define IOMEM_SYMBOL_SUFFIX ""
#endif
#define IOMEM_SYMBOL(symbol, width) "iomem_" symbol IOMEM_WIDTH_##width IOMEM_SYMBOL_SUFFIX

#define IOMEM_PROTOTYPE(function, s1, s2, result, a, b, c, d) \
    IOMEM_R_##result(s1) function(IOMEM_A_##a(s1) IOMEM_B_##b(s2) IOMEM_B_##c(s2) IOMEM_B_##d(s2))

#endif
