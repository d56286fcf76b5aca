/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Calls of the table's functions.
 *
 * Each such declaration gets a function type of its own, whose pointer parameters are nodes of their
 * own, so that the hooks can tell which function and which argument they are asked about. Taking the
 * function's address, the last thing GCC does before it converts the arguments, arms the call; the
 * conversion of an IO argument then makes an integer of it. GCC's folders of built-in functions leave
 * a call alone whose pointer is an integer, and that is also how the call is known when its function
 * is complete: there
 *
 *     memcpy ((unsigned long) io, ram, n)       becomes
 *     iomem_memcpy_toio ((void *) io, ram, n)
 */
#include "plugin.h"

struct marked
{
  tree declaration;
  const struct iomem_function *row;
  enum iomem_spelling spelling;
  tree base;			/* the declaration's own function type */
  tree fresh;			/* the variant that the armed call uses, or null */
  tree parameters[IOMEM_MAX_ARGUMENTS + 1];
};

static vec<marked> all_marked;

/* The call whose arguments are converted next.  */
static struct
{
  bool known;			/* of a function of the table; the parameter says which */
  bool any_space;		/* of a function with a __force parameter */
  location_t at;
} armed;

/* Whether the declaration looks like the function of the row, not like another one of that name.  */
static bool
matches_p (tree type, const struct iomem_function *row, enum iomem_spelling spelling)
{
  unsigned char pointer[IOMEM_MAX_ARGUMENTS + 1];
  unsigned count = 0;
  tree a = TYPE_ARG_TYPES (type);
  for (; a && a != void_list_node; a = TREE_CHAIN (a), count++)
    if (count < ARRAY_SIZE (pointer))
      pointer[count] = POINTER_TYPE_P (TREE_VALUE (a));
  return a && iomem_shape_p (row, spelling, count, pointer, POINTER_TYPE_P (TREE_TYPE (type)));
}

static int
find_marked (const_tree type)
{
  for (unsigned i = 0; i < all_marked.length (); i++)
    if (all_marked[i].base == type || all_marked[i].fresh == type)
      return i;
  return -1;
}

static void
mark (tree declaration)
{
  enum iomem_spelling spelling;
  tree type = TREE_TYPE (declaration);
  const struct iomem_function *row = iomem_find_function (IDENTIFIER_POINTER (DECL_NAME (declaration)), &spelling);

  if (!row || find_marked (type) >= 0 || !matches_p (type, row, spelling))
    return;

  marked m;
  memset (&m, 0, sizeof m);
  m.declaration = declaration;
  m.row = row;
  m.spelling = spelling;
  m.base = build_variant_type_copy (type);
  tree list = NULL_TREE, *end = &list;
  unsigned i = 0;
  for (tree a = TYPE_ARG_TYPES (type); a; a = TREE_CHAIN (a), i++)
    {
      if (a == void_list_node)
	{
	  *end = a;
	  break;
	}
      tree value = TREE_VALUE (a);
      if (POINTER_TYPE_P (value) && i < ARRAY_SIZE (m.parameters))
	value = m.parameters[i] = build_variant_type_copy (value);
      *end = build_tree_list (TREE_PURPOSE (a), value);
      end = &TREE_CHAIN (*end);
    }
  TYPE_ARG_TYPES (m.base) = list;
  TREE_TYPE (declaration) = m.base;
  for (i = 0; i < all_marked.length (); i++)
    if (all_marked[i].declaration == declaration)
      {
	all_marked[i] = m;
	return;
      }
  all_marked.safe_push (m);
}

void
calls_mark_all ()
{
  char name[IOMEM_SYMBOL_SIZE];

  for (size_t i = 0; i < iomem_function_count; i++)
    for (unsigned form = 0; iomem_spell (&iomem_functions[i], form, name); form++)
      {
	tree id = maybe_get_identifier (name);
	tree declaration = id ? identifier_global_value (id) : NULL_TREE;
	if (declaration && TREE_CODE (declaration) == FUNCTION_DECL)
	  mark (declaration);
      }
}

/*
 * A function of the runtime, declared by name: the header's labels follow max-width, but those in source that was
 * preprocessed without it don't, nor does a program's own declaration.
 */
static void
narrow (tree declaration)
{
  char symbol[IOMEM_SYMBOL_SIZE];
  const char *name = IDENTIFIER_POINTER (DECL_ASSEMBLER_NAME_SET_P (declaration) ? DECL_ASSEMBLER_NAME (declaration)
										 : DECL_NAME (declaration));

  if (DECL_EXTERNAL (declaration) && iomem_narrow_symbol (name + (*name == '*'), options.max_width, symbol))
    set_user_assembler_name (declaration, symbol);
}

/* Not at PLUGIN_START_PARSE_FUNCTION: that declaration may yet be merged into another one and freed.  */
static void
on_declaration (void *declaration, void *)
{
  tree d = (tree) declaration;
  if (space_in_use () && d && TREE_CODE (d) == FUNCTION_DECL && DECL_NAME (d))
    {
      mark (d);
      narrow (d);
    }
}

static bool
takes_any_space_p (const_tree function_type)
{
  for (tree a = TYPE_ARG_TYPES (function_type); a; a = TREE_CHAIN (a))
    if (TREE_VALUE (a) && forced_type_p (TREE_VALUE (a)))
      return true;
  return false;
}

/* The result's type is a node of this call's own, too: the front end may look at it before the arguments.  */
static void
arm (marked &m)
{
  if (iomem_result_side (m.row))
    {
      m.fresh = build_variant_type_copy (m.base);
      TREE_TYPE (m.fresh) = build_variant_type_copy (TREE_TYPE (m.base));
      TREE_TYPE (m.declaration) = m.fresh;
    }
  armed.known = true;
}

/*
 * The front end has given the function another type since it was marked: after a call without a
 * declaration an unprototyped one, which all such functions share, at the end of a block that
 * declares it an earlier one. Give it its own back, in time for this call.
 */
static void
arm_again (const_tree type)
{
  for (unsigned i = 0; i < all_marked.length (); i++)
    if (TREE_TYPE (all_marked[i].declaration) == type)
      {
	TREE_TYPE (all_marked[i].declaration) = all_marked[i].base;
	arm (all_marked[i]);
      }
}

static const char *(*next_invalid_unary_op) (int, const_tree);

static const char *
hook_invalid_unary_op (int op, const_tree type)
{
  if (op == ADDR_EXPR && TREE_CODE (type) == FUNCTION_TYPE && space_in_use ())
    {
      armed.at = now ();
      armed.any_space = takes_any_space_p (type);
      armed.known = false;
      if (int i = find_marked (type) + 1)
	arm (all_marked[i - 1]);
      else
	arm_again (type);
    }
  return next_invalid_unary_op ? next_invalid_unary_op (op, type) : NULL;
}

bool
calls_pending (addr_space_t from, addr_space_t)
{
  return armed.at == now () && (armed.any_space || (armed.known && io_space_p (from)));
}

/* Whether a cast without __force made this argument plain.  */
static bool
cast_from_io_p (tree e)
{
  for (; TREE_CODE (e) == ADDR_SPACE_CONVERT_EXPR || CONVERT_EXPR_P (e) || TREE_CODE (e) == NON_LVALUE_EXPR;
       e = TREE_OPERAND (e, 0))
    if (TREE_CODE (e) == ADDR_SPACE_CONVERT_EXPR && io_pointer_p (TREE_TYPE (TREE_OPERAND (e, 0))))
      return true;
  return false;
}

static bool
discards_const_p (tree expression)
{
  return TYPE_READONLY (strip_array_types (TREE_TYPE (TREE_TYPE (expression))));
}

/* The result of the armed call points into IO memory, too: its type becomes a variant of another one.  */
static void
retype_result (marked &m, addr_space_t space)
{
  tree result = TREE_TYPE (m.fresh), target = TREE_TYPE (result);
  int quals = (TYPE_QUALS (target) & ~TYPE_QUAL_CONST) | TYPE_QUAL_VOLATILE | ENCODE_QUAL_ADDR_SPACE (space);
  tree io = TYPE_MAIN_VARIANT (build_pointer_type (build_qualified_type (target, quals)));

  tree *link = &TYPE_NEXT_VARIANT (TYPE_MAIN_VARIANT (result));
  while (*link != result)
    link = &TYPE_NEXT_VARIANT (*link);
  *link = TYPE_NEXT_VARIANT (result);
  TREE_TYPE (result) = TREE_TYPE (io);
  TYPE_MAIN_VARIANT (result) = io;
  TYPE_CANONICAL (result) = TYPE_CANONICAL (io);
  TYPE_NEXT_VARIANT (result) = TYPE_NEXT_VARIANT (io);
  TYPE_NEXT_VARIANT (io) = result;
  TREE_TYPE (m.declaration) = m.base;
}

/* The function whose parameter this very type is, and which parameter.  */
static int
find_parameter (const_tree type, unsigned *position)
{
  for (unsigned i = 0; i < all_marked.length (); i++)
    for (*position = 0; *position < ARRAY_SIZE (all_marked[i].parameters); ++*position)
      if (all_marked[i].parameters[*position] == type)
	return i;
  return -1;
}

/*
 * Convert an argument of the armed call if it concerns us. Null: it doesn't.
 */
tree
calls_convert_argument (tree type, tree expression)
{
  location_t location = location_of (expression);

  if (armed.at != now ())
    return NULL_TREE;
  bool io = io_pointer_p (TREE_TYPE (expression));
  if (armed.any_space && forced_type_p (type) && io != io_pointer_p (type))
    return build1_loc (location, NOP_EXPR, type, expression);
  unsigned position;
  int index = armed.known ? find_parameter (type, &position) : -1;
  if (index < 0 || !io)
    return NULL_TREE;

  marked &m = all_marked[index];
  if (position == (unsigned) m.row->address)
    return build1_loc (location, NOP_EXPR, type, expression);
  int side = m.row->address >= 0 ? 0 : iomem_argument_side (m.row, position);
  if (!side)
    {
      report (IOMEM_CALL, location, "passing %qT as argument %d of %qD", TREE_TYPE (expression), position + 1,
	      m.declaration);
      return error_mark_node;
    }
  if (iomem_argument_written (m.row, position) && discards_const_p (expression))
    warning_at (location, OPT_Wdiscarded_qualifiers,
		"passing argument %d of %qD discards %<const%> qualifier from pointer target type",
		position + 1, m.declaration);
  if (side == iomem_result_side (m.row))
    retype_result (m, TYPE_ADDR_SPACE (strip_array_types (TREE_TYPE (TREE_TYPE (expression)))));
  /* GCC drops a call of a pure function whose value it can do without, unless an argument forbids it.  */
  tree accepted = build1_loc (location, NOP_EXPR, pointer_sized_int_node, expression);
  TREE_SIDE_EFFECTS (accepted) = 1;
  return accepted;
}

/* Rewriting.  */

static tree
role_type (enum iomem_role role)
{
  switch (role)
    {
    case IOMEM_INT:
      return integer_type_node;
    case IOMEM_SIZE:
      return size_type_node;
    case IOMEM_OUT1:
    case IOMEM_OUT2:
      return ptr_type_node;
    case IOMEM_IN1:
    case IOMEM_IN2:
      return const_ptr_type_node;
    case IOMEM_SOUT1:
      return build_pointer_type (char_type_node);
    default:
      return build_pointer_type (build_qualified_type (char_type_node, TYPE_QUAL_CONST));
    }
}

static tree
result_type (const struct iomem_function *row)
{
  switch (row->result)
    {
    case IOMEM_RESULT_VOID:
      return void_type_node;
    case IOMEM_RESULT_INTEGER:
      return integer_type_node;
    case IOMEM_RESULT_SIZE:
      return size_type_node;
    case IOMEM_RESULT_PTR1:
      return ptr_type_node;
    default:
      return build_pointer_type (char_type_node);
    }
}

bool
address_sanitized_p ()
{
  return (flag_sanitize & SANITIZE_USER_ADDRESS) && sanitize_flags_p (SANITIZE_ADDRESS);
}

static tree
runtime_function (const struct iomem_function *row, int sides, bool checked)
{
  char symbol[IOMEM_SYMBOL_SIZE];
  bool sanitized = address_sanitized_p ();
  tree parameters[IOMEM_MAX_ARGUMENTS + 1];
  unsigned count = iomem_argument_count (row);

  iomem_runtime_symbol (row, { sides, checked, options.max_width, sanitized }, symbol);
  for (unsigned i = 0; i < count; i++)
    parameters[i] = role_type (row->role[i]);
  if (checked)
    parameters[count++] = size_type_node;
  return build_fn_decl (symbol, build_function_type_array (result_type (row), count, parameters));
}

/*
 * The call by which _FORTIFY_SOURCE's inline body of this function measures the written object, or
 * null if it has no such body.
 */
static tree
find_object_size (tree *node, int *, void *)
{
  tree callee = TREE_CODE (*node) == CALL_EXPR ? get_callee_fndecl (*node) : NULL_TREE;
  return callee && COMPAT_OBJECT_SIZE_P (callee) ? *node : NULL_TREE;
}

static tree
fortified_measure (tree callee)
{
  if (!DECL_DECLARED_INLINE_P (callee) || !DECL_SAVED_TREE (callee))
    return NULL_TREE;
  return walk_tree_without_duplicates (&DECL_SAVED_TREE (callee), find_object_size, NULL);
}

/* Not folded: with the size of a parameter that is still to be inlined, that would be "unknown".  */
static tree
object_size (location_t location, tree measure, tree object)
{
  tree arguments[] = { fold_convert_loc (location, ptr_type_node, object), CALL_EXPR_ARG (measure, 1) };
  return build_call_array_loc (location, TREE_TYPE (measure), unshare_expr (CALL_EXPR_FN (measure)), 2, arguments);
}

static bool
rewritten_p (tree call, const struct iomem_function *row, int *sides)
{
  *sides = 0;
  for (unsigned i = 0; i < iomem_argument_count (row) && i < (unsigned) call_expr_nargs (call); i++)
    {
      int side = iomem_argument_side (row, i);
      tree a = CALL_EXPR_ARG (call, i);
      if (side && (INTEGRAL_TYPE_P (TREE_TYPE (a)) || cast_from_io_p (a)))
	*sides |= side;
    }
  return *sides != 0;
}

static tree
rewrite (tree call, tree callee, const struct iomem_function *row, enum iomem_spelling spelling, int sides)
{
  location_t location = EXPR_LOCATION (call);
  tree measure = row->check != IOMEM_NOCHECK ? fortified_measure (callee) : NULL_TREE;
  bool checked = measure || spelling == IOMEM_FORTIFIED;
  tree arguments[IOMEM_MAX_ARGUMENTS + 1], first = NULL_TREE;
  unsigned count = iomem_argument_count (row), i;

  for (i = 0; i < count; i++)
    {
      tree a = CALL_EXPR_ARG (call, i);
      if (iomem_argument_side (row, i))
	{
	  if (INTEGRAL_TYPE_P (TREE_TYPE (a)) && CONVERT_EXPR_P (a))
	    a = TREE_OPERAND (a, 0);
	  a = build1_loc (location, NOP_EXPR, role_type (row->role[i]), a);
	}
      arguments[i] = a;
    }
  if (measure)
    {
      tree &object = arguments[iomem_destination (row)];
      if (TREE_SIDE_EFFECTS (object))
	{
	  tree temporary = create_tmp_var_raw (TREE_TYPE (object), "iomem");
	  first = build4 (TARGET_EXPR, TREE_TYPE (object), temporary, object, NULL_TREE, NULL_TREE);
	  TREE_SIDE_EFFECTS (first) = 1;
	  object = temporary;
	}
      arguments[count++] = object_size (location, measure, unshare_expr (object));
    }
  else if (spelling == IOMEM_FORTIFIED)
    {
      arguments[count] = CALL_EXPR_ARG (call, count);
      count++;
    }

  tree function = runtime_function (row, sides, checked);
  tree result = build_call_array_loc (location, TREE_TYPE (TREE_TYPE (function)),
				      build1 (ADDR_EXPR, build_pointer_type (TREE_TYPE (function)), function),
				      count, arguments);
  if (first)
    result = build2_loc (location, COMPOUND_EXPR, TREE_TYPE (result), first, result);
  if (!VOID_TYPE_P (TREE_TYPE (call)))
    result = build1_loc (location, NOP_EXPR, TREE_TYPE (call), result);
  TREE_SIDE_EFFECTS (result) = 1;
  return result;
}

/* An accepted argument, as calls_convert_argument() leaves it.  */
static bool
accepted_p (tree argument)
{
  return (CONVERT_EXPR_P (argument) && INTEGRAL_TYPE_P (TREE_TYPE (argument))
	  && io_pointer_p (TREE_TYPE (TREE_OPERAND (argument, 0))));
}

/* The one way to a call of another function with an accepted argument: a pointer of memcpy's very type.  */
static void
refuse_others (tree call)
{
  tree a = CALL_EXPR_FN (call) ? TYPE_ARG_TYPES (TREE_TYPE (TREE_TYPE (CALL_EXPR_FN (call)))) : NULL_TREE;

  for (int i = 0; a && a != void_list_node && i < call_expr_nargs (call); a = TREE_CHAIN (a), i++)
    if (POINTER_TYPE_P (TREE_VALUE (a)) && accepted_p (CALL_EXPR_ARG (call, i)))
      report (IOMEM_CALL, EXPR_LOCATION (call), "passing an %<__iomem%> pointer as argument %d through a function pointer",
	      i + 1);
}

static const marked *
find_declaration (const_tree declaration)
{
  for (unsigned i = 0; declaration && i < all_marked.length (); i++)
    if (all_marked[i].declaration == declaration)
      return &all_marked[i];
  return NULL;
}

static tree
rewrite_node (tree *node, int *walk_subtrees, void *data)
{
  hash_set<tree> *seen = (hash_set<tree> *) data;
  tree t = *node;
  int sides;

  if (TREE_CODE (t) != CALL_EXPR)
    return NULL_TREE;
  tree callee = get_callee_fndecl (t);
  const marked *m = find_declaration (callee);
  if (!m || m->row->address >= 0)
    {
      refuse_others (t);
      return NULL_TREE;
    }
  if (!rewritten_p (t, m->row, &sides))
    return NULL_TREE;
  for (int i = 0; i < call_expr_nargs (t); i++)
    walk_tree (&CALL_EXPR_ARG (t, i), rewrite_node, data, seen);
  *node = rewrite (t, callee, m->row, m->spelling, sides);
  *walk_subtrees = 0;
  return NULL_TREE;
}

void
calls_end_arguments ()
{
  memset (&armed, 0, sizeof armed);
}

bool
calls_any_space_p ()
{
  return armed.at == now () && armed.any_space;
}

void
calls_walk (tree *body)
{
  hash_set<tree> seen;
  calls_end_arguments ();
  walk_tree (body, rewrite_node, &seen, &seen);
}

static void
on_ggc_marking (void *, void *)
{
  for (unsigned i = 0; i < all_marked.length (); i++)
    {
      marked &m = all_marked[i];
      gt_ggc_m_9tree_node (m.declaration);
      gt_ggc_m_9tree_node (m.base);
      gt_ggc_m_9tree_node (m.fresh);
    }
}

void
calls_init (const char *plugin)
{
  next_invalid_unary_op = targetm.invalid_unary_op;
  targetm.invalid_unary_op = hook_invalid_unary_op;
  register_callback (plugin, PLUGIN_FINISH_DECL, on_declaration, NULL);
  register_callback (plugin, PLUGIN_FINISH_PARSE_FUNCTION, on_declaration, NULL);
  register_callback (plugin, PLUGIN_GGC_MARKING, on_ggc_marking, NULL);
}
