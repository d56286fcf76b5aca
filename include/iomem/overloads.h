/* SPDX-License-Identifier: MIT */
/*
 * For Clang: each function of functions.def once more for each choice of its pointers that may be IO,
 * under its own name, as the runtime's function. A call with an IO argument resolves to one of these, and
 * its result has an IO type. A null pointer constant converts to an IO pointer, too, so that a call with
 * one would be ambiguous: the conditions leave such calls, and uses of the name without a call, to
 * the plain function. Of C source, only tools without the plugin read this: the plugin has its own.
 */
#ifndef IOMEM_OVERLOADS_H
#define IOMEM_OVERLOADS_H

#pragma GCC system_header
#include "roles.h"

/* By the text of the condition, the plugin knows these declarations in preprocessed source. */
#define IOMEM_IF_RAM(pointer)
#define IOMEM_IF_DEVICE(pointer) \
    __enable_if__(!__builtin_constant_p(pointer) || (pointer) != 0, "iomem: a null pointer constant is no IO pointer")
#define IOMEM_IF_OUT2 IOMEM_IF2
#define IOMEM_IF_IN2 IOMEM_IF2
#define IOMEM_IF_SIN2 IOMEM_IF2
#define IOMEM_IF2(s2, pointer) IOMEM_IF_##s2(pointer)
#define IOMEM_IF_INT(s2, pointer)
#define IOMEM_IF_SIZE(s2, pointer)
#define IOMEM_IF_NONE(s2, pointer)

/* An argument's name, where the row has the argument. */
#define IOMEM_NAME_OUT2(name) name
#define IOMEM_NAME_IN2(name) name
#define IOMEM_NAME_SIN2(name) name
#define IOMEM_NAME_INT(name) name
#define IOMEM_NAME_SIZE(name) name
#define IOMEM_NAME_NONE(name)

#if defined __cplusplus
# define IOMEM_OVERLOADED extern "C++"
# define IOMEM_OVERLOADABLE
#else
# define IOMEM_OVERLOADED extern
# define IOMEM_OVERLOADABLE __overloadable__,
#endif

#define IOMEM_OVERLOAD(name, width, symbol, s1, s2, result, a, b, c, d) \
    IOMEM_OVERLOADED IOMEM_R_##result(s1) name(IOMEM_A_##a(s1) iomem_a \
        IOMEM_B_##b(s2) IOMEM_NAME_##b(iomem_b) IOMEM_B_##c(s2) IOMEM_NAME_##c(iomem_c) \
        IOMEM_B_##d(s2) IOMEM_NAME_##d(iomem_d)) __asm__(IOMEM_SYMBOL(#symbol, width)) \
    __attribute__((IOMEM_OVERLOADABLE __nothrow__, IOMEM_IF_##s1(iomem_a), \
        IOMEM_IF_##b(s2, iomem_b), IOMEM_IF_##c(s2, iomem_c)));

#define IOMEM_OVERLOAD_NOCHECK(name, width, symbol, s1, s2, result, a, b, c, d) \
    IOMEM_OVERLOAD(name, width, symbol, s1, s2, result, a, b, c, d)

#if defined _FORTIFY_SOURCE && _FORTIFY_SOURCE > 0 && defined __OPTIMIZE__
/*
 * As libc's headers fortify them: the size of the written object, measured at the call, is one more argument
 * of the runtime's function. Clang passes it right after the pointer, so a function between them moves it to
 * the end; by its symbol, for C++ can't measure a volatile object by __builtin_object_size(). mem*() may
 * overflow a member into the next one, str*() may not.
 */
# if _FORTIFY_SOURCE > 2
#  define IOMEM_MEASURED(kind) const __attribute__((__pass_dynamic_object_size__(kind)))
# else
#  define IOMEM_MEASURED(kind) const __attribute__((__pass_object_size__(kind)))
# endif
# define IOMEM_MEASURED_OUT1 IOMEM_MEASURED(0)
# define IOMEM_MEASURED_SOUT1 IOMEM_MEASURED(_FORTIFY_SOURCE > 1)
# define IOMEM_MEASURED_OUT2 IOMEM_MEASURED(0)
# define IOMEM_MEASURED_IN1
# define IOMEM_MEASURED_IN2
# define IOMEM_MEASURED_SIN2
# define IOMEM_MEASURED_SIZE
# define IOMEM_MEASURED_INT
# define IOMEM_MEASURED_NONE
# define IOMEM_ROOM_OUT1 , __SIZE_TYPE__ iomem_room
# define IOMEM_ROOM_SOUT1 , __SIZE_TYPE__ iomem_room
# define IOMEM_ROOM_OUT2 , __SIZE_TYPE__ iomem_room
# define IOMEM_ROOM_IN1
# define IOMEM_ROOM_IN2
# define IOMEM_ROOM_SIN2
# define IOMEM_ROOM_SIZE
# define IOMEM_ROOM_INT
# define IOMEM_ROOM_NONE
# define IOMEM_PASS_OUT2(name) , name
# define IOMEM_PASS_IN2(name) , name
# define IOMEM_PASS_SIN2(name) , name
# define IOMEM_PASS_SIZE(name) , name
# define IOMEM_PASS_INT(name) , name
# define IOMEM_PASS_NONE(name)
# if defined __cplusplus
#  define IOMEM_PLAIN extern "C"
# else
#  define IOMEM_PLAIN extern
# endif

# define IOMEM_OVERLOAD_STRING(name, width, symbol, s1, s2, result, a, b, c, d) \
    IOMEM_PLAIN IOMEM_R_##result(s1) iomem_##symbol##_chk(IOMEM_A_##a(s1) IOMEM_B_##b(s2) IOMEM_B_##c(s2) \
        IOMEM_B_##d(s2), __SIZE_TYPE__) __asm__(IOMEM_SYMBOL(#symbol "_chk", width)) \
    __attribute__((__nothrow__)); \
    IOMEM_PLAIN __inline__ __attribute__((__nothrow__, __gnu_inline__, __always_inline__, __artificial__)) \
    IOMEM_R_##result(s1) iomem_measured_##name##_##symbol(IOMEM_A_##a(s1) iomem_a IOMEM_ROOM_##a \
        IOMEM_B_##b(s2) IOMEM_NAME_##b(iomem_b) IOMEM_ROOM_##b IOMEM_B_##c(s2) IOMEM_NAME_##c(iomem_c) \
        IOMEM_B_##d(s2) IOMEM_NAME_##d(iomem_d)) \
    { \
        return iomem_##symbol##_chk(iomem_a IOMEM_PASS_##b(iomem_b) IOMEM_PASS_##c(iomem_c) \
            IOMEM_PASS_##d(iomem_d), iomem_room); \
    } \
    IOMEM_OVERLOADED IOMEM_R_##result(s1) name(IOMEM_A_##a(s1) IOMEM_MEASURED_##a iomem_a \
        IOMEM_B_##b(s2) IOMEM_MEASURED_##b IOMEM_NAME_##b(iomem_b) IOMEM_B_##c(s2) IOMEM_NAME_##c(iomem_c) \
        IOMEM_B_##d(s2) IOMEM_NAME_##d(iomem_d)) __asm__("iomem_measured_" #name "_" #symbol) \
    __attribute__((IOMEM_OVERLOADABLE __nothrow__, IOMEM_IF_##s1(iomem_a), \
        IOMEM_IF_##b(s2, iomem_b), IOMEM_IF_##c(s2, iomem_c)));
#else
# define IOMEM_OVERLOAD_STRING IOMEM_OVERLOAD
#endif
/* glibc's headers leave out strlcpy and strlcat, the rows whose result is a size. */
#define IOMEM_OVERLOAD_SIZED(name, width, symbol, s1, s2, result, a, b, c, d) \
    IOMEM_OVERLOAD_SIZED_##result(name, width, symbol, s1, s2, result, a, b, c, d)
#define IOMEM_OVERLOAD_SIZED_SIZE IOMEM_OVERLOAD
#define IOMEM_OVERLOAD_SIZED_VOID IOMEM_OVERLOAD_STRING
#define IOMEM_OVERLOAD_SIZED_PTR1 IOMEM_OVERLOAD_STRING
#define IOMEM_OVERLOAD_SIZED_STR1 IOMEM_OVERLOAD_STRING

#define IOMEM_FN1(name, result, a, b, c, d, check, width, io) \
    IOMEM_OVERLOAD_##check(name, width, io, DEVICE, RAM, result, a, b, c, d)
#define IOMEM_FN2(name, result, a, b, c, d, check, width, first, second, both) \
    IOMEM_OVERLOAD_##check(name, width, first, DEVICE, RAM, result, a, b, c, d) \
    IOMEM_OVERLOAD_##check(name, width, second, RAM, DEVICE, result, a, b, c, d) \
    IOMEM_OVERLOAD_##check(name, width, both, DEVICE, DEVICE, result, a, b, c, d)
#include "functions.def"

#if defined __cplusplus
/* <cstring> may have been before us. */
namespace std {
# define IOMEM_FN1(name, result, a, b, c, d, check, width, io) using ::name;
# define IOMEM_FN2(name, result, a, b, c, d, check, width, first, second, both) using ::name;
# include "functions.def"
}
#endif

#endif
