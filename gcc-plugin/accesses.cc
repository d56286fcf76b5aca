/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Each load and store of a scalar in IO memory. After the CFG is built they are checked, and calls and asm statements
 * are rid of operands there, so that only assignments access IO memory. These stay plain volatile GIMPLE until the
 * address space is cleared; then each becomes an asm with the one instruction of the architecture's table.
 */
#include "plugin.h"

struct iomem_machine
machine ()
{
  return { (unsigned) UNITS_PER_WORD, options.max_width };
}

/* Where the reference lies in the outermost object that is visible.  */
struct iomem_position
position_of (tree reference)
{
  struct iomem_position position = { 0, 0 };

  for (tree r = reference; handled_component_p (r); r = TREE_OPERAND (r, 0))
    if (TREE_CODE (r) == COMPONENT_REF)
      {
	tree field = TREE_OPERAND (r, 1);
	if (!tree_fits_uhwi_p (DECL_FIELD_OFFSET (field)))
	  break;
	position.offset += int_byte_position (field);
      }
    else if (TREE_CODE (r) == ARRAY_REF)
      {
	HOST_WIDE_INT element = int_size_in_bytes (TREE_TYPE (r));
	if (tree_fits_shwi_p (TREE_OPERAND (r, 1)))
	  position.offset += tree_to_shwi (TREE_OPERAND (r, 1)) * element;
	else
	  position.step |= element;
      }
  return position;
}

/* Why no one instruction is the access, or NULL.  */
static const char *
inexact (tree reference)
{
  static char text[IOMEM_MESSAGE_SIZE];
  tree type = TREE_TYPE (reference);

  if (TREE_CODE (reference) == BIT_FIELD_REF)
    return "a part of a value";
  if (VECTOR_TYPE_P (type) || TREE_CODE (type) == COMPLEX_TYPE)
    return "a value of several parts";
  return iomem_inexact (machine (), int_size_in_bytes (type), position_of (reference), text) ? text : NULL;
}

bool
accesses_exact_p (tree reference)
{
  return !AGGREGATE_TYPE_P (TREE_TYPE (reference)) && !inexact (reference)
	 && !reverse_storage_order_for_component_p (reference)
	 && !(TREE_CODE (reference) == COMPONENT_REF && DECL_BIT_FIELD_TYPE (TREE_OPERAND (reference, 1)));
}

addr_space_t
space_of (tree reference)
{
  while (handled_component_p (reference))
    reference = TREE_OPERAND (reference, 0);
  if (TREE_CODE (reference) == MEM_REF || TREE_CODE (reference) == TARGET_MEM_REF)
    {
      tree pointer = TREE_TYPE (TREE_OPERAND (reference, 0));
      if (io_pointer_p (pointer))
	return TYPE_ADDR_SPACE (strip_array_types (TREE_TYPE (pointer)));
    }
  return TYPE_ADDR_SPACE (strip_array_types (TREE_TYPE (reference)));
}

/* The pointer and the constant offset that the reference is made of, or NULL if it isn't.  */
tree
constant_place (tree reference, HOST_WIDE_INT *offset)
{
  poly_int64 inner, outer = 0;
  tree base = get_addr_base_and_unit_offset (reference, &inner);

  if (!base || (TREE_CODE (base) != MEM_REF && !DECL_P (base)))
    return NULL_TREE;
  if (TREE_CODE (base) == MEM_REF && !mem_ref_offset (base).to_shwi (&outer))
    return NULL_TREE;
  if (!(inner + outer).is_constant (offset))
    return NULL_TREE;
  return TREE_CODE (base) == MEM_REF ? TREE_OPERAND (base, 0) : build_fold_addr_expr (base);
}

tree
integer_of (unsigned bytes)
{
  return build_nonstandard_integer_type (bytes * BITS_PER_UNIT, 1);
}

/* The `bytes` bytes behind `pointer`, as an integer that aliases everything.  */
tree
build_piece (tree type, tree pointer, HOST_WIDE_INT offset, bool is_volatile)
{
  tree alias = build_pointer_type_for_mode (type, ptr_mode, true);
  tree piece = build2 (MEM_REF, type, pointer, build_int_cst (alias, offset));
  TREE_THIS_VOLATILE (piece) = TREE_SIDE_EFFECTS (piece) = is_volatile;
  return piece;
}

tree
build_io_piece (tree reference, tree pointer, HOST_WIDE_INT offset, unsigned bytes)
{
  int quals = TYPE_QUAL_VOLATILE | ENCODE_QUAL_ADDR_SPACE (space_of (reference));
  return build_piece (build_qualified_type (integer_of (bytes), quals), pointer, offset, true);
}

/* Checks.  */

void
check_deref (tree type, location_t location)
{
  report (IOMEM_DEREF, location, "direct access of type %qT to %<__iomem%> memory", TYPE_MAIN_VARIANT (type));
}

bool
check_exact (tree type, const char *reason, location_t location)
{
  if (reason)
    report (IOMEM_WIDTH, location, "access of type %qT to %<__iomem%> memory is not one instruction: %s",
	    TYPE_MAIN_VARIANT (type), reason);
  return !reason;
}

void
accesses_check (tree reference, location_t location)
{
  check_deref (TREE_TYPE (reference), location);
  if (reverse_storage_order_for_component_p (reference))
    sorry_at (location, "a member of reverse storage order in %<__iomem%> memory");
  check_exact (TREE_TYPE (reference), inexact (reference), location);
}

/* With max-width the header lacks the wider accessors, but source that was preprocessed without it has them.  */
static void
check_accessor (tree callee, location_t location)
{
  if (!options.max_width || !callee || !DECL_NAME (callee))
    return;
  const char *symbol = DECL_ASSEMBLER_NAME_SET_P (callee) ? IDENTIFIER_POINTER (DECL_ASSEMBLER_NAME (callee))
							  : IDENTIFIER_POINTER (DECL_NAME (callee));
  if (iomem_accessor_width (symbol + (*symbol == '*')) > options.max_width)
    error_at (location, "call of %qs, whose accesses to %<__iomem%> memory are wider than max-width",
	      symbol + (*symbol == '*'));
}

/* Operands of calls and asm statements.  */

tree
ram_copy_type (tree type)
{
  if (TREE_CODE (type) == ARRAY_TYPE)
    return build_array_type (ram_copy_type (TREE_TYPE (type)), TYPE_DOMAIN (type));
  return TYPE_MAIN_VARIANT (type);
}

/* What an access has as its other side: a register where there is one for the type.  */
static tree
new_temporary (tree type)
{
  type = ram_copy_type (type);
  return is_gimple_reg_type (type) ? create_tmp_reg (type, "iomem") : create_tmp_var (type, "iomem");
}

/* Load the operand in front of the statement.  */
static tree
load_before (gimple_stmt_iterator *gsi, tree reference)
{
  tree temporary = new_temporary (TREE_TYPE (reference));
  gimple *load = gimple_build_assign (temporary, unshare_expr (reference));
  gimple_set_location (load, gimple_location (gsi_stmt (*gsi)));
  gsi_insert_before (gsi, load, GSI_SAME_STMT);
  return temporary;
}

static gimple *
build_store (tree reference, tree value, location_t location)
{
  gimple *store = gimple_build_assign (unshare_expr (reference), value);
  gimple_set_location (store, location);
  return store;
}

/* Store what the statement leaves in a temporary, which is returned, wherever it goes on from there.  */
static tree
store_behind (gimple_stmt_iterator *gsi, tree reference)
{
  tree temporary = new_temporary (TREE_TYPE (reference));
  gimple *statement = gsi_stmt (*gsi);
  edge e;
  edge_iterator i;

  if (!stmt_ends_bb_p (statement))
    {
      gsi_insert_after (gsi, build_store (reference, temporary, gimple_location (statement)), GSI_SAME_STMT);
      return temporary;
    }
  FOR_EACH_EDGE (e, i, gimple_bb (statement)->succs)
    if (!(e->flags & (EDGE_EH | EDGE_ABNORMAL)))
      gsi_insert_on_edge (e, build_store (reference, temporary, gimple_location (statement)));
  return temporary;
}

static void
separate_call (gimple_stmt_iterator *gsi, gcall *call)
{
  tree lhs = gimple_call_lhs (call);

  check_accessor (gimple_call_fndecl (call), gimple_location (call));
  for (unsigned i = 0; i < gimple_call_num_args (call); i++)
    if (io_reference_p (gimple_call_arg (call, i)))
      gimple_call_set_arg (call, i, load_before (gsi, gimple_call_arg (call, i)));
  if (io_reference_p (lhs))
    gimple_call_set_lhs (call, store_behind (gsi, lhs));
}

static void
check_asm_operand (tree reference, location_t location)
{
  report (IOMEM_ASM, EXPR_LOC_OR_LOC (reference, location), "operand of type %qT of inline assembly lies in %<__iomem%> memory",
	  TYPE_MAIN_VARIANT (TREE_TYPE (reference)));
}

static const char *
constraint_of (tree link)
{
  return TREE_STRING_POINTER (TREE_VALUE (TREE_PURPOSE (link)));
}

static void
separate_asm (gimple_stmt_iterator *gsi, gasm *statement)
{
  unsigned outputs = gimple_asm_noutputs (statement), inputs = gimple_asm_ninputs (statement);
  const char **output_constraints = XALLOCAVEC (const char *, outputs + 1);
  location_t location = gimple_location (statement);
  bool memory, reg, inout;

  for (unsigned i = 0; i < outputs; i++)
    {
      tree link = gimple_asm_output_op (statement, i), operand = TREE_VALUE (link);
      output_constraints[i] = constraint_of (link);
      if (!parse_output_constraint (&output_constraints[i], i, inputs, outputs, &memory, &reg, &inout)
	  || !io_reference_p (operand))
	continue;
      if (memory)
	check_asm_operand (operand, location);
      else
	TREE_VALUE (link) = store_behind (gsi, operand);
    }
  for (unsigned i = 0; i < inputs; i++)
    {
      tree link = gimple_asm_input_op (statement, i), operand = TREE_VALUE (link);
      const char *constraint = constraint_of (link);
      if (!io_reference_p (operand)
	  || !parse_input_constraint (&constraint, i, inputs, outputs, 0, output_constraints, &memory, &reg))
	continue;
      if (memory && !reg)
	check_asm_operand (operand, location);
      else
	TREE_VALUE (link) = load_before (gsi, operand);
    }
}

void
accesses_separate (function *body)
{
  basic_block bb;

  FOR_EACH_BB_FN (bb, body)
    for (gimple_stmt_iterator g = gsi_start_bb (bb); !gsi_end_p (g); gsi_next (&g))
      if (gcall *call = dyn_cast<gcall *> (gsi_stmt (g)))
	separate_call (&g, call);
      else if (gasm *statement = dyn_cast<gasm *> (gsi_stmt (g)))
	separate_asm (&g, statement);
  gsi_commit_edge_inserts ();
}

/* Instructions.  */

/* The architecture whose table there is, or NULL.  */
static const char *arch;

/*
 * The macro that a compiler defines for the machine it compiles for. It defines none for source that is
 * preprocessed already.
 */
static int
machine_macro_p (const char *macro)
{
  static const struct
  {
    const char *target, *macro;
    int word;
  } machines[] = {
    { "x86_64", "__x86_64__", 8 }, { "x86_64", "__i386__", 4 }, { "i", "__x86_64__", 8 }, { "i", "__i386__", 4 },
    { "aarch64", "__aarch64__", 8 }, { "arm", "__arm__", 4 }, { "riscv", "__riscv", 8 },
    { "powerpc", "__powerpc64__", 8 }, { "s390x", "__s390x__", 8 }
  };

  if (!cpp_get_options (parse_in)->preprocessed)
    return cpp_defined (parse_in, (const unsigned char *) macro, (int) strlen (macro));
  for (size_t i = 0; i < ARRAY_SIZE (machines); i++)
    if (!strcmp (machines[i].macro, macro) && machines[i].word == UNITS_PER_WORD
	&& !strncmp (target_name (), machines[i].target, strlen (machines[i].target)))
      return 1;
  return 0;
}

/* While the unit is parsed: after that the macros may have been collected, and before they aren't there.  */
void
accesses_find_instructions ()
{
  arch = iomem_find_arch (machine_macro_p);
}

static const struct iomem_instruction *
find_instruction (tree reference, bool store)
{
  if (!accesses_exact_p (reference))
    return NULL;
  return iomem_find_instruction (arch, (unsigned) int_size_in_bytes (TREE_TYPE (reference)), store);
}

/* A reference that is an instruction's operand as it stands: what a packed structure is made of is not.  */
static bool
operand_p (tree reference, unsigned bytes)
{
  tree type = TREE_TYPE (reference);
  return ((INTEGRAL_TYPE_P (type) || POINTER_TYPE_P (type)) && TREE_CODE (type) != BOOLEAN_TYPE
	  && get_object_alignment (reference) >= bytes * BITS_PER_UNIT);
}

static tree
memory_operand (gimple_stmt_iterator *gsi, tree reference, unsigned bytes)
{
  HOST_WIDE_INT offset = 0;
  tree pointer = constant_place (reference, &offset);

  if (!pointer && operand_p (reference, bytes))
    return unshare_expr (reference);
  if (!pointer)
    pointer = force_gimple_operand_gsi (gsi, build_fold_addr_expr (unshare_expr (reference)), true, NULL_TREE, true,
					GSI_SAME_STMT);
  return build_io_piece (reference, pointer, offset, bytes);
}

static bool
integer_like_p (tree type)
{
  return INTEGRAL_TYPE_P (type) || POINTER_TYPE_P (type);
}

static gassign *
build_conversion (tree lhs, tree value)
{
  tree to = TREE_TYPE (lhs);
  if (integer_like_p (to) && integer_like_p (TREE_TYPE (value)))
    return gimple_build_assign (lhs, NOP_EXPR, value);
  return gimple_build_assign (lhs, VIEW_CONVERT_EXPR, build1 (VIEW_CONVERT_EXPR, to, value));
}

/* The bits of a value, as an integer.  */
static tree
bits_of (gimple_stmt_iterator *gsi, tree value, unsigned bytes)
{
  tree type = integer_of (bytes), from = TREE_TYPE (value), folded = NULL_TREE;

  if (TREE_CODE (value) == INTEGER_CST)
    return fold_convert (type, value);
  if (CONSTANT_CLASS_P (value))
    folded = fold_unary (VIEW_CONVERT_EXPR, type, value);
  if (folded && TREE_CODE (folded) == INTEGER_CST)
    return folded;
  if (useless_type_conversion_p (type, from))
    return value;
  tree bits = make_ssa_name (type);
  gassign *conversion = build_conversion (bits, value);
  gimple_set_location (conversion, gimple_location (gsi_stmt (*gsi)));
  gsi_insert_before (gsi, conversion, GSI_SAME_STMT);
  return bits;
}

static tree
asm_operand (const char *constraint, tree operand)
{
  return build_tree_list (build_tree_list (NULL_TREE, build_string (strlen (constraint) + 1, constraint)), operand);
}

/* The instruction takes the statement's place, its virtual operands and its landing pad.  */
static void
replace_with_asm (gimple_stmt_iterator *gsi, const struct iomem_instruction *instruction, tree output, tree input)
{
  vec<tree, va_gc> *outputs = NULL, *inputs = NULL;
  gimple *old = gsi_stmt (*gsi);

  vec_safe_push (outputs, asm_operand (instruction->out, output));
  vec_safe_push (inputs, asm_operand (instruction->in, input));
  gasm *access = gimple_build_asm_vec (instruction->text, inputs, outputs, NULL, NULL);
  gimple_asm_set_volatile (access, true);
  gimple_set_location (access, gimple_location (old));
  gimple_move_vops (access, old);
  gsi_replace (gsi, access, true);
  if (TREE_CODE (output) == SSA_NAME)
    SSA_NAME_DEF_STMT (output) = access;
}

/* Behind an access that may throw, its value is there on the edge that goes on.  */
static void
insert_behind (gimple_stmt_iterator *gsi, gimple *statement)
{
  if (!stmt_ends_bb_p (gsi_stmt (*gsi)))
    gsi_insert_after (gsi, statement, GSI_NEW_STMT);
  else if (edge e = find_fallthru_edge (gsi_bb (*gsi)->succs))
    gsi_insert_on_edge_immediate (e, statement);
}

static void
lower_load (gimple_stmt_iterator *gsi, const struct iomem_instruction *instruction)
{
  gimple *old = gsi_stmt (*gsi);
  location_t location = gimple_location (old);
  tree lhs = gimple_assign_lhs (old);
  tree memory = memory_operand (gsi, gimple_assign_rhs1 (old), instruction->bytes);
  tree value = make_ssa_name (integer_of (instruction->bytes));

  replace_with_asm (gsi, instruction, value, memory);
  gassign *conversion = build_conversion (lhs, value);
  gimple_set_location (conversion, location);
  insert_behind (gsi, conversion);
}

static void
lower_store (gimple_stmt_iterator *gsi, const struct iomem_instruction *instruction)
{
  gimple *old = gsi_stmt (*gsi);
  tree memory = memory_operand (gsi, gimple_assign_lhs (old), instruction->bytes);

  replace_with_asm (gsi, instruction, memory, bits_of (gsi, gimple_assign_rhs1 (old), instruction->bytes));
}

static bool
lower_access (gimple_stmt_iterator *gsi)
{
  gimple *statement = gsi_stmt (*gsi);

  if (!gimple_assign_single_p (statement) || gimple_clobber_p (statement))
    return false;
  tree lhs = gimple_assign_lhs (statement), rhs = gimple_assign_rhs1 (statement);
  bool store = io_reference_p (lhs);
  if ((!store && !io_reference_p (rhs)) || (store && !is_gimple_val (rhs)) || (!store && TREE_CODE (lhs) != SSA_NAME))
    return false;
  const struct iomem_instruction *instruction = find_instruction (store ? lhs : rhs, store);
  if (!instruction)
    return false;
  if (store)
    lower_store (gsi, instruction);
  else
    lower_load (gsi, instruction);
  return true;
}

void
accesses_lower (function *body)
{
  bool changed = false;
  basic_block bb;

  FOR_EACH_BB_FN (bb, body)
    for (gimple_stmt_iterator g = gsi_start_bb (bb); !gsi_end_p (g); gsi_next (&g))
      changed |= lower_access (&g);
  if (!changed)
    return;
  mark_virtual_operands_for_renaming (body);
  update_ssa (TODO_update_ssa_only_virtuals);
  cgraph_edge::rebuild_references ();
  free_dominance_info (CDI_DOMINATORS);
  free_dominance_info (CDI_POST_DOMINATORS);
}
