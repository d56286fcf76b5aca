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

/* The header's IO form of the row's function, in scope or not; null if it isn't declared. */
static FunctionDecl *find_form(const struct iomem_function *row, int sides)
{
    ASTContext &context = compiler->getASTContext();

    for (NamedDecl *declaration : context.getTranslationUnitDecl()->lookup(&context.Idents.get(row->name))) {
        auto *function = dyn_cast<FunctionDecl>(declaration);
        if (!function || function->isImplicit() || !function->hasAttr<EnableIfAttr>()
            || function->getNumParams() != iomem_argument_count(row))
            continue;
        int takes = 0;
        for (unsigned i = 0; i < function->getNumParams(); i++)
            if (io_pointer_p(function->getParamDecl(i)->getType()))
                takes |= iomem_argument_side(row, i);
        if (takes == sides)
            return function;
    }
    return nullptr;
}

/* A function of the runtime for which the header has no declaration of its own: with the written object's size. */
static FunctionDecl *checked_form(Sema &sema, FunctionDecl *form, const struct iomem_function *row, int sides)
{
    static llvm::DenseMap<const FunctionDecl *, FunctionDecl *> made;
    ASTContext &context = sema.Context;
    FunctionDecl *&function = made[form];
    char symbol[IOMEM_SYMBOL_SIZE];

    if (function)
        return function;
    iomem_runtime_symbol(row, sides, 1, 0, symbol);
    const auto *type = form->getType()->castAs<FunctionProtoType>();
    llvm::SmallVector<QualType, IOMEM_MAX_ARGUMENTS + 1> types;
    for (QualType parameter : type->getParamTypes())
        types.push_back(parameter.getUnqualifiedType());
    types.push_back(context.getSizeType());
    QualType checked = context.getFunctionType(type->getReturnType(), types, FunctionProtoType::ExtProtoInfo());
    SourceLocation at = form->getLocation();
    function = FunctionDecl::Create(context, context.getTranslationUnitDecl(), at, at, &context.Idents.get(symbol),
                                    checked, context.getTrivialTypeSourceInfo(checked, at), SC_Extern);
    llvm::SmallVector<ParmVarDecl *, IOMEM_MAX_ARGUMENTS + 1> parameters;
    for (QualType parameter : types) {
        parameters.push_back(ParmVarDecl::Create(context, function, at, at, nullptr, parameter,
                                                 context.getTrivialTypeSourceInfo(parameter, at), SC_None, nullptr));
        parameters.back()->setScopeInfo(0, parameters.size() - 1);
    }
    function->setParams(parameters);
    function->setImplicit();
    /* C++: the runtime is C. */
    function->addAttr(compat_symbol(context, symbol));
    return function;
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
    FunctionDecl *form = find_form(row, sides);
    if (!form)
        return nullptr;
    if (spelling == IOMEM_FORTIFIED)
        form = checked_form(sema, form, row, sides);

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
