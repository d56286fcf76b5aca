/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Which functions a call in the source can mean.
 *
 * A function of the table has an IO form for each choice of its pointers that are IO, as an overload. In C, they
 * are made here, in a file that has the header's words, once the function itself is declared and looks like the row's: a call without a
 * declaration, and a program's own function that only shares the name, stay what they are without iomem. In C++
 * they are the header's (overloads.h), which serves tools that load no plugin as well. The runtime's functions are
 * those without max-width here; the passes see to that.
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
typedef llvm::SmallVector<QualType, 8> type_list;

enum {
#define IOMEM_SPACE(id, word, number) SPACE_##id = number,
#include <iomem/spaces.def>
};

namespace {

/* How _FORTIFY_SOURCE's inline body of a function measures the written object. */
struct measure {
    bool measured, dynamic;
    int kind; /* of __builtin_object_size() */
};

/* A function of the table, in C. */
struct overloaded {
    const struct iomem_function *row;
    FunctionDecl *plain;                        /* null: not declared, or of another shape */
    bool measured;                              /* the forms check the written object's size */
    llvm::SmallVector<FunctionDecl *, 6> forms; /* in scope, with their stand-ins */
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
static llvm::DenseMap<unsigned, FunctionDecl *> runtime_functions;
static llvm::StringMap<FunctionDecl *> runtime_symbols;
/* A call of __builtin_constant_p, whose callee the conditions share. */
static CallExpr *constant_p;
/* Whether the file has the header's words. Until then, the functions of the table that it declares wait. */
static bool in_use;
static llvm::SmallVector<FunctionDecl *, 64> waiting;

static void define_macro(Preprocessor &preprocessor, const char *name, const std::string &number)
{
    MacroInfo *macro = preprocessor.AllocateMacroInfo(SourceLocation());
    Token token;

    if (!number.empty()) {
        token.startToken();
        token.setKind(tok::numeric_constant);
        preprocessor.CreateString(number, token);
        compat_macro_token(preprocessor, macro, token);
    }
    preprocessor.appendDefMacroDirective(preprocessor.getIdentifierInfo(name), macro);
}

void calls_begin(Sema &sema)
{
    names.clear();
    stand_ins.clear();
    any_space.clear();
    runtime_functions.clear();
    runtime_symbols.clear();
    constant_p = nullptr;
    in_use = false;
    waiting.clear();
    for (size_t i = 0; i < iomem_function_count; i++)
        names[&sema.PP.getIdentifierTable().get(iomem_functions[i].name)].row = &iomem_functions[i];
    /* The header leaves the forms to us. */
    if (!sema.getLangOpts().CPlusPlus)
        define_macro(sema.PP, "__IOMEM_PLUGIN__", "");
    /* The header holds the one against the other, as the source could define it too. */
    define_macro(sema.PP, "__IOMEM_MAX_WIDTH__", std::to_string(options.max_width));
    if (options.max_width)
        define_macro(sema.PP, "IOMEM_MAX_WIDTH", std::to_string(options.max_width));
}

/* Scopes. */

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

/* New functions. */

static FunctionDecl *new_function(DeclContext *place, SourceLocation at, DeclarationName name, QualType type)
{
    ASTContext &context = place->getParentASTContext();
    FunctionDecl *function = FunctionDecl::Create(context, place, at, at, name, type,
                                                  context.getTrivialTypeSourceInfo(type, at), SC_Extern);
    llvm::SmallVector<ParmVarDecl *, 8> parameters;

    for (QualType parameter : type->castAs<FunctionProtoType>()->param_types()) {
        parameters.push_back(ParmVarDecl::Create(context, function, at, at, nullptr, parameter,
                                                 context.getTrivialTypeSourceInfo(parameter, at), SC_None, nullptr));
        parameters.back()->setScopeInfo(0, parameters.size() - 1);
    }
    function->setParams(parameters);
    function->setImplicit();
    return function;
}

static Expr *value_of(ASTContext &context, ParmVarDecl *parameter)
{
    Expr *name = DeclRefExpr::Create(context, NestedNameSpecifierLoc(), SourceLocation(), parameter, false,
                                     parameter->getLocation(), parameter->getType(), VK_LValue);
    return ImplicitCastExpr::Create(context, parameter->getType(), CK_LValueToRValue, name, nullptr, VK_PRValue,
                                    FPOptionsOverride());
}

Expr *calls_refer(Sema &sema, FunctionDecl *function, SourceLocation at)
{
    ASTContext &context = sema.Context;
    Expr *name = DeclRefExpr::Create(context, NestedNameSpecifierLoc(), SourceLocation(), function, false, at,
                                     function->getType(), sema.getLangOpts().CPlusPlus ? VK_LValue : VK_PRValue);

    sema.MarkFunctionReferenced(at, function);
    return ImplicitCastExpr::Create(context, context.getPointerType(function->getType()), CK_FunctionToPointerDecay, name,
                                    nullptr, VK_PRValue, FPOptionsOverride());
}

/* !__builtin_constant_p (parameter) || parameter != 0: a null pointer constant means the plain function. */
static Expr *not_null(Sema &sema, ParmVarDecl *parameter)
{
    ASTContext &context = sema.Context;
    SourceLocation at = parameter->getLocation();
    QualType integer = context.IntTy;
    Expr *value = value_of(context, parameter);
    Expr *zero = IntegerLiteral::Create(context, llvm::APInt(context.getIntWidth(integer), 0), integer, at);

    if (!constant_p)
        constant_p = cast<CallExpr>(sema.BuildBuiltinCallExpr(at, Builtin::BI__builtin_constant_p, value));
    Expr *constant = CallExpr::Create(context, constant_p->getCallee(), value, integer, VK_PRValue, at, FPOptionsOverride());
    Expr *variable = UnaryOperator::Create(context, constant, UO_LNot, integer, VK_PRValue, OK_Ordinary, at, false,
                                           FPOptionsOverride());
    Expr *null = ImplicitCastExpr::Create(context, parameter->getType(), CK_NullToPointer, zero, nullptr, VK_PRValue,
                                          FPOptionsOverride());
    Expr *unequal = BinaryOperator::Create(context, value_of(context, parameter), null, BO_NE, integer, VK_PRValue,
                                           OK_Ordinary, at, FPOptionsOverride());
    return BinaryOperator::Create(context, variable, unequal, BO_LOr, integer, VK_PRValue, OK_Ordinary, at,
                                  FPOptionsOverride());
}

static Expr *combine(ASTContext &context, Expr *left, BinaryOperatorKind operation, Expr *right)
{
    if (!left)
        return right;
    return BinaryOperator::Create(context, left, right, operation, context.IntTy, VK_PRValue, OK_Ordinary,
                                  left->getExprLoc(), FPOptionsOverride());
}

static void add_overload(Sema &sema, FunctionDecl *function, Attr *condition)
{
    if (!sema.getLangOpts().CPlusPlus)
        function->addAttr(OverloadableAttr::CreateImplicit(sema.Context));
    function->addAttr(condition);
    put_in_scope(sema, function);
}

/* On the pointers to IO memory, each of which is to be none that is null. */
static Attr *io_condition(Sema &sema, FunctionDecl *function)
{
    Expr *condition = nullptr;

    for (ParmVarDecl *parameter : function->parameters())
        if (io_pointer_p(parameter->getType()))
            condition = combine(sema.Context, condition, BO_LAnd, not_null(sema, parameter));
    return EnableIfAttr::CreateImplicit(sema.Context, condition, "a null pointer constant is no IO pointer");
}

static FunctionDecl *add_stand_in(FunctionDecl *function, QualType type, bool judged)
{
    FunctionDecl *declaration = new_function(function->getDeclContext(), function->getLocation(), function->getDeclName(),
                                             type);
    stand_ins[declaration] = {declaration, function, judged};
    return declaration;
}

/* The IO forms. */

QualType calls_pointer(QualType type, bool constant, bool io)
{
    ASTContext &context = compiler->getASTContext();
    Qualifiers qualifiers;

    if (constant)
        qualifiers.addConst();
    if (io) {
        qualifiers.addVolatile();
        qualifiers.setAddressSpace(getLangASFromTargetAS(SPACE_IO));
    }
    return context.getPointerType(context.getQualifiedType(type, qualifiers));
}

static QualType role_type(ASTContext &context, enum iomem_role role, bool io)
{
    switch (role) {
    case IOMEM_INT:
        return context.IntTy;
    case IOMEM_SIZE:
        return context.getSizeType();
    case IOMEM_OUT1:
    case IOMEM_OUT2:
        return calls_pointer(context.VoidTy, false, io);
    case IOMEM_IN1:
    case IOMEM_IN2:
        return calls_pointer(context.VoidTy, true, io);
    case IOMEM_SOUT1:
        return calls_pointer(context.CharTy, false, io);
    default:
        return calls_pointer(context.CharTy, true, io);
    }
}

static QualType result_type(ASTContext &context, const struct iomem_function *row, int sides)
{
    switch (row->result) {
    case IOMEM_RESULT_VOID:
        return context.VoidTy;
    case IOMEM_RESULT_INTEGER:
        return context.IntTy;
    case IOMEM_RESULT_SIZE:
        return context.getSizeType();
    case IOMEM_RESULT_PTR1:
        return calls_pointer(context.VoidTy, false, sides & IOMEM_FIRST);
    case IOMEM_RESULT_STR1:
        return calls_pointer(context.CharTy, false, sides & IOMEM_FIRST);
    default:
        return calls_pointer(context.CharTy, false, false);
    }
}

static type_list parameter_types(ASTContext &context, const struct iomem_function *row, int sides)
{
    type_list types;

    for (unsigned i = 0; i < iomem_argument_count(row); i++)
        types.push_back(role_type(context, row->role[i], iomem_argument_side(row, i) & sides));
    return types;
}

FunctionDecl *calls_runtime(const char *symbol, QualType result, llvm::ArrayRef<QualType> types)
{
    ASTContext &context = compiler->getASTContext();
    FunctionDecl *&function = runtime_symbols[symbol];

    if (function)
        return function;
    function = new_function(context.getTranslationUnitDecl(), SourceLocation(), &context.Idents.get(symbol),
                            context.getFunctionType(result, types, FunctionProtoType::ExtProtoInfo()));
    function->addAttr(compat_symbol(context, symbol));
    function->addAttr(NoThrowAttr::CreateImplicit(context));
    return function;
}

FunctionDecl *calls_form(const struct iomem_function *row, int sides, bool checked)
{
    ASTContext &context = compiler->getASTContext();
    FunctionDecl *&function = runtime_functions[((row - iomem_functions) * 4 + sides) * 2 + checked];
    char symbol[IOMEM_SYMBOL_SIZE];

    if (!row->symbol[sides] || function)
        return function;
    iomem_runtime_symbol(row, {sides, checked, 0, 0}, symbol);
    type_list types = parameter_types(context, row, sides);
    if (checked)
        types.push_back(context.getSizeType());
    QualType type = context.getFunctionType(result_type(context, row, sides), types, FunctionProtoType::ExtProtoInfo());
    function = new_function(context.getTranslationUnitDecl(), SourceLocation(), &context.Idents.get(symbol), type);
    function->addAttr(compat_symbol(context, symbol));
    function->addAttr(NoThrowAttr::CreateImplicit(context));
    return function;
}

/*
 * Clang passes the size of a measured object right after the pointer to it; the runtime's functions take it
 * last. Between them: an inline function with the first order.
 */
static void make_measured(Sema &sema, const struct iomem_function *row, int sides, const std::string &name)
{
    ASTContext &context = sema.Context;
    SourceLocation nowhere;
    unsigned destination = iomem_destination(row);
    type_list types = parameter_types(context, row, sides);
    llvm::SmallVector<Expr *, IOMEM_MAX_ARGUMENTS + 1> arguments;

    types.insert(types.begin() + destination + 1, context.getSizeType());
    QualType result = result_type(context, row, sides);
    QualType type = context.getFunctionType(result, types, FunctionProtoType::ExtProtoInfo());
    FunctionDecl *function = new_function(context.getTranslationUnitDecl(), nowhere, &context.Idents.get(name), type);
    function->setInlineSpecified(true);
    function->addAttr(GNUInlineAttr::CreateImplicit(context));
    function->addAttr(AlwaysInlineAttr::CreateImplicit(context));
    function->addAttr(ArtificialAttr::CreateImplicit(context));
    function->addAttr(NoThrowAttr::CreateImplicit(context));
    for (unsigned i = 0; i < types.size(); i++)
        if (i != destination + 1)
            arguments.push_back(value_of(context, function->getParamDecl(i)));
    arguments.push_back(value_of(context, function->getParamDecl(destination + 1)));
    Expr *call = CallExpr::Create(context, calls_refer(sema, calls_form(row, sides, true), nowhere), arguments, result,
                                  VK_PRValue, nowhere, FPOptionsOverride());
    function->setBody(compat_body(context, ReturnStmt::Create(context, nowhere, call, nullptr)));
    sema.getASTConsumer().HandleTopLevelDecl(DeclGroupRef(function));
}

static FunctionDecl *make_form(Sema &sema, FunctionDecl *plain, const struct iomem_function *row, int sides,
                               const struct measure &how)
{
    ASTContext &context = sema.Context;
    type_list types = parameter_types(context, row, sides);
    llvm::SmallVector<FunctionProtoType::ExtParameterInfo, IOMEM_MAX_ARGUMENTS> parameters(types.size());
    FunctionProtoType::ExtProtoInfo information;
    char symbol[IOMEM_SYMBOL_SIZE];

    iomem_runtime_symbol(row, {sides, 0, 0, 0}, symbol);
    std::string name = symbol;
    if (how.measured) {
        name = std::string("iomem_measured_") + row->name + "_" + row->symbol[sides];
        make_measured(sema, row, sides, name);
        parameters[iomem_destination(row)] = parameters[iomem_destination(row)].withHasPassObjectSize();
        information.ExtParameterInfos = parameters.data();
    }
    QualType type = context.getFunctionType(result_type(context, row, sides), types, information);
    FunctionDecl *form = new_function(context.getTranslationUnitDecl(), plain->getLocation(), plain->getDeclName(), type);
    form->addAttr(compat_symbol(context, name));
    form->addAttr(NoThrowAttr::CreateImplicit(context));
    if (how.measured)
        form->getParamDecl(iomem_destination(row))->addAttr(compat_measured(context, how.kind, how.dynamic));
    add_overload(sema, form, io_condition(sema, form));
    return form;
}

/* The stand-in of a form for any pointers; null if the form takes them. */
static FunctionDecl *make_any_pointers(Sema &sema, FunctionDecl *form)
{
    ASTContext &context = sema.Context;
    const auto *type = form->getType()->castAs<FunctionProtoType>();
    type_list types;
    bool differs = false;

    for (QualType parameter : type->param_types()) {
        QualType any = parameter;
        if (parameter->isPointerType())
            any = calls_pointer(QualType(context.VoidTy).withVolatile(), true, io_pointer_p(parameter));
        differs |= any != parameter;
        types.push_back(any);
    }
    if (!differs)
        return nullptr;
    FunctionDecl *declaration = add_stand_in(
        form, context.getFunctionType(type->getReturnType(), types, FunctionProtoType::ExtProtoInfo()), true);
    add_overload(sema, declaration, io_condition(sema, declaration));
    return declaration;
}

/* Its condition is another overload's, which holds for whatever isn't an argument of that one. */
static void make_any_arguments(Sema &sema, FunctionDecl *plain, const FunctionDecl *other)
{
    FunctionProtoType::ExtProtoInfo information;

    information.Variadic = true;
    FunctionDecl *declaration = add_stand_in(
        plain, sema.Context.getFunctionType(plain->getReturnType(), llvm::ArrayRef<QualType>(), information), true);
    /* What Clang looks at where the call stands. */
    for (const Attr *attribute : plain->attrs())
        if (isa<PureAttr>(attribute) || isa<ConstAttr>(attribute) || isa<WarnUnusedResultAttr>(attribute))
            declaration->addAttr(attribute->clone(sema.Context));
    add_overload(sema, declaration, other->getAttr<EnableIfAttr>()->clone(sema.Context));
}

static FunctionDecl *make_any_space(Sema &sema, FunctionDecl *plain, const parameter_set &which)
{
    ASTContext &context = sema.Context;
    const auto *type = plain->getType()->castAs<FunctionProtoType>();
    type_list types(type->param_type_begin(), type->param_type_end());
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
    FunctionDecl *declaration = add_stand_in(
        plain, context.getFunctionType(type->getReturnType(), types, type->getExtProtoInfo()), false);
    for (unsigned i = 0; i < types.size(); i++) {
        ParmVarDecl *original = plain->getParamDecl(i), *parameter = declaration->getParamDecl(i);
        if (original->hasDefaultArg() && !original->hasUnparsedDefaultArg() && !original->hasUninstantiatedDefaultArg())
            parameter->setDefaultArg(original->getDefaultArg());
        if (which[i])
            condition = combine(context, condition, BO_LOr, not_null(sema, parameter));
    }
    sema.mergeDeclAttributes(declaration, plain);
    add_overload(sema, declaration, EnableIfAttr::CreateImplicit(context, condition, "a null pointer constant"));
    return declaration;
}

/* Declarations. */

/* Find how a fortified body measures. */
static struct measure find_measure(const ASTContext &context, const Stmt *statement)
{
    if (const auto *call = dyn_cast_or_null<CallExpr>(statement)) {
        unsigned builtin = call->getBuiltinCallee();
        if (builtin == Builtin::BI__builtin_object_size || builtin == Builtin::BI__builtin_dynamic_object_size)
            return {true, builtin == Builtin::BI__builtin_dynamic_object_size,
                    (int)call->getArg(1)->EvaluateKnownConstInt(context).getZExtValue()};
    }
    if (statement)
        for (const Stmt *child : statement->children()) {
            struct measure found = find_measure(context, child);
            if (found.measured)
                return found;
        }
    return {false, false, 0};
}

/* The row's function is declared, perhaps with a body. */
static void plain_declared(Sema &sema, FunctionDecl *plain, overloaded &name)
{
    struct measure how = {false, false, 0};
    FunctionDecl *form = nullptr;

    if (name.row->check != IOMEM_NOCHECK && !name.measured && plain->doesThisDeclarationHaveABody()
        && plain->isInlined())
        how = find_measure(sema.Context, plain->getBody());
    if (name.plain && !how.measured)
        return;

    for (FunctionDecl *old : name.forms)
        take_out_of_scope(sema, old);
    name.forms.clear();
    for (int sides = 1; sides < 4; sides++) {
        if (!name.row->symbol[sides])
            continue;
        form = make_form(sema, plain, name.row, sides, how);
        name.forms.push_back(form);
        if (FunctionDecl *any = make_any_pointers(sema, form))
            name.forms.push_back(any);
    }
    if (!name.plain)
        make_any_arguments(sema, plain, form);
    name.plain = plain;
    name.measured = how.measured;
    put_first(sema, plain);
}

/* Whether overloads.h declares it. */
static bool form_p(const FunctionDecl *function)
{
    if (function->hasAttr<OverloadableAttr>())
        for (const auto *condition : function->specific_attrs<EnableIfAttr>())
            if (condition->getMessage().substr(0, 6) == "iomem:")
                return true;
    return false;
}

/*
 * Preprocessed source has the header's forms, but we have our own. Clang has made a declaration of the function to
 * hold the form against; a call is to find neither.
 */
static void forget_form(Sema &sema, FunctionDecl *form)
{
    LookupResult found(sema, form->getDeclName(), SourceLocation(), Sema::LookupOrdinaryName);

    take_out_of_scope(sema, form);
    found.suppressDiagnostics();
    sema.LookupName(found, sema.TUScope);
    for (NamedDecl *declaration : found) {
        auto *function = dyn_cast<FunctionDecl>(declaration);
        if (function && function->isImplicit() && !function->hasAttr<OverloadableAttr>())
            take_out_of_scope(sema, function);
    }
}

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
    if (!in_use) {
        if (row)
            waiting.push_back(function);
        return;
    }
    if (row && row->address < 0 && !sema.getLangOpts().CPlusPlus) {
        if (form_p(function))
            forget_form(sema, function);
        else if (!function->hasAttr<OverloadableAttr>() && shape_p(function, row))
            plain_declared(sema, function, found->second);
        return;
    }
    if (!function->getType()->getAs<FunctionProtoType>() || function->hasAttr<OverloadableAttr>())
        return;
    parameter_set which = any_space_parameters(sema, function, row);
    if (which.any())
        any_space_declared(sema, function, which);
}

/* What a precompiled header declares, which nobody tells us of. */
static void use_precompiled(Sema &sema)
{
    for (size_t i = 0; i < iomem_function_count; i++) {
        LookupResult found(sema, &sema.Context.Idents.get(iomem_functions[i].name), SourceLocation(),
                           Sema::LookupOrdinaryName);
        found.suppressDiagnostics();
        sema.LookupName(found, sema.TUScope);
        llvm::SmallVector<NamedDecl *, 4> declarations(found.begin(), found.end());
        for (NamedDecl *declaration : declarations)
            if (auto *function = dyn_cast<FunctionDecl>(declaration))
                function_declared(sema, function);
    }
}

void calls_use(Sema &sema)
{
    if (in_use)
        return;
    in_use = true;
    if (sema.Context.getExternalSource())
        use_precompiled(sema);
    for (FunctionDecl *function : waiting)
        function_declared(sema, function);
}

/* Calls of stand-ins. */

static Expr *convert(Sema &sema, Expr *expression, QualType type)
{
    return ImplicitCastExpr::Create(sema.Context, type.getUnqualifiedType(), CK_AddressSpaceConversion, expression,
                                    nullptr, VK_PRValue, FPOptionsOverride());
}

/* The arguments have the types of the stand-in's parameters, which differ from the function's in the space alone. */
static void call_plain(Sema &sema, CallExpr *call, FunctionDecl *plain, const FunctionDecl *any)
{
    call->setCallee(calls_refer(sema, plain, call->getCallee()->getExprLoc()));
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
        call->setCallee(calls_refer(sema, function, at));
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
