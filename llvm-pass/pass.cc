/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The passes' places in LLVM's pipelines. The first and the last are required: they run at -O0 and on optnone
 * functions.
 *
 *   iomem-rewrite   first: no other pass may see an IO access that it could take for one of RAM
 *   iomem-loops     among the loop passes, from -O1 on, before loops are unrolled: those that copy or fill
 *   iomem-verify    last: what one of them made of it all the same is an error; then each access becomes an
 *                   instruction, and the spaces go
 */
#include "compat.h"
#include "pass.h"

using namespace llvm;

static const char *space_word(unsigned number)
{
    switch (number) {
#define IOMEM_SPACE(id, word, number) \
    case number: \
        return word;
#include <iomem/spaces.def>
    default:
        return nullptr;
    }
}

const char *io_pointer_word(const Value *value)
{
    const Type *type = value->getType()->getScalarType();
    return type->isPointerTy() ? space_word(type->getPointerAddressSpace()) : nullptr;
}

const char *io_operand_word(const CallBase &call)
{
    for (const Value *argument : call.args())
        if (const char *word = io_pointer_word(argument))
            return word;
    return nullptr;
}

namespace {

struct rewrite_pass : PassInfoMixin<rewrite_pass> {
    static bool isRequired()
    {
        return true;
    }

    PreservedAnalyses run(Module &module, ModuleAnalysisManager &)
    {
        return rewrite_module(module) ? PreservedAnalyses::none() : PreservedAnalyses::all();
    }
};

struct loops_pass : PassInfoMixin<loops_pass> {
    PreservedAnalyses run(Loop &loop, LoopAnalysisManager &, LoopStandardAnalysisResults &analyses, LPMUpdater &updater)
    {
        std::string name = loop.getName().str();
        enum loop_change change = convert_loop(loop, analyses);

        if (change == LOOP_SAME)
            return PreservedAnalyses::all();
        if (change == LOOP_GONE)
            updater.markLoopAsDeleted(loop, name);
        PreservedAnalyses preserved = getLoopPassPreservedAnalyses();
        if (analyses.MSSA)
            preserved.preserve<MemorySSAAnalysis>();
        return preserved;
    }
};

struct verify_pass : PassInfoMixin<verify_pass> {
    static bool isRequired()
    {
        return true;
    }

    PreservedAnalyses run(Module &module, ModuleAnalysisManager &)
    {
        struct judgement judgement = take_judgement(module);
        verify_module(module, judgement);
        report_loops(module);
        bool changed = make_instructions(module, judgement);
        changed |= lower_spaces(module);
        return changed ? PreservedAnalyses::none() : PreservedAnalyses::all();
    }
};

} // namespace

static bool parse_name(StringRef name, ModulePassManager &passes, ArrayRef<PassBuilder::PipelineElement>)
{
    if (name == "iomem-rewrite")
        passes.addPass(rewrite_pass());
    else if (name == "iomem-verify")
        passes.addPass(verify_pass());
    else
        return false;
    return true;
}

static bool parse_loop_name(StringRef name, LoopPassManager &passes, ArrayRef<PassBuilder::PipelineElement>)
{
    if (name != "iomem-loops")
        return false;
    passes.addPass(loops_pass());
    return true;
}

void pass_register(PassBuilder &builder)
{
    builder.registerPipelineParsingCallback(parse_name);
    builder.registerPipelineParsingCallback(parse_loop_name);
    builder.registerPipelineStartEPCallback(
        [](ModulePassManager &passes, OptimizationLevel) { passes.addPass(rewrite_pass()); });
    builder.registerLateLoopOptimizationsEPCallback(
        [](LoopPassManager &passes, OptimizationLevel) { passes.addPass(loops_pass()); });
    builder.registerOptimizerLastEPCallback(
        [](ModulePassManager &passes, OptimizationLevel COMPAT_PHASE_PARM) { passes.addPass(verify_pass()); });
}

extern "C" __attribute__((visibility("default"))) PassPluginLibraryInfo llvmGetPassPluginInfo()
{
    return {LLVM_PLUGIN_API_VERSION, "iomem", LLVM_VERSION_STRING, pass_register};
}
