/* SPDX-License-Identifier: MIT */
/* The rows of accessors.def as data, all called the same way. */
#ifndef ACCESSORS_H
#define ACCESSORS_H

#include <stddef.h>

enum kind { SINGLE, REPEATED, COPIED };

struct accessor {
    const char *name;
    enum kind kind;
    int write;             /* the IO side is written, else read */
    size_t bytes;          /* of one access */
    int swapped;           /* the register has the other byte order than memory */
    void (*run)(volatile void *io, void *ram, size_t count);
};

#endif
