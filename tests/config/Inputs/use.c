/* SPDX-License-Identifier: MIT */
#include <iomem.h>
#include <stdio.h>
#include <string.h>

int main(void)
{
    static char ram[16];
    char copy[sizeof ram];
    char __iomem *io = (char __iomem __force *)ram;

    memcpy(io, "device memory", sizeof "device memory");
    memcpy_fromio(copy, io, sizeof copy);
    return puts(copy) < 0;
}
