/* SPDX-License-Identifier: MIT */
#include "iomem-core.h"

#include <stdio.h>
#include <string.h>

#define ROW_FN1(name, result, a, b, c, d, check, width, io) \
    {#name, IOMEM_RESULT_##result, {IOMEM_##a, IOMEM_##b, IOMEM_##c, IOMEM_##d}, IOMEM_##check, IOMEM_##width, \
     {NULL, #io, NULL, NULL}, -1},
#define ROW_FN2(name, result, a, b, c, d, check, width, first, second, both) \
    {#name, IOMEM_RESULT_##result, {IOMEM_##a, IOMEM_##b, IOMEM_##c, IOMEM_##d}, IOMEM_##check, IOMEM_##width, \
     {NULL, #first, #second, #both}, -1},
#define ROW_ADDRESS(name, position) \
    {#name, IOMEM_RESULT_VOID, {IOMEM_NONE, IOMEM_NONE, IOMEM_NONE, IOMEM_NONE}, IOMEM_NOCHECK, IOMEM_BYTES, \
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

static const struct {
    const char *prefix, *suffix;
    enum iomem_spelling spelling;
} forms[] = {
    {"", "", IOMEM_PLAIN},
    {"__builtin_", "", IOMEM_PLAIN},
    {"__", "_chk", IOMEM_FORTIFIED},
    {"__builtin___", "_chk", IOMEM_FORTIFIED},
};

const struct iomem_function *iomem_find_function(const char *name, enum iomem_spelling *spelling)
{
    size_t length = strlen(name);

    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        size_t before = strlen(forms[i].prefix), after = strlen(forms[i].suffix);
        if (length <= before + after || strncmp(name, forms[i].prefix, before)
            || strcmp(name + length - after, forms[i].suffix))
            continue;
        const struct iomem_function *function = find(name + before, length - before - after);
        if (function && (forms[i].spelling == IOMEM_PLAIN || function->check != IOMEM_NOCHECK)) {
            *spelling = forms[i].spelling;
            return function;
        }
    }
    return NULL;
}

int iomem_spell(const struct iomem_function *function, unsigned form, char name[IOMEM_SYMBOL_SIZE])
{
    if (form >= sizeof forms / sizeof *forms)
        return 0;
    snprintf(name, IOMEM_SYMBOL_SIZE, "%s%s%s", forms[form].prefix, function->name, forms[form].suffix);
    return 1;
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

int iomem_shape_p(const struct iomem_function *function, enum iomem_spelling spelling, unsigned count,
                  const unsigned char *pointer, int pointer_result)
{
    if (function->address >= 0)
        return count > (unsigned)function->address && pointer[function->address];
    if (count != iomem_argument_count(function) + (spelling == IOMEM_FORTIFIED))
        return 0;
    for (unsigned i = 0; i < count; i++)
        if (!pointer[i] != !iomem_argument_side(function, i))
            return 0;
    return pointer_result || !iomem_result_side(function);
}

void iomem_runtime_symbol(const struct iomem_function *function, struct iomem_form form,
                          char symbol[IOMEM_SYMBOL_SIZE])
{
    char width[] = "_w0";

    width[2] += (char)form.max_width;
    snprintf(symbol, IOMEM_SYMBOL_SIZE, "iomem_%s%s%s%s", function->symbol[form.sides], form.checked ? "_chk" : "",
             form.max_width && function->width == IOMEM_WORDS ? width : "", form.sanitized ? "_asan" : "");
}

/* The row and the form of a runtime symbol; NULL if it is none. */
static const struct iomem_function *find_symbol(const char *name, struct iomem_form *form)
{
    static const unsigned widths[] = {0, 4, 2, 1};
    char symbol[IOMEM_SYMBOL_SIZE];

    if (strncmp(name, "iomem_", strlen("iomem_")))
        return NULL;
    for (size_t i = 0; i < iomem_function_count; i++) {
        const struct iomem_function *function = &iomem_functions[i];
        size_t count = function->width == IOMEM_WORDS ? sizeof widths / sizeof *widths : 1;
        for (form->sides = IOMEM_FIRST; form->sides <= (IOMEM_FIRST | IOMEM_SECOND); form->sides++) {
            const char *stem = function->symbol[form->sides];
            if (!stem || strncmp(name + strlen("iomem_"), stem, strlen(stem)))
                continue;
            for (form->checked = 0; form->checked <= (function->check != IOMEM_NOCHECK); form->checked++)
                for (form->sanitized = 0; form->sanitized <= 1; form->sanitized++)
                    for (size_t w = 0; w < count; w++) {
                        form->max_width = widths[w];
                        iomem_runtime_symbol(function, *form, symbol);
                        if (!strcmp(name, symbol))
                            return function;
                    }
        }
    }
    return NULL;
}

int iomem_sanitized_symbol(const char *name, char symbol[IOMEM_SYMBOL_SIZE])
{
    struct iomem_form form;
    const struct iomem_function *function = find_symbol(name, &form);

    if (!function || form.sanitized)
        return 0;
    form.sanitized = 1;
    iomem_runtime_symbol(function, form, symbol);
    return 1;
}

int iomem_narrow_symbol(const char *name, unsigned max_width, char symbol[IOMEM_SYMBOL_SIZE])
{
    struct iomem_form form;
    const struct iomem_function *function = max_width ? find_symbol(name, &form) : NULL;

    if (!function || function->width != IOMEM_WORDS || (form.max_width && form.max_width <= max_width))
        return 0;
    form.max_width = max_width;
    iomem_runtime_symbol(function, form, symbol);
    return 1;
}

unsigned iomem_accessor_width(const char *name)
{
    static const struct {
        const char *symbol;
        unsigned bits;
    } accessors[] = {
#define IOMEM_REGISTER 8 /* all that there are on any machine */
#define IOMEM_READ(name, bits, endian, order) {"iomem_" #name, bits},
#define IOMEM_WRITE(name, bits, endian, order) {"iomem_" #name, bits},
#define IOMEM_READ_REP(name, bits) {"iomem_" #name, bits},
#define IOMEM_WRITE_REP(name, bits) {"iomem_" #name, bits},
#define IOMEM_READ_COPY(name, symbol, bits) {"iomem_" #symbol, bits},
#define IOMEM_WRITE_COPY(name, symbol, bits) {"iomem_" #symbol, bits},
#include <iomem/accessors.def>
    };

    for (size_t i = 0; i < sizeof accessors / sizeof *accessors; i++)
        if (!strcmp(name, accessors[i].symbol))
            return accessors[i].bits / 8;
    return 0;
}
