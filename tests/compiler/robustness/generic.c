// SPDX-License-Identifier: MIT
// RUN: %diagnose
typedef unsigned u32;
_Static_assert(_Generic((u32 __iomem *)0, u32 *: 1, volatile u32 *: 2, u32 __iomem *: 3, default: 4) == 3, "its own type");
_Static_assert(_Generic((u32 *)0, u32 __iomem *: 1, u32 *: 2) == 2, "a plain one is not it");
_Static_assert(_Generic((void __iomem *)0, u32 __iomem *: 1, default: 2) == 2, "nor another target");

void write32(u32 __iomem *, u32);
void write_ram(u32 *, u32);
#define WRITE(p, v) _Generic((p), u32 __iomem *: write32, u32 *: write_ram)(p, v)

int f(u32 __iomem *io, u32 *ram, const u32 __iomem *constant)
{
    WRITE(io, 1);
    WRITE(ram, 1);
    _Generic(constant, u32 __iomem *: 1, u32 *: 2);         // expect-error
    ram = _Generic(io, u32 __iomem *: io, default: ram);    // expect-error mixing
    ram = _Generic(1, u32 __iomem *: io, default: ram);
    return _Generic(*io, u32: 1, default: 2) + _Generic(io);    // expect-error
}
