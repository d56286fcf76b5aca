/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Every test of Clang's version; compat.h has LLVM's. */
#ifndef IOMEM_COMPAT_AST_H
#define IOMEM_COMPAT_AST_H

#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecordLayout.h"
#include "clang/AST/Stmt.h"
#include "clang/AST/TypeLoc.h"
#include "clang/Basic/CodeGenOptions.h"
#include "clang/Basic/Diagnostic.h"
#include "clang/Basic/TargetInfo.h"
#include "clang/Basic/Version.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Lex/Preprocessor.h"
#include "clang/Lex/PreprocessorOptions.h"
#include "clang/Sema/Sema.h"

#include <memory>
#include <string>

namespace llvm {
class PassBuilder;
}

/* The tag of a btf_type_tag that this level of a type carries, or an empty string. */
inline llvm::StringRef compat_type_tag(clang::TypeLoc type)
{
    const clang::Attr *attribute = nullptr;
#if CLANG_VERSION_MAJOR >= 15
    if (auto tagged = type.getAs<clang::BTFTagAttributedTypeLoc>())
        attribute = tagged.getAttr();
#else
    if (auto tagged = type.getAs<clang::AttributedTypeLoc>())
        attribute = tagged.getAttr();
#endif
    auto *tag = llvm::dyn_cast_or_null<clang::BTFTypeTagAttr>(attribute);
    return tag ? tag->getBTFTypeTag() : llvm::StringRef();
}

#if CLANG_VERSION_MAJOR >= 19
static const auto compat_ordinary_string = clang::StringLiteralKind::Ordinary;
#elif CLANG_VERSION_MAJOR >= 15
static const auto compat_ordinary_string = clang::StringLiteral::Ordinary;
#else
static const auto compat_ordinary_string = clang::StringLiteral::Ascii;
#endif

static const auto compat_not_constexpr = clang::ConstexprSpecKind::Unspecified;

/* The text of assembly in a file's scope. */
inline std::string compat_assembly(const clang::FileScopeAsmDecl *declaration)
{
#if CLANG_VERSION_MAJOR >= 21
    return declaration->getAsmString();
#else
    return declaration->getAsmString()->getString().str();
#endif
}

/* Let a macro expand to one token. */
inline void compat_macro_token(clang::Preprocessor &preprocessor, clang::MacroInfo *macro, const clang::Token &token)
{
#if CLANG_VERSION_MAJOR >= 15
    macro->setTokens(token, preprocessor.getPreprocessorAllocator());
#else
    (void)preprocessor;
    macro->AddTokenToBody(token);
#endif
}

/* The attribute of a declaration that stands for this symbol. */
inline clang::Attr *compat_symbol(clang::ASTContext &context, llvm::StringRef symbol)
{
#if CLANG_VERSION_MAJOR >= 22
    return clang::AsmLabelAttr::CreateImplicit(context, symbol);
#else
    return clang::AsmLabelAttr::CreateImplicit(context, symbol, true);
#endif
}

/* The attribute of a parameter whose object is measured by __builtin_object_size() at the call. */
inline clang::Attr *compat_measured(clang::ASTContext &context, int kind, bool dynamic)
{
    auto spelling = dynamic ? clang::PassObjectSizeAttr::GNU_pass_dynamic_object_size
                            : clang::PassObjectSizeAttr::GNU_pass_object_size;
#if CLANG_VERSION_MAJOR >= 17
    return clang::PassObjectSizeAttr::CreateImplicit(context, kind, clang::SourceRange(), spelling);
#else
    return clang::PassObjectSizeAttr::CreateImplicit(context, kind, clang::SourceRange(),
                                                     clang::AttributeCommonInfo::AS_GNU, spelling);
#endif
}

/* A function's body of one statement. */
inline clang::Stmt *compat_body(clang::ASTContext &context, clang::Stmt *statement)
{
    clang::SourceLocation nowhere;
#if CLANG_VERSION_MAJOR >= 15
    return clang::CompoundStmt::Create(context, statement, clang::FPOptionsOverride(), nowhere, nowhere);
#else
    return clang::CompoundStmt::Create(context, statement, nowhere, nowhere);
#endif
}

/* Have Clang run our passes: `add` registers them, and `file` is this plugin. */
inline void compat_add_passes(clang::CodeGenOptions &options, void (*add)(llvm::PassBuilder &), const std::string &file)
{
#if CLANG_VERSION_MAJOR >= 19
    (void)file;
    options.PassBuilderCallbacks.push_back(add);
#else
    (void)add;
    options.PassPlugins.push_back(file);
#endif
}

/* Have the passes know lines and columns, as for -Rpass; nothing of it comes into the object. */
inline void compat_track_lines(clang::CodeGenOptions &options)
{
#if CLANG_VERSION_MAJOR >= 17
    namespace kinds = llvm::codegenoptions;
#else
    namespace kinds = clang::codegenoptions;
#endif
    if (options.OptimizationLevel && options.getDebugInfo() == kinds::NoDebugInfo)
        options.setDebugInfo(kinds::LocTrackingOnly);
}

inline unsigned compat_bit_width(const clang::FieldDecl *field, const clang::ASTContext &context)
{
#if CLANG_VERSION_MAJOR >= 20
    (void)context;
    return field->getBitWidthValue();
#else
    return field->getBitWidthValue(context);
#endif
}

inline clang::QualType compat_record_type(const clang::ASTContext &context, const clang::RecordDecl *record)
{
#if CLANG_VERSION_MAJOR >= 22
    return context.getCanonicalTagType(record);
#else
    return context.getRecordType(record);
#endif
}

#endif
