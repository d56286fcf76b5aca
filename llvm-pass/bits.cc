/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Bit-fields in IO memory, for which Clang would choose an access by itself. Each read becomes a call of
 * iomem.bits.load, each store one of iomem.bits.store; the passes put the accesses of the container there:
 *
 *   uint64_t load(const volatile void __iomem *container, unsigned size, unsigned shift, unsigned count, int is_signed);
 *   uint64_t store(volatile void __iomem *container, unsigned size, unsigned shift, unsigned count, int is_signed,
 *                  uint64_t value);
 *
 * All numbers but the value are literals. The results are what the bit-field holds, extended.
 */
#include "plugin.h"

using namespace clang;

namespace {

struct bit_field {
    const MemberExpr *member;
    struct iomem_bits bits;
    QualType type;
};

} // namespace

static QualType value_type()
{
    return ast().getIntTypeForBitwidth(64, 0);
}

/* What the source says of the structure's members; what it doesn't, C++'s base classes, stands before them. */
int bits_container(const FieldDecl *field, struct iomem_bits *bits, char text[IOMEM_MESSAGE_SIZE])
{
    const RecordDecl *record = field->getParent();
    const ASTRecordLayout &layout = ast().getASTRecordLayout(record);
    llvm::SmallVector<struct iomem_member, 16> members;
    size_t which = 0;

    if (const auto *derived = dyn_cast<CXXRecordDecl>(record))
        for (const CXXBaseSpecifier &base : derived->bases()) {
            const CXXRecordDecl *declaration = base.getType()->getAsCXXRecordDecl();
            if (!declaration->isEmpty() && !base.isVirtual())
                members.push_back({(uint64_t)ast().toBits(layout.getBaseClassOffset(declaration)),
                                   (uint64_t)ast().toBits(
                                       ast().getASTRecordLayout(declaration).getDataSize()),
                                   0});
        }
    for (const FieldDecl *other : record->fields()) {
        uint64_t width = other->isBitField() ? compat_bit_width(other, ast()) : 0;
        if (other->isBitField() && (!other->getIdentifier() || !width))
            continue;
        if (record->isUnion() && other != field)
            continue;
        if (other == field)
            which = members.size();
        uint64_t size = ast().getTypeSizeInChars(other->getType()).getQuantity();
        members.push_back({ast().getFieldOffset(other), other->isBitField() ? width : size * 8,
                           other->isBitField() ? size : 0});
    }
    return iomem_container(members.data(), members.size(), which, layout.getSize().getQuantity(),
                           ast().getTargetInfo().isBigEndian(), bits, text);
}

/* The bit-field that this is, if its container can be accessed; otherwise that is reported. */
static bool find_bits(const Expr *lvalue, SourceLocation location, struct bit_field &found)
{
    found.member = dyn_cast<MemberExpr>(lvalue->IgnoreParens());
    const auto *field = found.member ? dyn_cast<FieldDecl>(found.member->getMemberDecl()) : nullptr;
    if (!field || !field->isBitField()) {
        refuse(location, "this access to a bit-field in '__iomem' memory");
        return false;
    }
    if (field->isInvalidDecl() || field->getParent()->isInvalidDecl())
        return false;
    found.type = field->getType().getUnqualifiedType();

    char text[IOMEM_MESSAGE_SIZE];
    if (!bits_container(field, &found.bits, text)) {
        struct iomem_position position = accesses_position(found.member);
        position.offset -= ast().getFieldOffset(field) / 8;
        position.offset += found.bits.offset;
        if (!iomem_inexact(accesses_machine(), found.bits.size, position, text))
            return true;
    }
    accesses_report_width(location, found.type, text);
    return false;
}

static Expr *container(const struct bit_field &field, SourceLocation at)
{
    auto *member = const_cast<MemberExpr *>(field.member);
    QualType byte = calls_pointer(ast().CharTy, false, true);
    Expr *structure = member->isArrow() ? tree_pointer(member->getBase(), byte) : tree_address(member->getBase(), byte);

    if (field.bits.offset)
        structure = BinaryOperator::Create(
            ast(), structure, tree_integer(field.bits.offset, ast().getPointerDiffType(), at), BO_Add, byte,
            VK_PRValue, OK_Ordinary, at, FPOptionsOverride());
    return structure;
}

static FunctionDecl *bits_function(bool writes)
{
    QualType number = ast().UnsignedIntTy;
    llvm::SmallVector<QualType, 6> types = {calls_pointer(ast().VoidTy, !writes, true), number, number, number,
                                            ast().IntTy};
    if (writes)
        types.push_back(value_type());
    return calls_runtime(writes ? "iomem.bits.store" : "iomem.bits.load", value_type(), types);
}

/* The load from this container, or the store of `value`. */
static Expr *access_bits(const struct bit_field &field, Expr *address, Expr *value, SourceLocation at)
{
    FunctionDecl *callee = bits_function(value);
    QualType number = ast().UnsignedIntTy;
    llvm::SmallVector<Expr *, 6> arguments = {
        tree_pointer(address, callee->getParamDecl(0)->getType()),
        tree_integer(field.bits.size, number, at),
        tree_integer(field.bits.shift, number, at),
        tree_integer(field.bits.count, number, at),
        tree_integer(field.type->isSignedIntegerOrEnumerationType(), ast().IntTy, at)};

    if (value)
        arguments.push_back(value);
    return tree_call(callee, arguments, at);
}

static Expr *load_bits(const struct bit_field &field, Expr *address, SourceLocation at)
{
    return access_bits(field, address, nullptr, at);
}

/* `value` is of the bit-field's type, or of 64 bits. */
static Expr *store_bits(const struct bit_field &field, Expr *address, Expr *value, SourceLocation at)
{
    return access_bits(field, address, tree_convert(value, value_type()), at);
}

/* The value of an lvalue that is a bit-field, or in C++ one of several; null if it stays as it is. */
static Expr *read_bits(Expr *lvalue, SourceLocation at)
{
    Expr *inner = lvalue->IgnoreParens();
    struct bit_field field;

    if (auto *comma = dyn_cast<BinaryOperator>(inner)) {
        if (comma->getOpcode() == BO_Comma) {
            Expr *value = read_bits(comma->getRHS(), at);
            return value ? BinaryOperator::Create(ast(), comma->getLHS(), value, BO_Comma, value->getType(),
                                                  VK_PRValue, OK_Ordinary, comma->getOperatorLoc(), FPOptionsOverride())
                         : nullptr;
        }
    } else if (auto *conditional = dyn_cast<ConditionalOperator>(inner)) {
        Expr *yes = read_bits(conditional->getTrueExpr(), at), *no = read_bits(conditional->getFalseExpr(), at);
        if (!yes || !no)
            return nullptr;
        return new (ast()) ConditionalOperator(conditional->getCond(), conditional->getQuestionLoc(), yes,
                                                   conditional->getColonLoc(), no, yes->getType(), VK_PRValue,
                                                   OK_Ordinary);
    }
    if (inner->isPRValue())
        return inner;
    if (!inner->refersToBitField()) { /* the other arm of a conditional */
        if (io_type_p(inner->getType()))
            accesses_check(inner, at);
        return tree_value(inner);
    }
    if (!find_bits(inner, at, field))
        return nullptr;
    accesses_report_deref(at, field.type);
    return tree_convert(load_bits(field, container(field, at), at), field.type);
}

Expr *bits_read(Expr *lvalue, SourceLocation at)
{
    return read_bits(lvalue, at);
}

static bool find_to_store(const Expr *lvalue, SourceLocation at, struct bit_field &field)
{
    if (!find_bits(lvalue, at, field))
        return false;
    accesses_report_deref(at, field.type);
    std::string size = std::to_string(field.bits.size);
    report(IOMEM_BITFIELD, at,
           ("storing to a bit-field in '__iomem' memory reads and writes its container of " + size
            + (field.bits.size == 1 ? " byte" : " bytes"))
               .c_str());
    return true;
}

/* As C++ says, and Clang does it in C, the right side comes first. */
Expr *bits_assign(BinaryOperator *assignment)
{
    SourceLocation at = assignment->getOperatorLoc();
    llvm::SmallVector<Expr *, 3> sequence;
    Expr *right = assignment->getRHS();
    struct bit_field field;

    if (!find_to_store(assignment->getLHS(), at, field))
        return nullptr;
    if (right->HasSideEffects(ast())) {
        right = tree_bind(right);
        sequence.push_back(right);
    }
    Expr *address = container(field, at);
    if (const auto *compound = dyn_cast<CompoundAssignOperator>(assignment)) {
        address = tree_bind(address);
        sequence.push_back(address);
        Expr *left = tree_convert(tree_convert(load_bits(field, address, at), field.type),
                                  compound->getComputationLHSType());
        right = BinaryOperator::Create(ast(), left, right,
                                       BinaryOperator::getOpForCompoundAssignment(compound->getOpcode()),
                                       compound->getComputationResultType(), VK_PRValue, OK_Ordinary, at,
                                       FPOptionsOverride());
    }
    right = tree_convert(right, field.type);
    sequence.push_back(tree_convert(store_bits(field, address, right, at), field.type));
    return tree_sequence(assignment, sequence);
}

/* Arithmetic in 64 bits leaves the right bits, except those of a _Bool, which counts to 1 and back. */
Expr *bits_step(UnaryOperator *unary)
{
    SourceLocation at = unary->getOperatorLoc();
    struct bit_field field;

    if (!find_to_store(unary->getSubExpr(), at, field))
        return nullptr;
    OpaqueValueExpr *address = tree_bind(container(field, at));
    OpaqueValueExpr *old = tree_bind(load_bits(field, address, at));
    Expr *one = tree_integer(1, value_type(), at);
    Expr *value = BinaryOperator::Create(ast(), old, one,
                                         unary->isIncrementOp() ? BO_Add
                                         : field.type->isBooleanType() ? BO_Xor : BO_Sub,
                                         value_type(), VK_PRValue, OK_Ordinary, at, FPOptionsOverride());
    if (unary->isIncrementOp() && field.type->isBooleanType())
        value = one;
    Expr *stored = store_bits(field, address, value, at);
    if (unary->isPrefix())
        return tree_sequence(unary, {address, old, tree_convert(stored, field.type)});
    return tree_sequence(unary, {address, old, stored, tree_convert(old, field.type)});
}
