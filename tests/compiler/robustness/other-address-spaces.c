// SPDX-License-Identifier: MIT
// Another named address space of the target beside ours.
// REQUIRES: gcc && (x86_64 || i386)
// RUN: %diagnose
// RUN: %diagnose -O2
#include <iomem.h>
#include <string.h>
#ifdef __SEG_FS

int __iomem __seg_fs *both;             // expect-error
int __seg_gs __iomem *both_reversed;    // expect-error
int __seg_fs __iomem *__seg_gs *nested; // expect-error

void f(int __seg_fs *fs, int __iomem *io, int __seg_fs *__iomem *mixed)
{
    fs = io;                            // expect-error mixing
    io = fs;                            // expect-error mixing
    io = *mixed;                        // expect-error mixing
    fs = *mixed;
    fs = (int __seg_fs *)io;            // expect-warning cast
    fs = (int __seg_fs __force *)io;
    io = (int __iomem __force *)fs;
    memcpy(fs, io, 4);                  // expect-error call
    memcpy(io, fs, 4);                  // expect-error call
    *fs = *io;
    *io = *fs;
    if (fs == io)                       // expect-error mixing
        return;
}
#endif
