/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* What the files that see Clang's AST offer each other; pass.h has what the passes offer. */
#ifndef IOMEM_PLUGIN_H
#define IOMEM_PLUGIN_H

#include "compat-ast.h"
#include "iomem-core.h"

extern struct iomem_options options;
extern clang::CompilerInstance *compiler;

inline clang::ASTContext &ast()
{
    return compiler->getASTContext();
}

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
void checks_begin();
void checks_walk(clang::Decl *declaration);

/* calls.cc: the overloads that make calls of the table's functions typed, and what Clang accepts without them. */
void calls_begin(clang::Sema &sema);
void calls_use(clang::Sema &sema); /* the file has the header's words */
void calls_declared(clang::Sema &sema, clang::DeclGroupRef group);
/* The runtime's function for these IO sides, in no scope; `checked`: with the written object's size. */
clang::FunctionDecl *calls_form(const struct iomem_function *row, int sides, bool checked);

/* A function of this symbol, in no scope; a pointer into IO memory or RAM; a function as what a call calls. */
clang::FunctionDecl *calls_runtime(const char *symbol, clang::QualType result, llvm::ArrayRef<clang::QualType> types);
clang::QualType calls_pointer(clang::QualType type, bool constant, bool io);
clang::Expr *calls_refer(clang::Sema &sema, clang::FunctionDecl *function, clang::SourceLocation at);

/* redirect.cc: what takes the place of a call that is of IO memory, though its form is not; null if it stays. */
clang::Expr *redirect(clang::CallExpr *call);

/* trees.cc: nodes that take the place of others. */
clang::Expr *tree_integer(uint64_t value, clang::QualType type, clang::SourceLocation at);
clang::Expr *tree_convert(clang::Expr *scalar, clang::QualType type);
clang::Expr *tree_pointer(clang::Expr *pointer, clang::QualType type);
clang::Expr *tree_address(clang::Expr *lvalue, clang::QualType type);
clang::Expr *tree_value(clang::Expr *lvalue);
clang::Expr *tree_text(const std::string &text, clang::SourceLocation at);
/* What stands for the value, or the object, of `source` wherever else it is needed. */
clang::OpaqueValueExpr *tree_bind(clang::Expr *source);
/* The same of a new object in RAM; without an initial value if that is null. */
clang::OpaqueValueExpr *tree_object(clang::QualType type, clang::Expr *initial, clang::SourceLocation at);
/* In place of `source`: one after the other. The value is the last one's. */
clang::Expr *tree_sequence(clang::Expr *source, llvm::ArrayRef<clang::Expr *> expressions);
clang::Expr *tree_call(clang::FunctionDecl *function, llvm::ArrayRef<clang::Expr *> arguments, clang::SourceLocation at);

/* accesses.cc: scalars. Where an lvalue lies in the outermost object that is visible, and that one's type. */
struct iomem_position accesses_position(const clang::Expr *lvalue, clang::QualType *outermost = nullptr);
struct iomem_machine accesses_machine();
const char *accesses_parts(clang::QualType type);
void accesses_report_width(clang::SourceLocation location, clang::QualType type, const char *why);
void accesses_report_deref(clang::SourceLocation location, clang::QualType type);
void accesses_check(const clang::Expr *lvalue, clang::SourceLocation location);

/* bits.cc: bit-fields. What takes the place of an access is null if that stays. */
int bits_container(const clang::FieldDecl *field, struct iomem_bits *bits, char text[IOMEM_MESSAGE_SIZE]);
clang::Expr *bits_read(clang::Expr *lvalue, clang::SourceLocation at);
clang::Expr *bits_assign(clang::BinaryOperator *assignment);
clang::Expr *bits_step(clang::UnaryOperator *unary);

/* objects.cc: every access, and whole objects. */
void objects_atomic(bool atomic); /* whether OpenMP's pragma makes the accesses that follow atomic */
void objects_check(const clang::Expr *expression);
void objects_check_assembly(const clang::GCCAsmStmt *assembly);
/* What takes the place of an expression whose operands are as they are to be; null if it stays. `discarded`: nobody
   uses the value. */
clang::Expr *objects_rewrite(clang::Expr *expression, bool discarded);
/* The accesses that copy an object; reports what is inexact. */
std::string objects_plan(const clang::Expr *lvalue, clang::SourceLocation location);
/* The copy between what the pointer `io` points to and the lvalue `ram`. */
clang::Expr *objects_copy(bool writes, clang::Expr *io, clang::Expr *ram, const std::string &plan,
                          clang::SourceLocation at);

/* classes.cc: C++'s assignments of whole objects. */
void classes_begin();
void classes_defined(clang::Sema &sema, clang::TagDecl *tag);
void classes_use(clang::Sema &sema); /* the file has the header's words */
clang::Expr *classes_assign(clang::CallExpr *call);

#endif
