/* SPDX-License-Identifier: MIT */
/* The copies and fills that the measurements compare. */
#ifndef CONTENDERS_H
#define CONTENDERS_H

#include <stddef.h>

typedef void *copy_function(void *to, const void *from, size_t n);
typedef void *fill_function(void *to, int c, size_t n);

struct contender {
    const char *name;
    copy_function *read, *write;    /* from the device, to the device */
    fill_function *fill;            /* NULL: it has none of its own */
};

extern const struct contender contenders[];
extern const size_t contender_count;

/* One instruction, the return. */
copy_function return_from_copy;
fill_function return_from_fill;

#endif
