// SPDX-License-Identifier: MIT
// Arguments that have become errors already.
// RUN: %diagnose
#include <iomem.h>
#include <string.h>

struct incomplete;
void by_value(struct incomplete);

void f(char __iomem *io, char *ram, struct incomplete __iomem *unknown)
{
    memcpy(io, *unknown, 4);            // expect-error
    memcpy(unknown->member, ram, 4);    // expect-error
    memcpy(io, (void)ram, 4);           // expect-error
    memcpy((void)io, ram, 4);           // expect-error
    memcpy(io, memcpy(ram), 4);         // expect-error
    strlen(strchr(io));                 // expect-error
    strlen(io ? io : (void)0);          // expect-error
    strlen(&&nowhere);                  // expect-error
    strcmp(io, 1.5);                    // expect-error
    memset(io, *unknown, 1);            // expect-error
    by_value(*unknown);                 // expect-error
    strlen(sizeof *unknown);            // expect-error
}
