/* SPDX-License-Identifier: MIT */
#include "iomem-core.h"

#include <stddef.h>
#include <string.h>

const char *iomem_inexact(const struct iomem_options *options, unsigned long long size, unsigned long long position,
                          unsigned word)
{
    if (!size || size > word || (size & (size - 1)))
        return "a value wider than a register";
    if (options->max_width && size > options->max_width)
        return "a value wider than max-width";
    return position % size ? "a member that is not naturally aligned" : NULL;
}

int iomem_atomic_name(const char *name)
{
    return !strncmp(name, "__atomic_", 9) || !strncmp(name, "__sync_", 7);
}
