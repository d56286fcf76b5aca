/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Loops that copy to, from or within IO memory or fill it, each of which becomes one call of the runtime. It runs among
 * LLVM's loop passes, when those have brought a loop into the form that
 *
 *     preheader:                                       preheader:
 *       br %loop                                         call void @iomem_iowrite32_copy(%io, %ram, %n)
 *     loop:                                              br %exit
 *       %i = phi [ 0, %preheader ], [ %next, %loop ]
 *       %from = getelementptr i32, %ram, %i      is
 *       %value = load i32, %from
 *       %to = getelementptr i32, %io, %i
 *       store volatile i32 %value, %to
 *       %next = add %i, 1
 *       %done = icmp eq %next, %n
 *       br %done, %exit, %loop
 *
 * and before they unroll it. What stays a loop keeps the reason at its first access until the end: by then it may
 * have been inlined, and have become a call there, or be gone.
 */
#include "compat.h"
#include "pass.h"

#include "iomem-core.h"

#include <set>

using namespace llvm;

void (*iomem_pass_unrewritten)(const struct pass_place &place, StringRef text);

static const char reason_name[] = "iomem.loop";

namespace {

/* Where a side begins and how far it goes each time. What is computed from `start` by the casts is the address. */
struct side {
    const SCEV *start = nullptr;
    SmallVector<CastInst *, 2> casts; /* the last one first */
    long long step = 0;
};

struct candidate {
    Loop &loop;
    LoopStandardAnalysisResults &analyses;
    SmallVector<Instruction *, 16> instructions; /* in the order in which they run */
    Instruction *first = nullptr;                /* access to IO memory */
    BasicBlock *exiting = nullptr;
    SmallVector<std::pair<Instruction *, Instruction *>, 8> moved; /* out of the loop, and what it stood in front of */
    bool clobbered = false; /* a store to RAM may change what an address or the count is computed from */
    LoadInst *load = nullptr;
    StoreInst *store = nullptr;
    side from, to;
    const SCEV *count = nullptr; /* of a type of its own, and one less if `test_last` */
    bool test_last = false;
    struct iomem_loop_call call;

    candidate(Loop &l, LoopStandardAnalysisResults &a) : loop(l), analyses(a)
    {
        LoopBlocksRPO blocks(&l);

        blocks.perform(&a.LI);
        for (BasicBlock *block : blocks)
            for (Instruction &instruction : *block)
                instructions.push_back(&instruction);
    }
};

} // namespace

static const Value *accessed(const Instruction &instruction)
{
    return getLoadStorePointerOperand(&instruction);
}

static bool io_access(const Instruction &instruction)
{
    const Value *pointer = accessed(instruction);
    return pointer && io_pointer_word(pointer);
}

/* The first access to IO memory, if the loop is one that copies or fills. */
static Instruction *first_access(const candidate &c)
{
    Instruction *first = nullptr;
    bool loads = false, stores = false, stores_io = false;

    for (Instruction *instruction : c.instructions) {
        bool io = io_access(*instruction), store = isa<StoreInst>(instruction);
        if (io && !first)
            first = instruction;
        stores |= store;
        stores_io |= store && io;
        loads |= io && !store;
    }
    return stores_io || (loads && stores) ? first : nullptr;
}

/* An intrinsic that is no code. */
static bool marker(const Instruction &instruction)
{
    auto *intrinsic = dyn_cast<IntrinsicInst>(&instruction);
    return intrinsic && intrinsic->isAssumeLikeIntrinsic() && !intrinsic->isLifetimeStartOrEnd();
}

static bool calls(const candidate &c)
{
    for (const Instruction *instruction : c.instructions) {
        auto *intrinsic = dyn_cast<IntrinsicInst>(instruction);
        if (isa<FenceInst>(instruction))
            return true;
        if (isa<CallBase>(instruction) && !marker(*instruction)
            && !(intrinsic && (intrinsic->isLifetimeStartOrEnd() || !intrinsic->mayReadOrWriteMemory())))
            return true;
    }
    return false;
}

static bool every_time(const candidate &c, const Instruction &instruction)
{
    return c.analyses.DT.dominates(instruction.getParent(), c.loop.getLoopLatch());
}

static bool conditional(const candidate &c)
{
    for (const Instruction *instruction : c.instructions)
        if ((io_access(*instruction) || isa<StoreInst>(instruction)) && !every_time(c, *instruction))
            return true;
    return false;
}

/* Two tests of which LLVM has made one are still two. */
static bool joint_condition(const candidate &c)
{
    auto *branch = dyn_cast<BranchInst>(c.exiting->getTerminator());
    auto *condition = branch && branch->isConditional() ? dyn_cast<Instruction>(branch->getCondition()) : nullptr;

    return condition && c.loop.contains(condition)
           && (condition->getOpcode() == Instruction::And || condition->getOpcode() == Instruction::Or
               || isa<SelectInst>(condition));
}

/* Invariants. */

static bool may_change(const candidate &c, LoadInst &load)
{
    /* Scopes may be those of one iteration. */
    MemoryLocation place = MemoryLocation::get(&load);
    place.AATags.Scope = place.AATags.NoAlias = nullptr;

    for (Instruction *instruction : c.instructions)
        if (auto *store = dyn_cast<StoreInst>(instruction))
            if (!io_access(*store) && !c.analyses.AA.isNoAlias(place, MemoryLocation::get(store)))
                return true;
    return false;
}

static void move(candidate &c, Instruction &instruction, Instruction &where)
{
    BasicBlock *block = where.getParent();
    MemorySSA *memory = c.analyses.MSSA;

    instruction.moveBefore(*block, where.getIterator());
    if (MemoryUseOrDef *access = memory ? memory->getMemoryAccess(&instruction) : nullptr) {
        MemoryUseOrDef *next = nullptr;
        for (Instruction *i = &where; i && !next; i = i->getNextNode())
            next = memory->getMemoryAccess(i);
        if (next)
            MemorySSAUpdater(memory).moveBefore(access, next);
        else
            MemorySSAUpdater(memory).moveToPlace(access, block, MemorySSA::BeforeTerminator);
    }
    compat_forget_place(c.analyses.SE, c.loop, instruction);
    c.analyses.SE.forgetValue(&instruction);
}

/*
 * Move in front of the loop what has the same value each time. LLVM has left loads in it because of the volatile
 * accesses, but those to IO memory change nothing in RAM. Only what is sure to be loaded is.
 */
static void move_invariants(candidate &c)
{
    SmallVector<Instruction *, 16> rest;

    for (Instruction *instruction : c.instructions) {
        auto *load = dyn_cast<LoadInst>(instruction);
        bool moves = false;
        if (!instruction->isTerminator() && !isa<PHINode>(instruction)
            && c.loop.hasLoopInvariantOperands(instruction)) {
            if (load && load->isUnordered() && !io_access(*load)
                && c.analyses.DT.dominates(load->getParent(), c.exiting)) {
                moves = !may_change(c, *load);
                c.clobbered |= !moves;
            } else if (!instruction->mayReadOrWriteMemory()) {
                moves = !isa<CallBase>(instruction) && isSafeToSpeculativelyExecute(instruction);
            }
        }
        if (moves) {
            c.moved.push_back({instruction, instruction->getNextNode()});
            move(c, *instruction, *c.loop.getLoopPreheader()->getTerminator());
        } else {
            rest.push_back(instruction);
        }
    }
    c.instructions = rest;
    /* Of what was in it, or was changed by the pass before, less may be known than can be found out now. */
    c.analyses.SE.forgetLoop(&c.loop);
}

/* A loop that stays one keeps its loads, too: another access in it may be what they wait for. */
static void move_back(candidate &c)
{
    while (!c.moved.empty()) {
        auto pair = c.moved.pop_back_val();
        move(c, *pair.first, *pair.second);
    }
    c.analyses.SE.forgetLoop(&c.loop);
}

/* Whether a counter is never negative and has no more than `width` bits. */
static bool stays_within(const candidate &c, const Value *value, unsigned width)
{
    ScalarEvolution &evolution = c.analyses.SE;
    const SCEV *count = evolution.getBackedgeTakenCount(&c.loop);
    auto *counter = dyn_cast<SCEVAddRecExpr>(evolution.getSCEV(const_cast<Value *>(value)));

    if (!counter || counter->getLoop() != &c.loop || !counter->isAffine() || !counter->hasNoSignedWrap()
        || isa<SCEVCouldNotCompute>(count))
        return false;
    auto *step = dyn_cast<SCEVConstant>(counter->getStepRecurrence(evolution));
    const SCEV *low = counter->getStart(), *high = counter->evaluateAtIteration(count, evolution);
    if (!step)
        return false;
    if (step->getAPInt().isNegative())
        std::swap(low, high);
    APInt most = evolution.getSignedRangeMax(high);
    return !evolution.getSignedRangeMin(low).isNegative() && !most.isNegative() && most.getActiveBits() <= width;
}

/*
 * An index that counts down and was signed once: up to 15, LLVM takes it for an unsigned one, of which it doesn't know
 * that it doesn't wrap, and may have made a wide counter of it that it narrows again for each access.
 */
static bool extend_indices(candidate &c)
{
    bool changed = false;

    for (Instruction *instruction : c.instructions) {
        auto *extension = dyn_cast<ZExtInst>(instruction);
        if (!extension || !c.analyses.SE.isSCEVable(extension->getType()) || extension->use_empty())
            continue;
        Value *narrow = extension->getOperand(0), *wide = nullptr;
        auto *narrowing = dyn_cast<TruncInst>(narrow);
        unsigned width = narrow->getType()->getIntegerBitWidth();
        if (narrowing && narrowing->getOperand(0)->getType() == extension->getType()
            && stays_within(c, narrowing->getOperand(0), width))
            wide = narrowing->getOperand(0);
        else if (stays_within(c, narrow, width))
            wide = IRBuilder<>(extension).CreateSExt(narrow, extension->getType());
        if (!wide)
            continue;
        c.analyses.SE.forgetValue(extension);
        extension->replaceAllUsesWith(wide);
        changed = true;
    }
    return changed;
}

/* Elements. */

/* Find the load and the store; false if there are others. */
static bool find_accesses(candidate &c)
{
    for (Instruction *instruction : c.instructions) {
        if (!instruction->mayReadOrWriteMemory() || marker(*instruction))
            continue;
        auto *load = dyn_cast<LoadInst>(instruction);
        auto *store = dyn_cast<StoreInst>(instruction);
        if ((load && c.load) || (store && c.store) || (!load && !store))
            return false;
        if (load)
            c.load = load;
        else
            c.store = store;
    }
    return c.store;
}

/* Whether the values of a type are all the bits that a load of it reads. */
static bool whole_type(const DataLayout &layout, Type *type)
{
    return type->isSingleValueType() && !type->isVectorTy()
           && layout.getTypeSizeInBits(type) == layout.getTypeStoreSizeInBits(type);
}

/* Whether a conversion, as an operand, is the same bits as what it converts. */
static bool keeps_bits(const DataLayout &layout, const CastInst &cast)
{
    return (isa<BitCastInst>(cast) || isa<PtrToIntInst>(cast) || isa<IntToPtrInst>(cast)
            || isa<AddrSpaceCastInst>(cast))
           && layout.getTypeSizeInBits(cast.getSrcTy()) == layout.getTypeSizeInBits(cast.getDestTy());
}

/* Whether what is stored is what is loaded or, without a load, the same each time. `used`: whether something else uses
   what is loaded, too. */
static bool same_value(const candidate &c, bool &used)
{
    const DataLayout &layout = c.store->getModule()->getDataLayout();
    Value *value = c.store->getValueOperand();

    used = false;
    if (!whole_type(layout, value->getType()))
        return false;
    if (!c.load)
        return c.loop.isLoopInvariant(value);
    /* What loads a bool promises to find one, and would make one of anything else. */
    if (!whole_type(layout, c.load->getType()) || c.load->getMetadata(LLVMContext::MD_range))
        return false;
    while (value != c.load) {
        auto *cast = dyn_cast<CastInst>(value);
        if (!cast || !c.loop.contains(cast) || !keeps_bits(layout, *cast))
            return false;
        used |= !cast->hasOneUse();
        value = cast->getOperand(0);
    }
    used |= !c.load->hasOneUse();
    return true;
}

/* How an address moves; false if not by a constant. */
static bool find_side(const candidate &c, Value *address, side &side)
{
    ScalarEvolution &evolution = c.analyses.SE;
    const DataLayout &layout = c.store->getModule()->getDataLayout();

    for (;;) {
        const SCEV *place = evolution.getSCEV(address);
        auto *moving = dyn_cast<SCEVAddRecExpr>(place);
        if (evolution.isLoopInvariant(place, &c.loop)) {
            side.start = place;
            return true;
        }
        if (moving && moving->getLoop() == &c.loop && moving->isAffine()) {
            auto *step = dyn_cast<SCEVConstant>(moving->getStepRecurrence(evolution));
            side.start = moving->getStart();
            if (!step || step->getAPInt().getBitWidth() > 64)
                return false;
            side.step = step->getAPInt().getSExtValue();
            return true;
        }
        auto *cast = dyn_cast<CastInst>(address);
        if (!cast || !c.loop.contains(cast) || !keeps_bits(layout, *cast))
            return false;
        side.casts.push_back(cast);
        address = cast->getOperand(0);
    }
}

static enum iomem_loop_side kind(const Instruction *access)
{
    return !access ? IOMEM_LOOP_VALUE : io_access(*access) ? IOMEM_LOOP_IO : IOMEM_LOOP_RAM;
}

static bool find_call(candidate &c)
{
    const Function &function = *c.store->getFunction();
    struct judgement judgement = see_judgement(*c.store->getModule());
    struct iomem_loop loop = {};

    for (Instruction *access : {(Instruction *)c.load, (Instruction *)c.store})
        if (access && io_access(*access) && !exact_access(*access, judgement.max_width))
            return false;
    if ((c.load && !find_side(c, c.load->getPointerOperand(), c.from))
        || !find_side(c, c.store->getPointerOperand(), c.to))
        return false;
    loop.bytes = function.getParent()->getDataLayout().getTypeStoreSize(c.store->getValueOperand()->getType());
    loop.from = kind(c.load);
    loop.to = kind(c.store);
    loop.from_step = c.from.step;
    loop.to_step = c.to.step;
    loop.sanitized = function.hasFnAttribute(Attribute::SanitizeAddress);
    return iomem_find_loop(&loop, &c.call);
}

/* How often the accesses are made. */

/* Whether one more than `count` may be more than a size can be. If an address moves, that would be all of memory. */
static bool may_wrap(const candidate &c, const SCEV *count, unsigned width)
{
    ScalarEvolution &evolution = c.analyses.SE;
    APInt most = evolution.getUnsignedRangeMax(count);

    if (c.from.step || c.to.step || most.getActiveBits() < width
        || (most.getActiveBits() == width && !most.trunc(width).isMaxValue()))
        return false;
    return evolution.getTypeSizeInBits(count->getType()) != width
           || !evolution.isLoopEntryGuardedByCond(&c.loop, ICmpInst::ICMP_NE,
                                                  evolution.getAddExpr(count, evolution.getOne(count->getType())),
                                                  evolution.getZero(count->getType()));
}

static const SCEV *number(ScalarEvolution &evolution, const SCEV *value)
{
    Type *type = value->getType();
    return type->isPointerTy() ? evolution.getPtrToIntExpr(value, evolution.getEffectiveSCEVType(type)) : value;
}

/*
 * LLVM tells no count if the counter may go past its end and begin anew. If it is as wide as an address, and one moves
 * as fast, all memory would have been accessed by then: a counter that goes to an end ends there.
 */
static const SCEV *count_to_end(const candidate &c)
{
    ScalarEvolution &evolution = c.analyses.SE;
    auto *branch = dyn_cast<BranchInst>(c.exiting->getTerminator());
    auto *test = branch && branch->isConditional() ? dyn_cast<ICmpInst>(branch->getCondition()) : nullptr;

    if (!test || !c.analyses.DT.dominates(c.exiting, c.loop.getLoopLatch()))
        return evolution.getCouldNotCompute();
    auto predicate = c.loop.contains(branch->getSuccessor(0)) ? test->getPredicate() : test->getInversePredicate();
    auto *counter = dyn_cast<SCEVAddRecExpr>(evolution.getSCEV(test->getOperand(0)));
    const SCEV *end = evolution.getSCEV(test->getOperand(1));
    if (!counter) {
        predicate = ICmpInst::getSwappedPredicate(predicate);
        counter = dyn_cast<SCEVAddRecExpr>(evolution.getSCEV(test->getOperand(1)));
        end = evolution.getSCEV(test->getOperand(0));
    }
    if (!counter || counter->getLoop() != &c.loop || !counter->isAffine() || !evolution.isLoopInvariant(end, &c.loop)
        || evolution.getTypeSizeInBits(end->getType()) != c.store->getModule()->getDataLayout().getPointerSizeInBits())
        return evolution.getCouldNotCompute();

    auto *constant = dyn_cast<SCEVConstant>(counter->getStepRecurrence(evolution));
    long long step = constant ? constant->getAPInt().getSExtValue() : 0;
    bool up = predicate == ICmpInst::ICMP_ULT || predicate == ICmpInst::ICMP_SLT;
    bool down = predicate == ICmpInst::ICMP_UGT || predicate == ICmpInst::ICMP_SGT;
    const SCEV *start = number(evolution, counter->getStart()), *way;
    end = number(evolution, end);
    if (!(up && step > 0) && !(down && step < 0))
        return evolution.getCouldNotCompute();
    if (std::abs(step) > std::max(std::abs(c.from.step), std::abs(c.to.step)) || isa<SCEVCouldNotCompute>(start)
        || isa<SCEVCouldNotCompute>(end))
        return evolution.getCouldNotCompute();
    if (up)
        way = evolution.getMinusSCEV(ICmpInst::isSigned(predicate) ? evolution.getSMaxExpr(start, end)
                                                                   : evolution.getUMaxExpr(start, end),
                                     start);
    else
        way = evolution.getMinusSCEV(start, ICmpInst::isSigned(predicate) ? evolution.getSMinExpr(start, end)
                                                                         : evolution.getUMinExpr(start, end));
    return evolution.getUDivCeilSCEV(way, evolution.getConstant(way->getType(), std::abs(step)));
}

static bool find_count(candidate &c)
{
    const DataLayout &layout = c.store->getModule()->getDataLayout();
    DominatorTree &dominators = c.analyses.DT;

    if (!c.loop.isLoopSimplifyForm())
        return false;
    c.count = c.analyses.SE.getBackedgeTakenCount(&c.loop);
    if (isa<SCEVCouldNotCompute>(c.count))
        c.count = count_to_end(c);
    c.test_last = dominators.dominates(c.store->getParent(), c.exiting);
    if (isa<SCEVCouldNotCompute>(c.count)
        || (c.load && c.test_last != dominators.dominates(c.load->getParent(), c.exiting)))
        return false;
    return !c.test_last || !may_wrap(c, c.count, layout.getPointerSizeInBits());
}

/* The call. */

static bool can_expand(const candidate &c, compat_expander &expander)
{
    for (const SCEV *what : {c.from.start, c.to.start, c.count})
        if (what && !expander.expands(what, c.loop.getLoopPreheader()->getTerminator(), c.analyses.SE))
            return false;
    return true;
}

static Value *address(IRBuilder<> &builder, SCEVExpander &expander, const side &side)
{
    Instruction *end = &*builder.GetInsertPoint();
    Value *value = expander.expandCodeFor(side.start, side.start->getType(), end);

    for (CastInst *cast : reverse(side.casts))
        value = builder.CreateCast(cast->getOpcode(), value, cast->getDestTy());
    return builder.CreateBitCast(value,
                                 compat_pointer(builder.getContext(), value->getType()->getPointerAddressSpace()));
}

static Value *argument(IRBuilder<> &builder, SCEVExpander &expander, const candidate &c, char letter)
{
    const Module &module = *c.store->getModule();
    ScalarEvolution &evolution = c.analyses.SE;
    Type *size = module.getDataLayout().getIntPtrType(builder.getContext());
    const SCEV *count;

    switch (letter) {
    case 't':
        return address(builder, expander, c.to);
    case 'f':
        return address(builder, expander, c.from);
    case 'T':
        return ConstantInt::get(size, c.to.step, true);
    case 'F':
        return ConstantInt::get(size, c.from.step, true);
    case 'v':
        return register_value(builder, c.store->getValueOperand(), module);
    default:
        count = evolution.getTruncateOrZeroExtend(c.count, size);
        if (c.test_last)
            count = evolution.getAddExpr(count, evolution.getOne(size));
        return expander.expandCodeFor(count, size, &*builder.GetInsertPoint());
    }
}

static void insert_call(candidate &c, SCEVExpander &expander)
{
    BasicBlock *preheader = c.loop.getLoopPreheader();
    IRBuilder<> builder(preheader->getTerminator());
    SmallVector<Value *, 5> arguments;
    SmallVector<Type *, 5> types;

    builder.SetCurrentDebugLocation(c.first->getDebugLoc());
    for (const char *letter = c.call.arguments; *letter; letter++) {
        arguments.push_back(argument(builder, expander, c, *letter));
        types.push_back(arguments.back()->getType());
    }
    FunctionCallee function = preheader->getModule()->getOrInsertFunction(
        c.call.symbol, FunctionType::get(builder.getVoidTy(), types, false));
    CallInst *call = builder.CreateCall(function, arguments);
    call->setDoesNotThrow();
    if (c.analyses.MSSA) {
        MemorySSAUpdater updater(c.analyses.MSSA);
        MemoryAccess *access = updater.createMemoryAccessInBB(call, nullptr, preheader, MemorySSA::BeforeTerminator);
        updater.insertDef(cast<MemoryDef>(access), true);
    }
}

static void remove_access(candidate &c, Instruction *access)
{
    if (c.analyses.MSSA)
        MemorySSAUpdater(c.analyses.MSSA).removeMemoryAccess(access);
    c.analyses.SE.forgetValue(access);
    if (!access->use_empty())
        access->replaceAllUsesWith(PoisonValue::get(access->getType()));
    access->eraseFromParent();
}

/* Whether nothing that the loop computes is needed any more, since what comes behind it has it from elsewhere. */
static bool leave_nothing(candidate &c, compat_expander &expander)
{
    ScalarEvolution &evolution = c.analyses.SE;
    Instruction *end = c.loop.getLoopPreheader()->getTerminator();
    SmallVector<std::pair<Use *, const SCEV *>, 4> uses;

    for (PHINode &result : c.loop.getUniqueExitBlock()->phis())
        for (Use &use : result.incoming_values()) {
            if (c.loop.isLoopInvariant(use.get()))
                continue;
            if (!evolution.isSCEVable(result.getType()))
                return false;
            const SCEV *value = evolution.getSCEVAtScope(use.get(), c.loop.getParentLoop());
            if (!evolution.isLoopInvariant(value, &c.loop) || !expander.expands(value, end, evolution))
                return false;
            uses.push_back({&use, value});
        }
    for (auto &pair : uses) {
        evolution.forgetValue(cast<PHINode>(pair.first->getUser()));
        pair.first->set(expander.expandCodeFor(pair.second, pair.first->get()->getType(), end));
    }
    return true;
}

static bool plain_memory(const Instruction &access)
{
    return !accessed(access)->getType()->getPointerAddressSpace();
}

/* A sanitizer that wants to see each access, unlike AddressSanitizer, which sees them in functions of their own. */
static bool watched(const Function &function)
{
    for (Attribute::AttrKind kind : compat_watching)
        if (function.hasFnAttribute(kind))
            return true;
    return false;
}

/* Whether the loop can be a call. If not, `reason` says why; `changed`, whether it is another one than before. */
static bool convertible(candidate &c, enum iomem_loop_reason &reason, bool &changed)
{
    bool used;

    c.exiting = c.loop.getExitingBlock();
    if (calls(c))
        return reason = IOMEM_STAYS_CALL, false;
    if (!c.loop.getLoopPreheader() || !c.loop.getLoopLatch())
        return reason = IOMEM_STAYS_COUNT, false;
    if (conditional(c))
        return reason = IOMEM_STAYS_CONDITION, false;
    if (!c.exiting || joint_condition(c))
        return reason = c.loop.hasNoExitBlocks() ? IOMEM_STAYS_COUNT : IOMEM_STAYS_EXITS, false;
    move_invariants(c);
    if (!find_accesses(c))
        return reason = c.clobbered ? IOMEM_STAYS_OVERLAP : IOMEM_STAYS_ACCESSES, false;
    if (!same_value(c, used))
        return reason = IOMEM_STAYS_VALUE, false;
    if (used)
        return reason = IOMEM_STAYS_USED, false;
    for (Instruction *access : {(Instruction *)c.load, (Instruction *)c.store})
        if (access && (access->isAtomic() || (!io_access(*access) && (access->isVolatile() || !plain_memory(*access)))))
            return reason = IOMEM_STAYS_VOLATILE, false;
    changed |= extend_indices(c);
    if (!find_call(c))
        return reason = IOMEM_STAYS_STEP, false;
    if (!find_count(c))
        return reason = IOMEM_STAYS_COUNT, false;
    if (watched(*c.store->getFunction()))
        return reason = IOMEM_STAYS_SANITIZER, false;
    return true;
}

static void remark_call(const candidate &c)
{
    OptimizationRemarkEmitter emitter(c.store->getFunction());

    emitter.emit(OptimizationRemark("iomem", "rewritten", c.first->getDebugLoc(), c.loop.getHeader())
                 << "loop on '__iomem' memory became a call of '" << ore::NV("Symbol", c.call.symbol) << "'");
}

static void keep_reason(const candidate &c, enum iomem_loop_reason reason)
{
    LLVMContext &context = c.first->getContext();
    Constant *number = ConstantInt::get(Type::getInt32Ty(context), reason);

    for (Instruction *instruction : c.instructions)
        if (io_access(*instruction))
            instruction->setMetadata(reason_name, nullptr);
    c.first->setMetadata(reason_name, MDNode::get(context, ConstantAsMetadata::get(number)));
}

enum loop_change convert_loop(Loop &loop, LoopStandardAnalysisResults &analyses)
{
    enum iomem_loop_reason reason = IOMEM_STAYS_COUNT;
    bool changed = false;

    if (!loop.isInnermost() || loop.getHeader()->getParent()->hasOptNone())
        return LOOP_SAME;
    candidate c(loop, analyses);
    c.first = first_access(c);
    if (!c.first)
        return LOOP_SAME;
    bool converts = convertible(c, reason, changed);
    compat_expander expander(analyses.SE, loop.getHeader()->getModule()->getDataLayout());
    if (!converts || !can_expand(c, expander)) {
        changed |= !c.moved.empty();
        move_back(c);
        keep_reason(c, reason);
        return changed ? LOOP_CHANGED : LOOP_SAME;
    }

    remark_call(c);
    insert_call(c, expander);
    remove_access(c, c.store);
    if (c.load)
        remove_access(c, c.load);
    if (!leave_nothing(c, expander)) {
        analyses.SE.forgetLoop(&loop);
        return LOOP_CHANGED;
    }
    deleteDeadLoop(&loop, &analyses.DT, &analyses.SE, &analyses.LI, analyses.MSSA);
    return LOOP_GONE;
}

/* At the end. */

static struct pass_place find_place(const Instruction &access)
{
    struct pass_place place = {access.getFunction()->getName(), "", "", 0, 0};

    if (const DebugLoc &location = access.getDebugLoc()) {
        place.directory = location->getDirectory();
        place.file = location->getFilename();
        place.line = location.getLine();
        place.column = location.getCol();
    }
    return place;
}

static void report_loop(const Instruction &access, const struct pass_place &place, enum iomem_loop_reason reason)
{
    std::string text = std::string("loop on '__iomem' memory stays a loop: ") + iomem_loop_reason(reason);
    OptimizationRemarkEmitter emitter(access.getFunction());

    emitter.emit(OptimizationRemarkMissed("iomem", "unrewritten", access.getDebugLoc(), access.getParent()) << text);
    if (iomem_pass_unrewritten)
        iomem_pass_unrewritten(place, text);
}

void report_loops(Module &module)
{
    /* One that was inlined or unrolled is there more than once; where lines are not known, they can't be told apart. */
    std::set<std::tuple<StringRef, unsigned, unsigned, uint64_t>> told;

    for (Function &function : module)
        for (Instruction &instruction : instructions(function)) {
            MDNode *node = instruction.getMetadata(reason_name);
            auto *reason = node ? mdconst::dyn_extract<ConstantInt>(node->getOperand(0)) : nullptr;
            if (!reason)
                continue;
            struct pass_place place = find_place(instruction);
            uint64_t number = reason->getZExtValue();
            if (number < IOMEM_STAYS_REASONS
                && told.insert({place.line ? place.file : place.function, place.line, place.column, number}).second)
                report_loop(instruction, place, (enum iomem_loop_reason)number);
            instruction.setMetadata(reason_name, nullptr);
        }
}
