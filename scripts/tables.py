# SPDX-License-Identifier: MIT
"""What the tables in include/iomem say, for the scripts and the tests."""
import collections
import pathlib
import re

INCLUDE = pathlib.Path(__file__).resolve().parent.parent / "include/iomem"

Function = collections.namedtuple("Function", "name result arguments check width symbols")
Class = collections.namedtuple("Class", "id name severity meaning way_out")
Compiler = collections.namedtuple("Compiler", "family major driver packages cross")
Accessor = collections.namedtuple("Accessor", "name bits kind big ordered")
Loop = collections.namedtuple("Loop", "name bits kind ascending")
LoopCall = collections.namedtuple("LoopCall", "from_ from_step to to_step widths symbol arguments")
Target = collections.namedtuple("Target", "arch triplet emulator packages")


def rows(file, macro):
    """The arguments of each use of `macro` in the file, strings unquoted."""
    text = re.sub(r"/\*.*?\*/|^#.*?$", "", pathlib.Path(file).read_text(), flags=re.S | re.M)
    for arguments in re.findall(rf"\b{macro}\(((?:\"[^\"]*\"|[^\")])*)\)", text):
        yield [word.strip('"') for word in re.findall(r'"[^"]*"|[^\s,]+', arguments)]


def functions(file=INCLUDE / "functions.def"):
    """Each function that is rewritten; `symbols` has the symbol by which pointers are IO: "1", "2", "12"."""
    for sides, macro in ((("1",), "IOMEM_FN1"), (("1", "2", "12"), "IOMEM_FN2")):
        for name, result, a, b, c, d, check, width, *symbols in rows(file, macro):
            arguments = [role for role in (a, b, c, d) if role != "NONE"]
            yield Function(name, result, arguments, check, width, dict(zip(sides, symbols, strict=True)))


def addresses():
    """The functions that take any address."""
    return [name for name, _ in rows(INCLUDE / "functions.def", "IOMEM_ADDRESS")]


def classes():
    return [Class(*row) for row in rows(INCLUDE / "diagnostics.def", "IOMEM_CLASS")]


def compilers():
    return [Compiler(family, major, driver, packages, driver != f"{family}-{major}")
            for family, major, driver, *packages in rows(INCLUDE / "compilers.def", "IOMEM_COMPILER")]


def targets():
    return [Target(arch, triplet, emulator, packages)
            for arch, triplet, emulator, *packages in rows(INCLUDE / "targets.def", "IOMEM_TARGET")]


def registers():
    """The width of a general register in bytes, of each architecture that has a table of forms."""
    rows = re.findall(r'IOMEM_ARCH "(\w+)"\n# define IOMEM_FORMS .*\n# define IOMEM_REGISTER (\d+)',
                      (INCLUDE / "arch.h").read_text())
    return {arch: int(width) for arch, width in rows}


def accessors():
    """The one-access accessors: name, bits, "READ" or "WRITE", whether big-endian and whether ordered."""
    for kind in "READ", "WRITE":
        for name, bits, endian, order in rows(INCLUDE / "accessors.def", f"IOMEM_{kind}"):
            yield Accessor(name, int(bits), kind, endian == "BE", order == "ORDERED")


def loops():
    """The accessors that are loops: name, bits, "READ" or "WRITE", whether at ascending addresses."""
    for kind in "READ", "WRITE":
        for name, bits in rows(INCLUDE / "accessors.def", f"IOMEM_{kind}_REP"):
            yield Loop(name, int(bits), kind, False)
        for name, _, bits in rows(INCLUDE / "accessors.def", f"IOMEM_{kind}_COPY"):
            yield Loop(name, int(bits), kind, True)


def loop_calls():
    """What the plugins make of loops, in the order in which the rows are tried."""
    return [LoopCall(*row) for row in rows(INCLUDE / "loops.def", "IOMEM_LOOP")]


def loop_reasons():
    """Why a loop stays one: the text by the row's id."""
    return dict(rows(INCLUDE / "loops.def", "IOMEM_LOOP_REASON"))
