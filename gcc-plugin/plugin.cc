/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The GCC plugin: start, options, and the order of everything that follows.
 *
 *   while parsing   space: __iomem is a named address space. calls: arguments of the table's functions
 *                   are let through. checks: every other conversion is judged.
 *   a function's GENERIC, before it is lowered (PLUGIN_PRE_GENERICIZE)
 *                   calls: the callee becomes the runtime's. checks: casts, varargs, atomics.
 *                   objects: each whole object is read into a temporary or written from one.
 *   after the CFG   accesses: calls and asm statements get temporaries for operands. objects: copies of whole
 *                   objects and bit-fields become accesses of scalars, and scalars are checked.
 *   after the early local passes
 *                   loops: those that copy or fill become calls. accesses: each access becomes its instruction.
 *                   space: the address space leaves the types, so that no back end sees it.
 */
#include "plugin.h"

int plugin_is_GPL_compatible;

struct gcc_target original;
struct iomem_options options;

static void
walk_function (tree function)
{
  if (!space_in_use () || TREE_CODE (function) != FUNCTION_DECL || !DECL_SAVED_TREE (function))
    return;
  calls_walk (&DECL_SAVED_TREE (function));
  checks_walk (&DECL_SAVED_TREE (function));
  objects_walk (&DECL_SAVED_TREE (function));
}

static void
on_pre_genericize (void *function, void *)
{
  walk_function ((tree) function);
}

/* PLUGIN_PRE_GENERICIZE leaves out nested functions.  */
static void
on_finish_parse_function (void *function, void *)
{
  if (decl_function_context ((tree) function))
    walk_function ((tree) function);
}

static bool
read_options (const struct plugin_name_args *info)
{
  char message[IOMEM_MESSAGE_SIZE];

  iomem_default_options (&options);
  for (int i = 0; i < info->argc; i++)
    if (iomem_set_option (&options, info->argv[i].key, info->argv[i].value, message))
      {
	error ("iomem: %s", message);
	return false;
      }
  for (unsigned i = 0; i < save_decoded_options_count; i++)
    if (save_decoded_options[i].opt_index == OPT_D
	&& iomem_check_macro (&options, save_decoded_options[i].arg, message))
      {
	error ("iomem: %s", message);
	return false;
      }
  return true;
}

/* The compiler that has loaded us: cc1, or one that has nothing for us to do.  */
static bool
language_is (const char *prefix)
{
  return !strncmp (lang_hooks.name, prefix, strlen (prefix));
}

/* The machine that a GCC compiles for, as its configuration says.  */
static const char *
target_of (const struct plugin_gcc_version *version)
{
  const char *option = strstr (version->configuration_arguments, "--target=");
  return option ? option + strlen ("--target=") : "unknown-target";
}

const char *
target_name ()
{
  return target_of (&gcc_version);
}

static int
target_length (const struct plugin_gcc_version *version)
{
  return (int) strcspn (target_of (version), " ");
}

int
plugin_init (struct plugin_name_args *info, struct plugin_gcc_version *version)
{
  if (!plugin_default_version_check (version, &gcc_version))
    {
      error ("iomem: this plugin is built for GCC %s (%s, %.*s) and cannot be loaded into GCC %s (%s, %.*s); "
	     "%<iomem-config --cc CC --cflags%> prints the right one",
	     gcc_version.basever, gcc_version.datestamp, target_length (&gcc_version), target_of (&gcc_version),
	     version->basever, version->datestamp, target_length (version), target_of (version));
      return 0;
    }
  if (language_is ("GNU GIMPLE"))
    return 0;
  if (!language_is ("GNU C") || language_is ("GNU C++"))
    {
      error ("iomem: the plugin is for C only, not for %s", lang_hooks.name);
      return 0;
    }
  if (!read_options (info))
    return 0;

  original = targetm;
  if (!space_init (info->base_name))
    return 0;
  checks_init (info->base_name);
  calls_init (info->base_name);
  objects_init (info->base_name);
  loops_init (info->base_name);
  register_callback (info->base_name, PLUGIN_PRE_GENERICIZE, on_pre_genericize, NULL);
  register_callback (info->base_name, PLUGIN_FINISH_PARSE_FUNCTION, on_finish_parse_function, NULL);
  return 0;
}
