/* SPDX-License-Identifier: MIT */
/* The native rig, for x86-64: an access faults, and the handler decodes the instruction, notes what it does and
 * completes it, plain moves by itself, anything else by a single step. */
#define _GNU_SOURCE
#include "trace-rig.h"

#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <ucontext.h>

#include "forms-x86.h"

#define PAGE 4096
#define TRAP_FLAG 0x100
#define WRITE_FAULT 2
#define MEMORY_OPERANDS 3
#define CACHED 4096

struct memory {
    ZydisRegister base, index;
    uint8_t scale;
    uint8_t read, write;
    uint8_t element;       /* of a gather or scatter, whose address is the fault's */
    uint16_t width;
    int64_t displacement;
};

struct instruction {
    uintptr_t pc;
    uint8_t length;        /* 0: unused entry */
    uint8_t bytes[ZYDIS_MAX_INSTRUCTION_LENGTH];
    uint8_t memories;
    uint8_t narrow;        /* 32-bit addresses */
    struct memory memory[MEMORY_OPERANDS];
    enum x86_move move;    /* one that needs no step */
    char plain;
    ZydisRegister reg;
    int64_t constant;
};

const int rig_protection = PROT_NONE;

static int accessible[TRACE_REGIONS];    /* a region, for the step that is under way */
static struct instruction cache[CACHED];
static ZydisDecoder decoder;
static struct sigaction old_segv, old_trap;
static int stepping, paused;

static void note(const struct region *region, ptrdiff_t offset, unsigned width, char kind, uintptr_t pc,
                 char plain)
{
    if (paused)
        return;
    size_t order;
    struct trace_access *a = trace_add(1, &order);
    *a = (struct trace_access){&region->public, offset, pc, order, (unsigned short)width, kind, plain, NULL};
}

static greg_t *slot(greg_t *g, ZydisRegister reg)
{
    static const int number[16] = {
        REG_RAX, REG_RCX, REG_RDX, REG_RBX, REG_RSP, REG_RBP, REG_RSI, REG_RDI,
        REG_R8, REG_R9, REG_R10, REG_R11, REG_R12, REG_R13, REG_R14, REG_R15,
    };
    reg = ZydisRegisterGetLargestEnclosing(ZYDIS_MACHINE_MODE_LONG_64, reg);
    return &g[number[ZydisRegisterGetId(reg)]];
}

static unsigned shift_of(ZydisRegister reg)
{
    return reg >= ZYDIS_REGISTER_AH && reg <= ZYDIS_REGISTER_BH ? 8 : 0;
}

static uint64_t value(greg_t *g, ZydisRegister reg, uint64_t next)
{
    if (reg == ZYDIS_REGISTER_NONE)
        return 0;
    if (reg == ZYDIS_REGISTER_RIP || reg == ZYDIS_REGISTER_EIP)
        return next;
    return (uint64_t)*slot(g, reg) >> shift_of(reg);
}

static void set(greg_t *g, ZydisRegister reg, uint64_t v)
{
    unsigned bits = ZydisRegisterGetWidth(ZYDIS_MACHINE_MODE_LONG_64, reg), shift = shift_of(reg);
    greg_t *r = slot(g, reg);

    if (bits >= 32) {
        *r = (greg_t)(bits == 32 ? (uint32_t)v : v);
    } else {
        uint64_t mask = ((UINT64_C(1) << bits) - 1) << shift;
        *r = (greg_t)(((uint64_t)*r & ~mask) | ((v << shift) & mask));
    }
}

static void choose_move(struct instruction *in, const ZydisDecodedInstruction *decoded,
                        const ZydisDecodedOperand *op)
{
    in->move = x86_move(decoded, op);
    in->plain = (char)x86_plain(decoded, op);
    if (in->move == STORE_CONSTANT)
        in->constant = op[1].imm.value.s;
    else if (in->move != NO_MOVE)
        in->reg = op[in->move == STORE].reg.value;
}

static const struct instruction *decode(uintptr_t pc)
{
    struct instruction *in = &cache[pc % CACHED];
    ZydisDecodedInstruction decoded;
    ZydisDecodedOperand op[ZYDIS_MAX_OPERAND_COUNT];

    if (in->length && in->pc == pc && !memcmp(in->bytes, (const void *)pc, in->length))
        return in;

    /* What ran is mapped, the page after it perhaps not. */
    size_t most = PAGE - pc % PAGE;
    if (most > ZYDIS_MAX_INSTRUCTION_LENGTH)
        most = ZYDIS_MAX_INSTRUCTION_LENGTH;
    if (!ZYAN_SUCCESS(ZydisDecoderDecodeFull(&decoder, (const void *)pc, most, &decoded, op))
        && !ZYAN_SUCCESS(ZydisDecoderDecodeFull(&decoder, (const void *)pc, ZYDIS_MAX_INSTRUCTION_LENGTH,
                                                &decoded, op)))
        return NULL;

    *in = (struct instruction){.pc = pc, .length = decoded.length};
    memcpy(in->bytes, (const void *)pc, decoded.length);
    in->narrow = decoded.address_width == 32;
    for (int i = 0; i < decoded.operand_count; i++) {
        if (!x86_is_memory(&op[i]))
            continue;
        trace_check(in->memories < MEMORY_OPERANDS, "trace: memory operands");
        in->memory[in->memories++] = (struct memory){
            .base = op[i].mem.base,
            .index = op[i].mem.index,
            .scale = op[i].mem.scale,
            .read = !!(op[i].actions & ZYDIS_OPERAND_ACTION_MASK_READ),
            .write = !!(op[i].actions & ZYDIS_OPERAND_ACTION_MASK_WRITE),
            .element = op[i].mem.type == ZYDIS_MEMOP_TYPE_VSIB,
            .width = (uint16_t)x86_width(&op[i]),
            .displacement = op[i].mem.disp.has_displacement ? op[i].mem.disp.value : 0,
        };
    }
    choose_move(in, &decoded, op);
    return in;
}

static struct region *region_at(uintptr_t address, size_t width)
{
    for (struct region *r = trace_regions; r < trace_regions + TRACE_REGIONS; r++) {
        uintptr_t start = (uintptr_t)r->public.io - TRACE_GUARD;
        if (r->mapped && address + width > start && address < start + r->mapped)
            return r;
    }
    return NULL;
}

static void protect(struct region *r, int protection)
{
    trace_check(!mprotect(r->public.io - TRACE_GUARD, r->mapped, protection), "trace: mprotect");
    accessible[r - trace_regions] = protection != PROT_NONE;
}

static uint64_t effective(greg_t *g, const struct instruction *in, const struct memory *m,
                          uintptr_t fault)
{
    uint64_t next = (uint64_t)g[REG_RIP] + in->length;

    if (m->element)
        return fault;
    uint64_t address = value(g, m->base, next) + value(g, m->index, next) * m->scale
        + (uint64_t)m->displacement;
    return in->narrow ? (uint32_t)address : address;
}

/* Does what the instruction does, on the untraced alias. */
static void emulate(greg_t *g, const struct instruction *in, unsigned char *at)
{
    unsigned width = in->memory[0].width;
    uint64_t v = 0;

    switch (in->move) {
    case LOAD:
        memcpy(&v, at, width);
        set(g, in->reg, v);
        break;
    case LOAD_SIGNED:
        memcpy(&v, at, width);
        v = (uint64_t)((int64_t)(v << (64 - 8 * width)) >> (64 - 8 * width));
        set(g, in->reg, v);
        break;
    case STORE:
        v = value(g, in->reg, 0);
        memcpy(at, &v, width);
        break;
    case STORE_CONSTANT:
        memcpy(at, &in->constant, width);
        break;
    case NO_MOVE:
        break;
    }
    g[REG_RIP] += in->length;
}

static void on_segv(int signal, siginfo_t *info, void *context)
{
    greg_t *g = ((ucontext_t *)context)->uc_mcontext.gregs;
    uintptr_t fault = (uintptr_t)info->si_addr, pc = (uintptr_t)g[REG_RIP];
    struct region *faulted = info->si_code == SEGV_ACCERR ? region_at(fault, 1) : NULL;
    struct region *touched[2 * MEMORY_OPERANDS], *r = faulted;
    int n = 0;

    (void)signal;
    if (!faulted || accessible[faulted - trace_regions]) {
        sigaction(SIGSEGV, &old_segv, NULL);
        return;
    }

    const struct instruction *in = decode(pc);
    uint64_t address = fault;
    for (int kind = 'R'; in; kind = 'W') {
        for (int i = 0; i < in->memories; i++) {
            const struct memory *m = &in->memory[i];
            uint64_t a = effective(g, in, m, fault);
            r = region_at(a, m->width);
            if (!r || !(kind == 'R' ? m->read : m->write))
                continue;
            address = a;
            touched[n++] = r;
            note(r, (ptrdiff_t)(a - (uintptr_t)r->public.io), m->width, (char)kind, pc,
                 in->plain);
        }
        if (kind == 'W')
            break;
    }
    if (!n) {
        touched[n++] = faulted;
        note(faulted, (ptrdiff_t)(fault - (uintptr_t)faulted->public.io), 0,
             g[REG_ERR] & WRITE_FAULT ? 'W' : 'R', pc, 0);
    }

    r = touched[0];
    size_t from_start = address - ((uintptr_t)r->public.io - TRACE_GUARD);
    if (in && in->move != NO_MOVE && from_start < r->mapped
        && in->memory[0].width <= r->mapped - from_start) {
        emulate(g, in, r->public.ram - TRACE_GUARD + from_start);
        return;
    }
    for (int i = 0; i < n; i++)
        protect(touched[i], PROT_READ | PROT_WRITE);
    stepping = 1;
    g[REG_EFL] |= TRAP_FLAG;
}

static void on_trap(int signal, siginfo_t *info, void *context)
{
    (void)signal;
    (void)info;
    if (!stepping) {
        sigaction(SIGTRAP, &old_trap, NULL);
        raise(SIGTRAP);
        return;
    }
    stepping = 0;
    ((ucontext_t *)context)->uc_mcontext.gregs[REG_EFL] &= ~(greg_t)TRAP_FLAG;
    for (struct region *r = trace_regions; r < trace_regions + TRACE_REGIONS; r++)
        if (accessible[r - trace_regions])
            protect(r, PROT_NONE);
}

void rig_start(void)
{
    struct sigaction action = {.sa_flags = SA_SIGINFO | SA_ONSTACK};

    trace_check(ZYAN_SUCCESS(ZydisDecoderInit(&decoder, ZYDIS_MACHINE_MODE_LONG_64, ZYDIS_STACK_WIDTH_64)),
                "trace: decoder");
    sigfillset(&action.sa_mask);
    action.sa_sigaction = on_segv;
    sigaction(SIGSEGV, &action, &old_segv);
    action.sa_sigaction = on_trap;
    sigaction(SIGTRAP, &action, &old_trap);
}

void rig_regions(void)
{
}

/* Nothing but an access to a region joins the list. */
int rig_hold(void)
{
    return 0;
}

void rig_let_go(int held)
{
    (void)held;
}

void trace_clear(void)
{
    trace_empty();
    paused = 0;
}

void trace_pause(void)
{
    paused = 1;
}

void trace_resume(void)
{
    paused = 0;
}

/* A processor has no count of them that is exact and open to every user. */
uint64_t trace_instructions(void)
{
    return 0;
}
