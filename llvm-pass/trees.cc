/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Nodes for what takes the place of others. A value that is needed twice, and an object in RAM, are opaque values,
 * which Clang's pseudo-objects bind to their sources, one after the other: so no variable has to be declared for them.
 */
#include "plugin.h"

#include "clang/Sema/Sema.h"

using namespace clang;

static Expr *make_cast(Expr *expression, QualType type, CastKind kind)
{
    auto *cast = ImplicitCastExpr::Create(ast(), type, kind, expression, nullptr, VK_PRValue, FPOptionsOverride());

    /* The sanitizers of implicit conversions have none of the source's to look at here. */
    cast->setIsPartOfExplicitCast(true);
    return cast;
}

Expr *tree_integer(uint64_t value, QualType type, SourceLocation at)
{
    return IntegerLiteral::Create(ast(), llvm::APInt(ast().getIntWidth(type), value), type, at);
}

Expr *tree_convert(Expr *scalar, QualType type)
{
    ExprResult source = scalar;

    if (ast().hasSameUnqualifiedType(scalar->getType(), type))
        return scalar;
    CastKind kind = compiler->getSema().PrepareScalarCast(source, type);
    return make_cast(source.get(), type.getUnqualifiedType(), kind);
}

Expr *tree_pointer(Expr *pointer, QualType type)
{
    return ast().hasSameType(pointer->getType(), type) ? pointer : make_cast(pointer, type, CK_BitCast);
}

Expr *tree_address(Expr *lvalue, QualType type)
{
    Expr *address = UnaryOperator::Create(ast(), lvalue, UO_AddrOf, ast().getPointerType(lvalue->getType()),
                                          VK_PRValue, OK_Ordinary, lvalue->getExprLoc(), false, FPOptionsOverride());
    return tree_pointer(address, type);
}

Expr *tree_value(Expr *lvalue)
{
    return make_cast(lvalue, lvalue->getType().getUnqualifiedType(), CK_LValueToRValue);
}

Expr *tree_text(const std::string &text, SourceLocation at)
{
    QualType type = ast().getStringLiteralArrayType(ast().CharTy, text.size());
    Expr *literal = StringLiteral::Create(ast(), text, compat_ordinary_string, false, type, at);
    Expr *pointer = make_cast(literal, ast().getArrayDecayedType(type), CK_ArrayToPointerDecay);
    QualType wanted = ast().getPointerType(ast().CharTy.withConst());

    return ast().hasSameType(pointer->getType(), wanted) ? pointer : make_cast(pointer, wanted, CK_NoOp);
}

OpaqueValueExpr *tree_bind(Expr *source)
{
    return new (ast())
        OpaqueValueExpr(source->getExprLoc(), source->getType(), source->getValueKind(), OK_Ordinary, source);
}

OpaqueValueExpr *tree_object(QualType type, Expr *initial, SourceLocation at)
{
    if (!initial)
        initial = new (ast()) NoInitExpr(type);
    return tree_bind(new (ast()) CompoundLiteralExpr(at, ast().getTrivialTypeSourceInfo(type, at), type,
                                                         VK_LValue, initial, false));
}

Expr *tree_sequence(Expr *source, llvm::ArrayRef<Expr *> expressions)
{
    llvm::SmallVector<Expr *, 6> parts(expressions.begin(), expressions.end());

    /* Another one of the same opaque value would be bound anew. */
    if (isa<OpaqueValueExpr>(parts.back()))
        parts.back() = new (ast()) ParenExpr(source->getBeginLoc(), source->getEndLoc(), parts.back());
    return PseudoObjectExpr::Create(ast(), source, parts, parts.size() - 1);
}

Expr *tree_call(FunctionDecl *function, llvm::ArrayRef<Expr *> arguments, SourceLocation at)
{
    return CallExpr::Create(ast(), calls_refer(compiler->getSema(), function, at), arguments,
                            function->getReturnType(), VK_PRValue, at, FPOptionsOverride());
}
