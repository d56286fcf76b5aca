// SPDX-License-Identifier: MIT
// Within a macro's argument every token is at one location; a call doesn't change how the next comparison is judged.
// RUN: %diagnose
#include <iomem.h>
#include <string.h>
#include <sys/mman.h>

void any(const void __force *);
#define ALL(...) __VA_ARGS__

ALL(int f(char __iomem *io, char *ram) { any(io); if (io == MAP_FAILED) return 1; return 0; })
ALL(int g(char __iomem *io, char *ram) { memcpy(ram, io, 1); if (io != (void *)-1) return 1; return 0; })
ALL(int h(char __iomem *io, char *ram) { munmap(io, 1); return (void *)-1 == io; })
ALL(int i(char __iomem *io, char *ram) { any(io); return ram == io; }) // expect-error
