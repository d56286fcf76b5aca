/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Which functions a call in the source can mean.
 *
 * overloads.h declares the IO forms of the table's functions as overloads of them. In C, each is in scope only
 * while the function itself is declared and looks like the row's: a call without a declaration, and a program's
 * own function that only shares the name, stay what they are without iomem.
 *
 * Stand-ins are added to these functions. No code is made for them: a call that resolves to one becomes the call
 * of what it stands for as soon as the declaration around it is complete.
 *
 *   any space       of a function with __force parameters, and of the table's functions that only take an
 *                   address: these parameters point to Clang's generic address space, to which pointers to RAM
 *                   and to IO memory convert.
 *   any arguments   C converts a function to void *, and with a warning an integer to a pointer, in a plain call;
 *                   where there are overloads, it doesn't. So whatever fits none of them resolves to this one,
 *                   the worst match, and is then judged as the plain call that it is.
 *   any pointers    a conversion that C warns of, of const or of a sign, counts as worse than that. So each IO form
 *                   has a stand-in that needs no such conversion, and the call is then judged as the form's.
 *
 * None can have its address taken, as a condition on the arguments sees to: what isn't a call means the function.
 */
#include "plugin.h"

#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/Builtins.h"
#include "clang/Sema/Lookup.h"

#include <bitset>

using namespace clang;

enum { MAX_PARAMETERS = 64 };
typedef std::bitset<MAX_PARAMETERS> parameter_set;

namespace {

/* A function of C that has overloads. */
struct overloaded {
    const struct iomem_function *row;       /* or null */
    FunctionDecl *plain;                    /* null: not declared, or of another shape */
    llvm::SmallVector<FunctionDecl *, 3> forms; /* those of the header */
    FunctionDecl *any_arguments;
};

struct stand_in {
    FunctionDecl *declaration;
    FunctionDecl *function; /* the one it stands for */
    bool judged;            /* whether a call of that one is to be judged anew */
};

} // namespace

static llvm::DenseMap<const IdentifierInfo *, overloaded> names;
static llvm::DenseMap<const FunctionDecl *, stand_in> stand_ins;
/* By the plain function. */
static llvm::DenseMap<const FunctionDecl *, FunctionDecl *> any_space;

void calls_begin(Sema &sema)
{
    names.clear();
    stand_ins.clear();
    any_space.clear();
    for (size_t i = 0; i < iomem_function_count; i++)
        names[&sema.PP.getIdentifierTable().get(iomem_functions[i].name)].row = &iomem_functions[i];
}

static void put_in_scope(Sema &sema, FunctionDecl *function)
{
    if (sema.getLangOpts().CPlusPlus) {
        function->getDeclContext()->makeDeclVisibleInContext(function);
        return;
    }
    sema.TUScope->AddDecl(function);
    sema.IdResolver.AddDecl(function);
}

static void take_out_of_scope(Sema &sema, FunctionDecl *function)
{
    sema.TUScope->RemoveDecl(function);
    sema.IdResolver.RemoveDecl(function);
}

/* Sema finds it first, so that a declaration that could be one of any overload is one of this function. */
static void put_first(Sema &sema, const FunctionDecl *function)
{
    auto end = sema.IdResolver.end();

    for (auto i = sema.IdResolver.begin(function->getDeclName()); i != end; ++i) {
        auto *found = dyn_cast<FunctionDecl>(*i);
        if (found && found->getCanonicalDecl() == function->getCanonicalDecl()) {
            take_out_of_scope(sema, found);
            put_in_scope(sema, found);
            return;
        }
    }
}

/* Whether overloads.h declares it. */
static bool form_p(const FunctionDecl *function)
{
    if (!function->hasAttr<OverloadableAttr>())
        return false;
    for (const auto *condition : function->specific_attrs<EnableIfAttr>())
        if (condition->getMessage().substr(0, 6) == "iomem:")
            return true;
    return false;
}

static bool shape_p(const FunctionDecl *function, const struct iomem_function *row)
{
    unsigned char pointer[IOMEM_MAX_ARGUMENTS + 1];
    const auto *type = function->getType()->getAs<FunctionProtoType>();

    if (!type || (type->isVariadic() && row->address < 0))
        return false;
    for (unsigned i = 0; i < type->getNumParams() && i < IOMEM_MAX_ARGUMENTS + 1; i++)
        pointer[i] = type->getParamType(i)->isPointerType();
    return iomem_shape_p(row, IOMEM_PLAIN, type->getNumParams(), pointer, type->getReturnType()->isPointerType());
}

/*
 * The row's function, if it is declared already. Clang has made a declaration of its own to hold the header's
 * against; the next call or declaration is to find none, as without the header.
 */
static FunctionDecl *find_plain(Sema &sema, DeclarationName name, const struct iomem_function *row)
{
    LookupResult found(sema, name, SourceLocation(), Sema::LookupOrdinaryName);
    FunctionDecl *plain = nullptr;

    found.suppressDiagnostics();
    sema.LookupName(found, sema.TUScope);
    for (NamedDecl *declaration : found) {
        auto *function = dyn_cast<FunctionDecl>(declaration);
        if (!function || function->hasAttr<OverloadableAttr>())
            continue;
        if (function->isImplicit())
            take_out_of_scope(sema, function);
        else if (shape_p(function, row))
            plain = function;
    }
    return plain;
}

/* Stand-ins. */

/* !__builtin_constant_p (parameter) || parameter != 0: a null pointer constant means the plain function. */
static Expr *not_null(Sema &sema, ParmVarDecl *parameter)
{
    ASTContext &context = sema.Context;
    SourceLocation at = parameter->getLocation();
    auto reference = [&]() -> Expr * {
        return DeclRefExpr::Create(context, NestedNameSpecifierLoc(), SourceLocation(), parameter, false, at,
                                   parameter->getType(), VK_LValue);
    };
    Expr *argument = reference();
    Expr *constant = sema.BuildBuiltinCallExpr(at, Builtin::BI__builtin_constant_p, argument);
    Expr *zero = IntegerLiteral::Create(context, llvm::APInt(context.getIntWidth(context.IntTy), 0), context.IntTy, at);
    ExprResult variable = sema.CreateBuiltinUnaryOp(at, UO_LNot, constant);
    ExprResult unequal = sema.CreateBuiltinBinOp(at, BO_NE, reference(), zero);

    return sema.CreateBuiltinBinOp(at, BO_LOr, variable.get(), unequal.get()).get();
}

/* A function of this type with the name and the place of `function`. */
static FunctionDecl *declare_stand_in(Sema &sema, FunctionDecl *function, QualType type, bool judged)
{
    ASTContext &context = sema.Context;
    SourceLocation at = function->getLocation();
    FunctionDecl *declaration = FunctionDecl::Create(context, function->getDeclContext(), at, at, function->getDeclName(),
                                                     type, context.getTrivialTypeSourceInfo(type, at), SC_Extern);
    llvm::SmallVector<ParmVarDecl *, 8> parameters;

    for (QualType parameter : type->castAs<FunctionProtoType>()->param_types()) {
        parameters.push_back(ParmVarDecl::Create(context, declaration, at, at, nullptr, parameter,
                                                 context.getTrivialTypeSourceInfo(parameter, at), SC_None, nullptr));
        parameters.back()->setScopeInfo(0, parameters.size() - 1);
    }
    declaration->setParams(parameters);
    declaration->setImplicit();
    stand_ins[declaration] = {declaration, function, judged};
    return declaration;
}

static void add_stand_in(Sema &sema, FunctionDecl *declaration, Attr *condition)
{
    if (!sema.getLangOpts().CPlusPlus)
        declaration->addAttr(OverloadableAttr::CreateImplicit(sema.Context));
    declaration->addAttr(condition);
    put_in_scope(sema, declaration);
}

static EnableIfAttr *make_condition(Sema &sema, Expr *condition)
{
    return EnableIfAttr::CreateImplicit(sema.Context, condition, "iomem: a null pointer constant is any pointer");
}

static Expr *combine(Sema &sema, Expr *left, BinaryOperatorKind operation, Expr *right)
{
    if (!left || !right)
        return left ? left : right;
    return sema.CreateBuiltinBinOp(left->getExprLoc(), operation, left, right).get();
}

static FunctionDecl *make_any_space(Sema &sema, FunctionDecl *plain, const parameter_set &which)
{
    ASTContext &context = sema.Context;
    const auto *type = plain->getType()->castAs<FunctionProtoType>();
    llvm::SmallVector<QualType, 8> types(type->param_type_begin(), type->param_type_end());
    Expr *condition = nullptr;

    for (unsigned i = 0; i < types.size(); i++) {
        if (!which[i])
            continue;
        Qualifiers qualifiers;
        QualType pointee = context.getUnqualifiedArrayType(types[i]->getPointeeType().getCanonicalType(), qualifiers);
        qualifiers.addVolatile();
        qualifiers.setAddressSpace(LangAS::opencl_generic);
        types[i] = context.getPointerType(context.getQualifiedType(pointee, qualifiers));
    }
    FunctionDecl *declaration = declare_stand_in(
        sema, plain, context.getFunctionType(type->getReturnType(), types, type->getExtProtoInfo()), false);
    for (unsigned i = 0; i < types.size(); i++) {
        ParmVarDecl *original = plain->getParamDecl(i), *parameter = declaration->getParamDecl(i);
        if (original->hasDefaultArg() && !original->hasUnparsedDefaultArg() && !original->hasUninstantiatedDefaultArg())
            parameter->setDefaultArg(original->getDefaultArg());
        if (which[i])
            condition = combine(sema, condition, BO_LOr, not_null(sema, parameter));
    }
    sema.mergeDeclAttributes(declaration, plain);
    add_stand_in(sema, declaration, make_condition(sema, condition));
    return declaration;
}

/* Its condition is another overload's, which holds for whatever isn't an argument of that one. */
static FunctionDecl *make_any_arguments(Sema &sema, FunctionDecl *plain, FunctionDecl *other)
{
    FunctionProtoType::ExtProtoInfo information;

    information.Variadic = true;
    QualType type = sema.Context.getFunctionType(plain->getReturnType(), llvm::ArrayRef<QualType>(), information);
    FunctionDecl *declaration = declare_stand_in(sema, plain, type, true);
    /* What Clang looks at where the call stands. */
    for (const Attr *attribute : plain->attrs())
        if (isa<PureAttr>(attribute) || isa<ConstAttr>(attribute) || isa<WarnUnusedResultAttr>(attribute))
            declaration->addAttr(attribute->clone(sema.Context));
    add_stand_in(sema, declaration, other->getAttr<EnableIfAttr>()->clone(sema.Context));
    return declaration;
}

static void make_any_pointers(Sema &sema, FunctionDecl *form)
{
    ASTContext &context = sema.Context;
    const auto *type = form->getType()->castAs<FunctionProtoType>();
    llvm::SmallVector<QualType, IOMEM_MAX_ARGUMENTS> types(type->param_type_begin(), type->param_type_end());
    Expr *condition = nullptr;

    for (QualType &parameter : types) {
        if (!parameter->isPointerType())
            continue;
        Qualifiers qualifiers = Qualifiers::fromCVRMask(Qualifiers::Const | Qualifiers::Volatile);
        qualifiers.setAddressSpace(parameter->getPointeeType().getAddressSpace());
        parameter = context.getPointerType(context.getQualifiedType(context.VoidTy, qualifiers));
    }
    QualType loose = context.getFunctionType(type->getReturnType(), types, FunctionProtoType::ExtProtoInfo());
    if (context.hasSameType(context.getFunctionType(type->getReturnType(), type->getParamTypes(),
                                                    FunctionProtoType::ExtProtoInfo()),
                            loose))
        return;
    FunctionDecl *declaration = declare_stand_in(sema, form, loose, true);
    for (unsigned i = 0; i < types.size(); i++)
        if (io_pointer_p(types[i]))
            condition = combine(sema, condition, BO_LAnd, not_null(sema, declaration->getParamDecl(i)));
    add_stand_in(sema, declaration, make_condition(sema, condition));
}

/* Declarations. */

/* Which parameters take a pointer into any space. */
static parameter_set any_space_parameters(const Sema &sema, const FunctionDecl *function,
                                          const struct iomem_function *row)
{
    parameter_set which;
    unsigned count = std::min<unsigned>(function->getNumParams(), MAX_PARAMETERS);

    for (unsigned i = 0; i < count; i++) {
        const ParmVarDecl *parameter = function->getParamDecl(i);
        if (!parameter->getType()->isPointerType() || parameter->getType()->isFunctionPointerType())
            continue;
        const TypeSourceInfo *written = parameter->getTypeSourceInfo();
        which[i] = sema.getLangOpts().CPlusPlus ? forced_p(parameter->getSourceRange())
                                                : written && forced_p(written->getTypeLoc());
    }
    if (row && row->address >= 0 && (unsigned)row->address < count && shape_p(function, row))
        which.set(row->address);
    return which;
}

static void add_form(Sema &sema, FunctionDecl *form, overloaded &name)
{
    make_any_pointers(sema, form);
    if (!name.any_arguments)
        name.any_arguments = make_any_arguments(sema, name.plain, form);
    put_first(sema, name.plain);
}

static void form_declared(Sema &sema, FunctionDecl *form, overloaded &name)
{
    if (!name.plain)
        name.plain = find_plain(sema, form->getDeclName(), name.row);
    name.forms.push_back(form);
    if (!name.plain)
        take_out_of_scope(sema, form);
    else
        add_form(sema, form, name);
}

static void plain_declared(Sema &sema, FunctionDecl *plain, overloaded &name)
{
    if (name.plain)
        return;
    name.plain = plain;
    for (FunctionDecl *form : name.forms) {
        put_in_scope(sema, form);
        add_form(sema, form, name);
    }
}

static void any_space_declared(Sema &sema, FunctionDecl *plain, const parameter_set &which)
{
    FunctionDecl *&declaration = any_space[plain->getCanonicalDecl()];

    if (declaration)
        return;
    declaration = make_any_space(sema, plain, which);
    if (!sema.getLangOpts().CPlusPlus) {
        make_any_arguments(sema, plain, declaration);
        put_first(sema, plain);
    }
}

static void function_declared(Sema &sema, FunctionDecl *function)
{
    if (!function->getIdentifier() || function->isInvalidDecl() || isa<CXXMethodDecl>(function)
        || function->getTemplatedKind() != FunctionDecl::TK_NonTemplate)
        return;
    auto found = names.find(function->getIdentifier());
    const struct iomem_function *row = found == names.end() ? nullptr : found->second.row;
    if (row && row->address < 0 && !sema.getLangOpts().CPlusPlus) {
        if (form_p(function))
            form_declared(sema, function, found->second);
        else if (shape_p(function, row))
            plain_declared(sema, function, found->second);
        return;
    }
    if (!function->getType()->getAs<FunctionProtoType>() || function->hasAttr<OverloadableAttr>())
        return;
    parameter_set which = any_space_parameters(sema, function, row);
    if (which.any())
        any_space_declared(sema, function, which);
}

/* Calls of stand-ins. */

static Expr *refer_to(Sema &sema, FunctionDecl *function, SourceLocation at)
{
    ASTContext &context = sema.Context;
    Expr *name = DeclRefExpr::Create(context, NestedNameSpecifierLoc(), SourceLocation(), function, false, at,
                                     function->getType(), sema.getLangOpts().CPlusPlus ? VK_LValue : VK_PRValue);

    sema.MarkFunctionReferenced(at, function);
    return ImplicitCastExpr::Create(context, context.getPointerType(function->getType()), CK_FunctionToPointerDecay, name,
                                    nullptr, VK_PRValue, FPOptionsOverride());
}

static Expr *convert(Sema &sema, Expr *expression, QualType type)
{
    return ImplicitCastExpr::Create(sema.Context, type.getUnqualifiedType(), CK_AddressSpaceConversion, expression,
                                    nullptr, VK_PRValue, FPOptionsOverride());
}

/* The arguments have the types of the stand-in's parameters, which differ from the function's in the space alone. */
static void call_plain(Sema &sema, CallExpr *call, FunctionDecl *plain, const FunctionDecl *any)
{
    call->setCallee(refer_to(sema, plain, call->getCallee()->getExprLoc()));
    for (unsigned i = 0; i < any->getNumParams() && i < call->getNumArgs(); i++) {
        QualType wanted = plain->getParamDecl(i)->getType();
        if (!sema.Context.hasSameUnqualifiedType(any->getParamDecl(i)->getType(), wanted))
            call->setArg(i, convert(sema, call->getArg(i), wanted));
    }
}

/* As if `function` were the only one of its name. */
static void judge_again(Sema &sema, CallExpr *call, FunctionDecl *function)
{
    SourceLocation at = call->getCallee()->getExprLoc();
    const FunctionDecl *any = any_space.lookup(function->getCanonicalDecl());
    llvm::SmallVector<Expr *, 8> arguments;

    for (unsigned i = 0; i < call->getNumArgs(); i++) {
        Expr *argument = call->getArg(i);
        if (any && i < any->getNumParams() && io_pointer_p(argument->getType())
            && any->getParamDecl(i)->getType()->isPointerType()
            && any->getParamDecl(i)->getType()->getPointeeType().getAddressSpace() == LangAS::opencl_generic) {
            argument = convert(sema, argument, any->getParamDecl(i)->getType());
            arguments.push_back(convert(sema, argument, function->getParamDecl(i)->getType()));
        } else {
            arguments.push_back(argument->IgnoreImpCasts());
        }
    }
    ExprResult name = sema.BuildDeclarationNameExpr(CXXScopeSpec(), DeclarationNameInfo(function->getDeclName(), at), function);
    ExprResult built = ExprError();
    if (!name.isInvalid())
        built = sema.BuildCallExpr(nullptr, name.get(), at, arguments, call->getRParenLoc());
    auto *judged = built.isInvalid() ? nullptr : dyn_cast<CallExpr>(built.get()->IgnoreParenImpCasts());
    if (!judged || judged->getNumArgs() != call->getNumArgs()) {
        call->setCallee(refer_to(sema, function, at));
        call->shrinkNumArgs(std::min(call->getNumArgs(), function->getNumParams()));
        return;
    }
    call->setCallee(judged->getCallee());
    for (unsigned i = 0; i < call->getNumArgs(); i++)
        call->setArg(i, judged->getArg(i));
}

static void settle(Sema &sema, Stmt *statement)
{
    if (!statement)
        return;
    if (auto *call = dyn_cast<CallExpr>(statement)) {
        auto found = stand_ins.find(call->getDirectCallee());
        if (found != stand_ins.end()) {
            FunctionDecl *function = found->second.function->getMostRecentDecl();
            if (found->second.judged)
                judge_again(sema, call, function);
            else
                call_plain(sema, call, function, found->second.declaration);
        }
    }
    if (auto *block = dyn_cast<BlockExpr>(statement))
        settle(sema, block->getBody());
    else if (auto *captured = dyn_cast<CapturedStmt>(statement))
        settle(sema, captured->getCapturedStmt());
    else if (auto *lambda = dyn_cast<LambdaExpr>(statement))
        settle(sema, lambda->getBody());
    for (Stmt *child : statement->children())
        settle(sema, child);
}

/* Whether a call has resolved to a stand-in since this was asked last. */
static bool stand_in_called()
{
    bool called = false;

    for (auto &entry : stand_ins)
        if (entry.second.declaration->isThisDeclarationReferenced()) {
            entry.second.declaration->setReferenced(false);
            called = true;
        }
    return called;
}

void calls_declared(Sema &sema, DeclGroupRef group)
{
    for (Decl *declaration : group) {
        if (auto *function = dyn_cast<FunctionDecl>(declaration)) {
            function_declared(sema, function);
            if (function->doesThisDeclarationHaveABody() && !function->isDependentContext() && stand_in_called())
                settle(sema, function->getBody());
        } else if (auto *variable = dyn_cast<VarDecl>(declaration)) {
            if (variable->getInit() && stand_in_called())
                settle(sema, variable->getInit());
        } else if (isa<LinkageSpecDecl>(declaration) || isa<NamespaceDecl>(declaration)) {
            for (Decl *inner : cast<DeclContext>(declaration)->decls())
                calls_declared(sema, DeclGroupRef(inner));
        }
    }
}
