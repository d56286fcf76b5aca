// SPDX-License-Identifier: MIT
// A declaration without a prototype may take the built-in function's; then the count is wrong, else it is unknown.
// RUN: %diagnose -std=gnu89 -w
char *strchr();
void *memcpy();
void *memset();

char __iomem *f(char __iomem *io, char *ram)
{
    memcpy(io);             // expect-error call
    strchr(io);             // expect-error call
    memset(ram, io);        // expect-error call
    memcpy(ram, ram, 1);
    return 0;
}
