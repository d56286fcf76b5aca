// SPDX-License-Identifier: MIT
// RUN: %diagnose
// RUN: %diagnose -O2 -w
#include <iomem.h>
#include <stdint.h>

struct entry { const char *name; uint32_t __iomem *io; uint32_t *ram; union { uint32_t __iomem *a; uint32_t *b; }; };
extern uint32_t __iomem board[16];
static uint32_t word;

static const struct entry table[] = {
    {"a", 0, &word, {0}},
    {.name = "b", .io = board},
    {.io = &board[3], .ram = 0},
    {.io = board + 2, .a = board, .b = &word},
    [6] = {.io = (uint32_t __iomem *)0x1000},
    {.io = &word},                          // expect-error mixing
    {.ram = board},                         // expect-error mixing
    {.a = &word},                           // expect-error mixing
    {.b = board + 1},                       // expect-error mixing
};
/* Each by itself: Clang looks no further at a table that has one of these. */
static const struct entry absent_member[] = {{.nowhere = board}};   // expect-error
static const struct entry absent_value[] = {{.io = nowhere}};       // expect-error
static const struct entry negative[] = {[-1] = {.io = board}};      // expect-error
static const struct entry not_constant[] = {{.io = *board}};        // expect-error
static uint32_t value = *board;             // expect-error
uint32_t __iomem *const pointer = board, *const other = &word;  // expect-error mixing
static uint32_t __iomem *pointers[2][2] = {{board}, {board + 1, 0}};
const struct entry *f(uint32_t __iomem **p) { *p = pointers[1][0] + value; return table + (pointer == other); }
