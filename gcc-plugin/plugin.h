/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of this plugin offer each other. */
#ifndef IOMEM_PLUGIN_H
#define IOMEM_PLUGIN_H

#include "compat.h"
#include "iomem-core.h"

/* GCC's hooks as they were before ours took their place. */
extern struct gcc_target original;
extern struct iomem_options options;

/* space.cc: what makes __iomem a type, and lowering at the end. */
bool space_init (const char *plugin);
bool space_in_use ();                  /* whether this unit has named an IO type yet */
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

/* objects.cc, accesses.cc: what is refused until it can be done exactly. */
void objects_init (const char *plugin);
void accesses_check (gimple *);

#endif
