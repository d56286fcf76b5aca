/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Takes the IO spaces out of a module when all is done: back ends give numbers a meaning, some have no cast between
 * spaces (SystemZ's crashes on one), and what is linked later by LTO knows nothing of them. A pointer into IO memory
 * becomes one into RAM; of the casts between the two nothing is left.
 *
 * Instructions and arguments are given their new types where they are, by LLVM's ValueMapper. A function or variable
 * whose own type changes is replaced; every other one stays the same object.
 */
#include "compat.h"
#include "pass.h"

using namespace llvm;

static bool io_space_p(unsigned number)
{
    switch (number) {
#define IOMEM_SPACE(id, word, number) case number:
#include <iomem/spaces.def>
        return true;
    default:
        return false;
    }
}

namespace {

class type_lowering : public ValueMapTypeRemapper {
    DenseMap<Type *, Type *> done;

    /* Whether there is an IO space in the type; with typed pointers it may contain itself. */
    static bool reaches_io(Type *type, SmallPtrSetImpl<Type *> &seen)
    {
        if (!seen.insert(type).second)
            return false;
        if (auto *pointer = dyn_cast<PointerType>(type)) {
            Type *pointee = compat_pointee(pointer);
            return io_space_p(pointer->getAddressSpace()) || (pointee && reaches_io(pointee, seen));
        }
        for (Type *part : type->subtypes())
            if (reaches_io(part, seen))
                return true;
        return false;
    }

    Type *lower_pointer(PointerType *type)
    {
        unsigned space = io_space_p(type->getAddressSpace()) ? 0 : type->getAddressSpace();
        Type *pointee = compat_pointee(type);

        if (pointee)
            return compat_pointer_to(lower(pointee), space);
        return PointerType::get(type->getContext(), space);
    }

    SmallVector<Type *, 8> lower_parts(Type *type)
    {
        SmallVector<Type *, 8> parts;

        for (Type *part : type->subtypes())
            parts.push_back(lower(part));
        return parts;
    }

    Type *lower_struct(StructType *type)
    {
        if (type->isLiteral())
            return StructType::get(type->getContext(), lower_parts(type), type->isPacked());
        StructType *lowered = StructType::create(type->getContext());
        done[type] = lowered;
        lowered->setBody(lower_parts(type), type->isPacked());
        std::string name = type->hasName() ? type->getName().str() : "";
        if (!name.empty()) {
            type->setName("");
            lowered->setName(name);
        }
        return lowered;
    }

    Type *lower_new(Type *type)
    {
        SmallPtrSet<Type *, 16> seen;

        if (!reaches_io(type, seen))
            return type;
        if (auto *pointer = dyn_cast<PointerType>(type))
            return lower_pointer(pointer);
        if (auto *object = dyn_cast<StructType>(type))
            return lower_struct(object);
        if (auto *array = dyn_cast<ArrayType>(type))
            return ArrayType::get(lower(array->getElementType()), array->getNumElements());
        if (auto *vector = dyn_cast<VectorType>(type))
            return VectorType::get(lower(vector->getElementType()), vector->getElementCount());
        if (auto *function = dyn_cast<FunctionType>(type)) {
            SmallVector<Type *, 8> parts = lower_parts(type);
            return FunctionType::get(parts[0], ArrayRef<Type *>(parts).drop_front(), function->isVarArg());
        }
        return type;
    }

public:
    Type *lower(Type *type)
    {
        auto found = done.find(type);
        if (found != done.end())
            return found->second;
        Type *lowered = lower_new(type);
        done[type] = lowered;
        return lowered;
    }

    bool changes(Type *type)
    {
        return lower(type) != type;
    }

    AttributeList lower(AttributeList attributes, LLVMContext &context)
    {
        for (unsigned index : attributes.indexes())
            for (unsigned kind = Attribute::FirstTypeAttr; kind <= Attribute::LastTypeAttr; kind++) {
                Attribute attribute = attributes.getAttributeAtIndex(index, (Attribute::AttrKind)kind);
                Type *type = attribute.isValid() ? attribute.getValueAsType() : nullptr;
                if (type && changes(type))
                    attributes = attributes.replaceAttributeTypeAtIndex(context, index, (Attribute::AttrKind)kind,
                                                                        lower(type));
            }
        return attributes;
    }

    Type *remapType(Type *type) override
    {
        return lower(type);
    }
};

/* The same constants without the space; each is shared by whatever uses it. */
class constant_lowering : public ValueMaterializer {
    type_lowering &types;
    DenseMap<Constant *, Constant *> done;

    Constant *lower_data(Constant *constant)
    {
        Type *type = types.lower(constant->getType());

        if (type == constant->getType())
            return constant;
        if (isa<PoisonValue>(constant))
            return PoisonValue::get(type);
        return isa<UndefValue>(constant) ? UndefValue::get(type) : Constant::getNullValue(type);
    }

    Constant *lower_expression(ConstantExpr *expression, ArrayRef<Constant *> operands)
    {
        Type *type = types.lower(expression->getType()), *source = nullptr;

        if (expression->getOpcode() == Instruction::AddrSpaceCast
            && operands[0]->getType()->getPointerAddressSpace() == type->getPointerAddressSpace())
            return ConstantExpr::getBitCast(operands[0], type);
        if (auto *steps = dyn_cast<GEPOperator>(expression))
            source = types.lower(steps->getSourceElementType());
        return expression->getWithOperands(operands, type, false, source);
    }

    Constant *lower_new(Constant *constant)
    {
        SmallVector<Constant *, 8> operands;
        bool changed = types.changes(constant->getType());

        if (isa<ConstantData>(constant))
            return lower_data(constant);
        for (Value *value : constant->operand_values()) {
            auto *operand = dyn_cast<Constant>(value);
            if (!operand) /* the block of a BlockAddress */
                return constant;
            operands.push_back(lower(operand));
            changed |= operands.back() != operand;
        }
        if (auto *steps = dyn_cast<GEPOperator>(constant))
            changed |= types.changes(steps->getSourceElementType());
        if (!changed)
            return constant;
        if (auto *expression = dyn_cast<ConstantExpr>(constant))
            return lower_expression(expression, operands);
        if (auto *array = dyn_cast<ConstantArray>(constant))
            return ConstantArray::get(cast<ArrayType>(types.lower(array->getType())), operands);
        if (auto *object = dyn_cast<ConstantStruct>(constant))
            return ConstantStruct::get(cast<StructType>(types.lower(object->getType())), operands);
        return isa<ConstantVector>(constant) ? ConstantVector::get(operands) : constant;
    }

public:
    constant_lowering(type_lowering &t) : types(t) {}
    virtual ~constant_lowering() = default;

    void replace(GlobalValue &old, GlobalValue &fresh)
    {
        done[&old] = &fresh;
    }

    Constant *lower(Constant *constant)
    {
        auto found = done.find(constant);
        if (found != done.end())
            return found->second;
        Constant *lowered = isa<GlobalValue>(constant) ? constant : lower_new(constant);
        done[constant] = lowered;
        return lowered;
    }

    bool changes(Constant *constant)
    {
        return lower(constant) != constant;
    }

    Value *materialize(Value *value) override
    {
        auto *constant = dyn_cast<Constant>(value);
        return constant ? lower(constant) : nullptr;
    }
};

/* Whether there is an IO space somewhere in a module. */
class space_finder {
    type_lowering &types;
    constant_lowering constants;

    bool value_p(Value *value)
    {
        auto *constant = dyn_cast<Constant>(value);
        return types.changes(value->getType()) || (constant && constants.changes(constant));
    }

    bool call_p(CallBase &call)
    {
        return types.changes(call.getFunctionType())
               || types.lower(call.getAttributes(), call.getContext()) != call.getAttributes();
    }

    bool instruction_p(Instruction &instruction)
    {
        SmallVector<Value *, 4> debugged;

        if (types.changes(instruction.getType()))
            return true;
        if (auto *variable = dyn_cast<AllocaInst>(&instruction))
            if (types.changes(variable->getAllocatedType()))
                return true;
        if (auto *steps = dyn_cast<GetElementPtrInst>(&instruction))
            if (types.changes(steps->getSourceElementType()))
                return true;
        if (auto *call = dyn_cast<CallBase>(&instruction))
            if (call_p(*call))
                return true;
        compat_debug_values(instruction, debugged);
        for (Value *value : debugged)
            if (value_p(value))
                return true;
        for (Value *operand : instruction.operand_values())
            if (value_p(operand))
                return true;
        return false;
    }

    bool function_p(Function &function)
    {
        if (types.changes(function.getFunctionType())
            || types.lower(function.getAttributes(), function.getContext()) != function.getAttributes())
            return true;
        for (Instruction &instruction : instructions(function))
            if (instruction_p(instruction))
                return true;
        return false;
    }

    bool variable_p(GlobalVariable &variable)
    {
        return types.changes(variable.getType()) || types.changes(variable.getValueType())
               || (variable.hasInitializer() && constants.changes(variable.getInitializer()));
    }

public:
    space_finder(type_lowering &t) : types(t), constants(t) {}

    bool module_p(Module &module)
    {
        for (GlobalVariable &variable : module.globals())
            if (variable_p(variable))
                return true;
        for (GlobalAlias &alias : module.aliases())
            if (types.changes(alias.getType()) || types.changes(alias.getValueType())
                || constants.changes(alias.getAliasee()))
                return true;
        for (GlobalIFunc &ifunc : module.ifuncs())
            if (types.changes(ifunc.getValueType()))
                return true;
        for (Function &function : module)
            if (function_p(function))
                return true;
        return false;
    }
};

class lowering {
    Module &module;
    type_lowering &types;
    constant_lowering constants;
    ValueToValueMapTy values;
    ValueMapper mapper;
    SmallVector<std::pair<GlobalValue *, GlobalValue *>, 16> replaced;

    void replace(GlobalValue &old, GlobalValue &fresh)
    {
        constants.replace(old, fresh);
        replaced.push_back({&old, &fresh});
    }

    void replace_variable(GlobalVariable &old)
    {
        Type *type = types.lower(old.getValueType());
        unsigned space = io_space_p(old.getAddressSpace()) ? 0 : old.getAddressSpace();

        if (type == old.getValueType() && space == old.getAddressSpace())
            return;
        auto *fresh = new GlobalVariable(module, type, old.isConstant(), old.getLinkage(), nullptr, "", &old,
                                         old.getThreadLocalMode(), space, old.isExternallyInitialized());
        fresh->copyAttributesFrom(&old);
        fresh->setComdat(old.getComdat());
        fresh->copyMetadata(&old, 0);
        fresh->takeName(&old);
        replace(old, *fresh);
    }

    void replace_function(Function &old)
    {
        auto *type = cast<FunctionType>(types.lower(old.getFunctionType()));

        if (type == old.getFunctionType())
            return;
        Function *fresh = Function::Create(type, old.getLinkage(), old.getAddressSpace());
        module.getFunctionList().insert(old.getIterator(), fresh);
        fresh->copyAttributesFrom(&old);
        fresh->setComdat(old.getComdat());
        fresh->copyMetadata(&old, 0);
        old.clearMetadata();
        std::string name = old.getName().str();
        old.setName("");
        fresh->setName(name);
        if (!old.isDeclaration()) {
            fresh->stealArgumentListFrom(old);
            compat_splice(*fresh, old);
        }
        if (auto renamed = Intrinsic::remangleIntrinsicFunction(fresh)) {
            fresh->eraseFromParent();
            fresh = *renamed;
        }
        replace(old, *fresh);
    }

    void replace_alias(GlobalAlias &old)
    {
        Type *type = types.lower(old.getValueType());
        unsigned space = io_space_p(old.getAddressSpace()) ? 0 : old.getAddressSpace();

        if (type == old.getValueType() && space == old.getAddressSpace())
            return;
        GlobalAlias *fresh = GlobalAlias::create(type, space, old.getLinkage(), "", &module);
        fresh->copyAttributesFrom(&old);
        fresh->setThreadLocalMode(old.getThreadLocalMode());
        fresh->takeName(&old);
        replace(old, *fresh);
    }

    void replace_ifunc(GlobalIFunc &old)
    {
        Type *type = types.lower(old.getValueType());

        if (type == old.getValueType())
            return;
        GlobalIFunc *fresh
            = GlobalIFunc::create(type, old.getAddressSpace(), old.getLinkage(), "", nullptr, &module);
        fresh->copyAttributesFrom(&old);
        fresh->takeName(&old);
        replace(old, *fresh);
    }

    template <typename list, typename method> void for_each(list globals, method replace_one)
    {
        for (auto next = globals.begin(), end = globals.end(); next != end;) {
            auto &global = *next++;
            (this->*replace_one)(global);
        }
    }

    /* Only when each has its place can they refer to each other. */
    void lower_replaced(GlobalValue &old, GlobalValue &fresh)
    {
        if (auto *variable = dyn_cast<GlobalVariable>(&old)) {
            if (variable->hasInitializer())
                cast<GlobalVariable>(fresh).setInitializer(constants.lower(variable->getInitializer()));
            variable->setInitializer(nullptr);
        } else if (auto *alias = dyn_cast<GlobalAlias>(&old)) {
            cast<GlobalAlias>(fresh).setAliasee(constants.lower(alias->getAliasee()));
        } else if (auto *ifunc = dyn_cast<GlobalIFunc>(&old)) {
            cast<GlobalIFunc>(fresh).setResolver(constants.lower(ifunc->getResolver()));
        }
    }

    void lower_operands()
    {
        for (auto &pair : replaced)
            lower_replaced(*pair.first, *pair.second);
        for (GlobalVariable &variable : module.globals()) {
            if (variable.hasInitializer())
                variable.setInitializer(constants.lower(variable.getInitializer()));
            lower_metadata(variable);
        }
        for (GlobalAlias &alias : module.aliases())
            if (!constants.changes(&alias))
                alias.setAliasee(constants.lower(alias.getAliasee()));
        for (GlobalIFunc &ifunc : module.ifuncs())
            if (!constants.changes(&ifunc))
                ifunc.setResolver(constants.lower(ifunc.getResolver()));
    }

    void lower_metadata(GlobalObject &object)
    {
        SmallVector<std::pair<unsigned, MDNode *>, 4> attached;

        object.getAllMetadata(attached);
        object.clearMetadata();
        for (auto &each : attached)
            object.addMetadata(each.first, *mapper.mapMDNode(*each.second));
    }

    void lower_named_metadata()
    {
        for (NamedMDNode &node : module.named_metadata())
            for (unsigned i = 0; i < node.getNumOperands(); i++)
                node.setOperand(i, mapper.mapMDNode(*node.getOperand(i)));
    }

    static void erase_casts(Function &function)
    {
        SmallVector<AddrSpaceCastInst *, 16> casts;

        for (Instruction &instruction : instructions(function))
            if (auto *cast = dyn_cast<AddrSpaceCastInst>(&instruction))
                if (cast->getSrcAddressSpace() == cast->getDestAddressSpace())
                    casts.push_back(cast);
        for (AddrSpaceCastInst *cast : casts) {
            Value *same = IRBuilder<>(cast).CreateBitCast(cast->getOperand(0), cast->getType());
            cast->replaceAllUsesWith(same);
            cast->eraseFromParent();
        }
    }

    /* What still refers to the old one is metadata and addresses of labels. */
    static void retire(GlobalValue &old, GlobalValue &fresh)
    {
        old.removeDeadConstantUsers();
        old.mutateType(fresh.getType());
        old.replaceAllUsesWith(&fresh);
        old.eraseFromParent();
    }

public:
    lowering(Module &m, type_lowering &t)
        : module(m), types(t), constants(t),
          mapper(values, RF_IgnoreMissingLocals | RF_ReuseAndMutateDistinctMDs, &t, &constants)
    {
    }

    void run()
    {
        for_each(module.globals(), &lowering::replace_variable);
        for_each(module.functions(), &lowering::replace_function);
        for_each(module.aliases(), &lowering::replace_alias);
        for_each(module.ifuncs(), &lowering::replace_ifunc);
        lower_operands();
        lower_named_metadata();
        for (Function &function : module) {
            function.setAttributes(types.lower(function.getAttributes(), function.getContext()));
            mapper.remapFunction(function);
            erase_casts(function);
        }
        for (auto &pair : replaced)
            if (!isa<Function>(pair.first) && !isa<GlobalVariable>(pair.first))
                pair.first->dropAllReferences();
        for (auto &pair : replaced)
            retire(*pair.first, *pair.second);
    }
};

} // namespace

bool lower_spaces(Module &module)
{
    type_lowering types;

    if (!space_finder(types).module_p(module))
        return false;
    lowering(module, types).run();
    return true;
}
