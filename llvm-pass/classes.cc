/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * C++ assigns an object of a class by operator=, and the one that Clang makes takes no object in IO memory. So each
 * class that may be copied byte by byte gets further ones, for an object in IO memory on either side and on both. They
 * can be looked up, but are no members otherwise, so that the class stays as trivial as it is; and they are never
 * called: what takes the place of the call copies the object as its type prescribes.
 */
#include "plugin.h"

#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Sema/Sema.h"

using namespace clang;

enum { IO_OBJECT = 1, IO_VALUE = 2 };

/* Which sides of each of our operators are IO. */
static llvm::DenseMap<const FunctionDecl *, int> operators;
static bool classes_in_use;
static llvm::SmallVector<CXXRecordDecl *, 64> waiting_classes;

void classes_begin()
{
    operators.clear();
    waiting_classes.clear();
    classes_in_use = false;
}

static QualType qualified(QualType type, bool constant, bool restricted)
{
    Qualifiers qualifiers = calls_pointer(ast().VoidTy, constant, true)->getPointeeType().getQualifiers();

    /* No object in RAM has this qualifier: without it, Clang takes a volatile one for one that fits. */
    if (restricted)
        qualifiers.addRestrict();
    return ast().getQualifiedType(type, qualifiers);
}

static bool assigned_p(const CXXRecordDecl *record)
{
    for (const CXXBaseSpecifier &base : record->bases())
        if (!assigned_p(base.getType()->getAsCXXRecordDecl()))
            return false;
    for (const FieldDecl *field : record->fields()) {
        QualType type = ast().getBaseElementType(field->getType());
        const CXXRecordDecl *inner = type->getAsCXXRecordDecl();
        if (type.isConstQualified() || type->isReferenceType() || (inner && !assigned_p(inner)))
            return false;
    }
    for (const CXXMethodDecl *method : record->methods())
        if (method->isCopyAssignmentOperator() && method->isDeleted())
            return false;
    return true;
}

static void add_operator(CXXRecordDecl *record, int sides)
{
    SourceLocation at = record->getLocation();
    QualType type = compat_record_type(ast(), record);
    DeclarationNameInfo name(ast().DeclarationNames.getCXXOperatorName(OO_Equal), at);
    QualType value = ast().getLValueReferenceType(sides & IO_VALUE ? qualified(type, true, false) : type.withConst());
    QualType result = ast().getLValueReferenceType(sides & IO_OBJECT ? type.withConst() : type);
    FunctionProtoType::ExtProtoInfo information;

    information.ExceptionSpec.Type = EST_BasicNoexcept;
    if (sides & IO_OBJECT)
        information.TypeQuals = qualified(type, false, true).getQualifiers();
    QualType function = ast().getFunctionType(result, value, information);
    CXXMethodDecl *method = CXXMethodDecl::Create(ast(), record, at, name, function,
                                                  ast().getTrivialTypeSourceInfo(function, at), SC_None, false,
                                                  false, compat_not_constexpr, at);
    ParmVarDecl *parameter = ParmVarDecl::Create(ast(), method, at, at, nullptr, value,
                                                 ast().getTrivialTypeSourceInfo(value, at), SC_None, nullptr);
    parameter->setScopeInfo(0, 0);
    method->setParams(parameter);
    method->setImplicit();
    method->setAccess(AS_public);
    operators[method] = sides;
    record->makeDeclVisibleInContext(method);
}

static void add_operators(CXXRecordDecl *record)
{
    if (!compat_record_type(ast(), record).isTriviallyCopyableType(ast()) || !assigned_p(record))
        return;
    /* Clang puts into its table what it finds among the members, once: before ours, which are not there. */
    record->lookup(ast().DeclarationNames.getCXXOperatorName(OO_Equal));
    for (int sides = 1; sides <= (IO_OBJECT | IO_VALUE); sides++)
        add_operator(record, sides);
}

void classes_defined(Sema &sema, TagDecl *tag)
{
    auto *record = dyn_cast<CXXRecordDecl>(tag);

    if (!sema.getLangOpts().CPlusPlus || !record || !record->isCompleteDefinition() || record->isInvalidDecl()
        || record->isDependentContext() || record->isLambda())
        return;
    if (classes_in_use)
        add_operators(record);
    else
        waiting_classes.push_back(record);
}

void classes_use(Sema &)
{
    if (classes_in_use)
        return;
    classes_in_use = true;
    for (CXXRecordDecl *record : waiting_classes)
        add_operators(record);
    waiting_classes.clear();
}

static Expr *address_of(Expr *lvalue)
{
    return tree_address(lvalue, ast().getPointerType(lvalue->getType()));
}

Expr *classes_assign(CallExpr *call)
{
    const auto *method = dyn_cast_or_null<CXXMethodDecl>(call->getDirectCallee());
    auto found = method ? operators.find(method) : operators.end();
    if (found == operators.end())
        return nullptr;

    Sema &sema = compiler->getSema();
    SourceLocation at = call->getExprLoc();
    int sides = found->second;
    bool written = isa<CXXOperatorCallExpr>(call); /* as an operator, so that the right side comes first */
    Expr *target, *value = call->getArg(written ? 1 : 0);
    if (written) {
        target = call->getArg(0);
    } else {
        target = cast<CXXMemberCallExpr>(call)->getImplicitObjectArgument();
        if (target->getType()->isPointerType())
            target = UnaryOperator::Create(ast(), target, UO_Deref, target->getType()->getPointeeType(), VK_LValue,
                                           OK_Ordinary, at, false, FPOptionsOverride());
    }
    /* It has no definition, and needs none. */
    sema.UndefinedButUsed.erase(const_cast<CXXMethodDecl *>(method)->getCanonicalDecl());
    if (io_type_p(target->getType()) != !!(sides & IO_OBJECT) || io_type_p(value->getType()) != !!(sides & IO_VALUE)) {
        refuse(at, "this assignment of a whole object");
        return nullptr;
    }

    llvm::SmallVector<Expr *, 6> sequence;
    Expr *from = nullptr, *to = nullptr, *object;
    if (sides & IO_VALUE)
        from = tree_bind(address_of(value));
    else
        from = tree_bind(value);
    sequence.push_back(from);
    to = tree_bind(sides & IO_OBJECT ? address_of(target) : target);
    sequence.push_back(to);
    object = sides == IO_OBJECT ? from : to;
    if (sides == (IO_OBJECT | IO_VALUE)) {
        object = tree_object(compat_record_type(ast(), method->getParent()), nullptr, at);
        sequence.push_back(object);
    }
    if (sides & IO_VALUE)
        sequence.push_back(objects_copy(false, from, object, objects_plan(value, at), at));
    if (sides & IO_OBJECT)
        sequence.push_back(objects_copy(true, to, object, objects_plan(target, at), at));
    sequence.push_back(ImplicitCastExpr::Create(ast(), call->getType(), CK_NoOp, object, nullptr, VK_LValue,
                                                FPOptionsOverride()));
    return tree_sequence(call, sequence);
}
