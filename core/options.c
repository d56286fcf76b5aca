/* SPDX-License-Identifier: MIT */
#include "iomem-core.h"

#include <stdio.h>
#include <string.h>

static const struct {
    const char *name;
    enum iomem_severity severity;
    const char *way_out;
} classes[] = {
#define IOMEM_CLASS(id, name, severity, meaning, way_out) {name, IOMEM_##severity, way_out},
#include <iomem/diagnostics.def>
};

const char *iomem_class_name(enum iomem_class c) { return classes[c].name; }
const char *iomem_class_way_out(enum iomem_class c) { return classes[c].way_out; }

void iomem_default_options(struct iomem_options *options)
{
    for (int i = 0; i < IOMEM_CLASSES; i++) {
        options->severity[i] = classes[i].severity == IOMEM_REMARK ? IOMEM_OFF : classes[i].severity;
        options->promoted[i] = 0;
        options->never_error[i] = 0;
    }
    options->max_width = 0;
}

static int find_class(const char *name)
{
    for (int i = 0; i < IOMEM_CLASSES; i++)
        if (!strcmp(name, classes[i].name))
            return i;
    return -1;
}

static int unknown(const char *key, const char *value, char message[IOMEM_MESSAGE_SIZE])
{
    snprintf(message, IOMEM_MESSAGE_SIZE, "unknown option '-fplugin-arg-iomem-%s%s%s'", key, value ? "=" : "",
             value ? value : "");
    return -1;
}

int iomem_set_option(struct iomem_options *options, const char *key, const char *value,
                     char message[IOMEM_MESSAGE_SIZE])
{
    int negative, c;

    if (!strcmp(key, "Werror") || !strcmp(key, "Wno-error")) {
        negative = key[1] == 'n';
        c = value ? find_class(value) : -1;
        if (c < 0)
            return unknown(key, value, message);
        if (!negative)
            options->severity[c] = IOMEM_ERROR;
        else if (options->severity[c] == IOMEM_ERROR)
            options->severity[c] = classes[c].severity == IOMEM_REMARK ? IOMEM_REMARK : IOMEM_WARNING;
        options->promoted[c] = !negative && classes[c].severity != IOMEM_ERROR;
        options->never_error[c] = negative;
        return 0;
    }
    if (!strcmp(key, "max-width")) {
        if (!value || !strchr("421", value[0]) || strlen(value) != 1) {
            snprintf(message, IOMEM_MESSAGE_SIZE, "'-fplugin-arg-iomem-max-width%s%.40s': the width is 4, 2 or 1",
                     value ? "=" : "", value ? value : "");
            return -1;
        }
        options->max_width = (unsigned)(value[0] - '0');
        return 0;
    }
    if (key[0] != 'W' || value)
        return unknown(key, value, message);
    negative = !strncmp(key, "Wno-", 4);
    c = find_class(key + (negative ? 4 : 1));
    if (c < 0)
        return unknown(key, value, message);
    if (negative)
        options->severity[c] = IOMEM_OFF;
    else if (options->severity[c] == IOMEM_OFF)
        options->severity[c] = classes[c].severity == IOMEM_OFF ? IOMEM_WARNING : classes[c].severity;
    return 0;
}

int iomem_check_macro(const struct iomem_options *options, const char *definition,
                      char message[IOMEM_MESSAGE_SIZE])
{
    static const char name[] = "IOMEM_MAX_WIDTH";
    char wanted[] = "=0";
    const char *value = definition + strlen(name);

    if (strncmp(definition, name, strlen(name)) || (*value && *value != '='))
        return 0;
    wanted[1] += (char)options->max_width;
    if (options->max_width && !strcmp(*value ? value : "=1", wanted))
        return 0;
    snprintf(message, IOMEM_MESSAGE_SIZE,
             "'-D%.60s' contradicts the plugin, whose option '-fplugin-arg-iomem-max-width' alone sets the width",
             definition);
    return -1;
}

enum iomem_severity iomem_severity_at(const struct iomem_options *options, enum iomem_class c, int system_header,
                                      int no_warnings, int werror)
{
    enum iomem_severity severity = options->severity[c];

    if (severity == IOMEM_OFF || system_header
        || (no_warnings && (severity < IOMEM_ERROR || options->promoted[c])))
        return IOMEM_OFF;
    if (severity == IOMEM_WARNING && werror && !options->never_error[c])
        return IOMEM_ERROR;
    return severity;
}
