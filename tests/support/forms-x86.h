/* SPDX-License-Identifier: MIT */
/* What an x86 instruction does to memory, for the native rig and for the plugin. */
#ifndef FORMS_X86_H
#define FORMS_X86_H

#include <Zydis/Zydis.h>

/* A move between one general register, or a constant, and one place in memory. */
enum x86_move { NO_MOVE, LOAD, LOAD_SIGNED, STORE, STORE_CONSTANT };

enum x86_move x86_move(const ZydisDecodedInstruction *decoded, const ZydisDecodedOperand *op);

/* Whether it is a form that is allowed on IO memory. */
int x86_plain(const ZydisDecodedInstruction *decoded, const ZydisDecodedOperand *op);

int x86_is_memory(const ZydisDecodedOperand *op);

/* In bytes; of a gather or scatter, an element's. */
unsigned x86_width(const ZydisDecodedOperand *op);

#endif
