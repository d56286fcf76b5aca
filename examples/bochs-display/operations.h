/* SPDX-License-Identifier: MIT */
/* The operations that the program performs. */
#ifndef OPERATIONS_H
#define OPERATIONS_H

#include "bochs.h"

enum { OPERATIONS_MIN_WIDTH = 160, OPERATIONS_MIN_HEIGHT = 120 };

/* Told of bytes of video memory that an operation is to read or write once. */
typedef void operation_range(bool write, size_t offset, size_t length);

struct operation {
    const char *name;
    const char *what;
    bool (*run)(struct bochs *b);
    /* Names every byte that run() touches; NULL if there are too many to be worth it. */
    void (*mean)(const struct bochs *b, operation_range *range);
};

/* In the order in which they make sense; the last one has no name. */
extern const struct operation operations[];

/* NULL if there is none. */
const struct operation *operation_named(const char *name);

#endif
