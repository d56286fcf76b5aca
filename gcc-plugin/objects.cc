/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whole objects in IO memory. GCC would copy them with memcpy or with moves of any width, and a
 * bit-field with a container of its choice, so they are refused.
 */
#include "plugin.h"

static bool
object_p (tree operand)
{
  return operand && AGGREGATE_TYPE_P (TREE_TYPE (operand)) && io_reference_p (operand);
}

static void
objects_check (gimple *statement)
{
  tree object = NULL_TREE;

  if (is_gimple_assign (statement) && gimple_assign_single_p (statement))
    object = (object_p (gimple_assign_lhs (statement)) ? gimple_assign_lhs (statement)
	      : object_p (gimple_assign_rhs1 (statement)) ? gimple_assign_rhs1 (statement) : NULL_TREE);
  else if (is_gimple_call (statement))
    {
      for (unsigned i = 0; i < gimple_call_num_args (statement); i++)
	if (object_p (gimple_call_arg (statement, i)))
	  object = gimple_call_arg (statement, i);
      if (object_p (gimple_call_lhs (statement)))
	object = gimple_call_lhs (statement);
    }
  if (object)
    sorry_at (gimple_location (statement),
	      "copying a whole %qT from or to %<__iomem%> memory; access its members, or use %<memcpy_fromio()%> "
	      "or %<memcpy_toio()%>",
	      TYPE_MAIN_VARIANT (TREE_TYPE (object)));
}

static const pass_data refuse_data = {
  GIMPLE_PASS, "iomem_refuse", OPTGROUP_NONE, TV_NONE, PROP_cfg, 0, 0, 0, 0
};

class refuse_pass : public gimple_opt_pass
{
public:
  refuse_pass (gcc::context *context) : gimple_opt_pass (refuse_data, context) {}

  bool gate (function *) final override { return space_in_use (); }

  unsigned execute (function *body) final override
  {
    basic_block bb;
    FOR_EACH_BB_FN (bb, body)
      for (gimple_stmt_iterator g = gsi_start_bb (bb); !gsi_end_p (g); gsi_next (&g))
	{
	  objects_check (gsi_stmt (g));
	  accesses_check (gsi_stmt (g));
	}
    return 0;
  }
};

void
objects_init (const char *plugin)
{
  struct register_pass_info refuse = { new refuse_pass (g), "cfg", 1, PASS_POS_INSERT_AFTER };
  register_callback (plugin, PLUGIN_PASS_MANAGER_SETUP, NULL, &refuse);
}
