/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "internal.h"

/*
 * Byte by byte, up to the NUL or n bytes, into RAM that free() releases. Returns NULL with errno
 * ENOMEM when there is none; a part of the string may have been read by then. Source: POSIX.
 */
char *iomem_strndup_io(const char __iomem *io, size_t n)
{
    size_t room = 64, i = 0;
    char *copy = malloc(room), *bigger;
    unsigned char c;

    if (!copy)
        return NULL;
    do {
        if (i == room) {
            room *= 2;
            bigger = realloc(copy, room);
            if (!bigger) {
                free(copy);
                return NULL;
            }
            copy = bigger;
        }
        c = i < n ? load(io + i, IO) : 0;
        store(copy + i++, RAM, c);
    } while (c);

    bigger = realloc(copy, i);
    return bigger ? bigger : copy;
}
