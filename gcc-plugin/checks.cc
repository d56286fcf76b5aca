/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every diagnostic of a class.
 *
 * GCC asks subset_p() whether one space lies in another, without saying why; "no" makes it report an
 * implicit conversion by itself. What the answer "yes" lets through provisionally (a forced cast, an
 * argument of the table's functions, a comparison with a constant), and every explicit cast, comes to
 * convert_to_type() next, which sees the expression and judges. An unforced cast is marked there with
 * ADDR_SPACE_CONVERT_EXPR and reported when its function is complete, since only then it has a
 * location.
 */
#include "plugin.h"

/*
 * The question that subset_p() was asked last. A cast asks first whether its target's space lies in
 * its operand's, an implicit conversion the other way round.
 */
static struct
{
  bool any;
  addr_space_t first_sub;
  bool warnings_off;		/* GCC's own cast warning has no option; ours takes its place */
  bool discards_off;		/* volatile goes with the space, silently */
} asked;

/* Whether the handler of __force ran and its cast has not been judged.  */
static bool force_seen;
static location_t force_at;

/* Types of constants that were cast to a pointer, so that a comparison can tell them.  */
static tree constant_types;

/* A comparison of an IO pointer with such a constant began, and the constant is still to be converted.  */
static bool constant_compared;
static location_t compared_at;

/* Where and when GCC itself warned last of incompatible pointers.  */
static location_t warned_location, warned_at;

/* The function whose address was taken last, to call it or as a value, and when.  */
static const_tree called_type;
static location_t called_at;

location_t
now ()
{
  return line_table->highest_location;
}

location_t
location_of (const_tree expression)
{
  return EXPR_LOC_OR_LOC (CONST_CAST_TREE (expression), now ());
}

bool
report (enum iomem_class c, location_t location, const char *format, ...)
{
  static location_t last_location;
  static enum iomem_class last_class;
  bool system_header = in_system_header_at (location) && !COMPAT_WARN_SYSTEM_HEADERS;
  bool reported, were_errors = COMPAT_WARNINGS_ARE_ERRORS;
  va_list ap;

  /* GCC makes an error of a warning by itself.  */
  enum iomem_severity severity = iomem_severity_at (&options, c, system_header, COMPAT_INHIBIT_WARNINGS, false);
  if (severity == IOMEM_OFF)
    return false;
  /* What reads and writes in one expression is two accesses at one place.  */
  if (c >= IOMEM_WIDTH && c == last_class && location == last_location)
    return false;
  last_class = c;
  last_location = location;

  char *tagged = concat (format, " [-Wiomem-", iomem_class_name (c), "]", NULL);
  auto_diagnostic_group group;
  if (options.never_error[c])
    COMPAT_SET_WARNINGS_ARE_ERRORS (false);
  va_start (ap, format);
  reported = emit_diagnostic_valist (severity == IOMEM_ERROR ? DK_ERROR : severity == IOMEM_WARNING ? DK_WARNING : DK_NOTE,
				     location, 0, tagged, &ap);
  va_end (ap);
  free (tagged);
  COMPAT_SET_WARNINGS_ARE_ERRORS (were_errors);
  if (reported)
    inform (location, "%s", iomem_class_way_out (c));
  return reported;
}

/* __force may stand at any level of a pointer's type.  */
bool
forced_type_p (const_tree type)
{
  for (; POINTER_TYPE_P (type); type = TREE_TYPE (type))
    if (lookup_attribute ("iomem_force", TYPE_ATTRIBUTES (CONST_CAST_TREE (type))))
      return true;
  return false;
}

/*
 * How two types differ in their spaces below the top, if they do: whether going from `from` to `to`
 * adds or removes __iomem somewhere.
 */
enum difference { SAME, ADDS, REMOVES };

static enum difference
compare_spaces (const_tree to, const_tree from)
{
  enum difference d;

  if (to == from || !to || !from)
    return SAME;
  to = strip_array_types (CONST_CAST_TREE (to));
  from = strip_array_types (CONST_CAST_TREE (from));
  if (POINTER_TYPE_P (to) && POINTER_TYPE_P (from))
    {
      if (io_pointer_p (to) != io_pointer_p (from))
	return io_pointer_p (to) ? ADDS : REMOVES;
      return compare_spaces (TREE_TYPE (to), TREE_TYPE (from));
    }
  if (FUNC_OR_METHOD_TYPE_P (to) && FUNC_OR_METHOD_TYPE_P (from))
    {
      if ((d = compare_spaces (TREE_TYPE (to), TREE_TYPE (from))))
	return d;
      tree a = TYPE_ARG_TYPES (to), b = TYPE_ARG_TYPES (from);
      for (; a && b; a = TREE_CHAIN (a), b = TREE_CHAIN (b))
	if ((d = compare_spaces (TREE_VALUE (a), TREE_VALUE (b))))
	  return d;
    }
  return SAME;
}

/* Whether a cast with __force is being judged, or an argument of a function that takes any space.  */
static bool
forcing_p (const_tree type)
{
  return forced_type_p (type) && ((force_seen && force_at == now ()) || calls_any_space_p ());
}

static void
end_question ()
{
  if (asked.warnings_off)
    COMPAT_INHIBIT_WARNINGS = false;
  if (asked.discards_off)
    global_options.x_warn_discarded_qualifiers = 1;
  memset (&asked, 0, sizeof asked);
}

static bool
hook_subset_p (addr_space_t sub, addr_space_t super)
{
  if (!io_space_p (sub) && !io_space_p (super))
    return original.addr_space.subset_p (sub, super);
  if (sub == super)
    return true;

  if (!asked.any)
    asked.first_sub = sub;
  asked.any = true;
  if ((force_seen && force_at == now ()) || calls_pending (sub, super) || (constant_compared && compared_at == now () && !io_space_p (sub)))
    {
      if (io_space_p (sub) && !asked.discards_off && global_options.x_warn_discarded_qualifiers)
	{
	  asked.discards_off = true;
	  global_options.x_warn_discarded_qualifiers = 0;
	}
      return true;
    }
  if (!asked.warnings_off && !COMPAT_INHIBIT_WARNINGS)
    {
      asked.warnings_off = true;
      COMPAT_INHIBIT_WARNINGS = true;
    }
  return false;
}

static diagnostic_starter_fn next_starter;

static void
start_diagnostic (diagnostic_context *context, compat_started_diagnostic *diagnostic)
{
  if (diagnostic->option_index == OPT_Wincompatible_pointer_types)
    {
      warned_location = diagnostic_location (diagnostic);
      warned_at = now ();
    }
  next_starter (context, diagnostic);
}

static compat_option_enabled next_option_enabled;

/* GCC would warn, but for -Wno-incompatible-pointer-types.  */
static int
option_enabled_p (int option, unsigned languages, void *opts)
{
  int enabled = next_option_enabled (option, languages, opts);
  if (option == OPT_Wincompatible_pointer_types && !enabled)
    {
      warned_location = now ();
      warned_at = now ();
    }
  return enabled;
}

/*
 * GCC forgets where an argument stands that is a mere variable, and tells it only to the check of a
 * target's built-in function; so for that moment the function is one.
 */
static struct
{
  tree declaration;
  built_in_class c;
  unsigned code;
} posing;

static void
end_posing ()
{
  if (posing.declaration)
    set_decl_built_in_function (posing.declaration, posing.c, posing.code);
  posing.declaration = NULL_TREE;
}

static bool
names_last_parameter_p (const_tree function)
{
  return fndecl_built_in_p (function, BUILT_IN_VA_START);
}

static const char *
hook_unprototyped_argument (const_tree list, const_tree function, const_tree argument)
{
  if (space_in_use () && function && TREE_CODE (function) == FUNCTION_DECL && io_pointer_p (TREE_TYPE (argument))
      && !names_last_parameter_p (function) && !EXPR_HAS_LOCATION (argument) && posing.declaration != function)
    {
      end_posing ();
      posing.declaration = CONST_CAST_TREE (function);
      posing.c = DECL_BUILT_IN_CLASS (function);
      posing.code = posing.c ? DECL_UNCHECKED_FUNCTION_CODE (function) : 0;
      set_decl_built_in_function (posing.declaration, BUILT_IN_MD, 0);
    }
  return original.calls.invalid_arg_for_unprototyped_fn (list, function, argument);
}

static bool
hook_check_builtin_call (location_t location, vec<location_t> places, tree function, tree as_written,
			 unsigned count, tree *arguments COMPAT_COMPLAIN_PARM)
{
  if (function != posing.declaration)
    return !original.check_builtin_call
	   || original.check_builtin_call (location, places, function, as_written, count,
					   arguments COMPAT_COMPLAIN_ARG);
  end_posing ();
  for (unsigned i = 0; i < count && i < places.length (); i++)
    if (io_pointer_p (TREE_TYPE (arguments[i])) && !EXPR_HAS_LOCATION (arguments[i]))
      arguments[i] = build1_loc (places[i], NON_LVALUE_EXPR, TREE_TYPE (arguments[i]), arguments[i]);
  return true;
}

static const char *
hook_invalid_unary_op (int op, const_tree type)
{
  if (op == ADDR_EXPR && TREE_CODE (type) == FUNCTION_TYPE && space_in_use ())
    {
      end_question ();
      end_posing ();
      constant_compared = false;
      called_type = type;
      called_at = now ();
    }
  return original.invalid_unary_op ? original.invalid_unary_op (op, type) : NULL;
}

static bool
constant_type_p (const_tree type)
{
  for (tree t = constant_types; t; t = TREE_CHAIN (t))
    if (TREE_VALUE (t) == type)
      return true;
  return false;
}

/* Of pointers that differ behind further pointers; GCC puts our words into an error of its own, at the operator.  */
static const char *
compare_nested (const_tree a, const_tree b)
{
  static char *message;

  if (options.severity[IOMEM_MIXING] != IOMEM_ERROR)
    {
      report (IOMEM_MIXING, now (), "comparing %qT with %qT", CONST_CAST_TREE (a), CONST_CAST_TREE (b));
      return NULL;
    }
  if (!message)
    message = concat ("comparison of pointers that differ in %<__iomem%> [-Wiomem-",
		      iomem_class_name (IOMEM_MIXING), "]", NULL);
  return message;
}

static const char *
hook_invalid_binary_op (int op, const_tree a, const_tree b)
{
  if (space_in_use ())
    {
      bool pointers = (TREE_CODE_CLASS ((enum tree_code) op) == tcc_comparison
		       && POINTER_TYPE_P (a) && POINTER_TYPE_P (b));
      bool differ = pointers && io_pointer_p (a) != io_pointer_p (b);

      end_question ();
      calls_end_arguments ();
      constant_compared = differ && constant_type_p (io_pointer_p (a) ? b : a);
      compared_at = now ();
      if (pointers && !differ && compare_spaces (a, b) != SAME)
	if (const char *message = compare_nested (a, b))
	  return message;
    }
  return original.invalid_binary_op ? original.invalid_binary_op (op, a, b) : NULL;
}

/* A constant that was cast to a plain pointer keeps that in its type.  */
static tree
tag_constant (tree type, tree constant)
{
  tree tagged = NULL_TREE;
  for (tree t = constant_types; t && !tagged; t = TREE_CHAIN (t))
    if (TYPE_MAIN_VARIANT (TREE_VALUE (t)) == TYPE_MAIN_VARIANT (type)
	&& TYPE_QUALS (TREE_VALUE (t)) == TYPE_QUALS (type))
      tagged = TREE_VALUE (t);
  if (!tagged)
    {
      tagged = build_variant_type_copy (type);
      constant_types = tree_cons (NULL_TREE, tagged, constant_types);
    }
  return fold_convert (tagged, constant);
}

/* The same address in another space, as a constant where it is one.  */
static tree
same_address (location_t location, tree type, tree e)
{
  if (TREE_CODE (e) == INTEGER_CST)
    return wide_int_to_tree (type, wi::to_wide (e));
  /* GCC would fold it to a sum with an operand that it converts to the other space itself.  */
  if (TREE_CODE (e) == POINTER_PLUS_EXPR)
    return build2_loc (location, POINTER_PLUS_EXPR, type,
		       same_address (location, type, TREE_OPERAND (e, 0)), TREE_OPERAND (e, 1));
  if (TREE_CONSTANT (e))
    while (CONVERT_EXPR_P (e) && POINTER_TYPE_P (TREE_TYPE (TREE_OPERAND (e, 0))))
      e = TREE_OPERAND (e, 0);
  return build1_loc (location, NOP_EXPR, type, e);
}

static void
report_cast (location_t location, enum difference d, tree from, tree to)
{
  if (d == REMOVES)
    report (IOMEM_CAST, location, "cast from %qT to %qT removes %<__iomem%>", from, to);
  else
    report (IOMEM_CAST_TO, location, "cast from %qT to %qT adds %<__iomem%>", from, to);
}

/* Whether what is converted now is an argument.  */
static bool
in_call_p (const_tree from)
{
  return called_at == now () && TREE_TYPE (from) != called_type;
}

static void
report_implicit (location_t location, bool argument, tree from, tree to)
{
  if (argument)
    report (IOMEM_CALL, location, "passing %qT as %qT", from, to);
  else
    report (IOMEM_MIXING, location, "converting %qT to %qT", from, to);
}

/*
 * A conversion between types whose spaces differ behind further pointers, where GCC at most warns. It
 * is marked, like a cast, unless it has to stay a constant; then GCC's own warning tells whether it
 * is implicit. Under -w there is none, and of constants only implicit conversions matter: these are
 * left without a location.
 */
static tree
convert_nested (tree type, tree expression)
{
  tree from = TREE_TYPE (expression);
  enum difference d = compare_spaces (TREE_TYPE (type), TREE_TYPE (from));

  if (d == SAME || forcing_p (type))
    return NULL_TREE;
  if (!TREE_CONSTANT (expression))
    return build1_loc (UNKNOWN_LOCATION, ADDR_SPACE_CONVERT_EXPR, type, expression);
  if (warned_at == now ())
    report_implicit (warned_location, in_call_p (from), from, type);
  else if (COMPAT_INHIBIT_WARNINGS)
    return build1_loc (UNKNOWN_LOCATION, NOP_EXPR, type, expression);
  else
    report_cast (location_of (expression), d, from, type);
  return NULL_TREE;
}

/* What convert_nested() left for later.  */
static void
check_constant (tree t, location_t location, bool argument)
{
  if (!COMPAT_INHIBIT_WARNINGS || !CONVERT_EXPR_P (t) || !TREE_CONSTANT (t) || EXPR_HAS_LOCATION (t))
    return;
  tree to = TREE_TYPE (t), from = TREE_TYPE (TREE_OPERAND (t, 0));
  if (POINTER_TYPE_P (to) && POINTER_TYPE_P (from) && io_pointer_p (to) == io_pointer_p (from)
      && compare_spaces (to, from) != SAME)
    report_implicit (location, argument, from, to);
}

static tree
pointer_to_pointer (tree type, tree expression, bool explicit_cast)
{
  tree from = TREE_TYPE (expression), converted;
  location_t location = location_of (expression);

  if ((converted = calls_convert_argument (type, expression)))
    return converted;
  if (io_pointer_p (type) == io_pointer_p (from))
    return convert_nested (type, expression);
  if (forcing_p (type) || integer_zerop (expression))
    return same_address (location, type, expression);
  if (constant_compared && compared_at == now () && constant_type_p (from) && TREE_CODE (expression) == INTEGER_CST)
    {
      constant_compared = false;
      return same_address (location, type, expression);
    }
  if (!explicit_cast)
    {
      report_implicit (location, in_call_p (from), from, type);
      return error_mark_node;
    }
  if (!TREE_CONSTANT (expression))
    return build1_loc (location, ADDR_SPACE_CONVERT_EXPR, type, expression);
  report_cast (location, io_pointer_p (type) ? ADDS : REMOVES, from, type);
  return same_address (location, type, expression);
}

/* Sparse's exemption: these two integer types carry addresses on purpose.  */
static bool
address_integer_p (const_tree type)
{
  return (TYPE_MAIN_VARIANT (CONST_CAST_TREE (type)) == long_unsigned_type_node
	  || (uintptr_type_node && TYPE_MAIN_VARIANT (CONST_CAST_TREE (type)) == uintptr_type_node));
}

static tree
integer_to_pointer (tree type, tree expression)
{
  tree from = TREE_TYPE (expression);

  if (!io_pointer_p (type))
    return TREE_CODE (expression) == INTEGER_CST && !integer_zerop (expression) ? tag_constant (type, expression) : NULL_TREE;
  if (address_integer_p (from) || forcing_p (type) || integer_zerop (expression))
    return NULL_TREE;
  if (TREE_CONSTANT (expression))
    {
      report_cast (location_of (expression), ADDS, from, type);
      return NULL_TREE;
    }
  return build1_loc (UNKNOWN_LOCATION, ADDR_SPACE_CONVERT_EXPR, type, convert (ptr_type_node, expression));
}

/* A pointer as an integer, by way of the one of its size only where that is wider.  */
static tree
narrow (tree type, tree pointer)
{
  if (TYPE_PRECISION (type) > POINTER_SIZE)
    return convert (type, build1 (NOP_EXPR, pointer_sized_int_node, pointer));
  return build1_loc (UNKNOWN_LOCATION, NOP_EXPR, type, pointer);
}

static tree
pointer_to_integer (tree type, tree expression)
{
  tree from = TREE_TYPE (expression);

  if (TREE_CODE (type) == BOOLEAN_TYPE || address_integer_p (type))
    return NULL_TREE;
  if (force_seen && force_at == now ())
    {
      force_seen = false;
      return TREE_CONSTANT (expression) ? NULL_TREE : narrow (type, expression);
    }
  if (!TREE_CONSTANT (expression))
    return narrow (type, build1_loc (UNKNOWN_LOCATION, ADDR_SPACE_CONVERT_EXPR, ptr_type_node, expression));
  report_cast (location_of (expression), REMOVES, from, type);
  return NULL_TREE;
}

/* GCC would narrow the result of an exempt cast by casting the pointer itself to another type.  */
static tree
integer_to_integer (tree type, tree expression)
{
  if (!TREE_CONSTANT (expression) && CONVERT_EXPR_P (expression) && address_integer_p (TREE_TYPE (expression))
      && io_pointer_p (TREE_TYPE (TREE_OPERAND (expression, 0))) && TREE_CODE (type) == INTEGER_TYPE)
    return build1_loc (EXPR_LOCATION (expression), NOP_EXPR, type, expression);
  return NULL_TREE;
}

static tree
hook_convert_to_type (tree type, tree expression)
{
  tree converted = NULL_TREE;

  if (space_in_use () && !error_operand_p (expression))
    {
      bool explicit_cast = asked.any && io_space_p (asked.first_sub) == io_pointer_p (type);
      tree from = TREE_TYPE (expression);

      end_question ();
      if (POINTER_TYPE_P (type) && POINTER_TYPE_P (from))
	converted = pointer_to_pointer (type, expression, explicit_cast);
      else if (POINTER_TYPE_P (type) && INTEGRAL_TYPE_P (from))
	converted = integer_to_pointer (type, expression);
      else if (INTEGRAL_TYPE_P (type) && io_pointer_p (from))
	converted = pointer_to_integer (type, expression);
      else if (INTEGRAL_TYPE_P (type))
	converted = integer_to_integer (type, expression);
      if (POINTER_TYPE_P (type))
	force_seen = false;
    }
  if (converted)
    return converted;
  return original.convert_to_type ? original.convert_to_type (type, expression) : NULL_TREE;
}

static tree
handle_force (tree *, tree, tree, int, bool *)
{
  force_seen = true;
  force_at = now ();
  return NULL_TREE;
}

static struct attribute_spec force_attribute = {
  "iomem_force", 0, 0, false, true, false, true, handle_force, NULL
};

static void
on_attributes (void *, void *)
{
  register_attribute (&force_attribute);
}

/* Whether argument `i` of this call is what a %p in a literal format prints.  */
static bool
printed_as_address_p (tree call, unsigned i)
{
  tree format = lookup_attribute ("format", TYPE_ATTRIBUTES (TREE_TYPE (TREE_TYPE (CALL_EXPR_FN (call)))));
  if (!format)
    return false;
  if (!strstr (IDENTIFIER_POINTER (TREE_VALUE (TREE_VALUE (format))), "printf"))
    return false;
  tree position = TREE_CHAIN (TREE_VALUE (format));
  unsigned text = tree_to_uhwi (TREE_VALUE (position)) - 1;
  unsigned first = tree_to_uhwi (TREE_VALUE (TREE_CHAIN (position)));
  if (!first || i + 1 < first || text >= (unsigned) call_expr_nargs (call))
    return false;
  const char *literal = c_getstr (CALL_EXPR_ARG (call, text));
  return literal && iomem_format_conversion (literal, i + 1 - first) == 'p';
}

/* What an old-style definition says of its parameters, though it is no prototype.  */
static void
check_old_style_arguments (tree call, tree parameters, location_t location)
{
  for (int i = 0; i < call_expr_nargs (call) && parameters; i++, parameters = TREE_CHAIN (parameters))
    {
      tree argument = CALL_EXPR_ARG (call, i), from = TREE_TYPE (argument), to = TREE_VALUE (parameters);
      if (POINTER_TYPE_P (to) && POINTER_TYPE_P (from) && !integer_zerop (argument)
	  && compare_spaces (to, from) != SAME && !forced_type_p (to))
	report_implicit (EXPR_LOC_OR_LOC (argument, location), true, from, to);
    }
}

static void
check_variable_arguments (tree call, location_t location)
{
  tree type = TREE_TYPE (TREE_TYPE (CALL_EXPR_FN (call))), callee = get_callee_fndecl (call);
  tree declared = TYPE_ARG_TYPES (type);
  bool prototyped = prototype_p (type);

  if (callee && names_last_parameter_p (callee))
    return;
  if (!prototyped && TYPE_ACTUAL_ARG_TYPES (type))
    {
      check_old_style_arguments (call, TYPE_ACTUAL_ARG_TYPES (type), location);
      return;
    }
  for (int i = 0; i < call_expr_nargs (call); i++)
    {
      tree argument = CALL_EXPR_ARG (call, i);
      if (declared && declared != void_list_node)
	{
	  declared = TREE_CHAIN (declared);
	  continue;
	}
      if (!io_pointer_p (TREE_TYPE (argument)))
	continue;
      location_t at = EXPR_LOC_OR_LOC (argument, location);
      if (!prototyped)
	report (IOMEM_CALL, at, "passing %qT to a function without a prototype", TREE_TYPE (argument));
      else if (!printed_as_address_p (call, i))
	report (IOMEM_VARARG, at, "passing %qT through %<...%>", TREE_TYPE (argument));
    }
}

static bool
from_io_pointer_p (tree e)
{
  while (CONVERT_EXPR_P (e) && POINTER_TYPE_P (TREE_TYPE (TREE_OPERAND (e, 0))))
    e = TREE_OPERAND (e, 0);
  return io_pointer_p (TREE_TYPE (e));
}

/* The generic __atomic functions take any space without a word, and so does OpenMP's pragma.  */
static void
check_atomic (tree t, location_t location)
{
  bool io = false;

  if (TREE_CODE (t) == CALL_EXPR)
    {
      tree callee = get_callee_fndecl (t);
      if (callee && fndecl_built_in_p (callee, BUILT_IN_NORMAL)
	  && iomem_atomic_name (IDENTIFIER_POINTER (DECL_NAME (callee))))
	for (int i = 0; i < call_expr_nargs (t); i++)
	  io |= POINTER_TYPE_P (TREE_TYPE (CALL_EXPR_ARG (t, i))) && from_io_pointer_p (CALL_EXPR_ARG (t, i));
    }
  else if (TREE_CODE (t) == OMP_ATOMIC || TREE_CODE (t) == OMP_ATOMIC_READ
	   || TREE_CODE (t) == OMP_ATOMIC_CAPTURE_OLD || TREE_CODE (t) == OMP_ATOMIC_CAPTURE_NEW)
    io = from_io_pointer_p (TREE_OPERAND (t, 0));
  if (io)
    report (IOMEM_ATOMIC, location, "atomic access to %<__iomem%> memory");
}

struct walk
{
  location_t location;		/* of the innermost enclosing expression that has one */
  bool argument;		/* whether this is an argument of a call */
  hash_set<tree> *seen;
};

/*
 * A conversion to `to` that was marked while parsing. An implicit one has no location of its own, and
 * neither has a cast to an integer that GCC has narrowed.
 */
static void
check_marked (tree t, tree to, bool has_location, const struct walk *w)
{
  tree operand = TREE_OPERAND (t, 0), from = TREE_TYPE (operand);
  enum difference d = compare_spaces (TREE_TYPE (t), from);

  TREE_SET_CODE (t, NOP_EXPR);
  if (d == SAME)
    return;
  if (has_location || (POINTER_TYPE_P (to) && io_pointer_p (to) != io_pointer_p (from)))
    report_cast (EXPR_LOC_OR_LOC (operand, get_finish (w->location)), d, from, to);
  else if (POINTER_TYPE_P (to))
    report_implicit (w->location, w->argument, from, to);
  else
    report (IOMEM_CAST, w->location, "converting %qT to an integer", from);
}

/* The arm of a conditional expression, without what its conversion to the common type added.  */
static tree
arm_type (tree arm)
{
  while (arm && CONVERT_EXPR_P (arm)
	 && (!EXPR_HAS_LOCATION (arm) || EXPR_LOCATION (arm) == EXPR_LOCATION (TREE_OPERAND (arm, 0))))
    arm = TREE_OPERAND (arm, 0);
  return arm && !integer_zerop (arm) ? TREE_TYPE (arm) : NULL_TREE;
}

/* GCC only warns of arms that differ behind further pointers, and makes a void * of them.  */
static void
check_conditional (tree t, location_t location)
{
  tree a = arm_type (TREE_OPERAND (t, 1)), b = arm_type (TREE_OPERAND (t, 2));

  if (POINTER_TYPE_P (TREE_TYPE (t)) && a && b && POINTER_TYPE_P (a) && POINTER_TYPE_P (b)
      && compare_spaces (a, b) != SAME)
    report (IOMEM_MIXING, location, "%qT and %qT in a conditional expression", a, b);
}

static tree
check_node (tree *node, int *walk_subtrees, void *data)
{
  tree t = *node;
  struct walk inner = *(struct walk *) data;

  if (!EXPR_P (t))
    return NULL_TREE;
  if (EXPR_HAS_LOCATION (t))
    inner.location = EXPR_LOCATION (t);
  if (TREE_CODE (t) == BIND_EXPR)
    {
      for (tree d = BIND_EXPR_VARS (t); d; d = DECL_CHAIN (d))
	if (VAR_P (d) && DECL_INITIAL (d))
	  {
	    inner.location = DECL_SOURCE_LOCATION (d);
	    walk_tree (&DECL_INITIAL (d), check_node, &inner, inner.seen);
	  }
      return NULL_TREE;
    }

  if (TREE_CODE (t) == ADDR_SPACE_CONVERT_EXPR)
    check_marked (t, TREE_TYPE (t), EXPR_HAS_LOCATION (t), &inner);
  else if (CONVERT_EXPR_P (t) && INTEGRAL_TYPE_P (TREE_TYPE (t)) && !address_integer_p (TREE_TYPE (t))
	   && TREE_CODE (TREE_OPERAND (t, 0)) == ADDR_SPACE_CONVERT_EXPR)
    check_marked (TREE_OPERAND (t, 0), TREE_TYPE (t), EXPR_HAS_LOCATION (t), &inner);
  else if (TREE_CODE (t) == COND_EXPR)
    check_conditional (t, inner.location);
  else if (TREE_CODE (t) == CALL_EXPR && CALL_EXPR_FN (t))
    check_variable_arguments (t, inner.location);
  check_atomic (t, inner.location);
  check_constant (t, inner.location, inner.argument);

  inner.argument = TREE_CODE (t) == CALL_EXPR || (inner.argument && CONVERT_EXPR_P (t));
  for (int i = 0; i < TREE_OPERAND_LENGTH (t); i++)
    walk_tree (&TREE_OPERAND (t, i), check_node, &inner, inner.seen);
  *walk_subtrees = 0;
  return NULL_TREE;
}

void
checks_walk (tree *body)
{
  hash_set<tree> seen;
  struct walk w = { input_location, false, &seen };

  end_question ();
  end_posing ();
  walk_tree (body, check_node, &w, &seen);
}

/*
 * An object can't be put into device memory by declaring it. An extern one may lie there: a linker
 * script can say so. An automatic one is GCC's own error, and so is a parameter, unless the word
 * stands in its brackets.
 */
static void
check_placement (tree variable)
{
  bool placed = VAR_P (variable) ? TREE_STATIC (variable) && !DECL_EXTERNAL (variable)
				 : TREE_CODE (variable) == PARM_DECL && C_ARRAY_PARAMETER (variable);

  if (placed && io_type_p (TREE_TYPE (variable)))
    report (IOMEM_MIXING, DECL_SOURCE_LOCATION (variable), "an object of type %qT cannot lie in %<__iomem%> memory, "
	    "which only a pointer reaches", TREE_TYPE (variable));
}

/* In functions GCC refuses a compound literal in IO memory by itself.  */
static tree
check_initialiser (tree *node, int *, void *variable)
{
  if (TREE_CODE (*node) == COMPOUND_LITERAL_EXPR)
    check_placement (COMPOUND_LITERAL_EXPR_DECL (*node));
  check_constant (*node, DECL_SOURCE_LOCATION ((tree) variable), false);
  return NULL_TREE;
}

static void
on_finish_decl (void *declaration, void *)
{
  if (!space_in_use ())
    return;
  tree d = (tree) declaration;
  end_question ();
  check_placement (d);
  if (VAR_P (d) && TREE_STATIC (d) && DECL_INITIAL (d) && DECL_INITIAL (d) != error_mark_node)
    walk_tree_without_duplicates (&DECL_INITIAL (d), check_initialiser, d);
}

/* Some targets (AArch64) set this hook with their pragmas, after plugins are loaded.  */
static void
on_start_unit (void *, void *)
{
  if (targetm.check_builtin_call == hook_check_builtin_call)
    return;
  original.check_builtin_call = targetm.check_builtin_call;
  targetm.check_builtin_call = hook_check_builtin_call;
}

void
checks_init (const char *plugin)
{
  static const struct ggc_root_tab roots[] = {
    { &constant_types, 1, sizeof constant_types, &gt_ggc_mx_tree_node, &gt_pch_nx_tree_node },
    LAST_GGC_ROOT_TAB
  };

  targetm.addr_space.subset_p = hook_subset_p;
  next_starter = diagnostic_starter (global_dc);
  diagnostic_starter (global_dc) = start_diagnostic;
  next_option_enabled = compat_watch_options (option_enabled_p);
  targetm.invalid_unary_op = hook_invalid_unary_op;
  targetm.invalid_binary_op = hook_invalid_binary_op;
  targetm.convert_to_type = hook_convert_to_type;
  targetm.calls.invalid_arg_for_unprototyped_fn = hook_unprototyped_argument;
  register_callback (plugin, PLUGIN_REGISTER_GGC_ROOTS, NULL,
		     const_cast<struct ggc_root_tab *> (roots));
  register_callback (plugin, PLUGIN_ATTRIBUTES, on_attributes, NULL);
  register_callback (plugin, PLUGIN_START_UNIT, on_start_unit, NULL);
  register_callback (plugin, PLUGIN_FINISH_DECL, on_finish_decl, NULL);
}
