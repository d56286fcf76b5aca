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

#define IOMEM_PROTOTYPE(function, s1, s2, result, a, b, c, d) \
    IOMEM_R_##result(s1) function(IOMEM_A_##a(s1) IOMEM_B_##b(s2) IOMEM_B_##c(s2) IOMEM_B_##d(s2))

#endif
