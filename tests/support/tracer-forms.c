/* SPDX-License-Identifier: MIT */
/*
 * A table for each architecture; the first row that matches decides, and what no row matches is neither plain nor
 * blind. QEMU 7.2 makes an access of 16 bytes in two halves, which `unit` puts together again.
 *
 * What is blind was found by running it: QEMU's helpers that use the emulated memory's address in the emulator.
 */
#include "tracer-forms.h"

#include <stdio.h>
#include <string.h>

#include "forms-x86.h"

struct row {
    uint64_t mask, match;
    struct form form;
    int (*unless)(uint64_t word);
};

struct isa {
    const char *target;
    uint64_t (*word)(const uint8_t *bytes, size_t size);
    const struct row *rows;
    size_t n;
    struct form (*decode)(const uint8_t *bytes, size_t size, const char *text);    /* instead of rows */
    int needs_text;
};

#define PLAIN {1, 0, NULL}
#define WIDE {0, 16, NULL}
#define BLIND(name) {0, 0, name}

static uint64_t little(const uint8_t *bytes, size_t size)
{
    uint64_t word = 0;

    while (size--)
        word = word << 8 | bytes[size];
    return word;
}

/* 6 bytes, of a shorter instruction the first ones. */
static uint64_t big6(const uint8_t *bytes, size_t size)
{
    uint64_t word = 0;

    for (size_t i = 0; i < 6; i++)
        word = word << 8 | (i < size ? bytes[i] : 0);
    return word;
}

static const struct row aarch64[] = {
    /* One X or W register: scaled offset, unscaled, register offset, literal. */
    {0x3f000000, 0x39000000, PLAIN, NULL},
    {0x3f200c00, 0x38000000, PLAIN, NULL},
    {0x3f200c00, 0x38200800, PLAIN, NULL},
    {0x3f000000, 0x18000000, PLAIN, NULL},
    /* Q registers: the same, pairs, LD1 and ST1 of two or four, of three, of one. */
    {0xff800000, 0x3d800000, WIDE, NULL},
    {0xff800000, 0x3c800000, WIDE, NULL},
    {0xff000000, 0x9c000000, WIDE, NULL},
    {0xfe000000, 0xac000000, WIDE, NULL},
    {0xff20b000, 0x4c002000, WIDE, NULL},
    {0xff20f000, 0x4c006000, WIDE, NULL},
    {0xff20f000, 0x4c007000, WIDE, NULL},
    {0xff20f000, 0x4c00a000, WIDE, NULL},
    {0xffffffe0, 0xd50b7420, BLIND("dc zva"), NULL},
    {0xffffffe0, 0xd50b7480, BLIND("dc gzva"), NULL},
    /* LDR and STR of a Z register or a P register, and LD1R are not blind, other loads and stores of SVE are. */
    {0xffc0e000, 0x85804000, {0, 256, NULL}, NULL},
    {0xffc0e000, 0xe5804000, {0, 256, NULL}, NULL},
    {0xffc0e010, 0x85800000, {0}, NULL},
    {0xffc0e010, 0xe5800000, {0}, NULL},
    {0xfe408000, 0x84408000, {0}, NULL},
    {0x9e000000, 0x84000000, BLIND("sve"), NULL},
    {0xfe000000, 0xe0000000, BLIND("sme"), NULL},
};

#define PPC_D(opcode) 0xfc000000, (uint64_t)(opcode) << 26
#define PPC_DS(opcode, xo) 0xfc000003, (uint64_t)(opcode) << 26 | (xo)
#define PPC_DQ(opcode, xo) 0xfc000007, (uint64_t)(opcode) << 26 | (xo)
#define PPC_DP(opcode, xo) 0xfc00000f, (uint64_t)(opcode) << 26 | (xo)
#define PPC_X(xo) 0xfc0007fe, UINT64_C(31) << 26 | (xo) << 1

static const struct row ppc[] = {
    {PPC_D(32), PLAIN, NULL},          /* lwz */
    {PPC_D(34), PLAIN, NULL},          /* lbz */
    {PPC_D(36), PLAIN, NULL},          /* stw */
    {PPC_D(38), PLAIN, NULL},          /* stb */
    {PPC_D(40), PLAIN, NULL},          /* lhz */
    {PPC_D(42), PLAIN, NULL},          /* lha */
    {PPC_D(44), PLAIN, NULL},          /* sth */
    {PPC_DS(58, 0), PLAIN, NULL},      /* ld */
    {PPC_DS(58, 2), PLAIN, NULL},      /* lwa */
    {PPC_DS(62, 0), PLAIN, NULL},      /* std */
    {PPC_X(21), PLAIN, NULL},          /* ldx */
    {PPC_X(23), PLAIN, NULL},          /* lwzx */
    {PPC_X(87), PLAIN, NULL},          /* lbzx */
    {PPC_X(279), PLAIN, NULL},         /* lhzx */
    {PPC_X(341), PLAIN, NULL},         /* lwax */
    {PPC_X(343), PLAIN, NULL},         /* lhax */
    {PPC_X(149), PLAIN, NULL},         /* stdx */
    {PPC_X(151), PLAIN, NULL},         /* stwx */
    {PPC_X(215), PLAIN, NULL},         /* stbx */
    {PPC_X(407), PLAIN, NULL},         /* sthx */
    {PPC_X(103), WIDE, NULL},          /* lvx */
    {PPC_X(359), WIDE, NULL},          /* lvxl */
    {PPC_X(231), WIDE, NULL},          /* stvx */
    {PPC_X(487), WIDE, NULL},          /* stvxl */
    {PPC_X(268), WIDE, NULL},          /* lxvx */
    {PPC_X(396), WIDE, NULL},          /* stxvx */
    {PPC_X(844), WIDE, NULL},          /* lxvd2x */
    {PPC_X(972), WIDE, NULL},          /* stxvd2x */
    {PPC_X(780), WIDE, NULL},          /* lxvw4x */
    {PPC_X(908), WIDE, NULL},          /* stxvw4x */
    {PPC_X(812), WIDE, NULL},          /* lxvh8x */
    {PPC_X(940), WIDE, NULL},          /* stxvh8x */
    {PPC_X(876), WIDE, NULL},          /* lxvb16x */
    {PPC_X(1004), WIDE, NULL},         /* stxvb16x */
    {PPC_X(333), WIDE, NULL},          /* lxvpx */
    {PPC_X(461), WIDE, NULL},          /* stxvpx */
    {PPC_DQ(61, 1), WIDE, NULL},       /* lxv */
    {PPC_DQ(61, 5), WIDE, NULL},       /* stxv */
    {PPC_DP(6, 0), WIDE, NULL},        /* lxvp */
    {PPC_DP(6, 1), WIDE, NULL},        /* stxvp */
    {PPC_D(56), WIDE, NULL},           /* lq */
    {PPC_DS(62, 2), WIDE, NULL},       /* stq */
    {PPC_X(1014), BLIND("dcbz"), NULL},
};

static const struct row riscv[] = {
    {0x7f, 0x03, PLAIN, NULL},         /* lb lh lw ld lbu lhu lwu */
    {0x7f, 0x23, PLAIN, NULL},         /* sb sh sw sd */
    {0xe003, 0x4000, PLAIN, NULL},     /* c.lw */
    {0xe003, 0x6000, PLAIN, NULL},     /* c.ld */
    {0xe003, 0xc000, PLAIN, NULL},     /* c.sw */
    {0xe003, 0xe000, PLAIN, NULL},     /* c.sd */
    {0xe003, 0x4002, PLAIN, NULL},     /* c.lwsp */
    {0xe003, 0x6002, PLAIN, NULL},     /* c.ldsp */
    {0xe003, 0xc002, PLAIN, NULL},     /* c.swsp */
    {0xe003, 0xe002, PLAIN, NULL},     /* c.sdsp */
};

#define S390_OP(op) UINT64_C(0xff0000000000), (uint64_t)(op) << 40
#define S390_OPOP(op) UINT64_C(0xffff00000000), (uint64_t)(op) << 32
#define S390_RXY(op, low) UINT64_C(0xff00000000ff), (uint64_t)(op) << 40 | (low)
#define S390_RIL(op, low) UINT64_C(0xff0f00000000), (uint64_t)(op) << 40 | (uint64_t)(low) << 32

/* XC of up to 32 bytes with themselves is made of stores. */
static int clears_few(uint64_t word)
{
    return (word >> 32 & 0xff) < 32 && (word >> 16 & 0xffff) == (word & 0xffff);
}

static const struct row s390x[] = {
    {S390_OP(0x58), PLAIN, NULL},            /* l */
    {S390_OP(0x48), PLAIN, NULL},            /* lh */
    {S390_OP(0x50), PLAIN, NULL},            /* st */
    {S390_OP(0x40), PLAIN, NULL},            /* sth */
    {S390_OP(0x42), PLAIN, NULL},            /* stc */
    {S390_RXY(0xe3, 0x04), PLAIN, NULL},     /* lg */
    {S390_RXY(0xe3, 0x14), PLAIN, NULL},     /* lgf */
    {S390_RXY(0xe3, 0x15), PLAIN, NULL},     /* lgh */
    {S390_RXY(0xe3, 0x16), PLAIN, NULL},     /* llgf */
    {S390_RXY(0xe3, 0x58), PLAIN, NULL},     /* ly */
    {S390_RXY(0xe3, 0x76), PLAIN, NULL},     /* lb */
    {S390_RXY(0xe3, 0x77), PLAIN, NULL},     /* lgb */
    {S390_RXY(0xe3, 0x78), PLAIN, NULL},     /* lhy */
    {S390_RXY(0xe3, 0x90), PLAIN, NULL},     /* llgc */
    {S390_RXY(0xe3, 0x91), PLAIN, NULL},     /* llgh */
    {S390_RXY(0xe3, 0x94), PLAIN, NULL},     /* llc */
    {S390_RXY(0xe3, 0x95), PLAIN, NULL},     /* llh */
    {S390_RXY(0xe3, 0x24), PLAIN, NULL},     /* stg */
    {S390_RXY(0xe3, 0x50), PLAIN, NULL},     /* sty */
    {S390_RXY(0xe3, 0x70), PLAIN, NULL},     /* sthy */
    {S390_RXY(0xe3, 0x72), PLAIN, NULL},     /* stcy */
    {S390_RIL(0xc4, 0x2), PLAIN, NULL},      /* llhrl */
    {S390_RIL(0xc4, 0x4), PLAIN, NULL},      /* lghrl */
    {S390_RIL(0xc4, 0x5), PLAIN, NULL},      /* lhrl */
    {S390_RIL(0xc4, 0x6), PLAIN, NULL},      /* llghrl */
    {S390_RIL(0xc4, 0x7), PLAIN, NULL},      /* sthrl */
    {S390_RIL(0xc4, 0x8), PLAIN, NULL},      /* lgrl */
    {S390_RIL(0xc4, 0xb), PLAIN, NULL},      /* stgrl */
    {S390_RIL(0xc4, 0xc), PLAIN, NULL},      /* lgfrl */
    {S390_RIL(0xc4, 0xd), PLAIN, NULL},      /* lrl */
    {S390_RIL(0xc4, 0xe), PLAIN, NULL},      /* llgfrl */
    {S390_RIL(0xc4, 0xf), PLAIN, NULL},      /* strl */
    {S390_RXY(0xe7, 0x06), WIDE, NULL},      /* vl */
    {S390_RXY(0xe7, 0x0e), WIDE, NULL},      /* vst */
    {S390_RXY(0xe7, 0x36), WIDE, NULL},      /* vlm */
    {S390_RXY(0xe7, 0x3e), WIDE, NULL},      /* vstm */
    {S390_RXY(0xe7, 0x07), WIDE, NULL},      /* vlbb */
    {S390_RXY(0xe7, 0x37), WIDE, NULL},      /* vll */
    {S390_RXY(0xe7, 0x3f), WIDE, NULL},      /* vstl */
    {S390_RXY(0xe6, 0x06), WIDE, NULL},      /* vlbr */
    {S390_RXY(0xe6, 0x07), WIDE, NULL},      /* vler */
    {S390_RXY(0xe6, 0x0e), WIDE, NULL},      /* vstbr */
    {S390_RXY(0xe6, 0x0f), WIDE, NULL},      /* vster */
    {S390_RXY(0xe3, 0x8e), WIDE, NULL},      /* stpq */
    {S390_RXY(0xe3, 0x8f), WIDE, NULL},      /* lpq */
    {S390_RXY(0xeb, 0x3e), WIDE, NULL},      /* cdsg */
    {S390_OP(0xd1), BLIND("mvn"), NULL},
    {S390_OP(0xd2), BLIND("mvc"), NULL},
    {S390_OP(0xd3), BLIND("mvz"), NULL},
    {S390_OP(0xd4), BLIND("nc"), NULL},
    {S390_OP(0xd6), BLIND("oc"), NULL},
    {S390_OP(0xd7), BLIND("xc"), clears_few},
    {S390_OP(0xe8), BLIND("mvcin"), NULL},
    {S390_OP(0xf1), BLIND("mvo"), NULL},
    {S390_OP(0x0e), BLIND("mvcl"), NULL},
    {S390_OP(0xa8), BLIND("mvcle"), NULL},
    {S390_RXY(0xeb, 0x8e), BLIND("mvclu"), NULL},
    {S390_OPOP(0xb254), BLIND("mvpg"), NULL},
    {S390_OPOP(0xb255), BLIND("mvst"), NULL},
    {S390_OPOP(0xe50a), BLIND("mvcrl"), NULL},
    /* What they execute may be any of these. */
    {S390_OP(0x44), BLIND("ex"), NULL},
    {S390_RIL(0xc6, 0x0), BLIND("exrl"), NULL},
};

/* The bytes don't tell Thumb from ARM instructions; the disassembler knows. */
static struct form arm(const uint8_t *bytes, size_t size, const char *text)
{
    static const char *const moves[] = {"ldr", "ldrb", "ldrh", "ldrsb", "ldrsh", "str", "strb", "strh"};
    static const char *const conditions[] = {"", "eq", "ne", "hs", "lo", "mi", "pl", "vs", "vc", "hi", "ls", "ge",
                                             "lt", "gt", "le", "al"};
    const char *address = strstr(text, ", ["), *end = text + strlen(text);
    size_t length = strcspn(text, ". \t");
    char name[16];

    (void)bytes;
    (void)size;
    while (end > text && end[-1] == ' ')
        end--;
    /* One register and no writeback: "ldrb r0, [r1, #1]". */
    if (!address || memchr(text, ',', (size_t)(address - text)) || end[-1] != ']')
        return (struct form){0};
    for (size_t m = 0; m < sizeof moves / sizeof *moves; m++)
        for (size_t c = 0; c < sizeof conditions / sizeof *conditions; c++) {
            snprintf(name, sizeof name, "%s%s", moves[m], conditions[c]);
            if (strlen(name) == length && !memcmp(name, text, length))
                return (struct form)PLAIN;
        }
    return (struct form){0};
}

static struct form x86(ZydisMachineMode mode, ZydisStackWidth stack, const uint8_t *bytes, size_t size)
{
    ZydisDecoder decoder;
    ZydisDecodedInstruction decoded;
    ZydisDecodedOperand op[ZYDIS_MAX_OPERAND_COUNT];
    struct form form = {0};

    if (!ZYAN_SUCCESS(ZydisDecoderInit(&decoder, mode, stack))
        || !ZYAN_SUCCESS(ZydisDecoderDecodeFull(&decoder, bytes, size, &decoded, op)))
        return form;
    form.plain = x86_plain(&decoded, op);
    for (int i = 0; i < decoded.operand_count; i++)
        if (x86_is_memory(&op[i]) && op[i].mem.type != ZYDIS_MEMOP_TYPE_VSIB && x86_width(&op[i]) > 8)
            form.unit = x86_width(&op[i]);
    return form;
}

static struct form x86_64(const uint8_t *bytes, size_t size, const char *text)
{
    (void)text;
    return x86(ZYDIS_MACHINE_MODE_LONG_64, ZYDIS_STACK_WIDTH_64, bytes, size);
}

static struct form i386(const uint8_t *bytes, size_t size, const char *text)
{
    (void)text;
    return x86(ZYDIS_MACHINE_MODE_LEGACY_32, ZYDIS_STACK_WIDTH_32, bytes, size);
}

#define ROWS(table) table, sizeof table / sizeof *table

static const struct isa isas[] = {
    {"aarch64", little, ROWS(aarch64), NULL, 0},
    {"arm", NULL, NULL, 0, arm, 1},
    {"i386", NULL, NULL, 0, i386, 0},
    {"ppc64le", little, ROWS(ppc), NULL, 0},
    {"riscv64", little, ROWS(riscv), NULL, 0},
    {"s390x", big6, ROWS(s390x), NULL, 0},
    {"x86_64", NULL, NULL, 0, x86_64, 0},
};

const struct isa *isa_of(const char *target)
{
    for (size_t i = 0; i < sizeof isas / sizeof *isas; i++)
        if (!strcmp(isas[i].target, target))
            return &isas[i];
    return NULL;
}

int isa_needs_text(const struct isa *isa)
{
    return isa->needs_text;
}

struct form form_of(const struct isa *isa, const uint8_t *bytes, size_t size, const char *text)
{
    if (isa->decode)
        return isa->decode(bytes, size, text);

    uint64_t word = isa->word(bytes, size);
    for (const struct row *row = isa->rows; row < isa->rows + isa->n; row++)
        if ((word & row->mask) == row->match && !(row->unless && row->unless(word)))
            return row->form;
    return (struct form){0};
}
