// SPDX-License-Identifier: MIT
// As comparison-after-call.c, with an operator that has no use for the address of another space.
// RUN: %diagnose
#include <iomem.h>
#include <string.h>

#define ALL(...) __VA_ARGS__

ALL(long f(char __iomem *io, char *ram) { return memcmp(io, ram, 1) + (io - ram); })    // expect-error
ALL(long g(char __iomem *io, char *ram) { return strlen(io) + (ram - io); })            // expect-error
ALL(long h(char __iomem *io, char *ram) { strlen(io); return io < ram; })               // expect-error
ALL(void *i(char __iomem *io, char *ram) { return strlen(io) ? io : ram; })             // expect-error
