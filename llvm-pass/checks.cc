/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Every diagnostic of a class that Sema doesn't give by itself, from a walk over each declaration as soon as it is
 * parsed. Sema reports an implicit conversion between spaces with an error of its own and leaves no trace of it in
 * the tree; what it lets through is a comparison, an explicit cast, an argument of `...`, of an unprototyped function
 * or of a built-in function, and function types and nested pointers where it only warns.
 */
#include "plugin.h"
#include "pass.h"

#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtOpenMP.h"
#include "clang/Basic/Builtins.h"
#include "clang/Basic/FileManager.h"

#include "llvm/Support/Path.h"

using namespace clang;

static bool quiet_header_p(SourceLocation location)
{
    return compiler->getSourceManager().isInSystemHeader(location)
           && compiler->getDiagnostics().getSuppressSystemWarnings();
}

void report(enum iomem_class c, SourceLocation location, const char *format, QualType first, QualType second)
{
    DiagnosticsEngine &diagnostics = compiler->getDiagnostics();
    enum iomem_severity severity = iomem_severity_at(&options, c, quiet_header_p(location),
                                                     diagnostics.getIgnoreAllWarnings(),
                                                     diagnostics.getWarningsAsErrors());

    if (severity == IOMEM_OFF)
        return;
    std::string text = std::string(format) + " [-Wiomem-" + iomem_class_name(c) + "]";
    unsigned id = diagnostics.getDiagnosticIDs()->getCustomDiagID(
        severity == IOMEM_ERROR    ? DiagnosticIDs::Error
        : severity == IOMEM_REMARK ? DiagnosticIDs::Remark
                                   : DiagnosticIDs::Warning,
        text);
    {
        DiagnosticBuilder builder = diagnostics.Report(location, id);
        if (!first.isNull())
            builder << first;
        if (!second.isNull())
            builder << second;
    }
    diagnostics.Report(location, diagnostics.getCustomDiagID(DiagnosticsEngine::Note, "%0")) << iomem_class_way_out(c);
}

/* Where each function is that has its name as its symbol: Clang may have thrown its trees away when the passes run. */
static llvm::StringMap<SourceLocation> functions;

static std::string absolute(StringRef file)
{
    llvm::SmallString<128> path = file;

    compiler->getFileManager().makeAbsolutePath(path);
    return path.str().str();
}

/* Lines are as a #line may have counted them. */
static SourceLocation find_place(const struct pass_place &place)
{
    SourceManager &sources = compiler->getSourceManager();
    FileID main = sources.getMainFileID();
    unsigned column = std::max(place.column, 1u);
    SourceLocation found;

    if (!place.line)
        return functions.lookup(place.function);
    llvm::SmallString<128> directory = place.directory;
    llvm::sys::path::append(directory, place.file);
    std::string file = absolute(llvm::sys::path::is_absolute(place.file) ? place.file : directory.str());
    if (auto entry = compiler->getFileManager().getOptionalFileRef(file))
        found = sources.translateFileLineCol(&entry->getFileEntry(), place.line, column);
    if (found.isValid() && sources.getPresumedLoc(found).getLine() == place.line)
        return found;
    for (unsigned i = 1, lines = sources.getBufferData(main).count('\n') + 1; i <= lines; i++) {
        PresumedLoc presumed = sources.getPresumedLoc(sources.translateLineCol(main, i, 1));
        if (presumed.isValid() && presumed.getLine() == place.line && file == absolute(presumed.getFilename()))
            return sources.translateLineCol(main, i, column);
    }
    return functions.lookup(place.function);
}

static void report_unrewritten(const struct pass_place &place, StringRef text)
{
    if (options.severity[IOMEM_UNREWRITTEN] != IOMEM_OFF)
        report(IOMEM_UNREWRITTEN, find_place(place), text.str().c_str());
}

void checks_begin()
{
    functions.clear();
    iomem_pass_unrewritten = report_unrewritten;
    if (options.severity[IOMEM_UNREWRITTEN] != IOMEM_OFF)
        compat_track_lines(compiler->getCodeGenOpts());
}

void warn(SourceLocation location, const std::string &message)
{
    DiagnosticsEngine &diagnostics = compiler->getDiagnostics();

    if (!diagnostics.getIgnoreAllWarnings())
        diagnostics.Report(location, diagnostics.getWarningsAsErrors()
                                         ? diagnostics.getCustomDiagID(DiagnosticsEngine::Error, "%0")
                                         : diagnostics.getCustomDiagID(DiagnosticsEngine::Warning, "%0"))
            << message;
}

void refuse(SourceLocation location, const std::string &message)
{
    DiagnosticsEngine &diagnostics = compiler->getDiagnostics();

    diagnostics.Report(location, diagnostics.getCustomDiagID(DiagnosticsEngine::Error, "%0"))
        << message + " is not supported";
}

namespace {

/* What surrounds an expression, as far as it says who judges it. */
enum place {
    ORDINARY,
    ARGUMENT, /* of a call */
    COMPARED, /* with another pointer: the comparison judges the types */
    ARM,      /* of a conditional expression, which judges the types */
    DISCARDED /* its value is not used */
};

} // namespace

static const ASTContext &context()
{
    return compiler->getASTContext();
}

static void report_implicit(SourceLocation location, bool argument, QualType from, QualType to)
{
    if (argument)
        report(IOMEM_CALL, location, "passing %0 as %1", from, to);
    else
        report(IOMEM_MIXING, location, "converting %0 to %1", from, to);
}

static bool null_p(const Expr *expression)
{
    return expression->isNullPointerConstant(compiler->getASTContext(), Expr::NPC_ValueDependentIsNotNull)
           != Expr::NPCK_NotNull;
}

/* Sparse's exemption: these two integer types carry addresses on purpose. */
static bool address_integer_p(QualType type)
{
    type = type.getCanonicalType().getUnqualifiedType();
    return type == context().UnsignedLongTy || type == context().getUIntPtrType().getCanonicalType();
}

static void check_implicit(const ImplicitCastExpr *cast, enum place place)
{
    const Expr *operand = cast->getSubExpr();
    QualType from = operand_type(operand), to = cast->getType();

    if (cast->isPartOfExplicitCast() || place == COMPARED || place == ARM || null_p(operand))
        return;
    if (cast->getCastKind() == CK_PointerToIntegral && io_pointer_p(from)) {
        if (!address_integer_p(to) && !to->isEnumeralType())
            report(IOMEM_CAST, operand->getBeginLoc(), "converting %0 to an integer", from);
    } else if (compare_spaces(to, from) != SAME) {
        report_implicit(operand->getBeginLoc(), place == ARGUMENT, from, to);
    }
}

static void check_cast(const ExplicitCastExpr *cast)
{
    const Expr *operand = cast->getSubExprAsWritten();
    QualType from = operand_type(operand), to = cast->getTypeAsWritten();
    SourceLocation location = operand->getBeginLoc();

    if (from->isDependentType() || to->isDependentType() || forced_p(cast))
        return;
    /* A reference says where the operand itself lies. */
    if (to->isReferenceType())
        from = compiler->getASTContext().getLValueReferenceType(operand->getType());
    if (io_pointer_p(from) && to->isIntegralOrEnumerationType()) {
        if (!to->isBooleanType() && !address_integer_p(to))
            report(IOMEM_CAST, location, "cast from %0 to %1 removes '__iomem'", from, to);
    } else if (from->isIntegralOrEnumerationType() && io_pointer_p(to)) {
        if (!address_integer_p(from) && !null_p(operand))
            report(IOMEM_CAST_TO, location, "cast from %0 to %1 adds '__iomem'", from, to);
    } else if (!null_p(operand)) {
        enum difference d = compare_spaces(to, from);
        if (d == REMOVES)
            report(IOMEM_CAST, location, "cast from %0 to %1 removes '__iomem'", from, to);
        else if (d == ADDS)
            report(IOMEM_CAST_TO, location, "cast from %0 to %1 adds '__iomem'", from, to);
    }
}

/* An integer constant that was cast to a pointer, such as MAP_FAILED. */
static bool constant_pointer_p(const Expr *expression)
{
    expression = expression->IgnoreParenImpCasts();
    while (const auto *cast = dyn_cast<ExplicitCastExpr>(expression)) {
        expression = cast->getSubExpr()->IgnoreParenImpCasts();
        if (expression->getType()->isIntegralOrEnumerationType())
            return expression->isEvaluatable(context());
    }
    return false;
}

static void check_comparison(const BinaryOperator *comparison)
{
    const Expr *left = comparison->getLHS()->IgnoreParenImpCasts(), *right = comparison->getRHS()->IgnoreParenImpCasts();
    QualType a = operand_type(left), b = operand_type(right);

    if (!a->isAnyPointerType() || !b->isAnyPointerType() || compare_spaces(a, b) == SAME || null_p(left)
        || null_p(right))
        return;
    if (io_pointer_p(a) != io_pointer_p(b) && constant_pointer_p(io_pointer_p(a) ? right : left))
        return;
    report(IOMEM_MIXING, comparison->getOperatorLoc(), "comparing %0 with %1", a, b);
}

/* Clang only warns of arms that differ behind further pointers, and makes a void * of them. */
static void check_conditional(const AbstractConditionalOperator *conditional)
{
    const Expr *yes = conditional->getTrueExpr()->IgnoreParenImpCasts();
    const Expr *no = conditional->getFalseExpr()->IgnoreParenImpCasts();
    QualType a = operand_type(yes), b = operand_type(no);

    if (a->isAnyPointerType() && b->isAnyPointerType() && compare_spaces(a, b) != SAME && !null_p(yes) && !null_p(no))
        report(IOMEM_MIXING, conditional->getQuestionLoc(), "%0 and %1 in a conditional expression", a, b);
}

/* Whether argument `i` of a call of this function is what a %p in a literal format prints. */
static bool printed_as_address_p(const FunctionDecl *callee, llvm::ArrayRef<const Expr *> arguments, unsigned i)
{
    const auto *method = dyn_cast_or_null<CXXMethodDecl>(callee);
    /* As the attribute counts, which begins with 1, or with the object. */
    unsigned before = method && method->isInstance() ? 2 : 1;

    if (!callee)
        return false;
    for (const auto *format : callee->specific_attrs<FormatAttr>()) {
        unsigned text = format->getFormatIdx() - before, first = format->getFirstArg();
        if (!format->getType()->getName().contains("printf") || !first || i + before < first
            || text >= arguments.size())
            continue;
        const auto *literal = dyn_cast<StringLiteral>(arguments[text]->IgnoreParenImpCasts());
        return literal && literal->getCharByteWidth() == 1
               && iomem_format_conversion(literal->getString().str().c_str(), i + before - first) == 'p';
    }
    return false;
}

/* Built-in functions that look at a pointer's value or type and never go to what is there. */
static bool address_only_p(const FunctionDecl *callee)
{
    static const char *const names[] = {
        "__builtin_constant_p", "__builtin_classify_type", "__builtin_object_size", "__builtin_dynamic_object_size",
        "__builtin_expect", "__builtin_expect_with_probability", "__builtin_unpredictable", "__builtin_va_start",
        "__builtin_c23_va_start", "__builtin_va_end", "__builtin_va_copy", "__builtin_assume", "__va_start",
        "__builtin_is_aligned", "__builtin_align_up", "__builtin_align_down", "__builtin_addressof"};

    for (const char *name : names)
        if (callee->getName() == name)
            return true;
    return false;
}

/* Sema has given a built-in function parameters of the arguments' spaces. */
static void check_builtin_arguments(const CallExpr *call, const FunctionDecl *callee, enum place place)
{
    enum iomem_spelling spelling;
    const struct iomem_function *row = iomem_find_function(callee->getNameAsString().c_str(), &spelling);

    if (address_only_p(callee))
        return;
    for (unsigned i = 0; i < call->getNumArgs(); i++) {
        const Expr *argument = call->getArg(i);
        QualType type = operand_type(argument->IgnoreParenImpCasts());
        if (!io_pointer_p(type))
            continue;
        if (iomem_atomic_name(callee->getNameAsString().c_str())) {
            if (i == 0)
                report(IOMEM_ATOMIC, argument->getBeginLoc(), "atomic access to '__iomem' memory");
            continue;
        }
        if (row && (row->address == (int)i || (row->address < 0 && iomem_argument_side(row, i)))) {
            if (row->address < 0 && iomem_argument_side(row, i) == iomem_result_side(row) && place != DISCARDED && place != COMPARED)
                report(place == ARGUMENT ? IOMEM_CALL : IOMEM_MIXING, call->getBeginLoc(), "the result of this call points to %0, but is no such pointer",
                       type->getPointeeType());
            continue;
        }
        if (i < callee->getNumParams() || !callee->isVariadic())
            report(IOMEM_CALL, argument->getBeginLoc(), "passing %0 to a function that accesses plain memory", type);
    }
}

/* What an old-style definition says of its parameters, though it is no prototype. */
static void check_old_style_arguments(const CallExpr *call, const FunctionDecl *definition)
{
    for (unsigned i = 0; i < call->getNumArgs() && i < definition->getNumParams(); i++) {
        const Expr *argument = call->getArg(i)->IgnoreParenImpCasts();
        const ParmVarDecl *parameter = definition->getParamDecl(i);
        QualType from = operand_type(argument), to = parameter->getType();
        if (compare_spaces(to, from) != SAME && !null_p(argument)
            && !(parameter->getTypeSourceInfo() && forced_p(parameter->getTypeSourceInfo()->getTypeLoc())))
            report_implicit(argument->getBeginLoc(), true, from, to);
    }
}

/* The arguments of `...`, or all if there is no prototype. */
static void check_variable_arguments(const FunctionDecl *callee, const FunctionProtoType *prototype,
                                     llvm::ArrayRef<const Expr *> arguments)
{
    for (unsigned i = prototype ? prototype->getNumParams() : 0; i < arguments.size(); i++) {
        QualType passed = operand_type(arguments[i]->IgnoreParenImpCasts());
        if (!io_pointer_p(passed) || null_p(arguments[i]))
            continue;
        if (!prototype)
            report(IOMEM_CALL, arguments[i]->getBeginLoc(), "passing %0 to a function without a prototype", passed);
        else if (!printed_as_address_p(callee, arguments, i))
            report(IOMEM_VARARG, arguments[i]->getBeginLoc(), "passing %0 through '...'", passed);
    }
}

static const FunctionType *called_type(const CallExpr *call)
{
    const Expr *callee = call->getCallee()->IgnoreParens();

    if (callee->getType()->isPointerType() || callee->getType()->isBlockPointerType())
        return callee->getType()->getPointeeType()->getAs<FunctionType>();
    if (const FunctionDecl *method = call->getDirectCallee())
        return method->getType()->getAs<FunctionType>();
    if (const auto *bound = dyn_cast<BinaryOperator>(callee))
        if (const auto *pointer = bound->getRHS()->getType()->getAs<MemberPointerType>())
            return pointer->getPointeeType()->getAs<FunctionType>();
    return nullptr;
}

static void check_call(const CallExpr *call, enum place place)
{
    const FunctionDecl *callee = call->getDirectCallee();
    const FunctionType *function = called_type(call);
    const FunctionDecl *definition = callee ? callee->getDefinition() : nullptr;

    if (callee && callee->getBuiltinID() && callee->getDeclName().isIdentifier())
        check_builtin_arguments(call, callee, place);
    /* What is left of a call that fits no function of the name; Sema has said so. */
    bool stand_in = callee && callee->isImplicit() && callee->hasAttr<EnableIfAttr>();
    if (!function || stand_in)
        return;
    const auto *prototype = dyn_cast<FunctionProtoType>(function);
    if (!prototype && definition && definition->getNumParams()) {
        check_old_style_arguments(call, definition);
        return;
    }
    /* Sema checks those without a prototype in its own way. */
    if (callee && callee->getBuiltinID() && (!prototype || address_only_p(callee)))
        return;
    /* The first operand of a member operator is the object. */
    bool object = isa<CXXOperatorCallExpr>(call) && isa_and_nonnull<CXXMethodDecl>(callee);
    check_variable_arguments(callee, prototype,
                             llvm::ArrayRef<const Expr *>(call->getArgs(), call->getNumArgs()).drop_front(object));
}

/*
 * An object can't be put into device memory by declaring it. An extern one may lie there: a linker script can say
 * so. An automatic one is Clang's own error.
 */
static void check_placement(const VarDecl *variable)
{
    bool placed = variable->hasGlobalStorage() && variable->isThisDeclarationADefinition() != VarDecl::DeclarationOnly;

    if (placed && io_type_p(variable->getType()))
        report(IOMEM_MIXING, variable->getLocation(),
               "an object of type %0 cannot lie in '__iomem' memory, which only a pointer reaches", variable->getType());
}

static void walk(Stmt *statement, enum place place);

static void walk_variable(const VarDecl *variable)
{
    check_placement(variable);
    if (const auto *cleanup = variable->getAttr<CleanupAttr>()) {
        const FunctionDecl *function = cleanup->getFunctionDecl();
        QualType passed = context().getPointerType(variable->getType());
        if (function && function->getNumParams() && compare_spaces(function->getParamDecl(0)->getType(), passed) != SAME)
            report_implicit(variable->getLocation(), true, passed, function->getParamDecl(0)->getType());
    }
}

/* What takes the place of calls and accesses; each is put there when all that is below its parent was judged. */
static llvm::DenseMap<const Stmt *, Expr *> replacements;

static void replace_children(Stmt *parent)
{
    if (replacements.empty())
        return;
    for (Stmt *&child : parent->children()) {
        auto found = replacements.find(child);
        if (found != replacements.end())
            child = found->second;
    }
}

static void walk_children(Stmt *statement, enum place place)
{
    for (Stmt *child : statement->children())
        walk(child, place);
}

/* Default arguments and initialisers are judged where they are first used: until then they may be no code at all. */
static void walk_once(Expr *expression, enum place place)
{
    static llvm::DenseSet<const Expr *> walked;

    if (!expression || !walked.insert(expression).second)
        return;
    walk(expression, place);
    /* Where nothing can be put in its place. */
    if (replacements.count(expression) && !isa<CallExpr>(expression))
        refuse(expression->getExprLoc(), "this access to '__iomem' memory, as a whole initialiser or argument,");
}

static void walk_initializers(const CXXConstructorDecl *constructor)
{
    for (const CXXCtorInitializer *initializer : constructor->inits())
        walk_once(initializer->getInit(), ORDINARY);
}

/* sizeof of an array whose length is computed. */
static bool evaluated_size_p(const Expr *expression)
{
    const auto *trait = dyn_cast<UnaryExprOrTypeTraitExpr>(expression);
    return trait && trait->getKind() == UETT_SizeOf && trait->getTypeOfArgument()->isVariableArrayType();
}

static void walk_expression(Expr *expression, enum place place)
{
    objects_check(expression);
    if (auto *implicit = dyn_cast<ImplicitCastExpr>(expression)) {
        check_implicit(implicit, place);
        walk(implicit->getSubExpr(), implicit->getCastKind() == CK_PointerToBoolean ? DISCARDED : place);
    } else if (auto *parenthesised = dyn_cast<ParenExpr>(expression)) {
        walk(parenthesised->getSubExpr(), place);
    } else if (auto *cast = dyn_cast<ExplicitCastExpr>(expression)) {
        check_cast(cast);
        QualType to = cast->getType();
        bool used = !to->isVoidType() && !to->isBooleanType() && !io_pointer_p(to) && !address_integer_p(to);
        walk(cast->getSubExpr(), used ? ORDINARY : DISCARDED);
    } else if (auto *binary = dyn_cast<BinaryOperator>(expression)) {
        if (binary->isComparisonOp())
            check_comparison(binary);
        bool comma = binary->getOpcode() == BO_Comma;
        enum place operand = binary->isComparisonOp() ? COMPARED : binary->isLogicalOp() ? DISCARDED : ORDINARY;
        walk(binary->getLHS(), comma ? DISCARDED : operand);
        walk(binary->getRHS(), comma ? place : operand);
    } else if (auto *unary = dyn_cast<UnaryOperator>(expression)) {
        walk(unary->getSubExpr(), unary->getOpcode() == UO_LNot        ? DISCARDED
                                  : unary->getOpcode() == UO_Extension ? place
                                                                       : ORDINARY);
    } else if (auto *conditional = dyn_cast<AbstractConditionalOperator>(expression)) {
        check_conditional(conditional);
        enum place arm = place == DISCARDED ? DISCARDED : ARM;
        /* `a ?: b` has its first operand behind the others. */
        if (auto *binary = dyn_cast<BinaryConditionalOperator>(conditional))
            walk(binary->getCommon(), arm);
        walk(conditional->getCond(), DISCARDED);
        walk(conditional->getTrueExpr(), arm);
        walk(conditional->getFalseExpr(), arm);
    } else if (auto *call = dyn_cast<CallExpr>(expression)) {
        check_call(call, place);
        walk(call->getCallee(), ORDINARY);
        for (Expr *argument : call->arguments())
            walk(argument, ARGUMENT);
        replace_children(call);
        if (Expr *replacement = redirect(call))
            replacements[call] = replacement;
    } else if (auto *literal = dyn_cast<CompoundLiteralExpr>(expression)) {
        if (literal->isFileScope() && io_type_p(literal->getType()))
            report(IOMEM_MIXING, literal->getBeginLoc(),
                   "an object of type %0 cannot lie in '__iomem' memory, which only a pointer reaches",
                   literal->getType());
        walk_children(literal, ORDINARY);
    } else if (auto *generic = dyn_cast<GenericSelectionExpr>(expression)) {
        if (!generic->isResultDependent())
            walk(generic->getResultExpr(), place);
    } else if (auto *choice = dyn_cast<ChooseExpr>(expression)) {
        if (!choice->isConditionDependent())
            walk(choice->getChosenSubExpr(), place);
    } else if (auto *value = dyn_cast<StmtExpr>(expression)) {
        CompoundStmt *body = value->getSubStmt();
        for (Stmt *&child : body->children())
            walk(child, child == body->body_back() ? place : DISCARDED);
        replace_children(body);
    } else if (auto *block = dyn_cast<BlockExpr>(expression)) {
        walk(block->getBody(), ORDINARY);
    } else if (auto *lambda = dyn_cast<LambdaExpr>(expression)) {
        for (Expr *captured : lambda->capture_inits())
            walk(captured, ORDINARY);
        if (!lambda->getCallOperator()->isDependentContext())
            walk(lambda->getBody(), ORDINARY);
    } else if (auto *construction = dyn_cast<CXXConstructExpr>(expression)) {
        const CXXConstructorDecl *constructor = construction->getConstructor();
        check_variable_arguments(constructor, constructor->getType()->getAs<FunctionProtoType>(),
                                 llvm::ArrayRef<const Expr *>(construction->getArgs(), construction->getNumArgs()));
        walk_children(construction, ARGUMENT);
        /* Nobody tells us of one that Clang has made. */
        if (constructor->isDefaulted())
            walk_initializers(constructor);
    } else if (auto *argument = dyn_cast<CXXDefaultArgExpr>(expression)) {
        walk_once(argument->getExpr(), ARGUMENT);
    } else if (auto *initializer = dyn_cast<CXXDefaultInitExpr>(expression)) {
        walk_once(initializer->getExpr(), ORDINARY);
    } else if (auto *pseudo = dyn_cast<PseudoObjectExpr>(expression)) {
        /* Ours, that is shared; or Microsoft's. */
        for (Expr *part : pseudo->semantics())
            if (auto *bound = dyn_cast<OpaqueValueExpr>(part))
                walk(bound->getSourceExpr(), ORDINARY);
            else
                walk(part, ORDINARY);
    } else if (evaluated_size_p(expression)) {
        walk_children(expression, ORDINARY);
    } else if (auto *atomic = dyn_cast<AtomicExpr>(expression)) {
        /* Of one that is reported nobody wants to know how Clang converts its address. */
        for (Stmt *child : atomic->children())
            walk(child == atomic->getPtr() ? atomic->getPtr()->IgnoreImpCasts() : child, ORDINARY);
    } else if (isa<UnaryExprOrTypeTraitExpr>(expression) || isa<CXXNoexceptExpr>(expression)
               || isa<CXXTypeidExpr>(expression) || isa<OffsetOfExpr>(expression)) {
        /* Not evaluated. */
    } else {
        walk_children(expression, ORDINARY);
    }
}

/* What OpenMP's pragmas compute, some of it in variables of Clang's own. */
static void walk_clauses(OMPExecutableDirective *directive)
{
    for (OMPClause *clause : directive->clauses()) {
        if (!clause)
            continue;
        if (auto *before = OMPClauseWithPreInit::get(clause))
            walk(before->getPreInitStmt(), ORDINARY);
        for (Stmt *&child : clause->children()) {
            walk(child, ORDINARY);
            if (Expr *replacement = replacements.lookup(child))
                child = replacement;
        }
    }
}

static void walk_statement(Stmt *statement, enum place place)
{
    if (auto *expression = dyn_cast<Expr>(statement)) {
        walk_expression(expression, place);
        return;
    }
    if (auto *directive = dyn_cast<OMPExecutableDirective>(statement))
        walk_clauses(directive);
    if (statement->getStmtClass() == Stmt::OMPAtomicDirectiveClass) {
        objects_atomic(true);
        walk_children(statement, ORDINARY);
        objects_atomic(false);
        return;
    }
    if (auto *captured = dyn_cast<CapturedStmt>(statement)) {
        walk(captured->getCapturedStmt(), ORDINARY);
        /* It stands behind the captures, and in a declaration of its own. */
        if (Expr *replacement = replacements.lookup(captured->getCapturedStmt())) {
            (&*captured->child_begin())[captured->capture_size()] = replacement;
            captured->getCapturedDecl()->setBody(replacement);
        }
        return;
    }
    if (auto *assembly = dyn_cast<GCCAsmStmt>(statement))
        objects_check_assembly(assembly);
    if (auto *declarations = dyn_cast<DeclStmt>(statement))
        for (Decl *declaration : declarations->decls())
            if (auto *variable = dyn_cast<VarDecl>(declaration))
                walk_variable(variable);
    /* A statement that is an expression has no use for its value, and a condition only for whether it is null. */
    bool uses = isa<ReturnStmt>(statement) || isa<DeclStmt>(statement);
    walk_children(statement, uses ? ORDINARY : DISCARDED);
}

static void walk(Stmt *statement, enum place place)
{
    if (!statement)
        return;
    walk_statement(statement, place);
    replace_children(statement);
    auto *expression = dyn_cast<Expr>(statement);
    if (Expr *replacement = expression ? objects_rewrite(expression, place == DISCARDED) : nullptr)
        replacements[expression] = replacement;
}

/* A template is judged when it is instantiated. */
static void walk_function(const FunctionDecl *function)
{
    if (!function->doesThisDeclarationHaveABody() || function->isDependentContext())
        return;
    if (const auto *constructor = dyn_cast<CXXConstructorDecl>(function))
        walk_initializers(constructor);
    if (function->getDeclName().isIdentifier())
        functions[function->getName()] = function->getLocation();
    walk(function->getBody(), ORDINARY);
}

void checks_walk(Decl *declaration)
{
    if (const auto *function = dyn_cast<FunctionDecl>(declaration)) {
        walk_function(function);
    } else if (auto *variable = dyn_cast<VarDecl>(declaration)) {
        walk_variable(variable);
        Expr *initial = variable->getDeclContext()->isDependentContext() ? nullptr : variable->getInit();
        walk(initial, ORDINARY);
        if (Expr *replacement = replacements.lookup(initial))
            variable->setInit(replacement);
    } else if (isa<LinkageSpecDecl>(declaration) || isa<NamespaceDecl>(declaration)) {
        for (Decl *inner : cast<DeclContext>(declaration)->decls())
            checks_walk(inner);
    } else if (auto *record = dyn_cast<CXXRecordDecl>(declaration)) {
        /* Clang shows the functions in it one by one. */
        for (Decl *inner : record->decls())
            if (isa<VarDecl>(inner) || (isa<CXXRecordDecl>(inner) && !cast<CXXRecordDecl>(inner)->isImplicit()))
                checks_walk(inner);
    }
}
