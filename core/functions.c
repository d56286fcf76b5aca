/* SPDX-License-Identifier: MIT */
#include "iomem-core.h"

#include <stdio.h>
#include <string.h>

#define ROW_FN1(name, result, a, b, c, d, check, io) \
    {#name, IOMEM_RESULT_##result, {IOMEM_##a, IOMEM_##b, IOMEM_##c, IOMEM_##d}, IOMEM_##check, \
     {NULL, #io, NULL, NULL}, -1},
#define ROW_FN2(name, result, a, b, c, d, check, first, second, both) \
    {#name, IOMEM_RESULT_##result, {IOMEM_##a, IOMEM_##b, IOMEM_##c, IOMEM_##d}, IOMEM_##check, \
     {NULL, #first, #second, #both}, -1},
#define ROW_ADDRESS(name, position) \
    {#name, IOMEM_RESULT_VOID, {IOMEM_NONE, IOMEM_NONE, IOMEM_NONE, IOMEM_NONE}, IOMEM_NOCHECK, \
     {NULL, NULL, NULL, NULL}, position},

const struct iomem_function iomem_functions[] = {
#define IOMEM_FN1 ROW_FN1
#define IOMEM_FN2 ROW_FN2
#define IOMEM_ADDRESS ROW_ADDRESS
#include <iomem/functions.def>
};

const size_t iomem_function_count = sizeof iomem_functions / sizeof *iomem_functions;

static const struct iomem_function *find(const char *name, size_t length)
{
    for (size_t i = 0; i < iomem_function_count; i++) {
        const char *known = iomem_functions[i].name;
        if (known[0] == name[0] && !strncmp(known, name, length) && !known[length])
            return &iomem_functions[i];
    }
    return NULL;
}

const struct iomem_function *iomem_find_function(const char *name, enum iomem_spelling *spelling)
{
    static const char builtin[] = "__builtin_";

    *spelling = IOMEM_PLAIN;
    if (!strncmp(name, builtin, sizeof builtin - 1))
        name += sizeof builtin - 1;
    size_t length = strlen(name);
    if (length > 6 && name[0] == '_' && name[1] == '_' && !strcmp(name + length - 4, "_chk")) {
        const struct iomem_function *function = find(name + 2, length - 6);
        if (function && function->check != IOMEM_NOCHECK) {
            *spelling = IOMEM_FORTIFIED;
            return function;
        }
    }
    return length ? find(name, length) : NULL;
}

int iomem_argument_side(const struct iomem_function *function, unsigned argument)
{
    switch (argument < IOMEM_MAX_ARGUMENTS ? function->role[argument] : IOMEM_NONE) {
    case IOMEM_OUT1:
    case IOMEM_SOUT1:
    case IOMEM_IN1:
    case IOMEM_SIN1:
        return IOMEM_FIRST;
    case IOMEM_OUT2:
    case IOMEM_IN2:
    case IOMEM_SIN2:
        return IOMEM_SECOND;
    default:
        return 0;
    }
}

int iomem_argument_written(const struct iomem_function *function, unsigned argument)
{
    enum iomem_role role = argument < IOMEM_MAX_ARGUMENTS ? function->role[argument] : IOMEM_NONE;
    return role == IOMEM_OUT1 || role == IOMEM_SOUT1 || role == IOMEM_OUT2;
}

unsigned iomem_argument_count(const struct iomem_function *function)
{
    unsigned n = 0;
    while (n < IOMEM_MAX_ARGUMENTS && function->role[n] != IOMEM_NONE)
        n++;
    return n;
}

int iomem_destination(const struct iomem_function *function)
{
    for (unsigned i = 0; i < IOMEM_MAX_ARGUMENTS; i++)
        if (iomem_argument_written(function, i))
            return (int)i;
    return -1;
}

int iomem_result_side(const struct iomem_function *function)
{
    return function->result == IOMEM_RESULT_PTR1 || function->result == IOMEM_RESULT_STR1 ? IOMEM_FIRST : 0;
}

void iomem_runtime_symbol(const struct iomem_function *function, int sides, int checked, int sanitized,
                          char symbol[IOMEM_SYMBOL_SIZE])
{
    snprintf(symbol, IOMEM_SYMBOL_SIZE, "iomem_%s%s%s", function->symbol[sides], checked ? "_chk" : "",
             sanitized ? "_asan" : "");
}
