/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What a load or a store of IO memory is of: a scalar stays as it is, a bit-field and a whole object, which Clang
 * would access as it likes, become other expressions. An object is copied between IO memory and one in RAM by the
 * accesses that its type prescribes, which the runtime's functions take as text (iomem/plan.h):
 *
 *   *ram = *io    object in RAM; iomem_object_fromio(&object, &*io, plan); its value
 *   *io = *ram    object in RAM = *ram; iomem_object_toio(&*io, &object, plan); its value
 *
 * In C each load is a cast of an lvalue and each store an assignment.
 */
#include "plugin.h"

#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecordLayout.h"

#include <cstdlib>

using namespace clang;

static bool all_atomic;

/* The objects in RAM that reads fill, by what stands for the read. */
static llvm::DenseMap<const Expr *, OpaqueValueExpr *> filled;

void objects_atomic(bool atomic)
{
    all_atomic = atomic;
}

static uint64_t size_of(QualType type)
{
    return ast().getTypeSizeInChars(type).getQuantity();
}

/* Layouts. */

static void lay_out_members(struct iomem_layout *layout, const RecordDecl *record, uint64_t offset);

/* One element of an array, or what is none. */
static void lay_out_value(struct iomem_layout *layout, QualType type, uint64_t offset, uint64_t count, bool array)
{
    if (type->isReferenceType())
        type = ast().VoidPtrTy;
    if (const auto *atomic = type->getAs<AtomicType>())
        type = atomic->getValueType();
    if (!type->isRecordType()) {
        if (const char *why = accesses_parts(type))
            iomem_layout_fail(layout, why);
        iomem_layout_scalars(layout, offset, size_of(type), count, array);
        return;
    }
    const RecordDecl *record = type->castAs<RecordType>()->getDecl()->getDefinition();
    if (array && record->isUnion()) {
        iomem_layout_array(layout, offset, count, size_of(type));
        iomem_layout_bytes(layout, 0, size_of(type));
        iomem_layout_end_array(layout);
    } else if (array) {
        iomem_layout_array(layout, offset, count, size_of(type));
        lay_out_members(layout, record, 0);
        iomem_layout_end_array(layout);
    } else if (record->isUnion()) {
        iomem_layout_bytes(layout, offset, size_of(type));
    } else {
        lay_out_members(layout, record, offset);
    }
}

/* Arrays of arrays are one. One of no known size, at the end of a structure, is no part of its value. */
static void lay_out(struct iomem_layout *layout, QualType type, uint64_t offset)
{
    uint64_t count = 1;
    bool array = false;

    while (const ArrayType *outer = ast().getAsArrayType(type)) {
        const auto *constant = dyn_cast<ConstantArrayType>(outer);
        count *= constant ? constant->getSize().getZExtValue() : 0;
        type = outer->getElementType();
        array = true;
    }
    if (count)
        lay_out_value(layout, type, offset, count, array);
}

static void lay_out_members(struct iomem_layout *layout, const RecordDecl *record, uint64_t offset)
{
    const ASTRecordLayout &places = ast().getASTRecordLayout(record);

    if (const auto *derived = dyn_cast<CXXRecordDecl>(record))
        for (const CXXBaseSpecifier &base : derived->bases()) {
            const CXXRecordDecl *declaration = base.getType()->getAsCXXRecordDecl();
            lay_out_members(layout, declaration, offset + places.getBaseClassOffset(declaration).getQuantity());
        }
    for (const FieldDecl *field : record->fields()) {
        uint64_t place = ast().getFieldOffset(field);
        if (!field->isBitField()) {
            lay_out(layout, field->getType(), offset + place / 8);
        } else if (field->getIdentifier() && compat_bit_width(field, ast())) {
            char text[IOMEM_MESSAGE_SIZE];
            struct iomem_bits bits;
            if (bits_container(field, &bits, text))
                iomem_layout_fail(layout, text);
            else
                iomem_layout_bits(layout, offset, &bits);
        }
    }
}

/* What can't be done member by member goes by bytes, if its diagnostic lets it be compiled. */
std::string objects_plan(const Expr *lvalue, SourceLocation location)
{
    QualType type = lvalue->getType().getCanonicalType().getUnqualifiedType(), outermost;
    struct iomem_position position = accesses_position(lvalue, &outermost);
    uint64_t alignment = ast().getTypeAlignInChars(outermost).getQuantity();
    struct iomem_layout layout;

    accesses_report_deref(location, type);
    iomem_layout_begin(&layout, accesses_machine(), alignment, position);
    lay_out(&layout, type, 0);
    char *text = iomem_layout_end(&layout);
    if (!text) {
        report(IOMEM_WIDTH, location,
               (std::string("copying %0 from or to '__iomem' memory takes an access that is not one instruction: ")
                + layout.reason)
                   .c_str(),
               type);
        iomem_layout_begin(&layout, accesses_machine(), alignment, position);
        iomem_layout_bytes(&layout, 0, size_of(type));
        text = iomem_layout_end(&layout);
    }
    std::string plan = text ? text : "";
    free(text);
    return plan;
}

/* Copies. */

Expr *objects_copy(bool writes, Expr *io, Expr *ram, const std::string &plan, SourceLocation at)
{
    QualType device = calls_pointer(ast().VoidTy, !writes, true);
    QualType object = calls_pointer(ast().VoidTy, writes, false);
    QualType text = ast().getPointerType(ast().CharTy.withConst());
    char symbol[IOMEM_SYMBOL_SIZE];

    io = tree_pointer(io, device);
    if (plan.empty())
        return io;
    ram = tree_address(ram, object);
    Expr *last = tree_text(plan, at);
    iomem_object_symbol(writes, 0, symbol);
    if (writes)
        return tree_call(calls_runtime(symbol, ast().VoidTy, {device, object, text}), {io, ram, last}, at);
    return tree_call(calls_runtime(symbol, ast().VoidTy, {object, device, text}), {ram, io, last}, at);
}

static QualType address_type(const Expr *lvalue)
{
    return ast().getPointerType(lvalue->getType());
}

static Expr *read_object(Expr *lvalue, QualType type, SourceLocation at)
{
    std::string plan = objects_plan(lvalue, at);
    OpaqueValueExpr *object = tree_object(type, nullptr, at);
    Expr *copy = objects_copy(false, tree_address(lvalue, address_type(lvalue)), object, plan, at);
    Expr *value = tree_sequence(lvalue, {object, copy, tree_value(object)});
    filled[value] = object;
    return value;
}

/* What has been put in place of this read, if it is one. */
static PseudoObjectExpr *replaced_read(Expr *expression)
{
    while (auto *cast = dyn_cast<ImplicitCastExpr>(expression->IgnoreParens())) {
        if (cast->getCastKind() != CK_NoOp)
            return nullptr;
        expression = cast->getSubExpr();
    }
    auto *value = dyn_cast<PseudoObjectExpr>(expression->IgnoreParens());
    return value && filled.count(value) ? value : nullptr;
}

/* The object in RAM that has the value of an expression, after what `sequence` gets to fill it. */
static OpaqueValueExpr *object_of(Expr *value, llvm::SmallVectorImpl<Expr *> &sequence)
{
    QualType type = value->getType().getUnqualifiedType();
    auto *cast = dyn_cast<ImplicitCastExpr>(value->IgnoreParens());
    OpaqueValueExpr *object;

    if (PseudoObjectExpr *read = replaced_read(value)) {
        object = filled[read];
        sequence.push_back(object);
        sequence.push_back(read->getSemanticExpr(1));
        return object;
    }
    /* One that is there already will do. */
    if (cast && cast->getCastKind() == CK_LValueToRValue && !cast->getSubExpr()->getType().hasQualifiers())
        object = tree_bind(cast->getSubExpr());
    else
        object = tree_object(type, value, value->getExprLoc());
    sequence.push_back(object);
    return object;
}

/* The address comes first, as Clang has it. */
static Expr *assign_object(BinaryOperator *assignment, bool discarded)
{
    SourceLocation at = assignment->getOperatorLoc();
    Expr *lvalue = assignment->getLHS();
    llvm::SmallVector<Expr *, 5> sequence;
    std::string plan = objects_plan(lvalue, at);

    OpaqueValueExpr *address = tree_bind(tree_address(lvalue, address_type(lvalue)));
    sequence.push_back(address);
    OpaqueValueExpr *object = object_of(assignment->getRHS(), sequence);
    sequence.push_back(objects_copy(true, address, object, plan, at));
    if (!discarded)
        sequence.push_back(tree_value(object));
    return tree_sequence(assignment, sequence);
}

/* Accesses. */

enum access_kind { NO_ACCESS, SCALAR, OBJECT, BITS };

/* Of a type that Sema has refused, Clang can compute no layout. */
static bool erroneous_p(QualType type)
{
    const auto *record = type->getAs<RecordType>();
    if (!record)
        return false;
    const RecordDecl *declaration = record->getDecl()->getDefinition();
    if (!declaration || declaration->isInvalidDecl())
        return true;
    for (const FieldDecl *field : declaration->fields())
        if (field->isInvalidDecl() || erroneous_p(ast().getBaseElementType(field->getType())))
            return true;
    if (const auto *derived = dyn_cast<CXXRecordDecl>(declaration))
        for (const CXXBaseSpecifier &base : derived->bases())
            if (erroneous_p(base.getType()))
                return true;
    return false;
}

/* Whether the lvalue, or what it is a part of, has no layout because the source is in error. */
static bool without_layout_p(const Expr *lvalue)
{
    for (;;) {
        lvalue = lvalue->IgnoreParenCasts();
        QualType type = lvalue->getType();
        if (type->isPointerType())
            type = type->getPointeeType();
        if (erroneous_p(ast().getBaseElementType(type)))
            return true;
        if (const auto *member = dyn_cast<MemberExpr>(lvalue))
            lvalue = member->getBase();
        else if (const auto *element = dyn_cast<ArraySubscriptExpr>(lvalue))
            lvalue = element->getBase();
        else
            return false;
    }
}

/* What is loaded or stored; of what is no access of IO memory, or has been reported, nothing. */
static enum access_kind kind_of(const Expr *lvalue, SourceLocation location)
{
    QualType type = lvalue->getType();

    if (!io_type_p(type) || type->isFunctionType() || type->isVoidType() || type->isDependentType()
        || type->isArrayType() || type->isIncompleteType() || without_layout_p(lvalue))
        return NO_ACCESS;
    if (type->isAtomicType() || all_atomic) {
        report(IOMEM_ATOMIC, location, "atomic access to '__iomem' memory");
        return NO_ACCESS;
    }
    return type->isRecordType() ? OBJECT : lvalue->refersToBitField() ? BITS : SCALAR;
}

/* The cast itself stays, and makes nothing of the value that takes the lvalue's place. */
static void rewrite_load(CastExpr *cast)
{
    Expr *lvalue = cast->getSubExpr(), *value = nullptr;
    SourceLocation at = cast->getExprLoc();

    if (lvalue->isPRValue()) { /* in C++, an assignment that was an lvalue */
        cast->setCastKind(CK_NoOp);
        return;
    }
    switch (kind_of(lvalue, at)) {
    case SCALAR:
        accesses_check(lvalue, at);
        break;
    case OBJECT:
        value = read_object(lvalue, cast->getType().getUnqualifiedType(), at);
        break;
    case BITS:
        value = bits_read(lvalue, at);
        break;
    case NO_ACCESS:
        break;
    }
    if (value) {
        cast->setCastKind(CK_NoOp);
        cast->setSubExpr(value);
    }
}

static Expr *rewrite_assignment(BinaryOperator *assignment, bool discarded)
{
    Expr *lvalue = assignment->getLHS();
    SourceLocation at = assignment->getOperatorLoc();

    if (lvalue->isPRValue()) {
        refuse(at, "assigning to an assignment to a bit-field in '__iomem' memory");
        return nullptr;
    }
    switch (kind_of(lvalue, at)) {
    case SCALAR:
        accesses_check(lvalue, at);
        return nullptr;
    case OBJECT:
        return assignment->getOpcode() == BO_Assign ? assign_object(assignment, discarded) : nullptr;
    case BITS:
        return bits_assign(assignment);
    case NO_ACCESS:
        break;
    }
    return nullptr;
}

static Expr *rewrite_step(UnaryOperator *unary)
{
    Expr *lvalue = unary->getSubExpr();
    SourceLocation at = unary->getOperatorLoc();

    if (lvalue->isPRValue()) {
        refuse(at, "assigning to an assignment to a bit-field in '__iomem' memory");
        return nullptr;
    }
    switch (kind_of(lvalue, at)) {
    case SCALAR:
        accesses_check(lvalue, at);
        return nullptr;
    case BITS:
        return bits_step(unary);
    default:
        return nullptr;
    }
}

/* In C++ an assignment is an lvalue, and what is put in the place of one to a bit-field is none. */
static void follow_operand(Expr *expression, const Expr *operand)
{
    if (expression->isPRValue() || !operand->isPRValue())
        return;
    expression->setValueKind(VK_PRValue);
    expression->setObjectKind(OK_Ordinary);
    expression->setType(operand->getType());
}

Expr *objects_rewrite(Expr *expression, bool discarded)
{
    if (auto *cast = dyn_cast<CastExpr>(expression)) {
        if (cast->getCastKind() == CK_LValueToRValue)
            rewrite_load(cast);
        else if (cast->getCastKind() == CK_LValueToRValueBitCast
                 && kind_of(cast->getSubExpr(), cast->getExprLoc()) != NO_ACCESS)
            refuse(cast->getExprLoc(), "reading another type than that of an object in '__iomem' memory");
    } else if (auto *binary = dyn_cast<BinaryOperator>(expression)) {
        if (binary->isAssignmentOp())
            return rewrite_assignment(binary, discarded);
        if (binary->getOpcode() == BO_Comma)
            follow_operand(binary, binary->getRHS());
    } else if (auto *unary = dyn_cast<UnaryOperator>(expression)) {
        if (unary->isIncrementDecrementOp())
            return rewrite_step(unary);
        if (unary->getOpcode() == UO_Extension)
            follow_operand(unary, unary->getSubExpr());
    } else if (auto *parenthesised = dyn_cast<ParenExpr>(expression)) {
        follow_operand(parenthesised, parenthesised->getSubExpr());
    } else if (auto *full = dyn_cast<FullExpr>(expression)) {
        follow_operand(full, full->getSubExpr());
    } else if (auto *conditional = dyn_cast<ConditionalOperator>(expression)) {
        const Expr *yes = conditional->getTrueExpr(), *no = conditional->getFalseExpr();
        if (conditional->isGLValue() && yes->isPRValue() && no->isPRValue())
            follow_operand(conditional, yes);
        else if (conditional->isGLValue() && yes->isPRValue() != no->isPRValue() && !yes->getType()->isVoidType()
                 && !no->getType()->isVoidType())
            refuse(conditional->getQuestionLoc(), "choosing an assignment to a bit-field in '__iomem' memory");
    } else if (auto *call = dyn_cast<CallExpr>(expression)) {
        return classes_assign(call);
    }
    return nullptr;
}

/* Whether a conversion from a class to its base reads in the object where that base is. */
static bool through_virtual_base_p(const CastExpr *cast)
{
    if (cast->getCastKind() == CK_DerivedToBase || cast->getCastKind() == CK_UncheckedDerivedToBase)
        for (const CXXBaseSpecifier *base : cast->path())
            if (base->isVirtual())
                return true;
    return false;
}

static bool io_operand_p(const Expr *operand)
{
    return io_pointer_p(operand_type(operand)) || io_type_p(operand->getType());
}

/* What is no load or store in the tree: C++ reads a class's hidden pointers, too. */
void objects_check(const Expr *expression)
{
    if (const auto *cast = dyn_cast<CastExpr>(expression)) {
        if ((cast->getCastKind() == CK_Dynamic || through_virtual_base_p(cast)) && io_operand_p(cast->getSubExpr()))
            refuse(cast->getExprLoc(), "finding a class in an object in '__iomem' memory");
    } else if (const auto *identity = dyn_cast<CXXTypeidExpr>(expression)) {
        if (identity->isPotentiallyEvaluated()
            && io_type_p(identity->getExprOperand()->IgnoreParenImpCasts()->getType()))
            refuse(identity->getExprLoc(), "finding the class of an object in '__iomem' memory");
    } else if (const auto *atomic = dyn_cast<AtomicExpr>(expression)) {
        if (io_pointer_p(operand_type(atomic->getPtr()->IgnoreParenImpCasts())))
            report(IOMEM_ATOMIC, atomic->getBeginLoc(), "atomic access to '__iomem' memory");
    }
}

/* Inline assembly. Sema loads an operand that can't be memory, as any other value. */
void objects_check_assembly(const GCCAsmStmt *assembly)
{
    const TargetInfo &target = ast().getTargetInfo();
    llvm::SmallVector<TargetInfo::ConstraintInfo, 4> outputs;

    for (unsigned i = 0; i < assembly->getNumOutputs() + assembly->getNumInputs(); i++) {
        bool output = i < assembly->getNumOutputs();
        unsigned k = output ? i : i - assembly->getNumOutputs();
        TargetInfo::ConstraintInfo constraint(output ? assembly->getOutputConstraint(k) : assembly->getInputConstraint(k),
                                              output ? assembly->getOutputName(k) : assembly->getInputName(k));
        bool known = output ? target.validateOutputConstraint(constraint)
                            : target.validateInputConstraint(outputs, constraint);
        const Expr *operand = output ? assembly->getOutputExpr(k) : assembly->getInputExpr(k);
        SourceLocation at = operand->getBeginLoc();
        if (output)
            outputs.push_back(constraint);
        if (!known || operand->isPRValue() || !io_type_p(operand->getType()))
            continue;
        if (constraint.allowsMemory() && (output || !constraint.allowsRegister())) {
            report(IOMEM_ASM, at, "operand of type %0 of inline assembly lies in '__iomem' memory",
                   operand->getType().getUnqualifiedType());
            continue;
        }
        enum access_kind kind = kind_of(operand, at);
        if (kind == SCALAR)
            accesses_check(operand, at);
        else if (kind != NO_ACCESS)
            refuse(at, "storing inline assembly's result to a bit-field or a whole object in '__iomem' memory");
    }
}
