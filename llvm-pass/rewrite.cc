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
static bool strip_guards(Module &module, struct judgement &judgement)
{
    const std::string &text = module.getModuleInlineAsm();
    std::string rest;

    for (size_t begin = 0, end; begin < text.size(); begin = end) {
        size_t newline = text.find('\n', begin);
        end = newline == std::string::npos ? text.size() : newline + 1;
        StringRef line = StringRef(text).slice(begin, newline);
        if (!line.consume_front(IOMEM_GUARD_CHECKED)
            || (line.consume_front(IOMEM_GUARD_MAX_WIDTH)
                && (line.consumeInteger(10, judgement.max_width) || !line.consume_front(IOMEM_GUARD_MAX_WIDTH_END)))
            || !line.empty())
            rest.append(text, begin, end - begin);
    }
    if (rest.size() == text.size())
        return false;
    judgement.checked = true;
    module.setModuleInlineAsm(rest);
    return true;
}

/* The verdict's way to the other pass. */
static const char judgement_name[] = "iomem.judgement";

static void keep_judgement(Module &module, const struct judgement &judgement)
{
    LLVMContext &context = module.getContext();
    Constant *max_width = ConstantInt::get(Type::getInt32Ty(context), judgement.max_width);
    NamedMDNode *node = module.getOrInsertNamedMetadata(judgement_name);

    node->clearOperands();
    node->addOperand(MDNode::get(context, ConstantAsMetadata::get(max_width)));
}

struct judgement see_judgement(const Module &module)
{
    struct judgement judgement = {false, 0};
    const NamedMDNode *node = module.getNamedMetadata(judgement_name);

    if (!node)
        return judgement;
    judgement.checked = true;
    for (const MDNode *operand : node->operands())
        if (operand->getNumOperands())
            if (auto *max_width = mdconst::dyn_extract<ConstantInt>(operand->getOperand(0)))
                judgement.max_width = max_width->getZExtValue();
    return judgement;
}

struct judgement take_judgement(Module &module)
{
    struct judgement judgement = see_judgement(module);

    if (judgement.checked)
        module.eraseNamedMetadata(module.getNamedMetadata(judgement_name));
    return judgement;
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

/* The offset of one step of an address, or what it is a multiple of. */
static uint64_t step_offset(const gep_type_iterator &index, const DataLayout &layout)
{
    auto *number = dyn_cast<ConstantInt>(index.getOperand());

    if (StructType *type = index.getStructTypeOrNull())
        return layout.getStructLayout(type)->getElementOffset(number->getZExtValue());
    uint64_t width = layout.getTypeAllocSize(index.getIndexedType());
    return number ? width * number->getSExtValue() : width;
}

/*
 * What the offset in the outermost visible object surely divides by; 0 for everything. As core, this believes that
 * the object itself is aligned, whatever packed says.
 */
static uint64_t certain_alignment(const Value *pointer, const DataLayout &layout)
{
    uint64_t bits = 0;

    pointer = pointer->stripPointerCastsSameRepresentation();
    while (auto *steps = dyn_cast<GEPOperator>(pointer)) {
        /* The first index goes from object to object. */
        auto *first = dyn_cast<Constant>(steps->idx_begin()->get());
        auto index = gep_type_begin(steps);
        for (++index; index != gep_type_end(steps); ++index)
            bits |= step_offset(index, layout);
        if (!first || !first->isNullValue())
            break;
        pointer = steps->getPointerOperand()->stripPointerCastsSameRepresentation();
    }
    return bits & (0 - bits);
}

/* The alignment of a scalar's access, which the checks have found to be the natural one unless its offset says else. */
static Align natural_alignment(const Value *pointer, Type *type, Align alignment, const DataLayout &layout)
{
    if (!io_pointer_word(pointer) || !type->isSingleValueType() || type->isVectorTy())
        return alignment;
    uint64_t certain = certain_alignment(pointer, layout), size = layout.getTypeStoreSize(type);
    return isPowerOf2_64(size) && alignment.value() < size && (!certain || certain >= size) ? Align(size) : alignment;
}

static void align_access(Instruction &access)
{
    const DataLayout &layout = access.getModule()->getDataLayout();

    if (auto *load = dyn_cast<LoadInst>(&access))
        load->setAlignment(natural_alignment(load->getPointerOperand(), load->getType(), load->getAlign(), layout));
    else if (auto *store = dyn_cast<StoreInst>(&access))
        store->setAlignment(natural_alignment(store->getPointerOperand(), store->getValueOperand()->getType(),
                                              store->getAlign(), layout));
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
    } else if (auto *change = dyn_cast<AtomicRMWInst>(&access)) {
        if (!io_pointer_word(change->getPointerOperand()))
            return false;
        changed = !change->isVolatile();
        change->setVolatile(true);
    } else if (auto *exchange = dyn_cast<AtomicCmpXchgInst>(&access)) {
        if (!io_pointer_word(exchange->getPointerOperand()))
            return false;
        changed = !exchange->isVolatile();
        exchange->setVolatile(true);
    } else {
        return false;
    }
    return leave_parallel_loop(access) || changed;
}

/* LLVM 14 calls a function of another type through a cast of its address. */
Function *called_function(const CallBase &call)
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

void erase_call(CallBase &call)
{
    if (auto *invoke = dyn_cast<InvokeInst>(&call))
        changeToCall(invoke)->eraseFromParent();
    else
        call.eraseFromParent();
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
    erase_call(old);
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
    struct judgement judgement = {false, 0};
    bool changed = strip_guards(module, judgement);
    SmallVector<CallBase *, 32> calls;

    if (judgement.checked)
        keep_judgement(module, judgement);
    for (Function &function : module)
        for (Instruction &instruction : instructions(function)) {
            if (auto *call = dyn_cast<CallBase>(&instruction)) {
                calls.push_back(call);
                check_accessor(*call, judgement.max_width);
            } else {
                changed |= make_volatile(instruction);
                if (judgement.checked)
                    align_access(instruction);
            }
        }
    for (CallBase *call : calls)
        changed |= rewrite_call(*call) || expand_call(*call) || sanitize_call(*call);
    changed |= finish_expansion(module);
    return narrow_functions(module, judgement.max_width) || changed;
}
