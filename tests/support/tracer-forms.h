/* SPDX-License-Identifier: MIT */
/* What the tracer's plugin has to know of an instruction, from its bytes. */
#ifndef TRACER_FORMS_H
#define TRACER_FORMS_H

#include <stddef.h>
#include <stdint.h>

struct isa;

struct form {
    int plain;             /* allowed on IO memory */
    unsigned unit;         /* accesses of one execution that are neighbours are one, of up to so many bytes; 0: never */
    const char *blind;     /* its name, if QEMU makes its accesses behind the plugin's back */
};

/* NULL: not known. `target` is QEMU's name of it. */
const struct isa *isa_of(const char *target);

/* Whether form_of() needs the instruction disassembled. */
int isa_needs_text(const struct isa *isa);

struct form form_of(const struct isa *isa, const uint8_t *bytes, size_t size, const char *text);

#endif
