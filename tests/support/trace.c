/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "trace.h"

#include <Zydis/Zydis.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <ucontext.h>
#include <unistd.h>

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

enum action { STEP, LOAD, LOAD_SIGNED, STORE, STORE_CONSTANT };

struct instruction {
    uintptr_t pc;
    uint8_t length;        /* 0: unused entry */
    uint8_t bytes[ZYDIS_MAX_INSTRUCTION_LENGTH];
    uint8_t memories;
    uint8_t narrow;        /* 32-bit addresses */
    struct memory memory[MEMORY_OPERANDS];
    enum action action;
    char plain;
    ZydisRegister reg;
    int64_t constant;
};

static struct region {
    struct trace_region public;
    size_t mapped;         /* bytes from io - TRACE_GUARD on; 0: unused */
    int open;              /* accessible for the step that is under way */
} regions[TRACE_REGIONS];

static struct trace_access *list;
static size_t listed, list_room;
static struct instruction cache[CACHED];
static ZydisDecoder decoder;
static struct sigaction old_segv, old_trap;
static int stepping;

static void check(int ok, const char *what)
{
    if (!ok) {
        perror(what);
        abort();
    }
}

/* Runs in the signal handler, where malloc() may be the interrupted function. */
static void note(const struct region *region, ptrdiff_t offset, unsigned width, char kind, uintptr_t pc,
                 char plain)
{
    if (listed == list_room) {
        size_t room = list_room ? 2 * list_room : 65536;
        list = list_room
            ? mremap(list, list_room * sizeof *list, room * sizeof *list, MREMAP_MAYMOVE)
            : mmap(NULL, room * sizeof *list, PROT_READ | PROT_WRITE,
                   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        check(list != MAP_FAILED, "trace: list");
        list_room = room;
    }
    list[listed] = (struct trace_access){
        &region->public, offset, pc, listed, (uint16_t)width, kind, plain,
    };
    listed++;
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

/* Moves between one general register, or a constant, and one place in memory need no step. */
static void choose_action(struct instruction *in, const ZydisDecodedInstruction *decoded,
                          const ZydisDecodedOperand *op)
{
    in->action = STEP;
    if (in->memories != 1 || decoded->operand_count_visible != 2)
        return;
    if (decoded->mnemonic != ZYDIS_MNEMONIC_MOV && decoded->mnemonic != ZYDIS_MNEMONIC_MOVZX
        && decoded->mnemonic != ZYDIS_MNEMONIC_MOVSX && decoded->mnemonic != ZYDIS_MNEMONIC_MOVSXD)
        return;

    int to_memory = op[0].type == ZYDIS_OPERAND_TYPE_MEMORY;
    const ZydisDecodedOperand *other = &op[to_memory];
    if (other->type == ZYDIS_OPERAND_TYPE_IMMEDIATE) {
        in->action = STORE_CONSTANT;
        in->constant = other->imm.value.s;
    } else if (other->type == ZYDIS_OPERAND_TYPE_REGISTER) {
        ZydisRegisterClass class = ZydisRegisterGetClass(other->reg.value);
        if (class < ZYDIS_REGCLASS_GPR8 || class > ZYDIS_REGCLASS_GPR64)
            return;
        in->reg = other->reg.value;
        in->action = to_memory ? STORE
            : decoded->mnemonic == ZYDIS_MNEMONIC_MOVSX || decoded->mnemonic == ZYDIS_MNEMONIC_MOVSXD
            ? LOAD_SIGNED : LOAD;
    }
    in->plain = in->action != STEP && decoded->mnemonic != ZYDIS_MNEMONIC_MOVSXD;
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
        if (op[i].type != ZYDIS_OPERAND_TYPE_MEMORY || op[i].mem.type == ZYDIS_MEMOP_TYPE_AGEN)
            continue;
        check(in->memories < MEMORY_OPERANDS, "trace: memory operands");
        in->memory[in->memories++] = (struct memory){
            .base = op[i].mem.base,
            .index = op[i].mem.index,
            .scale = op[i].mem.scale,
            .read = !!(op[i].actions & ZYDIS_OPERAND_ACTION_MASK_READ),
            .write = !!(op[i].actions & ZYDIS_OPERAND_ACTION_MASK_WRITE),
            .element = op[i].mem.type == ZYDIS_MEMOP_TYPE_VSIB,
            .width = (op[i].mem.type == ZYDIS_MEMOP_TYPE_VSIB ? op[i].element_size : op[i].size) / 8,
            .displacement = op[i].mem.disp.has_displacement ? op[i].mem.disp.value : 0,
        };
    }
    choose_action(in, &decoded, op);
    return in;
}

static struct region *region_at(uintptr_t address, size_t width)
{
    for (struct region *r = regions; r < regions + TRACE_REGIONS; r++) {
        uintptr_t start = (uintptr_t)r->public.io - TRACE_GUARD;
        if (r->mapped && address + width > start && address < start + r->mapped)
            return r;
    }
    return NULL;
}

static void protect(struct region *r, int protection)
{
    check(!mprotect(r->public.io - TRACE_GUARD, r->mapped, protection), "trace: mprotect");
    r->open = protection != PROT_NONE;
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

    switch (in->action) {
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
    case STEP:
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
    if (!faulted || faulted->open) {
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
    if (in && in->action != STEP && from_start < r->mapped
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
    for (struct region *r = regions; r < regions + TRACE_REGIONS; r++)
        if (r->open)
            protect(r, PROT_NONE);
}

static void start(void)
{
    static int started;
    struct sigaction action = {.sa_flags = SA_SIGINFO | SA_ONSTACK};

    if (started)
        return;
    started = 1;
    check(ZYAN_SUCCESS(ZydisDecoderInit(&decoder, ZYDIS_MACHINE_MODE_LONG_64, ZYDIS_STACK_WIDTH_64)),
          "trace: decoder");
    sigfillset(&action.sa_mask);
    action.sa_sigaction = on_segv;
    sigaction(SIGSEGV, &action, &old_segv);
    action.sa_sigaction = on_trap;
    sigaction(SIGTRAP, &action, &old_trap);
}

const struct trace_region *trace_open(const char *name, size_t size)
{
    struct region *r = regions;

    start();
    while (r < regions + TRACE_REGIONS && r->mapped)
        r++;
    check(r < regions + TRACE_REGIONS, "trace: too many regions");

    size_t mapped = (size + PAGE - 1) / PAGE * PAGE + 2 * TRACE_GUARD;
    int fd = memfd_create("trace", MFD_CLOEXEC);
    check(fd >= 0 && !ftruncate(fd, (off_t)mapped), "trace: memfd");
    unsigned char *ram = mmap(NULL, mapped, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    unsigned char *io = mmap(NULL, mapped, PROT_NONE, MAP_SHARED, fd, 0);
    check(ram != MAP_FAILED && io != MAP_FAILED, "trace: mmap");
    close(fd);

    *r = (struct region){{name, io + TRACE_GUARD, ram + TRACE_GUARD, size}, mapped, 0};
    return &r->public;
}

void trace_close(const struct trace_region *region)
{
    for (struct region *r = regions; r < regions + TRACE_REGIONS; r++) {
        if (&r->public == region && r->mapped) {
            munmap(r->public.io - TRACE_GUARD, r->mapped);
            munmap(r->public.ram - TRACE_GUARD, r->mapped);
            r->mapped = 0;
        }
    }
}

size_t trace_list(const struct trace_access **accesses)
{
    *accesses = list;
    return listed;
}

void trace_clear(void)
{
    listed = 0;
}

void trace_dump(FILE *file)
{
    for (const struct trace_access *a = list; a < list + listed; a++) {
        const char *name = a->region->name ? a->region->name : "";
        size_t distance = a->offset < 0 ? (size_t)-a->offset : (size_t)a->offset;
        fprintf(file, "%c %u %s@%s0x%zx\n", a->kind, a->width, name, a->offset < 0 ? "-" : "", distance);
    }
}

struct trace_summary trace_summarise(const struct trace_region *region, char kind, ptrdiff_t offset,
                                     size_t n)
{
    struct trace_summary s = {0};
    unsigned char *seen = calloc(n + 1, 1);

    check(seen != NULL, "trace: summary");
    for (const struct trace_access *a = list; a < list + listed; a++) {
        unsigned char bit = a->kind == 'R' ? 1 : 2, again = (unsigned char)(bit << 2);
        if (a->region != region || (kind && a->kind != kind))
            continue;
        s.accesses++;
        s.reads += a->kind == 'R';
        s.writes += a->kind == 'W';
        if (a->width > s.widest)
            s.widest = a->width;
        if (a->width && ((uintptr_t)region->io + (uintptr_t)a->offset) % a->width)
            s.misaligned++;
        for (ptrdiff_t i = a->offset - offset; i < a->offset - offset + a->width; i++) {
            if (i < 0 || (size_t)i >= n) {
                s.outside++;
                continue;
            }
            if (seen[i] & bit && !(seen[i] & again)) {
                s.twice++;
                seen[i] |= again;
            }
            seen[i] |= bit;
        }
    }
    free(seen);
    return s;
}
