# SPDX-License-Identifier: MIT
"""Hold the functions that loops.def names against what a library defines.

usage: loop-symbols.py ARCH FILE

FILE is what `nm -g --defined-only` prints of the library for ARCH.
"""
import pathlib
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent.parent / "scripts"))
import tables


def main():
    arch, file = sys.argv[1:]
    defined = {words[-1] for words in map(str.split, open(file)) if words}
    widths = [bits for bits in (8, 16, 32, 64) if bits <= 8 * tables.registers().get(arch, 8)]
    wanted = {f"iomem_{row.symbol.replace('%u', str(bits))}" for row in tables.loop_calls() for bits in widths
              if row.widths == "ALL" or bits >= 32}
    missing = sorted(wanted - defined)
    if missing:
        print(f"{file} lacks {' '.join(missing)}")
    return len(missing) > 0 or not wanted


sys.exit(main())
