// SPDX-License-Identifier: MIT
// Without a declaration only the compiler's own knowledge of the function is there.
// RUN: %diagnose -std=gnu89 -w
// RUN: %diagnose -std=gnu89 -w -fno-builtin-strcat
void f(char __iomem *io, char *ram)
{
    memcpy(io);             // expect-error
    memcpy(io, 1);          // expect-error
    strlen();               // expect-error
    strlen(io, 1, 2);       // expect-error
    memcmp(1, io);          // expect-error
    memset(io, 1, 2, 3);    // expect-error
    memset(io, 1, 2);
}
