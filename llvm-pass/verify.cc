/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * At the end nothing may be left that reaches IO memory in another way than rewrite_module() leaves: an
 * access that LLVM may move, merge or split, or one whose code libc or the back end chooses.
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

static void verify_access(Instruction &access, const Value *pointer, bool is_volatile)
{
    if (const char *word = io_pointer_word(pointer))
        if (!is_volatile)
            report_access(access, word, "an access that is not volatile");
}

/* If the checks have let one pass, its class was switched off. */
static void verify_atomic(Instruction &access, const Value *pointer, const struct judgement &judgement)
{
    if (const char *word = io_pointer_word(pointer))
        if (!judgement.checked)
            report_access(access, word, "an atomic access");
}

void verify_module(Module &module, const struct judgement &judgement)
{
    for (Function &function : module)
        for (Instruction &instruction : instructions(function)) {
            const Value *pointer = getLoadStorePointerOperand(&instruction);
            if (pointer && instruction.isAtomic())
                verify_atomic(instruction, pointer, judgement);
            else if (pointer)
                verify_access(instruction, pointer, instruction.isVolatile());
            else if (auto *change = dyn_cast<AtomicRMWInst>(&instruction))
                verify_atomic(*change, change->getPointerOperand(), judgement);
            else if (auto *exchange = dyn_cast<AtomicCmpXchgInst>(&instruction))
                verify_atomic(*exchange, exchange->getPointerOperand(), judgement);
            else if (auto *call = dyn_cast<CallBase>(&instruction))
                verify_call(*call);
        }
}
