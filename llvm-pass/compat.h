/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* LLVM's headers and every test of its version; compat-ast.h has Clang's. */
#ifndef IOMEM_COMPAT_H
#define IOMEM_COMPAT_H

#include "llvm/ADT/StringExtras.h"
#include "llvm/Analysis/AliasAnalysis.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/Analysis/LoopIterator.h"
#include "llvm/Analysis/MemorySSA.h"
#include "llvm/Analysis/MemorySSAUpdater.h"
#include "llvm/Analysis/OptimizationRemarkEmitter.h"
#include "llvm/Analysis/ScalarEvolution.h"
#include "llvm/Analysis/ScalarEvolutionExpressions.h"
#include "llvm/Analysis/ValueTracking.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/DebugLoc.h"
#if LLVM_VERSION_MAJOR >= 19
#include "llvm/IR/DebugProgramInstruction.h"
#endif
#include "llvm/IR/DiagnosticInfo.h"
#include "llvm/IR/GetElementPtrTypeIterator.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InlineAsm.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Module.h"
#include "llvm/IR/PassManager.h"
#include "llvm/Passes/PassBuilder.h"
#include "llvm/Transforms/Scalar/LoopPassManager.h"
#include "llvm/Transforms/Utils/Local.h"
#include "llvm/Transforms/Utils/LoopUtils.h"
#include "llvm/Transforms/Utils/ScalarEvolutionExpander.h"
#include "llvm/Transforms/Utils/ValueMapper.h"
#if LLVM_VERSION_MAJOR >= 17
#include "llvm/TargetParser/Triple.h"
#else
#include "llvm/ADT/Triple.h"
#endif
#if LLVM_VERSION_MAJOR >= 22
#include "llvm/Plugins/PassPlugin.h"
#else
#include "llvm/Passes/PassPlugin.h"
#endif

/* The parameter that OptimizerLast's callbacks have from LLVM 20 on. */
#if LLVM_VERSION_MAJOR >= 20
#define COMPAT_PHASE_PARM , llvm::ThinOrFullLTOPhase
#else
#define COMPAT_PHASE_PARM
#endif

/* A void * into this address space. */
inline llvm::PointerType *compat_pointer(llvm::LLVMContext &context, unsigned space)
{
#if LLVM_VERSION_MAJOR >= 15
    return llvm::PointerType::get(context, space);
#else
    return llvm::Type::getInt8PtrTy(context, space);
#endif
}

/* A pointer to this type. */
inline llvm::PointerType *compat_pointer_to(llvm::Type *type, unsigned space)
{
#if LLVM_VERSION_MAJOR >= 17
    return llvm::PointerType::get(type->getContext(), space);
#else
    return llvm::PointerType::get(type, space);
#endif
}

/* What a pointer says it points to, up to LLVM 16; null if it doesn't say. */
inline llvm::Type *compat_pointee(llvm::PointerType *type)
{
#if LLVM_VERSION_MAJOR >= 17
    (void)type;
    return nullptr;
#elif LLVM_VERSION_MAJOR >= 15
    return type->isOpaque() ? nullptr : type->getNonOpaquePointerElementType();
#else
    return type->isOpaque() ? nullptr : type->getPointerElementType();
#endif
}

/* The values that debug information at an instruction gives to variables. */
inline void compat_debug_values(llvm::Instruction &instruction, llvm::SmallVectorImpl<llvm::Value *> &values)
{
    if (auto *variable = llvm::dyn_cast<llvm::DbgVariableIntrinsic>(&instruction))
        for (llvm::Value *value : variable->location_ops())
            values.push_back(value);
#if LLVM_VERSION_MAJOR >= 19
    for (llvm::DbgVariableRecord &record : llvm::filterDbgVars(instruction.getDbgRecordRange()))
        for (llvm::Value *value : record.location_ops())
            values.push_back(value);
#endif
}

/* What makes code of ScalarEvolution's expressions. */
struct compat_expander : llvm::SCEVExpander {
    compat_expander(llvm::ScalarEvolution &evolution, const llvm::DataLayout &layout)
#if LLVM_VERSION_MAJOR >= 22
        : llvm::SCEVExpander(evolution, "iomem")
    {
        (void)layout;
    }
#else
        : llvm::SCEVExpander(evolution, layout, "iomem")
    {
    }
#endif

    /* Whether that code may stand in front of this instruction. */
    bool expands(const llvm::SCEV *what, const llvm::Instruction *where, llvm::ScalarEvolution &evolution)
    {
#if LLVM_VERSION_MAJOR >= 15
        (void)evolution;
        return isSafeToExpandAt(what, where);
#else
        return llvm::isSafeToExpandAt(what, where, evolution);
#endif
    }
};

/* An instruction has been moved out of the loop. */
inline void compat_forget_place(llvm::ScalarEvolution &evolution, llvm::Loop &loop, llvm::Instruction &instruction)
{
#if LLVM_VERSION_MAJOR >= 16
    (void)loop;
    evolution.forgetBlockAndLoopDispositions(&instruction);
#else
    (void)instruction;
    evolution.forgetLoopDispositions(&loop);
#endif
}

/* The sanitizers that watch accesses, but for AddressSanitizer. */
static const llvm::Attribute::AttrKind compat_watching[] = {
    llvm::Attribute::SanitizeThread,
    llvm::Attribute::SanitizeMemory,
    llvm::Attribute::SanitizeHWAddress,
#if LLVM_VERSION_MAJOR >= 20
    llvm::Attribute::SanitizeType,
#endif
};

/* A function whose blocks are another one's from now on. */
inline void compat_splice(llvm::Function &to, llvm::Function &from)
{
#if LLVM_VERSION_MAJOR >= 16
    to.splice(to.begin(), &from);
#else
    to.getBasicBlockList().splice(to.begin(), from.getBasicBlockList());
#endif
}

#endif
