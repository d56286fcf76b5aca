/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What makes __iomem a type. It is one of Clang's address spaces, which Sema carries through every form of
 * declaration and which is generic memory to every target; the header's macro brings volatile with it.
 * __force is an attribute of the type in C. C++ has no such attribute, so there it is an empty macro, and the
 * places are kept where it was expanded.
 */
#include "plugin.h"

#include "clang/AST/ExprCXX.h"
#include "clang/Basic/DiagnosticParse.h"
#include "clang/Lex/PPCallbacks.h"

using namespace clang;

static const struct {
    const char *word;
    unsigned number;
} words[] = {
#define IOMEM_SPACE(id, word, number) {word, number},
#include <iomem/spaces.def>
};

/* Where C++ source says __force. */
static std::vector<SourceLocation> forces;

static bool io_space_p(LangAS space)
{
    if (!isTargetAddressSpace(space))
        return false;
    for (const auto &word : words)
        if (word.number == toTargetAddressSpace(space))
            return true;
    return false;
}

bool io_type_p(QualType type)
{
    if (type.isNull())
        return false;
    /* The canonical form of an array has its elements' qualifiers. */
    return io_space_p(type.getCanonicalType().getAddressSpace());
}

static QualType pointee(QualType type)
{
    type = type.getCanonicalType();
    if (const auto *pointer = dyn_cast<PointerType>(type))
        return pointer->getPointeeType();
    if (const auto *reference = dyn_cast<ReferenceType>(type))
        return reference->getPointeeType();
    return QualType();
}

bool io_pointer_p(QualType type)
{
    return !type.isNull() && io_type_p(pointee(type));
}

QualType operand_type(const Expr *expression)
{
    QualType type = expression->getType();
    if (type->isArrayType() || type->isFunctionType())
        return compiler->getASTContext().getDecayedType(type);
    return type;
}

/* A parameter that takes any space. */
static bool any_space_p(QualType type)
{
    return type.getAddressSpace() == LangAS::opencl_generic;
}

enum difference compare_spaces(QualType to, QualType from)
{
    if (to.isNull() || from.isNull())
        return SAME;
    to = to.getCanonicalType();
    from = from.getCanonicalType();
    if (to == from)
        return SAME;
    to = QualType(to->getBaseElementTypeUnsafe(), 0);
    from = QualType(from->getBaseElementTypeUnsafe(), 0);
    if (isa<AtomicType>(to))
        to = cast<AtomicType>(to)->getValueType();
    if (isa<AtomicType>(from))
        from = cast<AtomicType>(from)->getValueType();

    QualType inner_to = pointee(to), inner_from = pointee(from);
    if (!inner_to.isNull() && !inner_from.isNull()) {
        if (any_space_p(inner_to) || any_space_p(inner_from))
            return SAME;
        if (io_type_p(inner_to) != io_type_p(inner_from))
            return io_type_p(inner_to) ? ADDS : REMOVES;
        return compare_spaces(inner_to, inner_from);
    }
    const auto *a = dyn_cast<FunctionType>(to), *b = dyn_cast<FunctionType>(from);
    if (a && b) {
        enum difference d = compare_spaces(a->getReturnType(), b->getReturnType());
        const auto *p = dyn_cast<FunctionProtoType>(a), *q = dyn_cast<FunctionProtoType>(b);
        for (unsigned i = 0; d == SAME && p && q && i < p->getNumParams() && i < q->getNumParams(); i++)
            d = compare_spaces(p->getParamType(i), q->getParamType(i));
        return d;
    }
    return SAME;
}

bool forced_p(TypeLoc type)
{
    for (; !type.isNull(); type = type.getNextTypeLoc())
        if (compat_type_tag(type) == "iomem_force")
            return true;
    return false;
}

bool forced_p(SourceRange range)
{
    const SourceManager &manager = compiler->getSourceManager();
    SourceLocation begin = manager.getExpansionLoc(range.getBegin()), end = manager.getExpansionLoc(range.getEnd());

    if (begin.isInvalid() || end.isInvalid())
        return false;
    for (SourceLocation place : forces)
        if (!manager.isBeforeInTranslationUnit(place, begin) && !manager.isBeforeInTranslationUnit(end, place))
            return true;
    return false;
}

/*
 * Clang's warning of a repeated qualifier: off from __iomem, which brings volatile, up to the next token that ends
 * a list of qualifiers. Its own pragmas can't do that, since they would stand before a volatile that follows.
 */
static const unsigned duplicate_warnings[] = {diag::warn_duplicate_declspec, diag::ext_warn_duplicate_declspec};

static struct {
    bool watching, off;
    SourceLocation since;
    diag::Severity were[2];
} duplicates;

static void restore_duplicates(const Token &token)
{
    SourceLocation location = compiler->getSourceManager().getExpansionLoc(token.getLocation());

    if (!duplicates.off || location == duplicates.since
        || !token.isOneOf(tok::star, tok::comma, tok::semi, tok::l_paren, tok::r_paren, tok::l_brace))
        return;
    duplicates.off = false;
    for (int i = 0; i < 2; i++)
        if (duplicates.were[i] != diag::Severity::Ignored)
            compiler->getDiagnostics().setSeverity(duplicate_warnings[i], duplicates.were[i], location);
}

static void suspend_duplicates(SourceLocation location)
{
    DiagnosticsEngine &diagnostics = compiler->getDiagnostics();

    duplicates.since = location;
    if (duplicates.off)
        return;
    duplicates.off = true;
    for (int i = 0; i < 2; i++) {
        DiagnosticsEngine::Level level = diagnostics.getDiagnosticLevel(duplicate_warnings[i], location);
        duplicates.were[i] = level >= DiagnosticsEngine::Error     ? diag::Severity::Error
                             : level == DiagnosticsEngine::Ignored ? diag::Severity::Ignored
                                                                   : diag::Severity::Warning;
        if (duplicates.were[i] != diag::Severity::Ignored)
            diagnostics.setSeverity(duplicate_warnings[i], diag::Severity::Ignored, location);
    }
    if (!duplicates.watching)
        compiler->getPreprocessor().setTokenWatcher(restore_duplicates);
    duplicates.watching = true;
}

bool forced_p(const ExplicitCastExpr *cast)
{
    const TypeSourceInfo *written = cast->getTypeInfoAsWritten();
    SourceRange type;

    if (written && forced_p(written->getTypeLoc()))
        return true;
    if (const auto *c_style = dyn_cast<CStyleCastExpr>(cast))
        type = SourceRange(c_style->getLParenLoc(), c_style->getRParenLoc());
    else if (const auto *named = dyn_cast<CXXNamedCastExpr>(cast))
        type = named->getAngleBrackets();
    return type.isValid() && forced_p(type);
}

namespace {

class watcher : public PPCallbacks {
    /* Without the macro the word would not bring volatile any more, or would be no word at all. */
    void MacroUndefined(const Token &name, const MacroDefinition &, const MacroDirective *) override
    {
        llvm::StringRef word = name.getIdentifierInfo()->getName();

        if ((word == "__iomem" || word == "__force")
            && !compiler->getSourceManager().isInSystemHeader(name.getLocation()))
            warn(name.getLocation(), ("undefining \"" + word + "\"").str());
    }

    void MacroExpands(const Token &name, const MacroDefinition &, SourceRange, const MacroArgs *) override
    {
        SourceLocation location = compiler->getSourceManager().getExpansionLoc(name.getLocation());

        if (name.getIdentifierInfo()->getName() == "__iomem")
            suspend_duplicates(location);
        else if (compiler->getLangOpts().CPlusPlus && name.getIdentifierInfo()->getName() == "__force")
            forces.push_back(location);
    }
};

} // namespace

void space_init()
{
    forces.clear();
    duplicates.watching = duplicates.off = false;
    compiler->getPreprocessor().addPPCallbacks(std::make_unique<watcher>());
}
