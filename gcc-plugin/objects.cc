/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whole objects in IO memory, and bit-fields. GCC would copy the ones with memcpy or with moves of any width, and
 * access the others in a container of its choice.
 *
 * A function's GENERIC is changed so that no object's value is used where it lies: it is read into a temporary in RAM,
 * also if nobody wants it, and what is made is made in one and then written. Otherwise GCC makes `*io = (struct s){.a = 1}`
 * in place, in two steps. When the CFG is built, what is left is assignments between RAM and IO memory: these become
 * the accesses of the type's plan, in place or in the runtime, and bit-fields their container's.
 */
#include "plugin.h"

/* GENERIC.  */

static bool
object_type_p (const_tree type)
{
  return RECORD_OR_UNION_TYPE_P (type) || TREE_CODE (type) == ARRAY_TYPE;
}

/* An lvalue of GENERIC that is a structure or union in IO memory.  */
static bool
io_object_p (tree t)
{
  if (!t || !EXPR_P (t) || !RECORD_OR_UNION_TYPE_P (TREE_TYPE (t)))
    return t && VAR_P (t) && RECORD_OR_UNION_TYPE_P (TREE_TYPE (t)) && io_reference_p (t);
  while (handled_component_p (t))
    t = TREE_OPERAND (t, 0);
  return TREE_CODE (t) == INDIRECT_REF ? io_type_p (TREE_TYPE (t)) : io_reference_p (t);
}

/* The value in a temporary. GCC elides one whose initialiser has a value.  */
static tree
in_temporary (tree value)
{
  location_t location = EXPR_LOCATION (value);
  tree type = TYPE_MAIN_VARIANT (TREE_TYPE (value)), temporary = create_tmp_var_raw (type, "iomem");
  tree initialiser = build2_loc (location, MODIFY_EXPR, void_type_node, temporary, value);

  value = build4_loc (location, TARGET_EXPR, type, temporary, initialiser, NULL_TREE, NULL_TREE);
  TREE_SIDE_EFFECTS (value) = 1;
  return value;
}

/* An object in RAM that is there, so that it can be read piece by piece.  */
static bool
ram_object_p (tree t)
{
  return !io_object_p (t) && (DECL_P (t) || INDIRECT_REF_P (t) || TREE_CODE (t) == COMPONENT_REF || TREE_CODE (t) == ARRAY_REF);
}

static void
use_temporaries (tree t)
{
  if (TREE_CODE (t) == MODIFY_EXPR || TREE_CODE (t) == INIT_EXPR)
    {
      tree lhs = TREE_OPERAND (t, 0), &rhs = TREE_OPERAND (t, 1);
      /* Of an assignment to a volatile object the value is the right side, evaluated again.  */
      if (io_object_p (lhs) ? !ram_object_p (rhs) : io_object_p (rhs) && TREE_THIS_VOLATILE (lhs))
	rhs = in_temporary (rhs);
    }
  else if (TREE_CODE (t) == STATEMENT_LIST)
    {
      for (tree_stmt_iterator i = tsi_start (t); !tsi_end_p (i); tsi_next (&i))
	if (io_object_p (tsi_stmt (i)))
	  *tsi_stmt_ptr (i) = in_temporary (tsi_stmt (i));
    }
  else if (EXPR_P (t) && !handled_component_p (t) && TREE_CODE (t) != ADDR_EXPR && TREE_CODE (t) != DECL_EXPR)
    for (int i = 0; i < TREE_OPERAND_LENGTH (t); i++)
      if (io_object_p (TREE_OPERAND (t, i)))
	TREE_OPERAND (t, i) = in_temporary (TREE_OPERAND (t, i));
}

static tree
walk_node (tree *node, int *, void *data)
{
  tree t = *node;

  /* A statement expression's temporary is no object in IO memory, though GCC gives it the type of one.  */
  if (TREE_CODE (t) == TARGET_EXPR && io_type_p (TREE_TYPE (TREE_OPERAND (t, 0))))
    {
      tree temporary = TREE_OPERAND (t, 0);
      TREE_TYPE (t) = TREE_TYPE (temporary) = ram_copy_type (TREE_TYPE (temporary));
      TREE_THIS_VOLATILE (temporary) = TREE_SIDE_EFFECTS (temporary) = 0;
    }
  if (TREE_CODE (t) == COMPOUND_LITERAL_EXPR)
    {
      hash_set<tree> *seen = (hash_set<tree> *) data;
      walk_tree (&DECL_INITIAL (COMPOUND_LITERAL_EXPR_DECL (t)), walk_node, data, seen);
    }
  if (EXPR_P (t) || TREE_CODE (t) == STATEMENT_LIST)
    use_temporaries (t);
  return NULL_TREE;
}

void
objects_walk (tree *body)
{
  hash_set<tree> seen;

  if (io_object_p (*body))
    *body = in_temporary (*body);
  walk_tree (body, walk_node, &seen, &seen);
}

/* Bit-fields.  */

static bool
bit_field_p (const_tree reference)
{
  return TREE_CODE (reference) == COMPONENT_REF && DECL_BIT_FIELD_TYPE (TREE_OPERAND (reference, 1));
}

static bool
member_p (const_tree field)
{
  if (TREE_CODE (field) != FIELD_DECL || !DECL_SIZE (field) || !tree_fits_uhwi_p (DECL_SIZE (field))
      || integer_zerop (DECL_SIZE (field)))
    return false;
  return DECL_NAME (field) || !DECL_BIT_FIELD_TYPE (field);
}

static struct iomem_member
member_of (const_tree field)
{
  tree declared = DECL_BIT_FIELD_TYPE (field);
  unsigned HOST_WIDE_INT container = declared ? tree_to_uhwi (TYPE_SIZE_UNIT (declared)) : 0;
  return { (unsigned HOST_WIDE_INT) int_bit_position (field), tree_to_uhwi (DECL_SIZE (field)), container };
}

/* The container of a bit-field; false with the reason in `text` if there is none of its own.  */
static bool
find_container (tree field, struct iomem_bits *bits, char *text)
{
  tree structure = DECL_FIELD_CONTEXT (field);
  auto_vec<struct iomem_member> members;
  size_t which = 0;

  for (tree f = TYPE_FIELDS (structure); f; f = DECL_CHAIN (f))
    if (f == field || (member_p (f) && TREE_CODE (structure) == RECORD_TYPE))
      {
	if (f == field)
	  which = members.length ();
	members.safe_push (member_of (f));
      }
  return !iomem_container (members.address (), members.length (), which, tree_to_uhwi (TYPE_SIZE_UNIT (structure)),
			   BYTES_BIG_ENDIAN, bits, text);
}

/* Where code goes that comes in front of a statement.  */
struct place
{
  gimple_stmt_iterator *gsi;
  location_t location;
};

static tree
load_piece (struct place where, tree memory)
{
  tree value = create_tmp_reg (TYPE_MAIN_VARIANT (TREE_TYPE (memory)), "iomem");
  gimple *load = gimple_build_assign (value, memory);
  gimple_set_location (load, where.location);
  gsi_insert_before (where.gsi, load, GSI_SAME_STMT);
  return value;
}

static void
store_piece (struct place where, tree memory, tree value)
{
  gimple *store = gimple_build_assign (memory, value);
  gimple_set_location (store, where.location);
  gsi_insert_before (where.gsi, store, GSI_SAME_STMT);
}

/* A pointer to the object, and a constant offset from it.  */
static tree
address_of (struct place where, tree object, HOST_WIDE_INT *offset)
{
  tree pointer = constant_place (object, offset);

  if (pointer)
    return unshare_expr (pointer);
  *offset = 0;
  mark_addressable (object);
  tree address = build_fold_addr_expr (unshare_expr (object));
  return force_gimple_operand_gsi (where.gsi, address, true, NULL_TREE, true, GSI_SAME_STMT);
}

static tree
build_container (struct place where, tree reference, const struct iomem_bits *bits)
{
  HOST_WIDE_INT offset;
  tree pointer = address_of (where, TREE_OPERAND (reference, 0), &offset);
  return build_io_piece (reference, pointer, offset + bits->offset, bits->size);
}

/* The bits of `value` that the bit-field holds, where they are in its container.  */
static tree
shift_in (struct place where, tree value, tree container, const struct iomem_bits *bits, tree mask)
{
  gimple_seq code = NULL;

  value = gimple_convert (&code, where.location, container, value);
  value = gimple_build (&code, where.location, LSHIFT_EXPR, container, value, build_int_cst (integer_type_node, bits->shift));
  value = gimple_build (&code, where.location, BIT_AND_EXPR, container, value, mask);
  gsi_insert_seq_before (where.gsi, code, GSI_SAME_STMT);
  return value;
}

static void
store_bits (struct place where, tree memory, const struct iomem_bits *bits, tree value)
{
  tree container = integer_of (bits->size);
  wide_int ones = wi::shifted_mask (bits->shift, bits->count, false, TYPE_PRECISION (container));
  tree mask = wide_int_to_tree (container, ones), rest = wide_int_to_tree (container, wi::bit_not (ones));
  gimple_seq code = NULL;

  value = shift_in (where, value, container, bits, mask);
  tree old = load_piece (where, memory);
  old = gimple_build (&code, where.location, BIT_AND_EXPR, container, old, rest);
  value = gimple_build (&code, where.location, BIT_IOR_EXPR, container, old, value);
  gsi_insert_seq_before (where.gsi, code, GSI_SAME_STMT);
  store_piece (where, unshare_expr (memory), value);
}

/* The bit-field's value, in a temporary of its own type.  */
static tree
load_bits (struct place where, tree memory, const struct iomem_bits *bits, tree type)
{
  tree value = load_piece (where, memory);
  gimple_seq code = NULL;

  value = gimple_build (&code, where.location, RSHIFT_EXPR, TREE_TYPE (value), value,
			build_int_cst (integer_type_node, bits->shift));
  value = gimple_convert (&code, where.location, TYPE_MAIN_VARIANT (type), value);
  gsi_insert_seq_before (where.gsi, code, GSI_SAME_STMT);
  return value;
}

static void
remove_statement (gimple_stmt_iterator *gsi)
{
  gimple *statement = gsi_stmt (*gsi);
  basic_block bb = gimple_bb (statement);
  bool ends = remove_stmt_from_eh_lp (statement);

  gsi_remove (gsi, true);
  if (ends)
    gimple_purge_dead_eh_edges (bb);
}

/* What the statement reads is there already.  */
static void
set_value (gimple_stmt_iterator *gsi, tree value)
{
  gimple *statement = gsi_stmt (*gsi);

  gimple_assign_set_rhs_with_ops (gsi, NOP_EXPR, value);
  update_stmt (statement);
  if (maybe_clean_eh_stmt (statement))
    gimple_purge_dead_eh_edges (gimple_bb (statement));
}

/* An assignment from or to a bit-field; whether it is gone.  */
static bool
rewrite_bit_field (gimple_stmt_iterator *gsi, tree reference, bool writes)
{
  gimple *statement = gsi_stmt (*gsi);
  struct place where = { gsi, gimple_location (statement) };
  tree field = TREE_OPERAND (reference, 1), declared = DECL_BIT_FIELD_TYPE (field);
  char text[IOMEM_MESSAGE_SIZE];
  struct iomem_bits bits;

  check_deref (declared, where.location);
  if (TYPE_REVERSE_STORAGE_ORDER (DECL_FIELD_CONTEXT (field)))
    {
      sorry_at (where.location, "a bit-field of reverse storage order in %<__iomem%> memory");
      return false;
    }
  bool exact = find_container (field, &bits, text);
  if (exact)
    {
      struct iomem_position position = position_of (TREE_OPERAND (reference, 0));
      position.offset += bits.offset;
      exact = !iomem_inexact (machine (), bits.size, position, text);
    }
  if (!check_exact (declared, exact ? NULL : text, where.location))
    return false;
  if (writes)
    report (IOMEM_BITFIELD, where.location,
	    "storing to a bit-field in %<__iomem%> memory reads and writes its container of %u %s", bits.size,
	    bits.size == 1 ? "byte" : "bytes");

  tree memory = build_container (where, reference, &bits);
  if (writes)
    {
      store_bits (where, memory, &bits, gimple_assign_rhs1 (statement));
      remove_statement (gsi);
      return true;
    }
  set_value (gsi, load_bits (where, memory, &bits, TREE_TYPE (reference)));
  return false;
}

/* Whole objects.  */

static void lay_out (struct iomem_layout *, tree type, HOST_WIDE_INT offset);

static void
lay_out_members (struct iomem_layout *layout, tree structure, HOST_WIDE_INT offset)
{
  char text[IOMEM_MESSAGE_SIZE];
  struct iomem_bits bits;

  for (tree f = TYPE_FIELDS (structure); f; f = DECL_CHAIN (f))
    if (!member_p (f))
      continue;
    else if (!DECL_BIT_FIELD_TYPE (f))
      lay_out (layout, TREE_TYPE (f), offset + int_byte_position (f));
    else if (find_container (f, &bits, text))
      iomem_layout_bits (layout, offset, &bits);
    else
      iomem_layout_fail (layout, text);
}

static void
lay_out_array (struct iomem_layout *layout, tree type, HOST_WIDE_INT offset)
{
  tree element = strip_array_types (type);
  HOST_WIDE_INT size = int_size_in_bytes (element), whole = int_size_in_bytes (type);

  if (size <= 0 || whole <= 0)
    return;
  if (!object_type_p (element))
    {
      if (VECTOR_TYPE_P (element) || TREE_CODE (element) == COMPLEX_TYPE)
	iomem_layout_fail (layout, "a value of several parts");
      iomem_layout_scalars (layout, offset, size, whole / size, 1);
      return;
    }
  iomem_layout_array (layout, offset, whole / size, size);
  lay_out (layout, element, 0);
  iomem_layout_end_array (layout);
}

static void
lay_out (struct iomem_layout *layout, tree type, HOST_WIDE_INT offset)
{
  if (TREE_CODE (type) == RECORD_TYPE && TYPE_REVERSE_STORAGE_ORDER (type))
    iomem_layout_fail (layout, "a structure of reverse storage order");
  else if (TREE_CODE (type) == RECORD_TYPE)
    lay_out_members (layout, type, offset);
  else if (RECORD_OR_UNION_TYPE_P (type))
    iomem_layout_bytes (layout, offset, int_size_in_bytes (type));
  else if (TREE_CODE (type) == ARRAY_TYPE)
    lay_out_array (layout, type, offset);
  else if (VECTOR_TYPE_P (type) || TREE_CODE (type) == COMPLEX_TYPE)
    iomem_layout_fail (layout, "a value of several parts");
  else
    iomem_layout_scalars (layout, offset, int_size_in_bytes (type), 1, 0);
}

/* What certainly divides the address of the outermost object that is visible.  */
static unsigned HOST_WIDE_INT
outermost_alignment (tree object)
{
  while (handled_component_p (object))
    object = TREE_OPERAND (object, 0);
  return TYPE_ALIGN_UNIT (TREE_TYPE (object));
}

/* The plan, to be freed. What can't be done member by member goes by bytes, if its diagnostic lets it be compiled.  */
static char *
plan_of (tree object, location_t location)
{
  tree type = TREE_TYPE (object);
  struct iomem_layout layout;

  iomem_layout_begin (&layout, machine (), outermost_alignment (object), position_of (object));
  lay_out (&layout, type, 0);
  char *plan = iomem_layout_end (&layout);
  if (plan)
    return plan;
  report (IOMEM_WIDTH, location,
	  "copying %qT from or to %<__iomem%> memory takes an access that is not one instruction: %s",
	  TYPE_MAIN_VARIANT (type), layout.reason);
  iomem_layout_begin (&layout, machine (), outermost_alignment (object), position_of (object));
  iomem_layout_bytes (&layout, 0, int_size_in_bytes (type));
  return iomem_layout_end (&layout);
}

static void
copy_in_place (struct place where, tree io, tree ram, bool writes, const struct iomem_access *accesses, int count)
{
  HOST_WIDE_INT io_offset, ram_offset;
  bool ram_volatile = TREE_THIS_VOLATILE (ram);
  tree io_pointer = address_of (where, io, &io_offset);
  tree ram_pointer = address_of (where, ram, &ram_offset);
  unsigned ram_alignment = get_object_alignment (ram);

  for (int i = 0; i < count; i++)
    {
      HOST_WIDE_INT offset = accesses[i].offset;
      tree type = integer_of (accesses[i].size);
      unsigned alignment = MIN (ram_alignment, TYPE_ALIGN (type));
      if (offset)
	alignment = MIN (alignment, BITS_PER_UNIT * least_bit_hwi (offset));
      tree ram_type = build_aligned_type (type, alignment);
      if (ram_volatile)
	ram_type = build_qualified_type (ram_type, TYPE_QUAL_VOLATILE);
      tree device = build_io_piece (io, io_pointer, io_offset + offset, accesses[i].size);
      tree memory = build_piece (ram_type, ram_pointer, ram_offset + offset, ram_volatile);
      if (writes)
	store_piece (where, device, load_piece (where, memory));
      else
	store_piece (where, memory, load_piece (where, device));
    }
}

static tree
runtime_function (bool writes)
{
  char symbol[IOMEM_SYMBOL_SIZE];
  bool sanitized = address_sanitized_p ();
  tree text = build_pointer_type (build_qualified_type (char_type_node, TYPE_QUAL_CONST));

  iomem_object_symbol (writes, sanitized, symbol);
  return build_fn_decl (symbol, build_function_type_list (void_type_node, ptr_type_node, const_ptr_type_node, text, NULL_TREE));
}

static tree
plain_pointer_to (struct place where, tree object)
{
  mark_addressable (object);
  tree address = build1 (NOP_EXPR, ptr_type_node, build_fold_addr_expr (unshare_expr (object)));
  return force_gimple_operand_gsi (where.gsi, address, true, NULL_TREE, true, GSI_SAME_STMT);
}

static void
copy_in_runtime (struct place where, tree io, tree ram, bool writes, const char *plan)
{
  tree device = plain_pointer_to (where, io), memory = plain_pointer_to (where, ram);
  tree text = build_string_literal (strlen (plan) + 1, plan);
  gcall *call = gimple_build_call (runtime_function (writes), 3, writes ? device : memory, writes ? memory : device, text);

  gimple_set_location (call, where.location);
  gsi_insert_before (where.gsi, call, GSI_SAME_STMT);
}

/* Read the object at `io` into the one at `ram`, or write it; whether that could be done.  */
static bool
copy_object (struct place where, tree io, tree ram, bool writes)
{
  struct iomem_access accesses[IOMEM_MAX_INLINE];
  tree type = TREE_TYPE (io);

  if (int_size_in_bytes (type) < 0)
    {
      sorry_at (where.location, "copying an object of variable size from or to %<__iomem%> memory");
      return false;
    }
  if (TYPE_REVERSE_STORAGE_ORDER (strip_array_types (type)))
    {
      sorry_at (where.location, "copying an object of reverse storage order from or to %<__iomem%> memory");
      return false;
    }
  char *plan = plan_of (io, where.location);
  if (!plan)
    return false;
  int count = iomem_plan_accesses (plan, accesses);
  if (count >= 0)
    copy_in_place (where, io, ram, writes, accesses, count);
  else
    copy_in_runtime (where, io, ram, writes, plan);
  free (plan);
  return true;
}

/* What is written, as an object that can be read piece by piece.  */
static tree
ram_source (struct place where, tree value)
{
  if (TREE_CODE (value) != CONSTRUCTOR)
    return value;
  tree temporary = create_tmp_var (ram_copy_type (TREE_TYPE (value)), "iomem");
  gimple *copy = gimple_build_assign (temporary, value);
  gimple_set_location (copy, where.location);
  gsi_insert_before (where.gsi, copy, GSI_SAME_STMT);
  return temporary;
}

/* An assignment with an object in IO memory on one side or both; whether it is gone.  */
static bool
rewrite_object (gimple_stmt_iterator *gsi, bool writes, bool reads)
{
  gimple *statement = gsi_stmt (*gsi);
  struct place where = { gsi, gimple_location (statement) };
  tree lhs = gimple_assign_lhs (statement), rhs = gimple_assign_rhs1 (statement);
  bool done = true;

  check_deref (TREE_TYPE (writes ? lhs : rhs), where.location);
  if (writes && reads)
    {
      tree temporary = create_tmp_var (ram_copy_type (TREE_TYPE (rhs)), "iomem");
      done = copy_object (where, rhs, temporary, false) && copy_object (where, lhs, temporary, true);
    }
  else if (writes)
    done = copy_object (where, lhs, ram_source (where, rhs), true);
  else
    done = copy_object (where, rhs, lhs, false);
  if (done)
    remove_statement (gsi);
  return done;
}

/* UBSan would check a _Bool in a load of its own making, which isn't volatile.  */
static void
load_as_integer (gimple_stmt_iterator *gsi, tree reference)
{
  struct place where = { gsi, gimple_location (gsi_stmt (*gsi)) };
  HOST_WIDE_INT offset;
  tree pointer = address_of (where, reference, &offset);
  tree memory = build_io_piece (reference, pointer, offset, (unsigned) int_size_in_bytes (TREE_TYPE (reference)));

  set_value (gsi, load_piece (where, memory));
}

/* Whether the statement is gone, and the next one has taken its place.  */
static bool
rewrite_assignment (gimple_stmt_iterator *gsi)
{
  gimple *statement = gsi_stmt (*gsi);

  if (!gimple_assign_single_p (statement) || gimple_clobber_p (statement))
    return false;
  tree lhs = gimple_assign_lhs (statement), rhs = gimple_assign_rhs1 (statement);
  bool writes = io_reference_p (lhs), reads = io_reference_p (rhs);
  if (!writes && !reads)
    return false;
  if (object_type_p (TREE_TYPE (lhs)))
    return rewrite_object (gsi, writes, reads);
  if (bit_field_p (writes ? lhs : rhs))
    return rewrite_bit_field (gsi, writes ? lhs : rhs, writes);
  accesses_check (writes ? lhs : rhs, gimple_location (statement));
  if (reads && TREE_CODE (TREE_TYPE (rhs)) == BOOLEAN_TYPE && sanitize_flags_p (SANITIZE_BOOL))
    load_as_integer (gsi, rhs);
  return false;
}

static const pass_data objects_data = {
  GIMPLE_PASS, "iomem_objects", OPTGROUP_NONE, TV_NONE, PROP_cfg, 0, 0, 0, 0
};

class objects_pass : public gimple_opt_pass
{
public:
  objects_pass (gcc::context *context) : gimple_opt_pass (objects_data, context) {}

  bool gate (function *) final override { return space_in_use (); }

  unsigned execute (function *body) final override
  {
    basic_block bb;

    accesses_separate (body);
    FOR_EACH_BB_FN (bb, body)
      for (gimple_stmt_iterator g = gsi_start_bb (bb); !gsi_end_p (g);)
	if (!rewrite_assignment (&g))
	  gsi_next (&g);
    return 0;
  }
};

void
objects_init (const char *plugin)
{
  struct register_pass_info objects = { new objects_pass (g), "cfg", 1, PASS_POS_INSERT_AFTER };
  register_callback (plugin, PLUGIN_PASS_MANAGER_SETUP, NULL, &objects);
}
