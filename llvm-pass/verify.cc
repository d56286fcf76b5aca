/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * At the end nothing may be left that reaches IO memory in another way than rewrite_module() leaves: an
 * access that LLVM may move, merge or split, or one whose code libc or the back end chooses.
 *
 * Some back ends (SystemZ's) have no cast between address spaces, and crash on one. A conversion through an integer
 * of a pointer's width is the same, and they all have it.
 */
#include "compat.h"
#include "pass.h"

using namespace llvm;

void report_access(Instruction &access, const char *word, const char *reason)
{
    LLVMContext &context = access.getContext();

    /* The other pass may find it, too, and so may a second plugin. */
    if (access.getMetadata("iomem.reported"))
        return;
    access.setMetadata("iomem.reported", MDNode::get(context, {}));
    std::string message = std::string("'") + word + "' access that the iomem pass did not rewrite: ";
    if (auto *call = dyn_cast<CallBase>(&access))
        message += ("a call of '" + call->getCalledOperand()->stripPointerCasts()->getName() + "'").str();
    message += reason;
    context.diagnose(DiagnosticInfoUnsupported(*access.getFunction(), message, access.getDebugLoc()));
}

/* What a call of an intrinsic does to the memory that its arguments point to. */
static bool touches_memory(const IntrinsicInst &call)
{
    switch (call.getIntrinsicID()) {
    case Intrinsic::prefetch: /* no access that a device sees */
    case Intrinsic::lifetime_start:
    case Intrinsic::lifetime_end:
        return false;
    default:
        return !call.doesNotAccessMemory() && !call.onlyAccessesInaccessibleMemory();
    }
}

static void verify_call(CallBase &call)
{
    bool fortified;
    const char *word = io_operand_word(call);

    if (!word)
        return;
    if (auto *intrinsic = dyn_cast<IntrinsicInst>(&call)) {
        if (touches_memory(*intrinsic))
            report_access(call, word, "");
    } else if (called_row(call, fortified)) {
        report_access(call, word, "");
    }
}

static void verify_access(Instruction &access, const Value *pointer, bool is_volatile, bool is_atomic)
{
    const char *word = io_pointer_word(pointer);

    if (word && is_atomic)
        report_access(access, word, "an atomic access");
    else if (word && !is_volatile)
        report_access(access, word, "an access that is not volatile");
}

void verify_module(Module &module)
{
    for (Function &function : module)
        for (Instruction &instruction : instructions(function)) {
            if (auto *load = dyn_cast<LoadInst>(&instruction))
                verify_access(*load, load->getPointerOperand(), load->isVolatile(), load->isAtomic());
            else if (auto *store = dyn_cast<StoreInst>(&instruction))
                verify_access(*store, store->getPointerOperand(), store->isVolatile(), store->isAtomic());
            else if (auto *change = dyn_cast<AtomicRMWInst>(&instruction))
                verify_access(*change, change->getPointerOperand(), true, true);
            else if (auto *exchange = dyn_cast<AtomicCmpXchgInst>(&instruction))
                verify_access(*exchange, exchange->getPointerOperand(), true, true);
            else if (auto *call = dyn_cast<CallBase>(&instruction))
                verify_call(*call);
        }
}

static bool io_cast_p(const Value *cast, const Value *operand)
{
    return io_pointer_word(cast) || io_pointer_word(operand);
}

namespace {

/* The same constants without the casts; each is shared by whatever uses it. */
class constant_lowering {
    const DataLayout &layout;
    DenseMap<Constant *, Constant *> done;

    Constant *lower_operands(Constant *constant)
    {
        SmallVector<Constant *, 8> operands;
        bool changed = false;

        for (Value *value : constant->operand_values()) {
            auto *operand = dyn_cast<Constant>(value);
            if (!operand) /* the block of a BlockAddress */
                return constant;
            operands.push_back(lower(operand));
            changed |= operands.back() != operand;
        }
        if (auto *expression = dyn_cast<ConstantExpr>(constant)) {
            if (expression->getOpcode() == Instruction::AddrSpaceCast
                && io_cast_p(expression, expression->getOperand(0))) {
                Constant *integer = ConstantExpr::getPtrToInt(operands[0], layout.getIntPtrType(operands[0]->getType()));
                return ConstantExpr::getIntToPtr(integer, expression->getType());
            }
            return changed ? expression->getWithOperands(operands) : expression;
        }
        if (!changed)
            return constant;
        if (auto *array = dyn_cast<ConstantArray>(constant))
            return ConstantArray::get(array->getType(), operands);
        if (auto *object = dyn_cast<ConstantStruct>(constant))
            return ConstantStruct::get(object->getType(), operands);
        return isa<ConstantVector>(constant) ? ConstantVector::get(operands) : constant;
    }

public:
    constant_lowering(const Module &module) : layout(module.getDataLayout()) {}

    Constant *lower(Constant *constant)
    {
        if (isa<ConstantData>(constant) || isa<GlobalValue>(constant))
            return constant;
        auto found = done.find(constant);
        if (found != done.end())
            return found->second;
        Constant *lowered = lower_operands(constant);
        done[constant] = lowered;
        return lowered;
    }
};

} // namespace

static void lower_cast(AddrSpaceCastInst &cast)
{
    const DataLayout &layout = cast.getModule()->getDataLayout();
    IRBuilder<> builder(&cast);
    Value *pointer = cast.getOperand(0);
    Value *integer = builder.CreatePtrToInt(pointer, layout.getIntPtrType(pointer->getType()));

    cast.replaceAllUsesWith(builder.CreateIntToPtr(integer, cast.getType()));
    cast.eraseFromParent();
}

bool lower_casts(Module &module)
{
    constant_lowering constants(module);
    SmallVector<AddrSpaceCastInst *, 16> casts;
    bool changed = false;

    for (GlobalVariable &variable : module.globals()) {
        /* LLVM's own lists are no data, and are looked through for what they name. */
        if (!variable.hasInitializer() || variable.getName().substr(0, 5) == "llvm.")
            continue;
        Constant *lowered = constants.lower(variable.getInitializer());
        changed |= lowered != variable.getInitializer();
        variable.setInitializer(lowered);
    }
    for (GlobalAlias &alias : module.aliases()) {
        Constant *lowered = constants.lower(alias.getAliasee());
        changed |= lowered != alias.getAliasee();
        alias.setAliasee(lowered);
    }
    for (Function &function : module)
        for (Instruction &instruction : instructions(function)) {
            for (Use &use : instruction.operands())
                if (auto *constant = dyn_cast<Constant>(use.get())) {
                    Constant *lowered = constants.lower(constant);
                    changed |= lowered != constant;
                    use.set(lowered);
                }
            auto *cast = dyn_cast<AddrSpaceCastInst>(&instruction);
            if (cast && io_cast_p(cast, cast->getOperand(0)))
                casts.push_back(cast);
        }
    for (AddrSpaceCastInst *cast : casts)
        lower_cast(*cast);
    return changed || !casts.empty();
}
