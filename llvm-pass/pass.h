/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* What the passes offer: pass_register() to whoever has a pipeline, the rest to each other. */
#ifndef IOMEM_PASS_H
#define IOMEM_PASS_H

#include "llvm/ADT/StringRef.h"

namespace llvm {
class CallBase;
class Function;
class IRBuilderBase;
class Instruction;
class Loop;
struct LoopStandardAnalysisResults;
class Module;
class PassBuilder;
class Value;
} // namespace llvm

struct iomem_function;

/* Of max-width the passes know what the checks have put behind IOMEM_GUARD_CHECKED, a comment for every assembler. */
#define IOMEM_GUARD_MAX_WIDTH " /* max-width "
#define IOMEM_GUARD_MAX_WIDTH_END " */"

/* pass.cc: have this pipeline run the passes. Twice does no harm. */
void pass_register(llvm::PassBuilder &builder);

/* The word of the IO space that a value of this type points into, for messages; null if it points into none. */
const char *io_pointer_word(const llvm::Value *value);
const char *io_operand_word(const llvm::CallBase &call); /* of its first argument that is such a pointer */

/* rewrite.cc: before anything else looks at the module. Whether it changed. */
bool rewrite_module(llvm::Module &module);

/* The function that is called, through casts of its address, too. */
llvm::Function *called_function(const llvm::CallBase &call);
void erase_call(llvm::CallBase &call);

/* The row of a function of the table that this calls by name, by prototype or without; null if there is none. */
const struct iomem_function *called_row(const llvm::CallBase &call, bool &fortified);

/* What is left of the checks' verdict for the end of the pipeline: whether there was one, and max-width or 0. */
struct judgement {
    bool checked;
    unsigned max_width;
};

/* rewrite.cc: that; when it was taken, it is not in the module any more. */
struct judgement see_judgement(const llvm::Module &module);
struct judgement take_judgement(llvm::Module &module);

/* expand.cc: make of a call that the AST side has left what it stands for. Whether anything changed. */
bool expand_call(llvm::CallBase &call);
bool finish_expansion(llvm::Module &module);

/* instructions.cc: make one instruction of each access that can be one. Whether there was an access. */
bool make_instructions(llvm::Module &module, const struct judgement &judgement);

/* Whether this load or store is a scalar's that one instruction accesses. */
bool exact_access(llvm::Instruction &access, unsigned max_width);
/* A scalar's bits as the runtime takes them, in a whole register. */
llvm::Value *register_value(llvm::IRBuilderBase &builder, llvm::Value *value, const llvm::Module &module);

/* loops.cc: make a call of a loop that copies or fills, or note why not. */
enum loop_change { LOOP_SAME, LOOP_CHANGED, LOOP_GONE };
enum loop_change convert_loop(llvm::Loop &loop, llvm::LoopStandardAnalysisResults &analyses);
/* Say why each loop that is left was left, which is not in the module any more then. */
void report_loops(llvm::Module &module);
/* Where something is: the symbol of the function; and the line, which is 0 if nobody knows it. The file may be relative
   to the directory. */
struct pass_place {
    llvm::StringRef function, directory, file;
    unsigned line, column;
};

/* Called then, too, unless it is null. Both our plugins have it, and the dynamic linker makes one of them: Clang's sets
   it, and the one of the two whose pass runs first calls it. */
extern __attribute__((visibility("default"))) void (*iomem_pass_unrewritten)(const struct pass_place &place,
                                                                             llvm::StringRef text);

/* verify.cc: an error for each access that is not as rewrite_module() leaves it. */
void verify_module(llvm::Module &module, const struct judgement &judgement);

/* lower.cc: take the IO spaces out of the module. Whether there was one. */
bool lower_spaces(llvm::Module &module);

/* An error at an access that stays what it is; `reason` says what that is, after the name if it is a call. */
void report_access(llvm::Instruction &access, const char *word, const char *reason);

#endif
