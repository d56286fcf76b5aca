/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of this plugin offer each other. */
#ifndef IOMEM_PLUGIN_H
#define IOMEM_PLUGIN_H

#include "compat.h"
#include "iomem-core.h"

/* GCC's hooks as they were before ours took their place. */
extern struct gcc_target original;
extern struct iomem_options options;

const char *target_name ();            /* of this compiler: x86_64-linux-gnu */

/* space.cc: what makes __iomem a type, and lowering at the end. */
bool space_init (const char *plugin);
bool space_in_use ();                  /* whether this unit has named an IO type yet */
void for_each_body (void (*action) (function *)); /* of the unit's functions, with cfun set */
bool io_space_p (addr_space_t);
bool io_type_p (const_tree type);      /* an object of this type lies in IO memory; arrays included */
bool io_pointer_p (const_tree type);   /* a pointer to such an object */
bool io_reference_p (tree reference);  /* an lvalue in GIMPLE that lies in IO memory */

/* checks.cc: every diagnostic of a class. */
void checks_init (const char *plugin);
location_t now ();                     /* how far the source is read */
bool report (enum iomem_class, location_t, const char *format, ...) ATTRIBUTE_GCC_DIAG (3, 4);
bool forced_type_p (const_tree pointer_type);
location_t location_of (const_tree expression);
void checks_walk (tree *body);         /* a function's GENERIC */

/* calls.cc: calls of the table's functions. */
void calls_init (const char *plugin);
void calls_mark_all ();                /* learn the declarations that exist so far */
bool calls_pending (addr_space_t from, addr_space_t to);
bool calls_any_space_p ();             /* the call being built has a __force parameter */
void calls_end_arguments ();
tree calls_convert_argument (tree type, tree expression);
void calls_walk (tree *body);
bool address_sanitized_p ();           /* cfun's accesses to RAM are checked by the runtime's functions, too */

/* objects.cc: whole objects and bit-fields. */
void objects_init (const char *plugin);
void objects_walk (tree *body);        /* a function's GENERIC */

/* loops.cc: loops that copy or fill. */
void loops_init (const char *plugin);

/* accesses.cc: scalars, and what all accesses have in common. */
void accesses_find_instructions ();    /* once, while parsing */
void accesses_separate (function *);   /* calls and asm statements lose their IO operands, where they can */
void accesses_check (tree reference, location_t);
void accesses_lower (function *);      /* each access becomes its instruction */
addr_space_t space_of (tree reference); /* of what it lies in */
bool accesses_exact_p (tree reference); /* one instruction is the access */
void check_deref (tree type, location_t);
bool check_exact (tree type, const char *reason, location_t);
struct iomem_machine machine ();
struct iomem_position position_of (tree reference);
tree ram_copy_type (tree type);        /* of a copy in RAM: without qualifiers and space */
tree integer_of (unsigned bytes);
tree constant_place (tree reference, HOST_WIDE_INT *offset);
tree build_piece (tree type, tree pointer, HOST_WIDE_INT offset, bool is_volatile);
tree build_io_piece (tree reference, tree pointer, HOST_WIDE_INT offset, unsigned bytes);

#endif
