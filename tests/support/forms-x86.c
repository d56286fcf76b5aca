/* SPDX-License-Identifier: MIT */
#include "forms-x86.h"

int x86_is_memory(const ZydisDecodedOperand *op)
{
    return op->type == ZYDIS_OPERAND_TYPE_MEMORY && op->mem.type != ZYDIS_MEMOP_TYPE_AGEN;
}

unsigned x86_width(const ZydisDecodedOperand *op)
{
    return (op->mem.type == ZYDIS_MEMOP_TYPE_VSIB ? op->element_size : op->size) / 8;
}

enum x86_move x86_move(const ZydisDecodedInstruction *decoded, const ZydisDecodedOperand *op)
{
    int memories = 0;

    for (int i = 0; i < decoded->operand_count; i++)
        memories += x86_is_memory(&op[i]);
    if (memories != 1 || decoded->operand_count_visible != 2)
        return NO_MOVE;
    if (decoded->mnemonic != ZYDIS_MNEMONIC_MOV && decoded->mnemonic != ZYDIS_MNEMONIC_MOVZX
        && decoded->mnemonic != ZYDIS_MNEMONIC_MOVSX && decoded->mnemonic != ZYDIS_MNEMONIC_MOVSXD)
        return NO_MOVE;

    int to_memory = op[0].type == ZYDIS_OPERAND_TYPE_MEMORY;
    const ZydisDecodedOperand *other = &op[to_memory];
    if (other->type == ZYDIS_OPERAND_TYPE_IMMEDIATE)
        return STORE_CONSTANT;
    if (other->type != ZYDIS_OPERAND_TYPE_REGISTER)
        return NO_MOVE;
    ZydisRegisterClass class = ZydisRegisterGetClass(other->reg.value);
    if (class < ZYDIS_REGCLASS_GPR8 || class > ZYDIS_REGCLASS_GPR64)
        return NO_MOVE;
    return to_memory ? STORE
        : decoded->mnemonic == ZYDIS_MNEMONIC_MOVSX || decoded->mnemonic == ZYDIS_MNEMONIC_MOVSXD
        ? LOAD_SIGNED : LOAD;
}

int x86_plain(const ZydisDecodedInstruction *decoded, const ZydisDecodedOperand *op)
{
    return x86_move(decoded, op) != NO_MOVE && decoded->mnemonic != ZYDIS_MNEMONIC_MOVSXD;
}
