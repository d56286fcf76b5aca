// SPDX-License-Identifier: MIT
// Every row of the table on every IO side, as the front end leaves a call without a prototype: the types of
// the arguments are all that says which is IO. The object refers to the runtime's function and to nothing else.
// REQUIRES: clang
// DEFINE: %{flags} =
// DEFINE: %{checks} =
// DEFINE: %{try} = %cc -std=gnu89 -w -fno-builtin -fpass-plugin=%iomem_pass -I%source/include %{flags} -c %s -o %t.o && %python %source/tests/support/calls.py check %source/include/iomem/functions.def %t.o %{checks}
// REDEFINE: %{flags} = -O0
// RUN: %{try}
// REDEFINE: %{flags} = -O3 -g
// RUN: %{try}
// REDEFINE: %{flags} = -O1 -fsanitize=address
// REDEFINE: %{checks} = --sanitized
// RUN: %{try}
#define IO volatile __attribute__((address_space(14)))
#define RAM
typedef __SIZE_TYPE__ size_t;

#define P0_OUT1(s1) void s1 *a0
#define P0_IN1(s1) const void s1 *a0
#define P0_SOUT1(s1) char s1 *a0
#define P0_SIN1(s1) const char s1 *a0
#define P_OUT2(n, s2) , void s2 *a##n
#define P_IN2(n, s2) , const void s2 *a##n
#define P_SIN2(n, s2) , const char s2 *a##n
#define P_INT(n, s2) , int a##n
#define P_SIZE(n, s2) , size_t a##n
#define P_NONE(n, s2)
#define A_OUT2(n) , a##n
#define A_IN2(n) , a##n
#define A_SIN2(n) , a##n
#define A_INT(n) , a##n
#define A_SIZE(n) , a##n
#define A_NONE(n)
#define R_VOID(s1) void
#define R_INTEGER(s1) int
#define R_SIZE(s1) size_t
#define R_PTR1(s1) void s1 *
#define R_STR1(s1) char s1 *
#define R_NEWSTR(s1) char *

#define CALL(name, sides, s1, s2, result, a, b, c, d) \
    __attribute__((section(".text." #name "__" #sides))) R_##result(s1) \
    name##__##sides(P0_##a(s1) P_##b(1, s2) P_##c(2, s2) P_##d(3, s2)) \
    { \
        return (R_##result(s1))name(a0 A_##b(1) A_##c(2) A_##d(3)); \
    }
#define IOMEM_FN1(name, result, a, b, c, d, check, width, io) \
    R_##result(RAM) name(); \
    CALL(name, 1, IO, RAM, result, a, b, c, d)
#define IOMEM_FN2(name, result, a, b, c, d, check, width, first, second, both) \
    R_##result(RAM) name(); \
    CALL(name, 1, IO, RAM, result, a, b, c, d) \
    CALL(name, 2, RAM, IO, result, a, b, c, d) \
    CALL(name, 3, IO, IO, result, a, b, c, d)
#include <iomem/functions.def>
