/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Calls of the table's functions that resolved to no IO form although an argument points to IO memory: those of
 * Clang's built-in functions, which Sema retypes for any address space, and those whose argument a cast without
 * __force made plain. They become calls of the IO form, and the result keeps the type that it had.
 */
#include "plugin.h"

using namespace clang;

/* The IO pointer that this argument is, also one that a cast without __force made plain; null if it is none. */
static Expr *io_argument(Expr *argument)
{
    Expr *expression = argument->IgnoreParenImpCasts();

    while (!io_pointer_p(operand_type(expression))) {
        auto *cast = dyn_cast<ExplicitCastExpr>(expression);
        if (!cast || forced_p(cast) || !operand_type(cast->getSubExprAsWritten())->isPointerType())
            return nullptr;
        expression = cast->getSubExprAsWritten()->IgnoreParenImpCasts();
    }
    return expression;
}

Expr *redirect(CallExpr *call)
{
    Sema &sema = compiler->getSema();
    const FunctionDecl *callee = call->getDirectCallee();
    llvm::SmallVector<Expr *, IOMEM_MAX_ARGUMENTS + 1> arguments;
    enum iomem_spelling spelling;
    int sides = 0;
    bool changed = false;

    if (!callee || !callee->getDeclName().isIdentifier() || isa<CXXMethodDecl>(callee))
        return nullptr;
    const struct iomem_function *row = iomem_find_function(callee->getNameAsString().c_str(), &spelling);
    if (!row || row->address >= 0
        || call->getNumArgs() != iomem_argument_count(row) + (spelling == IOMEM_FORTIFIED))
        return nullptr;
    for (unsigned i = 0; i < call->getNumArgs(); i++) {
        int side = i < iomem_argument_count(row) ? iomem_argument_side(row, i) : 0;
        Expr *argument = call->getArg(i)->IgnoreImpCasts(), *io = side ? io_argument(argument) : nullptr;
        if (io)
            sides |= side;
        changed |= io && io != argument->IgnoreParenImpCasts();
        arguments.push_back(io ? io : argument);
    }
    if (!sides || !(changed || callee->getBuiltinID()))
        return nullptr;
    FunctionDecl *form = calls_form(row, sides, spelling == IOMEM_FORTIFIED);
    if (!form)
        return nullptr;

    SourceLocation at = call->getCallee()->getExprLoc();
    Expr *name = sema.BuildDeclRefExpr(form, form->getType(), VK_LValue, at);
    ExprResult built = sema.BuildCallExpr(nullptr, name, at, arguments, call->getRParenLoc());
    if (built.isInvalid() || sema.Context.hasSameType(built.get()->getType(), call->getType()))
        return built.isInvalid() ? nullptr : built.get();
    if (!call->getType()->isPointerType() || !built.get()->getType()->isPointerType())
        return nullptr;
    return ImplicitCastExpr::Create(sema.Context, call->getType(), CK_AddressSpaceConversion, built.get(), nullptr,
                                    VK_PRValue, FPOptionsOverride());
}
