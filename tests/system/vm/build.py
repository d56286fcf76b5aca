# SPDX-License-Identifier: MIT
"""The guests' programs, from one source four ways: by GCC and by Clang, plainly and with iomem."""
import collections
import pathlib
import platform
import subprocess
import sys

from .machine import Failed

TOP = pathlib.Path(__file__).resolve().parents[3]
GUEST = TOP / "tests/system/guest"
EXAMPLES = TOP / "examples"
sys.path.insert(0, str(TOP / "scripts"))
import tables

FAMILIES = ["gcc", "clang"]
FORMS = ["plain", "iomem"]
OPTIONS = ["-std=gnu11", "-Wall", "-Wextra", "-Werror", "-static"]

# cc: the command; form: plain or iomem; level: of optimisation.
Way = collections.namedtuple("Way", "name cc form level", defaults=["-O2"])


def compiler(build, arch, family):
    """The last of a family that this build tree serves for the guest's architecture, as a command."""
    triplet = next(target.triplet for target in tables.targets() if target.arch == arch)
    answer = subprocess.run([build / "bin/iomem-config", "--list"], text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    drivers = [line.split()[0] for line in answer.stdout.splitlines()]
    own = arch == platform.machine()
    if family == "gcc":
        found = [driver for driver in drivers if driver.startswith("gcc-" if own else triplet + "-gcc-")]
        command = found[-1] if found else None
    else:
        found = [driver for driver in drivers if driver.startswith("clang-")]
        command = found[-1] + ("" if own else f" --target={triplet}") if found else None
    if not command:
        raise Failed(f"{build} has no plugin for a {family} that compiles for {arch}")
    return command


def ways(build, arch, families=FAMILIES, forms=FORMS, level="-O2", end=""):
    return [Way(f"{family}-{form}{end}", compiler(build, arch, family), form, level) for family in families for form in forms]


def compile(build, way, sources, program, *options):
    """A static program; options come after the usual ones."""
    program.parent.mkdir(parents=True, exist_ok=True)
    command = [EXAMPLES / "compile", build / "bin/iomem-config", way.cc, way.form, *OPTIONS, way.level, *options, *sources, "-o", program]
    done = subprocess.run(list(map(str, command)), text=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT)
    if done.returncode != 0:
        raise Failed(f"{way.name}: {program.name} does not compile:\n{done.stdout}")
    return program.read_bytes()


def init(build, arch, work):
    """The guest's first process, which no plugin need compile."""
    way = Way("init", compiler(build, arch, "gcc"), "plain")
    return compile(build, way, [GUEST / "init.c"], work / "init")
