/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Loops that copy to, from or within IO memory or fill it. In GIMPLE, when helpers are inlined and nothing has been
 * done to loops yet,
 *
 *     <bb 3>                                      <bb 6>
 *     i_1 = PHI <0, i_2>                          _5 = (unsigned long) n_3;
 *     if (i_1 < n_3) goto <bb 4>; ...             iomem_iowrite32_copy (io_7, ram_8, _5);
 *     <bb 4>                              is
 *     _4 = *(ram_8 + i_1 * 4);
 *     *(io_7 + i_1 * 4) ={v} _4;                  and a loop without accesses, which GCC removes
 *     i_2 = i_1 + 1;
 *
 * What can't be a call stays as it is, and accesses.cc makes its accesses.
 */
#include "plugin.h"

namespace {

struct moved
{
  gimple *statement;
  basic_block bb;      /* where it was, */
  gimple *next;        /* in front of that, or NULL for the end */
  bool conditional;    /* not made each time the loop is entered */
};

struct candidate
{
  class loop *loop;
  basic_block entry;   /* in front of the loop */
  edge exit = NULL;
  gimple *load = NULL, *store = NULL;
  auto_vec<gimple *> conversions; /* of what is loaded, from the store on */
  auto_vec<moved> invariants;
};

} // namespace

static bool
io_access_p (gimple *statement)
{
  return (gimple_assign_single_p (statement) && !gimple_clobber_p (statement)
	  && (io_reference_p (gimple_assign_lhs (statement)) || io_reference_p (gimple_assign_rhs1 (statement))));
}

static bool
io_store_p (gimple *statement)
{
  return io_access_p (statement) && io_reference_p (gimple_assign_lhs (statement));
}

static bool
memory_p (gimple *statement)
{
  return gimple_vuse (statement) && !gimple_clobber_p (statement);
}

static tree
reference_of (gimple *statement)
{
  return gimple_store_p (statement) ? gimple_assign_lhs (statement) : gimple_assign_rhs1 (statement);
}

/* The first access to IO memory, if the loop is one that copies or fills.  */
static gimple *
first_access (const vec<basic_block> &blocks)
{
  gimple *first = NULL;
  bool loads = false, stores = false, stores_io = false;

  for (basic_block bb : blocks)
    for (gimple_stmt_iterator g = gsi_start_bb (bb); !gsi_end_p (g); gsi_next (&g))
      {
	gimple *statement = gsi_stmt (g);
	bool io = io_access_p (statement);
	if (io && !first)
	  first = statement;
	stores |= gimple_store_p (statement) && !gimple_clobber_p (statement);
	stores_io |= io_store_p (statement);
	loads |= io && !io_store_p (statement);
      }
  return stores_io || (loads && stores) ? first : NULL;
}

/* What is in the loop besides accesses, arithmetic and branches.  */
static bool
calls_p (const vec<basic_block> &blocks)
{
  for (basic_block bb : blocks)
    for (gimple_stmt_iterator g = gsi_start_nondebug_bb (bb); !gsi_end_p (g); gsi_next_nondebug (&g))
      switch (gimple_code (gsi_stmt (g)))
	{
	case GIMPLE_ASSIGN:
	case GIMPLE_COND:
	case GIMPLE_SWITCH:
	case GIMPLE_GOTO:
	case GIMPLE_LABEL:
	case GIMPLE_NOP:
	case GIMPLE_PREDICT:
	  break;
	case GIMPLE_CALL:
	  if (gimple_vuse (gsi_stmt (g)) || gimple_has_side_effects (gsi_stmt (g)))
	    return true;
	  break;
	default:
	  return true;
	}
  return false;
}

static bool
always_p (class loop *loop, basic_block bb)
{
  return dominated_by_p (CDI_DOMINATORS, loop->latch, bb);
}

static bool
conditional_p (class loop *loop, const vec<basic_block> &blocks)
{
  for (basic_block bb : blocks)
    for (gimple_stmt_iterator g = gsi_start_bb (bb); !gsi_end_p (g); gsi_next (&g))
      if ((io_access_p (gsi_stmt (g)) || gimple_store_p (gsi_stmt (g))) && !always_p (loop, bb))
	return true;
  return false;
}

/* Invariants.  */

static bool
operands_invariant_p (class loop *loop, gimple *statement)
{
  tree operand;
  ssa_op_iter i;

  FOR_EACH_SSA_TREE_OPERAND (operand, statement, i, SSA_OP_USE)
    {
      basic_block bb = gimple_bb (SSA_NAME_DEF_STMT (operand));
      if (bb && flow_bb_inside_loop_p (loop, bb))
	return false;
    }
  return true;
}

/* Whether a store of the loop may change what this load reads. Those to IO memory change nothing in RAM.  */
static bool
clobbered_p (gimple *load, const vec<basic_block> &blocks)
{
  for (basic_block bb : blocks)
    for (gimple_stmt_iterator g = gsi_start_bb (bb); !gsi_end_p (g); gsi_next (&g))
      if (gimple_vdef (gsi_stmt (g)) && !io_access_p (gsi_stmt (g))
	  && stmt_may_clobber_ref_p (gsi_stmt (g), gimple_assign_rhs1 (load)))
	return true;
  return false;
}

/* Whether what is there happens before the test each time, and so once more than the loop goes on.  */
static bool
before_test_p (candidate *c, basic_block bb)
{
  return dominated_by_p (CDI_DOMINATORS, c->exit->src, bb);
}

/* Whether all that the loop stores is stored as often as it goes on: then that is what the call's guard is about.  */
static bool
stores_behind_test_p (candidate *c, const vec<basic_block> &blocks)
{
  for (basic_block bb : blocks)
    if (before_test_p (c, bb))
      for (gimple_stmt_iterator g = gsi_start_bb (bb); !gsi_end_p (g); gsi_next (&g))
	if (gimple_store_p (gsi_stmt (g)))
	  return false;
  return true;
}

/*
 * Move in front of the loop what has the same value each time: addresses and values are told from there. Whether a
 * load has to stay because the loop may change what it reads.
 */
static bool
move_invariants (candidate *c, const vec<basic_block> &blocks)
{
  bool clobbered = false, guardable = stores_behind_test_p (c, blocks);

  for (basic_block bb : blocks)
    for (gimple_stmt_iterator g = gsi_start_nondebug_bb (bb); !gsi_end_p (g);)
      {
	gimple *statement = gsi_stmt (g);
	gimple_stmt_iterator next = g;
	gsi_next_nondebug (&next);
	bool load = memory_p (statement), conditional = load && !before_test_p (c, bb);
	if (is_gimple_assign (statement) && TREE_CODE (gimple_assign_lhs (statement)) == SSA_NAME
	    && !SSA_NAME_OCCURS_IN_ABNORMAL_PHI (gimple_assign_lhs (statement)) && always_p (c->loop, bb)
	    && !gimple_has_volatile_ops (statement) && !gimple_could_trap_p_1 (statement, false, false)
	    && !stmt_ends_bb_p (statement) && operands_invariant_p (c->loop, statement))
	  {
	    if (load && clobbered_p (statement, blocks))
	      clobbered = true;
	    else if (!conditional || guardable)
	      {
		gimple_stmt_iterator end = gsi_last_bb (c->entry);
		c->invariants.safe_push ({ statement, bb, gsi_end_p (next) ? NULL : gsi_stmt (next), conditional });
		gsi_move_after (&g, &end);
	      }
	  }
	g = next;
      }
  return clobbered;
}

static void
move_back (candidate *c)
{
  while (!c->invariants.is_empty ())
    {
      moved m = c->invariants.pop ();
      gimple_stmt_iterator from = gsi_for_stmt (m.statement);
      if (m.next)
	{
	  gimple_stmt_iterator to = gsi_for_stmt (m.next);
	  gsi_move_before (&from, &to);
	}
      else
	gsi_move_to_bb_end (&from, m.bb);
    }
}

/* Elements.  */

/* Find the load and the store; false if there are others.  */
static bool
find_accesses (candidate *c, const vec<basic_block> &blocks)
{
  for (basic_block bb : blocks)
    for (gimple_stmt_iterator g = gsi_start_nondebug_bb (bb); !gsi_end_p (g); gsi_next_nondebug (&g))
      {
	gimple *statement = gsi_stmt (g);
	if (!memory_p (statement))
	  continue;
	gimple **place = gimple_store_p (statement) ? &c->store : &c->load;
	if (*place || !gimple_assign_single_p (statement) || (gimple_store_p (statement) && gimple_assign_load_p (statement)))
	  return false;
	*place = statement;
      }
  return c->store;
}

/* A type whose values are all the bits that a load of it reads.  */
static bool
whole_type_p (tree type, unsigned HOST_WIDE_INT bits)
{
  if (!is_gimple_reg_type (type) || VECTOR_TYPE_P (type) || TREE_CODE (type) == COMPLEX_TYPE
      || !tree_fits_uhwi_p (TYPE_SIZE (type)) || tree_to_uhwi (TYPE_SIZE (type)) != bits)
    return false;
  return !INTEGRAL_TYPE_P (type) || TYPE_PRECISION (type) == bits;
}

/* Whether the conversion keeps the low `bits` bits of its operand.  */
static bool
keeps_bits_p (gimple *statement, unsigned HOST_WIDE_INT bits)
{
  if (!is_gimple_assign (statement))
    return false;
  tree to = TREE_TYPE (gimple_assign_lhs (statement)), from;
  switch (gimple_assign_rhs_code (statement))
    {
    case SSA_NAME:
      return true;
    CASE_CONVERT:
    case ADDR_SPACE_CONVERT_EXPR:
      from = TREE_TYPE (gimple_assign_rhs1 (statement));
      return ((INTEGRAL_TYPE_P (to) || POINTER_TYPE_P (to)) && (INTEGRAL_TYPE_P (from) || POINTER_TYPE_P (from))
	      && TYPE_PRECISION (to) >= bits && TYPE_PRECISION (from) >= bits);
    case VIEW_CONVERT_EXPR:
      from = TREE_TYPE (TREE_OPERAND (gimple_assign_rhs1 (statement), 0));
      return whole_type_p (to, bits) && whole_type_p (from, bits);
    default:
      return false;
    }
}

static tree
converted_operand (gimple *conversion)
{
  tree operand = gimple_assign_rhs1 (conversion);
  return TREE_CODE (operand) == VIEW_CONVERT_EXPR ? TREE_OPERAND (operand, 0) : operand;
}

/* Whether what is stored is what is loaded or, without a load, the same each time. *used: whether something else uses
   what is loaded, too.  */
static bool
same_value_p (candidate *c, bool *used)
{
  tree type = TREE_TYPE (reference_of (c->store)), value = gimple_assign_rhs1 (c->store);
  unsigned HOST_WIDE_INT bits = tree_fits_uhwi_p (TYPE_SIZE (type)) ? tree_to_uhwi (TYPE_SIZE (type)) : 0;

  *used = false;
  if (!bits || !whole_type_p (type, bits))
    return false;
  if (!c->load)
    return TREE_CODE (value) != SSA_NAME || expr_invariant_in_loop_p (c->loop, value);
  if (!whole_type_p (TREE_TYPE (reference_of (c->load)), bits))
    return false;
  while (TREE_CODE (value) == SSA_NAME)
    {
      gimple *definition = SSA_NAME_DEF_STMT (value);
      *used |= !has_single_use (value);
      if (definition == c->load)
	return true;
      if (!keeps_bits_p (definition, bits))
	return false;
      c->conversions.safe_push (definition);
      value = converted_operand (definition);
    }
  return false;
}

/* How an address moves; false if not by a constant.  */
static bool
find_step (candidate *c, gimple *access, innermost_loop_behavior *behavior, long long *step)
{
  memset (behavior, 0, sizeof *behavior);
  if (!dr_analyze_innermost (behavior, reference_of (access), c->loop, access) || !tree_fits_shwi_p (behavior->step))
    return false;
  *step = tree_to_shwi (behavior->step);
  return true;
}

/*
 * GCC tells no count if the counter may go past its end and begin anew. If it is as wide as an address, and one moves as
 * fast, all memory would have been accessed by then: a counter that goes up to an end ends there.
 */
static bool
count_up (candidate *c, HOST_WIDE_INT stride, class tree_niter_desc *niter)
{
  gcond *test = safe_dyn_cast<gcond *> (gsi_stmt (gsi_last_nondebug_bb (c->exit->src)));
  affine_iv counter, end;

  if (!test)
    return false;
  class loop *loop = c->loop;
  tree_code code = gimple_cond_code (test);
  tree left = gimple_cond_lhs (test), right = gimple_cond_rhs (test), type = TREE_TYPE (left);
  if (c->exit->flags & EDGE_TRUE_VALUE)
    code = invert_tree_comparison (code, false);
  if (code == GT_EXPR)
    {
      std::swap (left, right);
      code = LT_EXPR;
    }
  if (code != LT_EXPR || !INTEGRAL_TYPE_P (type) || TYPE_PRECISION (type) < POINTER_SIZE
      || !simple_iv (loop, loop, left, &counter, false) || !simple_iv (loop, loop, right, &end, false)
      || !integer_zerop (end.step) || !tree_fits_shwi_p (counter.step) || tree_to_shwi (counter.step) <= 0
      || tree_to_shwi (counter.step) > (HOST_WIDE_INT) absu_hwi (stride))
    return false;

  tree count = unsigned_type_for (type), one = build_one_cst (count);
  tree way = fold_build2 (MINUS_EXPR, count, fold_convert (count, end.base), fold_convert (count, counter.base));
  way = fold_build2 (TRUNC_DIV_EXPR, count, fold_build2 (MINUS_EXPR, count, way, one), fold_convert (count, counter.step));
  niter->niter = fold_build2 (PLUS_EXPR, count, way, one);
  niter->may_be_zero = fold_build2 (GE_EXPR, boolean_type_node, counter.base, end.base);
  return true;
}

/* Whether a size holds that many times, or once more. Where an address moves it does, and 2 ** 64 times take too long.  */
static bool
countable_p (tree times, bool once_more)
{
  unsigned have = TYPE_PRECISION (size_type_node), need = TYPE_PRECISION (TREE_TYPE (times));

  if (TREE_CODE (times) == INTEGER_CST)
    return wi::fits_to_tree_p (wi::to_widest (times) + (once_more ? 1 : 0), size_type_node);
  return need < have || (need == have && (!once_more || have > 32));
}

/* How often the loop makes its accesses, or NULL. `stride` is how far the address goes that moves, or 0.  */
static tree
find_count (candidate *c, HOST_WIDE_INT stride)
{
  class tree_niter_desc niter;
  tree count, type = size_type_node;

  if (c->load && before_test_p (c, gimple_bb (c->load)) != before_test_p (c, gimple_bb (c->store)))
    return NULL_TREE;
  if ((!number_of_iterations_exit (c->loop, c->exit, &niter, false) && !count_up (c, stride, &niter))
      || chrec_contains_undetermined (niter.niter))
    return NULL_TREE;
  if (!stride && !countable_p (niter.niter, before_test_p (c, gimple_bb (c->store))))
    return NULL_TREE;
  count = fold_convert (type, niter.niter);
  if (!integer_zerop (niter.may_be_zero))
    count = fold_build3 (COND_EXPR, type, niter.may_be_zero, size_zero_node, count);
  if (before_test_p (c, gimple_bb (c->store)))
    count = fold_build2 (PLUS_EXPR, type, count, size_one_node);
  return count;
}

/* The call.  */

static tree
address_of (const innermost_loop_behavior *behavior)
{
  tree offset = size_binop (PLUS_EXPR, fold_convert (sizetype, unshare_expr (behavior->offset)),
			    fold_convert (sizetype, unshare_expr (behavior->init)));
  return fold_build_pointer_plus (unshare_expr (behavior->base_address), offset);
}

/* An array that the loop alone touched may not have had an address until now.  */
static void
make_addressable (tree address)
{
  STRIP_NOPS (address);
  if (TREE_CODE (address) == ADDR_EXPR)
    {
      tree base = get_base_address (TREE_OPERAND (address, 0));
      if (base && DECL_P (base))
	TREE_ADDRESSABLE (base) = 1;
    }
}

static tree
word_of (tree value)
{
  tree type = TREE_TYPE (value), bits = integer_of (int_size_in_bytes (type));

  if (!INTEGRAL_TYPE_P (type) && !POINTER_TYPE_P (type))
    value = fold_build1 (VIEW_CONVERT_EXPR, bits, value);
  return fold_convert (integer_of (UNITS_PER_WORD), fold_convert (bits, value));
}

static tree
runtime_function (const struct iomem_loop_call *call)
{
  auto_vec<tree> parameters;

  for (const char *letter = call->arguments; *letter; letter++)
    parameters.safe_push (*letter == 't' || *letter == 'f' ? ptr_type_node
			  : *letter == 'n' ? size_type_node : *letter == 'v' ? integer_of (UNITS_PER_WORD) : ptrdiff_type_node);
  tree function = build_fn_decl (call->symbol, build_function_type_array (void_type_node, parameters.length (),
									 parameters.address ()));
  TREE_NOTHROW (function) = 1;
  DECL_ATTRIBUTES (function) = tree_cons (get_identifier ("leaf"), NULL_TREE, DECL_ATTRIBUTES (function));
  return function;
}

/* What is there only if the block was gone through, is 0 otherwise for what else uses it.  */
static void
merge_behind (basic_block then, tree name)
{
  edge from = single_succ_edge (then), e;
  edge_iterator i;
  imm_use_iterator u;
  use_operand_p operand;
  gimple *use;
  tree merged = make_ssa_name (TREE_TYPE (name));

  FOR_EACH_IMM_USE_STMT (use, u, name)
    if (gimple_bb (use) != then)
      {
	FOR_EACH_IMM_USE_ON_STMT (operand, u)
	  SET_USE (operand, merged);
	update_stmt (use);
      }
  gphi *phi = create_phi_node (merged, from->dest);
  FOR_EACH_EDGE (e, i, from->dest->preds)
    add_phi_arg (phi, e == from ? name : build_zero_cst (TREE_TYPE (name)), e, UNKNOWN_LOCATION);
}

/* A block between the entry and the loop that is gone through if the count is not 0.  */
static basic_block
insert_guarded_block (candidate *c, tree count)
{
  basic_block entry = c->entry, join = split_edge (single_succ_edge (entry)), then = create_empty_bb (entry);
  edge skip = single_succ_edge (entry);

  add_bb_to_loop (then, entry->loop_father);
  gimple_stmt_iterator end = gsi_last_bb (entry);
  gsi_insert_after (&end, gimple_build_cond (NE_EXPR, count, build_zero_cst (TREE_TYPE (count)), NULL_TREE, NULL_TREE),
		    GSI_NEW_STMT);
  skip->flags = EDGE_FALSE_VALUE;
  skip->probability = profile_probability::unlikely ();
  edge into = make_edge (entry, then, EDGE_TRUE_VALUE);
  into->probability = skip->probability.invert ();
  then->count = into->count ();
  make_single_succ_edge (then, join, EDGE_FALLTHRU);
  set_immediate_dominator (CDI_DOMINATORS, then, entry);
  return then;
}

static void
remove_statement (gimple *statement)
{
  gimple_stmt_iterator g = gsi_for_stmt (statement);
  unlink_stmt_vdef (statement);
  gsi_remove (&g, true);
  release_defs (statement);
}

static void
insert_call (candidate *c, const struct iomem_loop *loop, const struct iomem_loop_call *call,
	     const innermost_loop_behavior *from, const innermost_loop_behavior *to, tree count, location_t location)
{
  gimple_seq code = NULL, part;
  basic_block where = c->entry;
  auto_vec<tree> arguments, guarded_names;
  bool guarded = false;

  for (const moved &m : c->invariants)
    guarded |= m.conditional;
  count = force_gimple_operand (unshare_expr (count), &part, true, NULL_TREE);
  gimple_stmt_iterator end = gsi_last_bb (c->entry);
  if (part)
    gsi_insert_seq_after (&end, part, GSI_CONTINUE_LINKING);
  if (guarded)
    {
      /* What has been moved there and depends on such a load comes along.  */
      where = insert_guarded_block (c, count);
      bool behind = false;
      for (const moved &m : c->invariants)
	if ((behind |= m.conditional) && !before_test_p (c, m.bb))
	  {
	    gimple_stmt_iterator g = gsi_for_stmt (m.statement);
	    gsi_move_to_bb_end (&g, where);
	    guarded_names.safe_push (gimple_assign_lhs (m.statement));
	  }
    }

  for (const char *letter = call->arguments; *letter; letter++)
    {
      const innermost_loop_behavior *side = *letter == 't' ? to : from;
      tree argument;
      switch (*letter)
	{
	case 't':
	case 'f':
	  argument = address_of (side);
	  make_addressable (side->base_address);
	  break;
	case 'T':
	  argument = build_int_cst (ptrdiff_type_node, loop->to_step);
	  break;
	case 'F':
	  argument = build_int_cst (ptrdiff_type_node, loop->from_step);
	  break;
	case 'v':
	  argument = word_of (gimple_assign_rhs1 (c->store));
	  break;
	default:
	  argument = count;
	}
      arguments.safe_push (force_gimple_operand (unshare_expr (argument), &part, true, NULL_TREE));
      gimple_seq_add_seq (&code, part);
    }
  gimple *statement = gimple_build_call_vec (runtime_function (call), arguments);
  gimple_set_location (statement, location);
  gimple_seq_add_stmt (&code, statement);
  /* A value that is set only where the loop goes on is here used always.  */
  for (gimple_stmt_iterator g = gsi_start (code); !gsi_end_p (g); gsi_next (&g))
    compat_suppress_warnings (gsi_stmt (g));
  end = gsi_last_bb (where);
  gsi_insert_seq_after (&end, code, GSI_NEW_STMT);
  for (tree name : guarded_names)
    merge_behind (where, name);
}

/* Whether the loop computes something for what comes behind it. Debug information may lose it.  */
static bool
needed_behind_p (class loop *loop, const vec<basic_block> &blocks)
{
  auto_vec<gimple *> debug;
  tree name;
  ssa_op_iter o;
  gimple *use;
  imm_use_iterator i;

  for (basic_block bb : blocks)
    {
      auto_vec<tree> names;
      for (gphi_iterator g = gsi_start_phis (bb); !gsi_end_p (g); gsi_next (&g))
	if (!virtual_operand_p (gimple_phi_result (g.phi ())))
	  names.safe_push (gimple_phi_result (g.phi ()));
      for (gimple_stmt_iterator g = gsi_start_bb (bb); !gsi_end_p (g); gsi_next (&g))
	FOR_EACH_SSA_TREE_OPERAND (name, gsi_stmt (g), o, SSA_OP_DEF)
	  names.safe_push (name);
      for (tree n : names)
	FOR_EACH_IMM_USE_STMT (use, i, n)
	  if (!flow_bb_inside_loop_p (loop, gimple_bb (use)))
	    {
	      if (!is_gimple_debug (use))
		return true;
	      debug.safe_push (use);
	    }
    }
  for (gimple *bind : debug)
    {
      gimple_debug_bind_reset_value (bind);
      update_stmt (bind);
    }
  return false;
}

/* A loop that has nothing left to do ends the first time that it could.  */
static void
end_at_once (candidate *c)
{
  gcond *test = safe_dyn_cast<gcond *> (gsi_stmt (gsi_last_nondebug_bb (c->exit->src)));

  if (!test)
    return;
  if (c->exit->flags & EDGE_TRUE_VALUE)
    gimple_cond_make_true (test);
  else
    gimple_cond_make_false (test);
  update_stmt (test);
}

/* Make the call. If there is none, `reason` says why.  */
static bool
convert (candidate *c, const vec<basic_block> &blocks, location_t location, enum iomem_loop_reason *reason,
	 struct iomem_loop_call *call)
{
  innermost_loop_behavior from, to;
  struct iomem_loop loop = {};
  bool used;
  tree count;

  if (calls_p (blocks))
    return *reason = IOMEM_STAYS_CALL, false;
  if (conditional_p (c->loop, blocks))
    return *reason = IOMEM_STAYS_CONDITION, false;
  c->exit = single_exit (c->loop);
  if (!c->exit || (c->exit->flags & EDGE_COMPLEX))
    return *reason = get_loop_exit_edges (c->loop).is_empty () ? IOMEM_STAYS_COUNT : IOMEM_STAYS_EXITS, false;
  if (!always_p (c->loop, c->exit->src))
    return *reason = IOMEM_STAYS_COUNT, false;

  bool clobbered = move_invariants (c, blocks);
  if (!find_accesses (c, blocks))
    return *reason = clobbered ? IOMEM_STAYS_OVERLAP : IOMEM_STAYS_ACCESSES, false;
  if (!same_value_p (c, &used))
    return *reason = IOMEM_STAYS_VALUE, false;
  if (used)
    return *reason = IOMEM_STAYS_USED, false;
  for (gimple *access : { c->load, c->store })
    if (access && !io_access_p (access)
	&& (gimple_has_volatile_ops (access) || !ADDR_SPACE_GENERIC_P (space_of (reference_of (access)))))
      return *reason = IOMEM_STAYS_VOLATILE, false;

  loop.bytes = (unsigned) int_size_in_bytes (TREE_TYPE (reference_of (c->store)));
  loop.from = !c->load ? IOMEM_LOOP_VALUE : io_access_p (c->load) ? IOMEM_LOOP_IO : IOMEM_LOOP_RAM;
  loop.to = io_access_p (c->store) ? IOMEM_LOOP_IO : IOMEM_LOOP_RAM;
  loop.sanitized = address_sanitized_p ();
  for (gimple *access : { c->load, c->store })
    if (access && io_access_p (access) && !accesses_exact_p (reference_of (access)))
      return *reason = IOMEM_STAYS_STEP, false;
  if ((c->load && !find_step (c, c->load, &from, &loop.from_step)) || !find_step (c, c->store, &to, &loop.to_step)
      || !iomem_find_loop (&loop, call))
    return *reason = IOMEM_STAYS_STEP, false;
  count = find_count (c, loop.from_step ? loop.from_step : loop.to_step);
  if (!count)
    return *reason = IOMEM_STAYS_COUNT, false;
  if (sanitize_flags_p (SANITIZE_THREAD | SANITIZE_HWADDRESS | SANITIZE_KERNEL_ADDRESS))
    return *reason = IOMEM_STAYS_SANITIZER, false;

  insert_call (c, &loop, call, &from, &to, count, location);
  remove_statement (c->store);
  for (gimple *conversion : c->conversions)
    remove_statement (conversion);
  if (c->load)
    remove_statement (c->load);
  if (!needed_behind_p (c->loop, blocks))
    end_at_once (c);
  return true;
}

static void
say_converted (location_t location, const struct iomem_loop_call *call)
{
  if (dump_enabled_p ())
    dump_printf_loc (MSG_OPTIMIZED_LOCATIONS, dump_user_location_t::from_location_t (location),
		     "loop on '__iomem' memory became a call of '%s'\n", call->symbol);
}

static void
say_unrewritten (location_t location, enum iomem_loop_reason reason)
{
  const char *text = iomem_loop_reason (reason);

  report (IOMEM_UNREWRITTEN, location, "loop on %<__iomem%> memory stays a loop: %s", text);
  if (dump_enabled_p ())
    dump_printf_loc (MSG_MISSED_OPTIMIZATION, dump_user_location_t::from_location_t (location),
		     "loop on '__iomem' memory stays a loop: %s\n", text);
}

static bool
convert_loop (class loop *loop)
{
  auto_vec<basic_block> blocks;
  basic_block *body = get_loop_body_in_dom_order (loop);

  for (unsigned i = 0; i < loop->num_nodes; i++)
    blocks.safe_push (body[i]);
  free (body);
  gimple *first = first_access (blocks);
  if (!first)
    return false;

  location_t location = gimple_location (first);
  enum iomem_loop_reason reason;
  struct iomem_loop_call call;
  candidate c;
  c.loop = loop;
  c.entry = split_edge (loop_preheader_edge (loop));
  if (convert (&c, blocks, location, &reason, &call))
    {
      say_converted (location, &call);
      return true;
    }
  move_back (&c);
  say_unrewritten (location, reason);
  return false;
}

static bool
io_function_p (function *body)
{
  basic_block bb;

  FOR_EACH_BB_FN (bb, body)
    for (gimple_stmt_iterator g = gsi_start_bb (bb); !gsi_end_p (g); gsi_next (&g))
      if (io_access_p (gsi_stmt (g)))
	return true;
  return false;
}

static void
convert_function (function *body)
{
  bool changed = false;

  if (!opt_for_fn (body->decl, optimize) || !io_function_p (body))
    return;
  loop_optimizer_init (LOOPS_NORMAL | LOOPS_HAVE_RECORDED_EXITS);
  if (number_of_loops (body) > 1)
    {
      scev_initialize ();
      calculate_dominance_info (CDI_DOMINATORS);
      for (unsigned i = 1; i < number_of_loops (body); i++)
	{
	  class loop *loop = get_loop (body, i);
	  if (loop && !loop->inner && convert_loop (loop))
	    changed = true;
	}
      free_numbers_of_iterations_estimates (body);
      scev_finalize ();
    }
  loop_optimizer_finalize ();
  if (changed)
    {
      mark_virtual_operands_for_renaming (body);
      update_ssa (TODO_update_ssa);
      cleanup_tree_cfg ();
      cgraph_edge::rebuild_edges ();
    }
  free_dominance_info (CDI_DOMINATORS);
  free_dominance_info (CDI_POST_DOMINATORS);
}

static const pass_data loops_data = {
  SIMPLE_IPA_PASS, "iomem_loops", OPTGROUP_LOOP, TV_NONE, 0, 0, 0, 0, 0
};

namespace {

class loops_pass : public simple_ipa_opt_pass
{
public:
  loops_pass (gcc::context *context) : simple_ipa_opt_pass (loops_data, context) {}

  bool gate (function *) final override { return space_in_use () && optimize; }

  unsigned execute (function *) final override
  {
    for_each_body (convert_function);
    return 0;
  }
};

} // namespace

/* After space_init(): what is registered later comes directly behind the pass that it names, and so in front of what
   was registered there before.  */
void
loops_init (const char *plugin)
{
  struct register_pass_info loops = { new loops_pass (g), "opt_local_passes", 1, PASS_POS_INSERT_AFTER };
  register_callback (plugin, PLUGIN_PASS_MANAGER_SETUP, NULL, &loops);
}
