/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Each load and store of a scalar in IO memory: whether one instruction can do it. The passes make it of what they
 * find in the code; the types and the places of members are known only here.
 */
#include "plugin.h"

using namespace clang;

static void add_bases(const CastExpr *cast, struct iomem_position &position)
{
    ASTContext &context = compiler->getASTContext();
    const auto *derived = cast->getSubExpr()->getType()->getAsCXXRecordDecl();

    for (const CXXBaseSpecifier *step : cast->path()) {
        const auto *base = step->getType()->getAsCXXRecordDecl();
        if (!derived || !base || step->isVirtual())
            return;
        position.offset += context.getASTRecordLayout(derived).getBaseClassOffset(base).getQuantity();
        derived = base;
    }
}

struct iomem_position accesses_position(const Expr *lvalue, QualType *outermost)
{
    ASTContext &context = compiler->getASTContext();
    struct iomem_position position = {0, 0};
    QualType type;

    for (bool inner = true; inner;) {
        lvalue = lvalue->IgnoreParens();
        inner = false;
        type = lvalue->getType();
        if (const auto *member = dyn_cast<MemberExpr>(lvalue)) {
            if (const auto *field = dyn_cast<FieldDecl>(member->getMemberDecl()))
                position.offset += context.getFieldOffset(field) / 8;
            lvalue = member->getBase();
            inner = !member->isArrow();
            type = inner ? lvalue->getType() : lvalue->getType()->getPointeeType();
        } else if (const auto *element = dyn_cast<ArraySubscriptExpr>(lvalue)) {
            const auto *array = dyn_cast<ImplicitCastExpr>(element->getBase());
            if (!array || array->getCastKind() != CK_ArrayToPointerDecay)
                break;
            uint64_t width = context.getTypeSizeInChars(element->getType()).getQuantity();
            Expr::EvalResult index;
            if (element->getIdx()->EvaluateAsInt(index, context))
                position.offset += index.Val.getInt().getExtValue() * width;
            else
                position.step |= width;
            lvalue = array->getSubExpr();
            inner = true;
        } else if (const auto *cast = dyn_cast<ImplicitCastExpr>(lvalue)) {
            bool base = cast->getCastKind() == CK_UncheckedDerivedToBase || cast->getCastKind() == CK_DerivedToBase;
            if (!cast->isGLValue() || (!base && cast->getCastKind() != CK_NoOp))
                break;
            if (base)
                add_bases(cast, position);
            lvalue = cast->getSubExpr();
            inner = true;
        }
    }
    if (outermost)
        *outermost = type;
    return position;
}

struct iomem_machine accesses_machine()
{
    ASTContext &context = compiler->getASTContext();
    return {(unsigned)context.getTypeSizeInChars(context.getUIntPtrType()).getQuantity(), options.max_width};
}

/* Why no scalar of the type is one value of so many bytes; null if it is. */
const char *accesses_parts(QualType type)
{
    type = type.getCanonicalType();
    if (type->isVectorType() || type->isAnyComplexType())
        return "a value of several parts";
    if (const auto *bits = type->getAs<BitIntType>())
        if (bits->getNumBits() != compiler->getASTContext().getTypeSize(type))
            return "a value of bits that are no whole bytes";
    return nullptr;
}

void accesses_report_width(SourceLocation location, QualType type, const char *why)
{
    report(IOMEM_WIDTH, location,
           (std::string("access of type %0 to '__iomem' memory is not one instruction: ") + why).c_str(),
           type.getUnqualifiedType());
}

void accesses_report_deref(SourceLocation location, QualType type)
{
    report(IOMEM_DEREF, location, "direct access of type %0 to '__iomem' memory", type.getUnqualifiedType());
}

void accesses_check(const Expr *lvalue, SourceLocation location)
{
    ASTContext &context = compiler->getASTContext();
    QualType type = lvalue->getType();
    const char *why = lvalue->refersToVectorElement() ? "a value of several parts" : accesses_parts(type);
    char text[IOMEM_MESSAGE_SIZE];

    accesses_report_deref(location, type);
    if (!why
        && iomem_inexact(accesses_machine(), context.getTypeSizeInChars(type).getQuantity(), accesses_position(lvalue),
                         text))
        why = text;
    if (why)
        accesses_report_width(location, type, why);
}
