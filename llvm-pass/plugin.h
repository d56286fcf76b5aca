/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* What the files that see Clang's AST offer each other; pass.h has what the passes offer. */
#ifndef IOMEM_PLUGIN_H
#define IOMEM_PLUGIN_H

#include "compat-ast.h"
#include "iomem-core.h"

extern struct iomem_options options;
extern clang::CompilerInstance *compiler;

/* space.cc: what makes __iomem a type, and which types and casts carry __force. */
enum difference { SAME, ADDS, REMOVES };

void space_init();
bool io_type_p(clang::QualType type);    /* an object of this type lies in IO memory; arrays included */
bool io_pointer_p(clang::QualType type); /* a pointer or reference to such an object */
bool forced_p(clang::TypeLoc type);      /* __force stands at some level of it */
bool forced_p(const clang::ExplicitCastExpr *cast);
bool forced_p(clang::SourceRange range); /* the same of C++, where the type doesn't keep it */
/* Whether going from `from` to `to` adds or removes __iomem, at any depth. */
enum difference compare_spaces(clang::QualType to, clang::QualType from);
/* The type of an expression as an operand: arrays and functions as pointers. */
clang::QualType operand_type(const clang::Expr *expression);

/* checks.cc: every diagnostic of a class, and the walk over what was parsed. */
void report(enum iomem_class c, clang::SourceLocation location, const char *format,
            clang::QualType first = clang::QualType(), clang::QualType second = clang::QualType());
void warn(clang::SourceLocation location, const std::string &message);
void refuse(clang::SourceLocation location, const std::string &message);
void checks_walk(clang::Decl *declaration);

/* calls.cc: the overloads that make calls of the table's functions typed, and what Clang accepts without them. */
void calls_begin(clang::Sema &sema);
void calls_use(clang::Sema &sema); /* the file has the header's words */
void calls_declared(clang::Sema &sema, clang::DeclGroupRef group);
/* The runtime's function for these IO sides, in no scope; `checked`: with the written object's size. */
clang::FunctionDecl *calls_form(const struct iomem_function *row, int sides, bool checked);

/* redirect.cc: what takes the place of a call that is of IO memory, though its form is not; null if it stays. */
clang::Expr *redirect(clang::CallExpr *call);

/* objects.cc, accesses.cc: what is refused until it can be done exactly. */
void objects_atomic(bool atomic); /* whether OpenMP's pragma makes the accesses that follow atomic */
void objects_check(const clang::Expr *expression);
void accesses_check(const clang::Expr *lvalue, clang::SourceLocation location);

#endif
