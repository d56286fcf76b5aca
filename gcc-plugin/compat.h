/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * GCC's headers, in the order they need, and every difference between its versions. Nothing else in
 * this directory tests a version.
 */
#ifndef IOMEM_COMPAT_H
#define IOMEM_COMPAT_H

#include "gcc-plugin.h"
#include "plugin-version.h"

#include "tree.h"
#include "gimple.h"
#include "tree-pass.h"
#include "context.h"
#include "target.h"
#include "stringpool.h"
#include "attribs.h"
#include "cpplib.h"
#include "c-family/c-common.h"
#include "c-family/c-pragma.h"
#include "c-tree.h"
#include "cgraph.h"
#include "basic-block.h"
#include "cfg.h"
#include "cfganal.h"
#include "cfghooks.h"
#include "cfgloop.h"
#include "gimple-iterator.h"
#include "gimple-fold.h"
#include "tree-cfg.h"
#include "tree-cfgcleanup.h"
#include "ssa.h"
#include "ssa-iterators.h"
#include "tree-ssa-operands.h"
#include "tree-into-ssa.h"
#include "tree-inline.h"
#include "diagnostic.h"
#include "langhooks.h"
#include "fold-const.h"
#include "builtins.h"
#include "varasm.h"
#include "gimplify.h"
#include "gimplify-me.h"
#include "stmt.h"
#include "tree-dfa.h"
#include "tree-eh.h"
#include "tree-iterator.h"
#include "dominance.h"
#include "alias.h"
#include "asan.h"
#include "options.h"
#include "opts.h"
#include "toplev.h"
#include "gtype-desc.h"
#include "tree-ssa-alias.h"
#include "tree-ssa-loop.h"
#include "tree-ssa-loop-ivopts.h"
#include "tree-ssa-loop-niter.h"
#include "tree-scalar-evolution.h"
#include "tree-chrec.h"
#include "tree-data-ref.h"
#include "dumpfile.h"

/*
 * The C front end's own symbols are missing in lto1, into which the driver loads every plugin that it
 * is given at an LTO link.
 */
extern tree *ridpointers __attribute__ ((weak));
extern cpp_reader *parse_in __attribute__ ((weak));
extern void cpp_define (cpp_reader *, const char *) __attribute__ ((weak));
extern int cpp_defined (cpp_reader *, const unsigned char *, int) __attribute__ ((weak));
extern cpp_options *cpp_get_options (cpp_reader *) __attribute__ ((weak));
extern cpp_callbacks *cpp_get_callbacks (cpp_reader *) __attribute__ ((weak));
extern tree identifier_global_value (tree) __attribute__ ((weak));
extern const char *pch_file __attribute__ ((weak));
extern tree c_global_trees[CTI_MAX] __attribute__ ((weak));
extern int flag_isoc99 __attribute__ ((weak));
/* A GCC that this is not for shall load it all the same, and be told so.  */
#if GCCPLUGIN_VERSION_MAJOR >= 12
extern void copy_warning (location_t, location_t) __attribute__ ((weak));
extern bool gimple_could_trap_p_1 (const gimple *, bool, bool) __attribute__ ((weak));
extern gcall *gimple_build_call_vec (tree, const vec<tree> &) __attribute__ ((weak));
extern void suppress_warning (gimple *, opt_code, bool) __attribute__ ((weak));
#else
extern bool gimple_could_trap_p_1 (gimple *, bool, bool) __attribute__ ((weak));
extern gcall *gimple_build_call_vec (tree, vec<tree>) __attribute__ ((weak));
#endif

#if GCCPLUGIN_VERSION_MAJOR >= 14
#define COMPAT_INHIBIT_WARNINGS (global_dc->m_inhibit_warnings)
#define COMPAT_WARN_SYSTEM_HEADERS (global_dc->m_warn_system_headers)
#define COMPAT_WARNINGS_ARE_ERRORS (global_dc->warning_as_error_requested_p ())
#define COMPAT_SET_WARNINGS_ARE_ERRORS(value) global_dc->set_warning_as_error_requested (value)
#define COMPAT_CODE_HELPER_PARM , code_helper helper
#define COMPAT_CODE_HELPER_ARG , helper
typedef const diagnostic_info compat_started_diagnostic;
#else
#define COMPAT_INHIBIT_WARNINGS (global_dc->dc_inhibit_warnings)
#define COMPAT_WARN_SYSTEM_HEADERS (global_dc->dc_warn_system_headers)
#define COMPAT_WARNINGS_ARE_ERRORS (global_dc->warning_as_error_requested)
#define COMPAT_SET_WARNINGS_ARE_ERRORS(value) (global_dc->warning_as_error_requested = (value))
#define COMPAT_CODE_HELPER_PARM
#define COMPAT_CODE_HELPER_ARG
typedef diagnostic_info compat_started_diagnostic;
#endif

/*
 * Have `watcher` asked whether a warning's option is on, and return who was asked before. From GCC 14
 * on nobody can be put there: what is warned of here is an error by then.
 */
typedef int (*compat_option_enabled) (int option, unsigned languages, void *options);

static inline compat_option_enabled
compat_watch_options (compat_option_enabled watcher)
{
#if GCCPLUGIN_VERSION_MAJOR >= 14
  (void) watcher;
  return NULL;
#else
  compat_option_enabled before = global_dc->option_enabled;
  global_dc->option_enabled = watcher;
  return before;
#endif
}

static inline void
compat_suppress_warnings (gimple *statement)
{
#if GCCPLUGIN_VERSION_MAJOR >= 12
  suppress_warning (statement);
#else
  gimple_set_no_warning (statement, true);
#endif
}

#if GCCPLUGIN_VERSION_MAJOR >= 15
#define COMPAT_COMPLAIN_PARM , bool complain
#define COMPAT_COMPLAIN_ARG , complain
#else
#define COMPAT_COMPLAIN_PARM
#define COMPAT_COMPLAIN_ARG
#endif

#if GCCPLUGIN_VERSION_MAJOR >= 12
#define COMPAT_OBJECT_SIZE_P(fn) \
  (fndecl_built_in_p (fn, BUILT_IN_OBJECT_SIZE) || fndecl_built_in_p (fn, BUILT_IN_DYNAMIC_OBJECT_SIZE))
#else
#define COMPAT_OBJECT_SIZE_P(fn) fndecl_built_in_p (fn, BUILT_IN_OBJECT_SIZE)
#endif

#endif
