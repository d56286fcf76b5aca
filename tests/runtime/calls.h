/* SPDX-License-Identifier: MIT */
/*
 * Every row of functions.def as data: the runtime's functions, their fortified forms and libc's
 * function, all called the same way.
 */
#ifndef CALLS_H
#define CALLS_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct call {
    void *p[2];            /* pointers 1 and 2 */
    int c;
    size_t n;              /* the size; of memmem the first pointer's */
    size_t needle;         /* memmem's other size */
    size_t room;           /* of a fortified form */

    intptr_t value;        /* the result: a number, or the distance from p[0]; NULL is NOWHERE */
    char *copy;            /* the result: a string for the caller to free */
};

#define NOWHERE INTPTR_MIN

enum result { VOID, INTEGER, SIZE, POINTER, STRING_COPY };
enum check { NOCHECK, SIZED, STRING };
enum width { BYTES, WORDS };

struct form {
    const char *symbol;    /* memcpy_toio */
    int io[2];             /* which pointers are IO */
    void (*run)(struct call *);
    void (*run_checked)(struct call *);    /* NULL: there is no fortified form */
};

struct row {
    const char *name;      /* memcpy */
    enum result result;
    enum check check;
    enum width width;
    int pointers;          /* 1 or 2 */
    int written;           /* the pointer that is written: 0, 1, or -1 */
    void (*libc)(struct call *);
    int forms;             /* 1 or 3 */
    struct form form[3];
};

extern const struct row rows[];
extern const size_t row_count;

/* What of a result is to be libc's: a comparison's sign, of bcmp only whether it is 0, or the value itself. */
static inline intptr_t promised(const struct row *row, intptr_t value)
{
    if (row->result != INTEGER)
        return value;
    return strcmp(row->name, "bcmp") ? (value > 0) - (value < 0) : value != 0;
}

#endif
