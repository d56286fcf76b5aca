/* SPDX-License-Identifier: MIT */
#include "iomem-core.h"

#include <stdlib.h>
#include <string.h>

int iomem_format_conversion(const char *format, unsigned argument)
{
    unsigned next = 0;

    for (const char *p = format; (p = strchr(p, '%'));) {
        unsigned mine = 0;
        int positional = 0;

        p++;
        size_t digits = strspn(p, "0123456789");
        if (digits && p[digits] == '$') {
            mine = (unsigned)strtoul(p, NULL, 10) - 1;
            positional = 1;
            p += digits + 1;
        }
        /* Flags, width, precision and length; a * takes an argument of its own. */
        for (; *p && strchr("-+ #0'I123456789.*hlLqjzZt$", *p); p++)
            if (*p == '*' && !positional && next++ == argument)
                return '*';
        if (!*p)
            return 0;
        char conversion = *p++;
        if (conversion == '%' || conversion == 'm')
            continue;
        if (!positional)
            mine = next++;
        if (mine == argument)
            return conversion;
    }
    return 0;
}
