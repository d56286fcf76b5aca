/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Each load and store of IO memory as the one instruction that core's table has for it: inline assembly, which the
 * back end doesn't merge, fold or split. What is no one instruction stays a volatile access, if the checks have judged
 * the module: then its class was switched off.
 *
 * A load's value comes in a whole register, with zeros above, and a value is stored from a register of any width.
 */
#include "compat.h"
#include "pass.h"

#include "iomem-core.h"

using namespace llvm;

/* The row of core's tables for a target; null if it has none. */
static const char *table_of(const Module &module)
{
    switch (Triple(module.getTargetTriple()).getArch()) {
    case Triple::x86_64:
        return "x86_64";
    case Triple::x86:
        return "i386";
    case Triple::aarch64:
    case Triple::aarch64_be:
    case Triple::aarch64_32:
        return "aarch64";
    case Triple::arm:
    case Triple::armeb:
    case Triple::thumb:
    case Triple::thumbeb:
        return "arm";
    case Triple::riscv64:
        return "riscv64";
    case Triple::ppc64:
    case Triple::ppc64le:
        return "ppc64le";
    case Triple::systemz:
        return "s390x";
    default:
        return nullptr;
    }
}

/* GCC's template as LLVM writes it. */
static std::string translate(StringRef text)
{
    std::string result;

    for (size_t i = 0; i < text.size(); i++) {
        switch (text[i]) {
        case '$':
            result += "$$";
            break;
        case '{':
            result += "$(";
            break;
        case '|':
            result += "$|";
            break;
        case '}':
            result += "$)";
            break;
        case '%':
            i++;
            if (text[i] == '%') {
                result += '%';
            } else if (isDigit(text[i])) {
                result += '$';
                result += text[i];
            } else {
                result += "${";
                result += text[i + 1];
                result += ':';
                result += text[i];
                result += '}';
                i++;
            }
            break;
        default:
            result += text[i];
        }
    }
    return result;
}

/* An operand in memory is one whose address is given. */
static std::string constraints(const struct iomem_instruction &form)
{
    StringRef out = form.out;

    return form.store ? ("=*" + out.drop_front() + "," + form.in).str() : (out + ",*" + form.in).str();
}

/* The call of the instruction; `value` is what it stores, null if it loads. */
static CallInst *call_instruction(IRBuilder<> &builder, const struct iomem_instruction &form, Type *result,
                                  Value *pointer, Value *value)
{
    Type *cell = builder.getIntNTy(form.bytes * 8);
    SmallVector<Value *, 2> operands;
    SmallVector<Type *, 2> types;

    operands.push_back(
        builder.CreateBitCast(pointer, compat_pointer_to(cell, pointer->getType()->getPointerAddressSpace())));
    if (value)
        operands.push_back(value);
    for (Value *operand : operands)
        types.push_back(operand->getType());
    FunctionType *type = FunctionType::get(result, types, false);
    CallInst *call
        = builder.CreateCall(type, InlineAsm::get(type, translate(form.text), constraints(form), true), operands);
    call->setDoesNotThrow();
    call->addParamAttr(0, Attribute::get(builder.getContext(), Attribute::ElementType, cell));
    return call;
}

namespace {

struct access {
    Instruction *instruction;
    Value *pointer, *value; /* the value that is stored, or the load itself */
    Align alignment;
    bool store;

    access(Instruction &i) : instruction(&i), pointer(nullptr), value(nullptr), store(false)
    {
        if (auto *load = dyn_cast<LoadInst>(&i)) {
            if (!load->isVolatile() || load->isAtomic())
                return;
            pointer = load->getPointerOperand();
            value = load;
            alignment = load->getAlign();
        } else if (auto *written = dyn_cast<StoreInst>(&i)) {
            if (!written->isVolatile() || written->isAtomic())
                return;
            pointer = written->getPointerOperand();
            value = written->getValueOperand();
            alignment = written->getAlign();
            store = true;
        }
    }

    const char *word() const
    {
        return pointer ? io_pointer_word(pointer) : nullptr;
    }
};

} // namespace

static bool scalar_p(const Type *type)
{
    return type->isIntegerTy() || type->isPointerTy() || type->isHalfTy() || type->isBFloatTy() || type->isFloatTy()
           || type->isDoubleTy();
}

/* The instruction that is this access; null if there is none. */
static const struct iomem_instruction *find_form(const char *arch, const access &access, unsigned max_width)
{
    const DataLayout &layout = access.instruction->getModule()->getDataLayout();
    Type *type = access.value->getType();

    if (!scalar_p(type))
        return nullptr;
    uint64_t size = layout.getTypeStoreSize(type);
    if (size > 8 || access.alignment.value() < size || (max_width && size > max_width))
        return nullptr;
    return iomem_find_instruction(arch, size, access.store);
}

static Type *word_type(IRBuilderBase &builder, const char *arch)
{
    return iomem_find_instruction(arch, 8, 0) ? builder.getInt64Ty() : builder.getInt32Ty();
}

static Value *value_to_bits(IRBuilderBase &builder, Value *value, Type *bits)
{
    Type *type = value->getType();

    if (type->isPointerTy())
        return builder.CreatePtrToInt(value, bits);
    return type->isIntegerTy() ? builder.CreateZExt(value, bits) : builder.CreateBitCast(value, bits);
}

/* A machine without a table goes by its pointers. */
static Type *register_type(IRBuilderBase &builder, const Module &module)
{
    const char *arch = table_of(module);
    return arch ? word_type(builder, arch) : module.getDataLayout().getIntPtrType(builder.getContext());
}

bool exact_access(Instruction &instruction, unsigned max_width)
{
    const Module &module = *instruction.getModule();
    const char *arch = table_of(module);
    access access(instruction);

    if (!access.word())
        return false;
    if (arch)
        return find_form(arch, access, max_width);
    uint64_t size = module.getDataLayout().getTypeStoreSize(access.value->getType());
    return scalar_p(access.value->getType()) && access.alignment.value() >= size
           && size <= (max_width ? max_width : module.getDataLayout().getPointerSize());
}

Value *register_value(IRBuilderBase &builder, Value *value, const Module &module)
{
    Type *bits = builder.getIntNTy(module.getDataLayout().getTypeStoreSizeInBits(value->getType()));
    return builder.CreateZExt(value_to_bits(builder, value, bits), register_type(builder, module));
}

static Value *bits_to_value(IRBuilder<> &builder, Value *bits, Type *type)
{
    if (type->isPointerTy())
        return builder.CreateIntToPtr(bits, type);
    return type->isIntegerTy() ? builder.CreateTrunc(bits, type) : builder.CreateBitCast(bits, type);
}

/* What only clears the bits above the load's value finds them cleared. */
static void use_register(Instruction &load, Value *loaded)
{
    SmallVector<ZExtInst *, 4> extensions;

    for (User *user : load.users())
        if (auto *extension = dyn_cast<ZExtInst>(user))
            extensions.push_back(extension);
    for (ZExtInst *extension : extensions) {
        IRBuilder<> builder(extension);
        extension->replaceAllUsesWith(builder.CreateZExtOrTrunc(loaded, extension->getType()));
        extension->eraseFromParent();
    }
}

static void make_instruction(const access &access, const struct iomem_instruction &form, const char *arch)
{
    IRBuilder<> builder(access.instruction);
    Type *cell = builder.getIntNTy(form.bytes * 8), *type = access.value->getType();

    if (access.store) {
        Value *bits = value_to_bits(builder, access.value, cell);
        call_instruction(builder, form, builder.getVoidTy(), access.pointer, bits);
    } else {
        CallInst *loaded = call_instruction(builder, form, word_type(builder, arch), access.pointer, nullptr);
        if (type->isIntegerTy(form.bytes * 8))
            use_register(*access.instruction, loaded);
        if (!access.instruction->use_empty() || access.instruction->isUsedByMetadata()) {
            Value *value = bits_to_value(builder, builder.CreateTrunc(loaded, cell), type);
            value->takeName(access.instruction);
            access.instruction->replaceAllUsesWith(value);
        }
    }
    access.instruction->eraseFromParent();
}

/* A sanitizer that comes later has no business with what is left. */
static void keep_volatile(const access &access, bool checked)
{
    LLVMContext &context = access.instruction->getContext();

    access.instruction->setMetadata("nosanitize", MDNode::get(context, {}));
    if (!checked)
        report_access(*access.instruction, access.word(), "an access that is not one instruction");
}

bool make_instructions(Module &module, const struct judgement &judgement)
{
    SmallVector<Instruction *, 32> accesses;
    const char *arch = table_of(module);

    for (Function &function : module)
        for (Instruction &instruction : instructions(function))
            if (access(instruction).word())
                accesses.push_back(&instruction);
    for (Instruction *instruction : accesses) {
        access access(*instruction); /* whose operands may be new by now */
        const struct iomem_instruction *form = find_form(arch, access, judgement.max_width);
        if (form)
            make_instruction(access, *form, arch);
        else
            keep_volatile(access, judgement.checked || !arch);
    }
    return !accesses.empty();
}
