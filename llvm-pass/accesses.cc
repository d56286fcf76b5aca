/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Each load and store of a scalar in IO memory. Volatile makes most of them one instruction of the declared width;
 * those for which it doesn't, or which max-width doesn't allow, are refused.
 */
#include "plugin.h"

using namespace clang;

/* Where the lvalue lies in the outermost object that is visible. */
static struct iomem_position position_of(const Expr *lvalue)
{
    ASTContext &context = compiler->getASTContext();
    struct iomem_position position = {0, 0};

    for (;;) {
        lvalue = lvalue->IgnoreParens();
        if (const auto *member = dyn_cast<MemberExpr>(lvalue)) {
            if (const auto *field = dyn_cast<FieldDecl>(member->getMemberDecl()))
                position.offset += context.getFieldOffset(field) / 8;
            if (member->isArrow())
                return position;
            lvalue = member->getBase();
        } else if (const auto *element = dyn_cast<ArraySubscriptExpr>(lvalue)) {
            const auto *array = dyn_cast<ImplicitCastExpr>(element->getBase());
            if (!array || array->getCastKind() != CK_ArrayToPointerDecay)
                return position;
            uint64_t width = context.getTypeSizeInChars(element->getType()).getQuantity();
            Expr::EvalResult index;
            if (element->getIdx()->EvaluateAsInt(index, context))
                position.offset += index.Val.getInt().getExtValue() * width;
            else
                position.step |= width;
            lvalue = array->getSubExpr();
        } else {
            return position;
        }
    }
}

static const char *inexact(const Expr *lvalue)
{
    ASTContext &context = compiler->getASTContext();
    QualType type = lvalue->getType();

    if (lvalue->refersToBitField())
        return "a bit-field";
    if (type->isVectorType() || type->isAnyComplexType() || lvalue->refersToVectorElement())
        return "a value of several parts";
    unsigned word = context.getTypeSizeInChars(context.getUIntPtrType()).getQuantity();
    static char text[IOMEM_MESSAGE_SIZE];
    return iomem_inexact({word, options.max_width}, context.getTypeSizeInChars(type).getQuantity(), position_of(lvalue),
                         text)
               ? text
               : nullptr;
}

void accesses_check(const Expr *lvalue, SourceLocation location)
{
    if (const char *what = inexact(lvalue)) {
        QualType type = lvalue->getType().getUnqualifiedType();
        refuse(location, "access of type '" + type.getAsString(compiler->getASTContext().getPrintingPolicy()) + "' to "
                         + what + " in '__iomem' memory");
    }
}
