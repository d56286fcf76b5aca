/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Each load and store of a scalar in IO memory. Volatile makes most of them one instruction of the
 * declared width; those for which it doesn't, or which max-width doesn't allow, are refused.
 */
#include "plugin.h"

static const char *
inexact (tree reference)
{
  tree type = TREE_TYPE (reference);

  if (TREE_CODE (reference) == BIT_FIELD_REF
      || (TREE_CODE (reference) == COMPONENT_REF && DECL_BIT_FIELD (TREE_OPERAND (reference, 1))))
    return "a bit-field";
  if (VECTOR_TYPE_P (type) || TREE_CODE (type) == COMPLEX_TYPE)
    return "a value of several parts";
  static char text[IOMEM_MESSAGE_SIZE];
  struct iomem_machine machine = { UNITS_PER_WORD, options.max_width };
  struct iomem_position position = { 0, 0 };
  HOST_WIDE_INT size = int_size_in_bytes (type);
  for (tree r = reference; handled_component_p (r); r = TREE_OPERAND (r, 0))
    if (TREE_CODE (r) == COMPONENT_REF)
      {
	tree field = TREE_OPERAND (r, 1);
	if (!tree_fits_shwi_p (DECL_FIELD_OFFSET (field)))
	  break;
	position.offset += tree_to_shwi (DECL_FIELD_OFFSET (field)) + tree_to_shwi (DECL_FIELD_BIT_OFFSET (field)) / BITS_PER_UNIT;
      }
    else if (TREE_CODE (r) == ARRAY_REF)
      {
	HOST_WIDE_INT element = int_size_in_bytes (TREE_TYPE (r));
	if (tree_fits_shwi_p (TREE_OPERAND (r, 1)))
	  position.offset += tree_to_shwi (TREE_OPERAND (r, 1)) * element;
	else
	  position.step |= element;
      }
  return iomem_inexact (machine, size, position, text) ? text : NULL;
}

static void
check_reference (tree reference, location_t location)
{
  if (!reference || AGGREGATE_TYPE_P (TREE_TYPE (reference)) || !io_reference_p (reference))
    return;
  if (const char *what = inexact (reference))
    sorry_at (location, "access of type %qT to %s in %<__iomem%> memory", TYPE_MAIN_VARIANT (TREE_TYPE (reference)), what);
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

void
accesses_check (gimple *statement)
{
  location_t location = gimple_location (statement);

  if (gimple_assign_single_p (statement))
    {
      check_reference (gimple_assign_lhs (statement), location);
      check_reference (gimple_assign_rhs1 (statement), location);
    }
  else if (is_gimple_call (statement))
    {
      check_accessor (gimple_call_fndecl (statement), location);
      check_reference (gimple_call_lhs (statement), location);
      for (unsigned i = 0; i < gimple_call_num_args (statement); i++)
	check_reference (gimple_call_arg (statement, i), location);
    }
}
