/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What the AST side leaves as calls: copies of whole objects by a plan, and accesses to bit-fields. Each becomes
 * ordinary loads and stores, of which the IO side's are volatile and of the widths that were decided; a plan that is too
 * long stays a call of the runtime. The RAM side's have no alignment and no type, so that they fit any object.
 */
#include "compat.h"
#include "pass.h"

#include "iomem-core.h"

using namespace llvm;

static StringRef callee_name(const CallBase &call)
{
    const Function *callee = called_function(call);
    StringRef name = callee ? callee->getName() : StringRef();

    name.consume_front("\01"); /* what keeps an asm label from being prefixed */
    return name;
}

static Type *integer_type(IRBuilder<> &builder, unsigned bytes)
{
    return builder.getIntNTy(bytes * 8);
}

/* The address `offset` bytes behind, as one of such an integer. */
static Value *address(IRBuilder<> &builder, Value *base, uint64_t offset, Type *type)
{
    unsigned space = base->getType()->getPointerAddressSpace();
    Value *bytes = builder.CreateBitCast(base, compat_pointer(builder.getContext(), space));

    if (offset)
        bytes = builder.CreateConstInBoundsGEP1_64(builder.getInt8Ty(), bytes, offset);
    return builder.CreateBitCast(bytes, compat_pointer_to(type, space));
}

static void copy_member(IRBuilder<> &builder, Value *to, Value *from, const struct iomem_access &access, bool writes)
{
    Type *type = integer_type(builder, access.size);
    Align io = Align(access.size), ram = Align(1);
    Value *source = address(builder, from, access.offset, type);
    Value *target = address(builder, to, access.offset, type);
    Value *value = builder.CreateAlignedLoad(type, source, writes ? ram : io, !writes);

    builder.CreateAlignedStore(value, target, writes ? io : ram, writes);
}

/* A plan that nothing refers to any more would be left in the object at -O0. */
static void erase_plan(Value *plan)
{
    auto *variable = dyn_cast<GlobalVariable>(plan->stripPointerCasts());

    if (!variable || !variable->hasLocalLinkage())
        return;
    variable->removeDeadConstantUsers();
    if (variable->use_empty())
        variable->eraseFromParent();
}

static void use_twin(CallBase &call, bool writes)
{
    char symbol[IOMEM_SYMBOL_SIZE];
    const Function *callee = called_function(call);

    iomem_object_symbol(writes, 1, symbol);
    FunctionCallee twin
        = call.getModule()->getOrInsertFunction(symbol, callee->getFunctionType(), callee->getAttributes());
    call.setCalledOperand(
        ConstantExpr::getBitCast(cast<Constant>(twin.getCallee()), call.getCalledOperand()->getType()));
}

/* Whether the module changed; the call may be gone. */
static bool expand_object(CallBase &call, bool writes)
{
    struct iomem_access accesses[IOMEM_MAX_INLINE];
    StringRef text;

    if (call.arg_size() != 3 || !call.getType()->isVoidTy())
        return false;
    Value *to = call.getArgOperand(0), *from = call.getArgOperand(1), *plan = call.getArgOperand(2);
    if (!to->getType()->isPointerTy() || !from->getType()->isPointerTy() || !plan->getType()->isPointerTy())
        return false;
    int count = getConstantStringInfo(plan, text) ? iomem_plan_accesses(text.str().c_str(), accesses) : -1;
    if (count < 0) {
        bool sanitized = call.getFunction()->hasFnAttribute(Attribute::SanitizeAddress);
        if (sanitized)
            use_twin(call, writes);
        return sanitized;
    }

    IRBuilder<> builder(&call);
    for (int i = 0; i < count; i++)
        copy_member(builder, to, from, accesses[i], writes);
    erase_call(call);
    erase_plan(plan);
    return true;
}

/* The bit-field that an accessor's operands name; false if it isn't one. */
static bool read_bits(const CallBase &call, struct iomem_bits &bits, bool &is_signed)
{
    uint64_t operand[4];

    if (!call.getArgOperand(0)->getType()->isPointerTy() || !call.getType()->isIntegerTy(64))
        return false;
    for (unsigned i = 0; i < 4; i++) {
        auto *constant = dyn_cast<ConstantInt>(call.getArgOperand(i + 1));
        if (!constant || constant->getValue().getActiveBits() > 32)
            return false;
        operand[i] = constant->getZExtValue();
    }
    bits = {0, (unsigned)operand[0], (unsigned)operand[1], (unsigned)operand[2]};
    is_signed = operand[3] != 0;
    return isPowerOf2_64(operand[0]) && operand[0] <= 8 && operand[2] && operand[1] + operand[2] <= operand[0] * 8;
}

/* The low bits of the value, as the bit-field's type extends them to 64. */
static Value *extend(IRBuilder<> &builder, Value *value, unsigned count, bool is_signed)
{
    Value *narrow = builder.CreateTrunc(value, builder.getIntNTy(count));
    return is_signed ? builder.CreateSExt(narrow, builder.getInt64Ty())
                     : builder.CreateZExt(narrow, builder.getInt64Ty());
}

/* What the container holds when the bit-field's bits are those of the value. */
static Value *insert(IRBuilder<> &builder, Value *container, Value *value, const struct iomem_bits &bits)
{
    unsigned width = bits.size * 8;
    APInt mask = APInt::getBitsSet(width, bits.shift, bits.shift + bits.count);
    Value *shifted = builder.CreateShl(builder.CreateTrunc(value, container->getType()), bits.shift);

    return builder.CreateOr(builder.CreateAnd(container, ConstantInt::get(container->getType(), ~mask)),
                            builder.CreateAnd(shifted, ConstantInt::get(container->getType(), mask)));
}

static bool expand_bits(CallBase &call, bool store)
{
    struct iomem_bits bits;
    bool is_signed;

    if (call.arg_size() != (store ? 6u : 5u) || !read_bits(call, bits, is_signed)
        || (store && !call.getArgOperand(5)->getType()->isIntegerTy(64))) {
        report_access(call, "__iomem", " with operands that are no bit-field");
        return false;
    }
    IRBuilder<> builder(&call);
    Type *type = integer_type(builder, bits.size);
    Value *place = address(builder, call.getArgOperand(0), 0, type);
    Value *container = builder.CreateAlignedLoad(type, place, Align(bits.size), true), *result;
    if (store) {
        Value *value = call.getArgOperand(5);
        builder.CreateAlignedStore(insert(builder, container, value, bits), place, Align(bits.size), true);
        result = extend(builder, value, bits.count, is_signed);
    } else {
        result = extend(builder, builder.CreateLShr(container, bits.shift), bits.count, is_signed);
    }
    call.replaceAllUsesWith(result);
    erase_call(call);
    return true;
}

bool expand_call(CallBase &call)
{
    char fromio[IOMEM_SYMBOL_SIZE], toio[IOMEM_SYMBOL_SIZE];
    StringRef name = callee_name(call);

    if (name.substr(0, 5) != "iomem")
        return false;
    iomem_object_symbol(0, 0, fromio);
    iomem_object_symbol(1, 0, toio);
    if (name == fromio || name == toio)
        return expand_object(call, name == toio);
    if (name == "iomem.bits.load" || name == "iomem.bits.store")
        return expand_bits(call, name == "iomem.bits.store");
    return false;
}

/* A use of an accessor of bit-fields other than a call: there is no such function. */
static void report_uses(Function &accessor)
{
    SmallVector<User *, 8> users(accessor.users());

    while (!users.empty()) {
        User *user = users.pop_back_val();
        auto *instruction = dyn_cast<Instruction>(user);
        if (instruction)
            report_access(*instruction, "__iomem", " that takes the address of an accessor of bit-fields");
        else if (isa<ConstantExpr>(user))
            users.append(user->user_begin(), user->user_end());
    }
}

bool finish_expansion(Module &module)
{
    bool changed = false;

    for (const char *name : {"iomem.bits.load", "iomem.bits.store", "\01iomem.bits.load", "\01iomem.bits.store"}) {
        Function *accessor = module.getFunction(name);
        if (!accessor)
            continue;
        accessor->removeDeadConstantUsers();
        if (accessor->use_empty()) {
            accessor->eraseFromParent();
            changed = true;
        } else {
            report_uses(*accessor);
        }
    }
    return changed;
}
