/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "calls.h"

#include <string.h>
#include <strings.h>

/* The prototypes of every form, under the names of the ASan build where that is asked for. */
#include "internal.h"

/* glibc has these two from 2.38 on. */
static size_t reference_strlcpy(char *to, const char *from, size_t size)
{
    size_t length = strlen(from), copied = length < size ? length : size - 1;

    if (size) {
        memcpy(to, from, copied);
        to[copied] = 0;
    }
    return length;
}

static size_t reference_strlcat(char *to, const char *from, size_t size)
{
    size_t held = strnlen(to, size);

    return held + reference_strlcpy(to + held, from, size - held);
}

#define strlcpy reference_strlcpy
#define strlcat reference_strlcat

#define A_OUT1 x->p[0]
#define A_IN1 x->p[0]
#define A_SOUT1 x->p[0]
#define A_SIN1 x->p[0]
#define B_OUT2 , x->p[1]
#define B_IN2 , x->p[1]
#define B_SIN2 , x->p[1]
#define B_INT , x->c
#define B_SIZE , x->n
#define B_NONE
#define D_SIZE , x->needle
#define D_NONE

/* A fourth argument SIZE is memmem's second one, or memccpy's only one. */
#define ARGUMENTS(a, b, c, d) A_##a B_##b B_##c LAST(b, d)
#define LAST(b, d) LAST_##b(d)
#define LAST_SIZE(d) D_##d
#define LAST_OUT2(d) B_##d
#define LAST_IN2(d) B_##d
#define LAST_SIN2(d) B_##d
#define LAST_INT(d) B_##d
#define LAST_NONE(d) B_##d

static intptr_t distance(struct call *x, const volatile void *p)
{
    return p ? (const volatile char *)p - (const volatile char *)x->p[0] : NOWHERE;
}

#define KEEP_VOID(call) call
#define KEEP_INTEGER(call) x->value = call
#define KEEP_SIZE(call) x->value = (intptr_t)call
#define KEEP_PTR1(call) x->value = distance(x, call)
#define KEEP_STR1(call) x->value = distance(x, call)
#define KEEP_NEWSTR(call) x->copy = call

#define LIBC(function, name, result, a, b, c, d) \
    static void function(struct call *x) { KEEP_##result(name(ARGUMENTS(a, b, c, d))); }
#define FORM(name, symbol, result, a, b, c, d, check) \
    static void run_##name##_##symbol(struct call *x) \
    { \
        KEEP_##result(iomem_##symbol(ARGUMENTS(a, b, c, d))); \
    } \
    FORM_##check(name, symbol, result, a, b, c, d)
#define FORM_NOCHECK(name, symbol, result, a, b, c, d)
#define FORM_SIZED FORM_STRING
#define FORM_STRING(name, symbol, result, a, b, c, d) \
    static void run_##name##_##symbol##_chk(struct call *x) \
    { \
        KEEP_##result(iomem_##symbol##_chk(ARGUMENTS(a, b, c, d), x->room)); \
    }

#define IOMEM_FN1(name, result, a, b, c, d, check, width, io) \
    LIBC(libc_##name, name, result, a, b, c, d) \
    FORM(name, io, result, a, b, c, d, check)
#define IOMEM_FN2(name, result, a, b, c, d, check, width, first, second, both) \
    LIBC(libc_##name, name, result, a, b, c, d) \
    FORM(name, first, result, a, b, c, d, check) \
    FORM(name, second, result, a, b, c, d, check) \
    FORM(name, both, result, a, b, c, d, check)
#include <iomem/functions.def>

#define RESULT_VOID VOID
#define RESULT_INTEGER INTEGER
#define RESULT_SIZE SIZE
#define RESULT_PTR1 POINTER
#define RESULT_STR1 POINTER
#define RESULT_NEWSTR STRING_COPY

#define CHECKED_NOCHECK(name, symbol) NULL
#define CHECKED_SIZED(name, symbol) run_##name##_##symbol##_chk
#define CHECKED_STRING(name, symbol) run_##name##_##symbol##_chk

/* The written pointer: 0 when it is argument a, 1 when argument b is it, else none. */
#define WRITTEN(a, b) (WRITTEN_##a ? 0 : WRITTEN_##b ? 1 : -1)
#define WRITTEN_OUT1 1
#define WRITTEN_SOUT1 1
#define WRITTEN_IN1 0
#define WRITTEN_SIN1 0
#define WRITTEN_OUT2 1
#define WRITTEN_IN2 0
#define WRITTEN_SIN2 0
#define WRITTEN_INT 0
#define WRITTEN_SIZE 0
#define WRITTEN_NONE 0

#define DATA(name, symbol, check, io1, io2) \
    {#symbol, {io1, io2}, run_##name##_##symbol, CHECKED_##check(name, symbol)}

#define IOMEM_FN1(name, result, a, b, c, d, check, width, io) \
    {#name, RESULT_##result, check, width, 1, WRITTEN(a, b), libc_##name, 1, {DATA(name, io, check, 1, 0)}},
#define IOMEM_FN2(name, result, a, b, c, d, check, width, first, second, both) \
    {#name, RESULT_##result, check, width, 2, WRITTEN(a, b), libc_##name, 3, \
     {DATA(name, first, check, 1, 0), DATA(name, second, check, 0, 1), DATA(name, both, check, 1, 1)}},

const struct row rows[] = {
#include <iomem/functions.def>
};
const size_t row_count = sizeof rows / sizeof *rows;
