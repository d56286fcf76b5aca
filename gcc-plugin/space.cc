/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What makes __iomem a type. It is one of GCC's named address spaces, which the C front end carries
 * through every declaration form; the target hooks give it the properties of generic memory. The
 * macro that expands __iomem brings volatile with it while parsing, since the front end folds
 * accesses before any plugin is called. At the end the space leaves the types: a back end that meets
 * one it doesn't know crashes.
 */
#include "plugin.h"

static bool in_use;

/* GCC's own warnings of a repeated qualifier, while they are off.  */
static struct
{
  bool off;
  int were_duplicate, were_pedantic;
} saved;

static const struct
{
  const char *word;
  addr_space_t number;
} words[] = {
#define IOMEM_SPACE(id, word, number) { word, number },
#include <iomem/spaces.def>
};

bool
io_space_p (addr_space_t space)
{
  for (size_t i = 0; i < ARRAY_SIZE (words); i++)
    if (words[i].number == space)
      return true;
  return false;
}

bool
io_type_p (const_tree type)
{
  if (!type || !TYPE_P (type))
    return false;
  return io_space_p (TYPE_ADDR_SPACE (strip_array_types (CONST_CAST_TREE (type))));
}

bool
io_pointer_p (const_tree type)
{
  return POINTER_TYPE_P (type) && io_type_p (TREE_TYPE (type));
}

bool
io_reference_p (tree reference)
{
  if (!reference || !(REFERENCE_CLASS_P (reference) || DECL_P (reference)))
    return false;
  while (handled_component_p (reference))
    reference = TREE_OPERAND (reference, 0);
  if (TREE_CODE (reference) == MEM_REF || TREE_CODE (reference) == TARGET_MEM_REF)
    {
      tree base = TREE_OPERAND (reference, 0);
      if (io_pointer_p (TREE_TYPE (base)))
	return true;
      if (TREE_CODE (base) == ADDR_EXPR)
	return io_reference_p (TREE_OPERAND (base, 0));
    }
  /* A temporary may have the type of what it is a copy of.  */
  if (DECL_P (reference) && !is_global_var (reference))
    return false;
  return io_type_p (TREE_TYPE (reference));
}

bool
space_in_use ()
{
  return in_use;
}

static void
restore_duplicate_warning ()
{
  if (!saved.off)
    return;
  saved.off = false;
  global_options.x_warn_duplicate_decl_specifier = saved.were_duplicate;
  global_options.x_pedantic = saved.were_pedantic;
}

static addr_space_t
generic_if_ours (addr_space_t space)
{
  return io_space_p (space) ? ADDR_SPACE_GENERIC : space;
}

/* Called for every pointer type that is built: what the word brought has been read by then.  */
static scalar_int_mode
hook_pointer_mode (addr_space_t space)
{
  if (io_space_p (space))
    restore_duplicate_warning ();
  return original.addr_space.pointer_mode (generic_if_ours (space));
}

static scalar_int_mode
hook_address_mode (addr_space_t space)
{
  return original.addr_space.address_mode (generic_if_ours (space));
}

static bool
hook_valid_pointer_mode (scalar_int_mode mode, addr_space_t space)
{
  return original.addr_space.valid_pointer_mode (mode, generic_if_ours (space));
}

static bool
hook_legitimate_address_p (machine_mode mode, rtx address, bool strict,
			   addr_space_t space COMPAT_CODE_HELPER_PARM)
{
  return original.addr_space.legitimate_address_p (mode, address, strict,
						   generic_if_ours (space) COMPAT_CODE_HELPER_ARG);
}

static rtx
hook_legitimize_address (rtx address, rtx old, machine_mode mode, addr_space_t space)
{
  return original.addr_space.legitimize_address (address, old, mode, generic_if_ours (space));
}

static bool
hook_zero_address_valid (addr_space_t space)
{
  return original.addr_space.zero_address_valid (generic_if_ours (space));
}

static rtx
hook_convert (rtx operand, tree from, tree to)
{
  if (io_type_p (TREE_TYPE (from)) || io_type_p (TREE_TYPE (to)))
    return operand;
  return original.addr_space.convert (operand, from, to);
}

static int
hook_debug (addr_space_t space)
{
  return original.addr_space.debug (generic_if_ours (space));
}

/*
 * The keyword has been lexed; the first time, the unit turns out to concern us. The volatile that its
 * macro brings follows, and one that the user wrote too is no mistake.
 */
static void
hook_diagnose_usage (addr_space_t space, location_t location)
{
  if (!io_space_p (space))
    {
      original.addr_space.diagnose_usage (space, location);
      return;
    }
  if (!in_use)
    {
      in_use = true;
      calls_mark_all ();
      accesses_find_instructions ();
    }
  if (saved.off)
    return;
  saved.off = true;
  saved.were_duplicate = global_options.x_warn_duplicate_decl_specifier;
  saved.were_pedantic = global_options.x_pedantic;
  global_options.x_warn_duplicate_decl_specifier = 0;
  if (!flag_isoc99)
    global_options.x_pedantic = 0;
}

/*
 * Define a word, or the macro that the header makes its widths of. Errors at the tokens that it brings are to
 * stand where it is used, and whoever redefines or undefines it is warned: both as for a built-in macro.
 */
static void
define_macro (const char *word, const char *expansion)
{
  char *definition = concat (word, "=", expansion, NULL);
  cpp_define (parse_in, definition);
  free (definition);

  cpp_hashnode *node = C_CPP_HASHNODE (get_identifier (word));
  node->flags |= NODE_WARN;
  cpp_macro *macro = node->value.macro;
  macro->line = BUILTINS_LOCATION;
  for (unsigned i = 0; i < macro->count; i++)
    macro->exp.tokens[i].src_loc = BUILTINS_LOCATION;
}

static void
define_macros ()
{
  for (size_t i = 0; i < ARRAY_SIZE (words); i++)
    {
      char *expansion = concat (words[i].word, " volatile", NULL);
      define_macro (words[i].word, expansion);
      free (expansion);
    }
  define_macro ("__force", "__attribute__((__iomem_force__))");
  /* The header holds the one against the other, as the source could define it too.  */
  char width[] = { char ('0' + options.max_width), 0 };
  define_macro ("__IOMEM_MAX_WIDTH__", width);
  if (options.max_width)
    {
      define_macro ("IOMEM_MAX_WIDTH", width);
      /* -D may say the same.  */
      C_CPP_HASHNODE (get_identifier ("IOMEM_MAX_WIDTH"))->flags &= ~NODE_WARN;
    }
}

/*
 * What c_register_addr_space() does, which leaves the keyword out when -std= is an ISO one. With -E the
 * macros have to be there before the first token; otherwise only at PLUGIN_START_UNIT, when the line
 * table is.
 */
static void
on_pragmas (void *, void *)
{
  for (size_t i = 0; i < ARRAY_SIZE (words); i++)
    {
      int code = RID_FIRST_ADDR_SPACE + words[i].number;
      tree id = get_identifier (words[i].word);
      C_SET_RID_CODE (id, (enum rid) code);
      TREE_LANG_FLAG_0 (id) = 1;
      ridpointers[code] = id;
    }
  if (flag_preprocess_only)
    define_macros ();
}

static int
refuse_pch (cpp_reader *, const char *name, int)
{
  warning_at (input_location, OPT_Winvalid_pch, "%s: not used because the iomem plugin is loaded", name);
  return 0;
}

static void
on_start_unit (void *, void *)
{
  if (flag_preprocess_only)
    return;
  if (!cpp_get_options (parse_in)->preprocessed)
    define_macros ();
  cpp_get_callbacks (parse_in)->valid_pch = refuse_pch;
}

static void
on_finish_decl (void *, void *)
{
  restore_duplicate_warning ();
}

/* Lowering.  */

static hash_set<tree> *seen_types;

static void
clear_space (tree type)
{
  if (!type || !TYPE_P (type) || seen_types->add (type))
    return;
  for (tree v = TYPE_MAIN_VARIANT (type); v; v = TYPE_NEXT_VARIANT (v))
    {
      seen_types->add (v);
      if (io_space_p (TYPE_ADDR_SPACE (v)))
	TYPE_ADDR_SPACE (v) = ADDR_SPACE_GENERIC;
      clear_space (TREE_TYPE (v));
      clear_space (TYPE_CANONICAL (v));
      if (POINTER_TYPE_P (v))
	for (tree p = TYPE_NEXT_PTR_TO (v); p; p = TYPE_NEXT_PTR_TO (p))
	  clear_space (p);
      for (tree p = TYPE_POINTER_TO (v); p; p = TYPE_NEXT_PTR_TO (p))
	clear_space (p);
      if (FUNC_OR_METHOD_TYPE_P (v))
	for (tree a = TYPE_ARG_TYPES (v); a; a = TREE_CHAIN (a))
	  clear_space (TREE_VALUE (a));
      if (RECORD_OR_UNION_TYPE_P (v))
	for (tree f = TYPE_FIELDS (v); f; f = DECL_CHAIN (f))
	  clear_space (TREE_TYPE (f));
    }
}

static tree
clear_operand (tree *operand, int *, void *)
{
  if (TYPE_P (*operand))
    clear_space (*operand);
  else if (CODE_CONTAINS_STRUCT (TREE_CODE (*operand), TS_TYPED))
    clear_space (TREE_TYPE (*operand));
  return NULL_TREE;
}

static void
clear_block (tree block)
{
  for (; block; block = BLOCK_CHAIN (block))
    {
      for (tree d = BLOCK_VARS (block); d; d = DECL_CHAIN (d))
	clear_space (TREE_TYPE (d));
      clear_block (BLOCK_SUBBLOCKS (block));
    }
}

static void
clear_function (function *body)
{
  tree declaration = body->decl;
  unsigned i;
  tree t;
  basic_block bb;

  clear_space (TREE_TYPE (declaration));
  for (t = DECL_ARGUMENTS (declaration); t; t = DECL_CHAIN (t))
    clear_space (TREE_TYPE (t));
  FOR_EACH_SSA_NAME (i, t, body)
    clear_space (TREE_TYPE (t));
  FOR_EACH_LOCAL_DECL (body, i, t)
    clear_space (TREE_TYPE (t));
  clear_block (DECL_INITIAL (declaration));
  FOR_EACH_BB_FN (bb, body)
    {
      for (gphi_iterator g = gsi_start_phis (bb); !gsi_end_p (g); gsi_next (&g))
	for (unsigned o = 0; o < gimple_phi_num_args (g.phi ()); o++)
	  walk_tree_without_duplicates (gimple_phi_arg_def_ptr (g.phi (), o), clear_operand, NULL);
      for (gimple_stmt_iterator g = gsi_start_bb (bb); !gsi_end_p (g); gsi_next (&g))
	{
	  gimple *statement = gsi_stmt (g);
	  if (is_gimple_assign (statement) && gimple_assign_rhs_code (statement) == ADDR_SPACE_CONVERT_EXPR)
	    gimple_assign_set_rhs_code (statement, NOP_EXPR);
	  if (is_gimple_call (statement))
	    clear_space (gimple_call_fntype (statement));
	  for (unsigned o = 0; o < gimple_num_ops (statement); o++)
	    if (gimple_op (statement, o))
	      walk_tree_without_duplicates (gimple_op_ptr (statement, o), clear_operand, NULL);
	}
    }
}

void
for_each_body (void (*action) (function *))
{
  cgraph_node *node;

  FOR_EACH_FUNCTION_WITH_GIMPLE_BODY (node)
    {
      function *body = DECL_STRUCT_FUNCTION (node->decl);
      if (node->alias || node->inlined_to || !body || !body->cfg)
	continue;
      push_cfun (body);
      action (body);
      pop_cfun ();
    }
}

static const pass_data lower_data = {
  SIMPLE_IPA_PASS, "iomem_lower", OPTGROUP_NONE, TV_NONE, 0, 0, 0, 0, 0
};

class lower_pass : public simple_ipa_opt_pass
{
public:
  lower_pass (gcc::context *context) : simple_ipa_opt_pass (lower_data, context) {}

  bool gate (function *) final override { return in_use; }

  unsigned execute (function *) final override
  {
    cgraph_node *node;
    varpool_node *variable;

    seen_types = new hash_set<tree>;
    for_each_body (accesses_lower);
    for_each_body (clear_function);
    FOR_EACH_FUNCTION (node)
      clear_space (TREE_TYPE (node->decl));
    FOR_EACH_VARIABLE (variable)
      {
	clear_space (TREE_TYPE (variable->decl));
	if (DECL_INITIAL (variable->decl))
	  walk_tree_without_duplicates (&DECL_INITIAL (variable->decl), clear_operand, NULL);
      }
    delete seen_types;
    seen_types = NULL;
    return 0;
  }
};

bool
space_init (const char *plugin)
{
  if (pch_file)
    {
      error ("iomem: the plugin cannot make a precompiled header; compile the header without the iomem flags, "
	     "or include it as it is");
      return false;
    }

  targetm.addr_space.pointer_mode = hook_pointer_mode;
  targetm.addr_space.address_mode = hook_address_mode;
  targetm.addr_space.valid_pointer_mode = hook_valid_pointer_mode;
  targetm.addr_space.legitimate_address_p = hook_legitimate_address_p;
  targetm.addr_space.legitimize_address = hook_legitimize_address;
  targetm.addr_space.zero_address_valid = hook_zero_address_valid;
  targetm.addr_space.convert = hook_convert;
  targetm.addr_space.debug = hook_debug;
  targetm.addr_space.diagnose_usage = hook_diagnose_usage;

  register_callback (plugin, PLUGIN_PRAGMAS, on_pragmas, NULL);
  register_callback (plugin, PLUGIN_START_UNIT, on_start_unit, NULL);
  register_callback (plugin, PLUGIN_FINISH_DECL, on_finish_decl, NULL);

  struct register_pass_info lower = { new lower_pass (g), "opt_local_passes", 1, PASS_POS_INSERT_AFTER };
  register_callback (plugin, PLUGIN_PASS_MANAGER_SETUP, NULL, &lower);
  return true;
}
