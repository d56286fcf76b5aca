// SPDX-License-Identifier: MIT
// RUN: %diagnose -Werror=int-conversion
enum mode { OFF, ON };
enum empty_io __iomem *unknown;
enum kind { A, B } __iomem *kinds;
enum mode __iomem *modes;

enum mode f(enum mode __iomem *io, enum mode *ram)
{
    modes = io;
    ram = modes;                    // expect-error mixing
    *io = ON;
    switch (*io) {
    case OFF:
        return *modes;
    case ON:
        *kinds = B;
    }
    enum mode value = io;           // expect-error
    return *ram + value;
}
