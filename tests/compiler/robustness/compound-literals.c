// SPDX-License-Identifier: MIT
// RUN: %diagnose
#include <iomem.h>
#include <string.h>

struct regs { int a; };
struct entry { int *ram; int __iomem *io; };
void use(const void *);
struct regs __iomem *global;

void f(int __iomem *io, int *ram)
{
    global = &(struct regs __iomem){1};                             // expect-error
    use(&(struct entry){.ram = ram, .io = io});
    use(&(struct entry){ram, ram});                                 // expect-error mixing
    use(&(struct entry){io, io});                                   // expect-error mixing
    use((int *[]){ram, (int *)io});                                 // expect-warning cast
    use((int __iomem *[]){io, io + 1});
    use((int[]){*io, io[1], [5] = 3});
    use((unsigned long[]){strlen((const char __iomem *)io)});
}
