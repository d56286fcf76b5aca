/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Whole objects in IO memory. Clang would copy them with memcpy or with moves of any width, and a bit-field with a
 * container of its choice, so they are refused; and so is every atomic access.
 */
#include "plugin.h"

#include "clang/AST/ExprCXX.h"

using namespace clang;

static bool all_atomic;

void objects_atomic(bool atomic)
{
    all_atomic = atomic;
}

static void check_lvalue(const Expr *lvalue, SourceLocation location)
{
    QualType type = lvalue->getType();

    if (!io_type_p(type) || type->isFunctionType() || type->isVoidType() || type->isDependentType())
        return;
    std::string name = type.getUnqualifiedType().getAsString(compiler->getASTContext().getPrintingPolicy());
    if (type->isRecordType() && compiler->getASTContext().getTypeSizeInChars(type).isZero())
        return;
    if (type->isRecordType())
        refuse(location, "copying a whole '" + name + "' from or to '__iomem' memory (access its members, or use "
                         "memcpy_fromio() or memcpy_toio())");
    else if (type->isAtomicType() || all_atomic)
        refuse(location, "atomic access to '__iomem' memory");
    else if (!type->isArrayType())
        accesses_check(lvalue, location);
}

/* Whether a conversion from a class to its base reads in the object where that base is. */
static bool through_virtual_base_p(const CastExpr *cast)
{
    if (cast->getCastKind() == CK_DerivedToBase || cast->getCastKind() == CK_UncheckedDerivedToBase)
        for (const CXXBaseSpecifier *base : cast->path())
            if (base->isVirtual())
                return true;
    return false;
}

static bool io_operand_p(const Expr *operand)
{
    return io_pointer_p(operand_type(operand)) || io_type_p(operand->getType());
}

/* Each load is a cast of an lvalue, each store an assignment; C++ reads a class's hidden pointers, too. */
void objects_check(const Expr *expression)
{
    if (const auto *cast = dyn_cast<CastExpr>(expression)) {
        if (cast->getCastKind() == CK_LValueToRValue || cast->getCastKind() == CK_LValueToRValueBitCast)
            check_lvalue(cast->getSubExpr()->IgnoreParens(), cast->getExprLoc());
        if ((cast->getCastKind() == CK_Dynamic || through_virtual_base_p(cast)) && io_operand_p(cast->getSubExpr()))
            refuse(cast->getExprLoc(), "finding a class in an object in '__iomem' memory");
    } else if (const auto *identity = dyn_cast<CXXTypeidExpr>(expression)) {
        if (identity->isPotentiallyEvaluated()
            && io_type_p(identity->getExprOperand()->IgnoreParenImpCasts()->getType()))
            refuse(identity->getExprLoc(), "finding the class of an object in '__iomem' memory");
    } else if (const auto *binary = dyn_cast<BinaryOperator>(expression)) {
        if (binary->isAssignmentOp())
            check_lvalue(binary->getLHS()->IgnoreParens(), binary->getExprLoc());
    } else if (const auto *unary = dyn_cast<UnaryOperator>(expression)) {
        if (unary->isIncrementDecrementOp())
            check_lvalue(unary->getSubExpr()->IgnoreParens(), unary->getExprLoc());
    } else if (const auto *atomic = dyn_cast<AtomicExpr>(expression)) {
        if (io_pointer_p(operand_type(atomic->getPtr()->IgnoreParenImpCasts())))
            refuse(atomic->getBeginLoc(), "atomic access to '__iomem' memory");
    }
}
