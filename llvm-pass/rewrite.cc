/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What Clang's front end leaves to be done: loads and stores that are not volatile, and the calls of the
 * table's functions that it accepts by itself, because it retypes its built-in functions for pointers
 * into any address space. Many of those are intrinsics by now.
 *
 * An operand that was cast out of the space is left alone: here nobody can tell whether __force stood in
 * the cast.
 */
#include "compat.h"
#include "pass.h"

#include "iomem-core.h"
#include <iomem/guard.h>

using namespace llvm;

/* Take out every guard that the checks have passed, and leave the others as they are, byte for byte. */
static bool strip_guards(Module &module, unsigned &max_width)
{
    const std::string &text = module.getModuleInlineAsm();
    std::string rest;

    for (size_t begin = 0, end; begin < text.size(); begin = end) {
        size_t newline = text.find('\n', begin);
        end = newline == std::string::npos ? text.size() : newline + 1;
        StringRef line = StringRef(text).slice(begin, newline);
        if (!line.consume_front(IOMEM_GUARD_CHECKED)
            || (line.consume_front(IOMEM_GUARD_MAX_WIDTH)
                && (line.consumeInteger(10, max_width) || !line.consume_front(IOMEM_GUARD_MAX_WIDTH_END)))
            || !line.empty())
            rest.append(text, begin, end - begin);
    }
    if (rest.size() == text.size())
        return false;
    module.setModuleInlineAsm(rest);
    return true;
}

/*
 * In a loop that a pragma says to be parallel (OpenMP's, or Clang's assume_safety) LLVM merges even volatile
 * accesses into vectors; one that doesn't belong to the pragma's group makes the loop an ordinary one.
 */
static bool leave_parallel_loop(Instruction &access)
{
    bool changed = false;

    for (unsigned kind : {LLVMContext::MD_access_group, LLVMContext::MD_mem_parallel_loop_access})
        if (access.getMetadata(kind)) {
            access.setMetadata(kind, nullptr);
            changed = true;
        }
    return changed;
}

static bool make_volatile(Instruction &access)
{
    bool changed = false;

    if (auto *load = dyn_cast<LoadInst>(&access)) {
        if (!io_pointer_word(load->getPointerOperand()))
            return false;
        changed = !load->isVolatile();
        load->setVolatile(true);
    } else if (auto *store = dyn_cast<StoreInst>(&access)) {
        if (!io_pointer_word(store->getPointerOperand()))
            return false;
        changed = !store->isVolatile();
        store->setVolatile(true);
    } else {
        return false;
    }
    return leave_parallel_loop(access) || changed;
}

/* LLVM 14 calls a function of another type through a cast of its address. */
static Function *called_function(const CallBase &call)
{
    return dyn_cast<Function>(call.getCalledOperand()->stripPointerCasts());
}

/* Whether the values that a function of this type takes and returns are those of the row's. */
static bool same_shape(const FunctionType &type, const struct iomem_function *row, bool fortified)
{
    unsigned count = iomem_argument_count(row);

    if (type.getNumParams() != count + fortified)
        return false;
    for (unsigned i = 0; i < type.getNumParams(); i++)
        if (iomem_argument_side(row, i) ? !type.getParamType(i)->isPointerTy() : !type.getParamType(i)->isIntegerTy())
            return false;
    return !iomem_result_side(row) || type.getReturnType()->isPointerTy();
}

const struct iomem_function *called_row(const CallBase &call, bool &fortified)
{
    const Function *callee = called_function(call);
    enum iomem_spelling spelling;

    if (!callee || callee->isIntrinsic())
        return nullptr;
    const struct iomem_function *row = iomem_find_function(callee->getName().str().c_str(), &spelling);
    if (!row || row->address >= 0)
        return nullptr;
    fortified = spelling == IOMEM_FORTIFIED;
    /* A prototype of its own says that it is another function, which only shares the name. */
    const FunctionType &type = *callee->getFunctionType();
    if (!type.isVarArg() && &type == call.getFunctionType() && !same_shape(type, row, fortified))
        return nullptr;
    return row;
}

static const struct iomem_function *intrinsic_row(const CallBase &call)
{
    enum iomem_spelling spelling;

    if (isa<MemSetInst>(call))
        return iomem_find_function("memset", &spelling);
    if (isa<MemMoveInst>(call))
        return iomem_find_function("memmove", &spelling);
    return isa<MemCpyInst>(call) ? iomem_find_function("memcpy", &spelling) : nullptr;
}

static Type *size_type(const Module &module)
{
    return module.getDataLayout().getIntPtrType(module.getContext());
}

/* The value as the runtime's function takes it; null if it is not of a type that could be. */
static Value *adapt(IRBuilder<> &builder, Value *value, const struct iomem_function *row, unsigned argument,
                    bool intrinsic, const Module &module)
{
    Type *type = value->getType();

    if (argument < iomem_argument_count(row) && iomem_argument_side(row, argument)) {
        if (!type->isPointerTy())
            return nullptr;
        return builder.CreateBitCast(value, compat_pointer(module.getContext(), type->getPointerAddressSpace()));
    }
    if (!type->isIntegerTy())
        return nullptr;
    Type *wanted = argument < iomem_argument_count(row) && row->role[argument] == IOMEM_INT ? builder.getInt32Ty()
                                                                                           : size_type(module);
    if (intrinsic) /* a byte to fill with, or a length of any width */
        return builder.CreateZExtOrTrunc(value, wanted);
    /* Without a prototype, an int where a size is wanted. */
    if (auto *constant = dyn_cast<ConstantInt>(value))
        if (constant->getBitWidth() <= 64)
            return ConstantInt::get(wanted, constant->getSExtValue(), true);
    return type == wanted ? value : nullptr;
}

static Type *result_type(const struct iomem_function *row, ArrayRef<Value *> arguments, const Module &module)
{
    LLVMContext &context = module.getContext();

    switch (row->result) {
    case IOMEM_RESULT_VOID:
        return Type::getVoidTy(context);
    case IOMEM_RESULT_INTEGER:
        return Type::getInt32Ty(context);
    case IOMEM_RESULT_SIZE:
        return size_type(module);
    case IOMEM_RESULT_NEWSTR:
        return compat_pointer(context, 0);
    default:
        for (unsigned i = 0; i < arguments.size(); i++)
            if (iomem_argument_side(row, i) == IOMEM_FIRST)
                return arguments[i]->getType();
    }
    return nullptr;
}

/*
 * The call of the runtime's function. It has none of the old call's attributes: device memory can't be
 * read twice, or once less, so LLVM must believe that anything may happen in there.
 */
static CallInst *call_runtime(IRBuilder<> &builder, CallBase &old, const char *symbol, Type *result,
                              ArrayRef<Value *> arguments)
{
    SmallVector<Type *, IOMEM_MAX_ARGUMENTS + 1> parameters;
    SmallVector<OperandBundleDef, 1> bundles;

    for (Value *argument : arguments)
        parameters.push_back(argument->getType());
    old.getOperandBundlesAsDefs(bundles);
    FunctionCallee function =
        old.getModule()->getOrInsertFunction(symbol, FunctionType::get(result, parameters, false));
    CallInst *call = builder.CreateCall(function, arguments, bundles);
    call->setDoesNotThrow();
    /* Some ABIs extend an int to the register; where they don't, this says nothing. */
    if (result->isIntegerTy(32))
        call->addRetAttr(Attribute::SExt);
    for (unsigned i = 0; i < parameters.size(); i++)
        if (parameters[i]->isIntegerTy(32))
            call->addParamAttr(i, Attribute::SExt);
    if (auto *old_call = dyn_cast<CallInst>(&old))
        call->setTailCallKind(old_call->getTailCallKind());
    return call;
}

/* The new call's result where the old one's was used. False if that can't be. */
static bool replace_result(IRBuilder<> &builder, CallBase &old, CallInst *call)
{
    if (old.use_empty())
        return true;
    Value *result = call;
    if (old.getType() != call->getType()) {
        if (!old.getType()->isPointerTy() || !call->getType()->isPointerTy())
            return false;
        result = builder.CreatePointerBitCastOrAddrSpaceCast(call, old.getType());
    }
    result->takeName(&old);
    old.replaceAllUsesWith(result);
    return true;
}

/* Whether the call is gone. */
static bool rewrite_call(CallBase &old)
{
    const char *word = io_operand_word(old);
    bool fortified = false, intrinsic = isa<MemIntrinsic>(old);
    const struct iomem_function *row = !word ? nullptr : intrinsic ? intrinsic_row(old) : called_row(old, fortified);
    if (!row)
        return false;

    unsigned count = iomem_argument_count(row) + fortified;
    if (old.arg_size() != count + intrinsic) {
        report_access(old, word, " with another number of arguments");
        return false;
    }
    auto *old_call = dyn_cast<CallInst>(&old);
    if (old_call && old_call->isMustTailCall()) {
        report_access(old, word, ", which must be a tail call");
        return false;
    }

    const Module &module = *old.getModule();
    IRBuilder<> builder(&old);
    SmallVector<Value *, IOMEM_MAX_ARGUMENTS + 1> arguments;
    int sides = 0;
    for (unsigned i = 0; i < count; i++) {
        Value *argument = old.getArgOperand(i);
        if (io_pointer_word(argument) && i < iomem_argument_count(row))
            sides |= iomem_argument_side(row, i);
        argument = adapt(builder, argument, row, i, intrinsic, module);
        if (!argument) {
            report_access(old, word, " with an argument of another type");
            return false;
        }
        arguments.push_back(argument);
    }

    char symbol[IOMEM_SYMBOL_SIZE];
    bool sanitized = old.getFunction()->hasFnAttribute(Attribute::SanitizeAddress);
    iomem_runtime_symbol(row, {sides, fortified, 0, sanitized}, symbol);
    CallInst *call = call_runtime(builder, old, symbol, result_type(row, arguments, module), arguments);
    if (!replace_result(builder, old, call)) {
        call->eraseFromParent();
        report_access(old, word, " with a result of another type");
        return false;
    }
    if (auto *invoke = dyn_cast<InvokeInst>(&old))
        changeToCall(invoke)->eraseFromParent();
    else
        old.eraseFromParent();
    return true;
}

/* In a function that AddressSanitizer instruments, a call of the runtime is one of what it checks, too. */
static bool sanitize_call(CallBase &call)
{
    Function *callee = called_function(call);
    char symbol[IOMEM_SYMBOL_SIZE];

    if (!call.getFunction()->hasFnAttribute(Attribute::SanitizeAddress) || !callee || !callee->isDeclaration()
        || !iomem_sanitized_symbol(callee->getName().str().c_str(), symbol))
        return false;
    Module &module = *call.getModule();
    FunctionCallee twin = module.getOrInsertFunction(symbol, callee->getFunctionType(), callee->getAttributes());
    call.setCalledOperand(ConstantExpr::getBitCast(cast<Constant>(twin.getCallee()),
                                                   call.getCalledOperand()->getType()));
    return true;
}

/* Every function of the runtime that this module names is the one for max-width. */
static bool narrow_functions(Module &module, unsigned max_width)
{
    SmallVector<Function *, 16> wide;
    char symbol[IOMEM_SYMBOL_SIZE];

    for (Function &function : module)
        if (function.isDeclaration() && iomem_narrow_symbol(function.getName().str().c_str(), max_width, symbol))
            wide.push_back(&function);
    for (Function *function : wide) {
        iomem_narrow_symbol(function->getName().str().c_str(), max_width, symbol);
        FunctionCallee narrow
            = module.getOrInsertFunction(symbol, function->getFunctionType(), function->getAttributes());
        function->replaceAllUsesWith(
            ConstantExpr::getBitCast(cast<Constant>(narrow.getCallee()), function->getType()));
        function->eraseFromParent();
    }
    return !wide.empty();
}

/* With max-width the header lacks the wider accessors, but source that was preprocessed without it has them. */
static void check_accessor(CallBase &call, unsigned max_width)
{
    const Function *callee = max_width ? called_function(call) : nullptr;
    const char *word = io_operand_word(call);

    if (callee && word && iomem_accessor_width(callee->getName().str().c_str()) > max_width)
        report_access(call, word, ", which is wider than max-width");
}

bool rewrite_module(Module &module)
{
    unsigned max_width = 0;
    bool changed = strip_guards(module, max_width);
    SmallVector<CallBase *, 32> calls;

    for (Function &function : module)
        for (Instruction &instruction : instructions(function)) {
            if (auto *call = dyn_cast<CallBase>(&instruction)) {
                calls.push_back(call);
                check_accessor(*call, max_width);
            } else {
                changed |= make_volatile(instruction);
            }
        }
    for (CallBase *call : calls)
        changed |= rewrite_call(*call) || sanitize_call(*call);
    return narrow_functions(module, max_width) || changed;
}
