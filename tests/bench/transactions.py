# SPDX-License-Identifier: MIT
"""What copies to and from a device, and fills of it, cost: accesses that the device sees, and instructions.

Runs build/**/tests/bench/iomem_transactions, which counts both exactly, under QEMU. docs/transactions.md explains the
tables that this prints.
"""
import argparse
import collections
import concurrent.futures
import itertools
import json
import os
import pathlib
import platform
import re
import shutil
import subprocess
import sys

TOP = pathlib.Path(__file__).resolve().parent.parent.parent
sys.dont_write_bytecode = True
sys.path.insert(0, str(TOP / "scripts"))
sys.path.insert(0, str(TOP / "tests/bench"))
import tables
import transactions_plot

DEFAULT_TARGETS = ["x86_64", "aarch64"]
# The processor that QEMU shows, where its default would make libc choose a routine that few machines run, or one whose
# accesses the tracer can't see.
PROCESSORS = {"x86_64": "max", "i386": "max", "aarch64": "cortex-a72"}
DIRECTIONS = ["read", "write", "fill"]
CONTENDERS = ["iomem", "libc", "generic", "x86", "bytes"]

PLOTTED_LENGTHS = 128
# Of the curves of instructions; few where little changes.
CURVE = [*range(8, 256, 8), *range(256, 1025, 64), 2048, 4096]

# Ranges of offsets and lengths, for the program, none of which have a cell in common. What the tables are made of is
# chosen again below.
FULL = ["0-63", "0-1024", "0-63", "2048", "0-63", "4096", "0-63", "16384"]
QUICK = ["0-7", "1-64", "0", "256", "0", "1024", "0-7", "4096", "0", "16384"]
PLOTTED = ["0-63", f"0-{PLOTTED_LENGTHS}", "0-7", "4096", "0", "16384",
           *(word for n in CURVE if PLOTTED_LENGTHS < n < 4096 for word in ("0", str(n)))]
CHECKED = ["0-63", "0-130", "0-63", "255-257", "0-63", "1024", "0-15", "4096"]
REGIONS = {
    "grid": lambda offset, n: offset <= 63 and n <= 1024,
    "small": lambda offset, n: offset <= 7 and 1 <= n <= 64,
    "large": lambda offset, n: n in (2048, 4096, 16384),
    "page": lambda offset, n: offset <= 7 and n == 4096,
}
LENGTHS = [16, 64, 256, 1024, 4096, 16384]

# Bounds: the runtime's own, for check().
TARGETS_WITH_BOUNDS = ["x86_64", "aarch64"]
PER_8_BYTES_AT_4096 = 2.6
SHORT_WRITE = 20

Cell = collections.namedtuple("Cell", "accesses instructions twice outside misaligned widest unseen")


class Error(Exception):
    pass


class Smallest:
    """The smallest number of aligned accesses of at most a register that touch each of n bytes once: over all ways to
    split them, not the one that a runtime takes."""

    def __init__(self, register):
        self.register = register
        self.widths = [width for width in (1, 2, 4, 8) if width <= register]
        self.known = [[0] * register]

    def __call__(self, offset, n):
        while len(self.known) <= n:
            rest = len(self.known)
            self.known.append([min(1 + self.known[rest - width][(at + width) % self.register]
                                   for width in self.widths if at % width == 0 and width <= rest)
                               for at in range(self.register)])
        return self.known[n][offset % self.register]


class Tally:
    """Sums over the cells of a region."""

    def __init__(self):
        self.cells = self.accesses = self.smallest = self.instructions = self.bytes = 0
        self.twice = self.outside = self.misaligned = self.widest = self.unseen = 0
        self.worst, self.worst_at = 0.0, None

    def add(self, offset, n, cell, smallest):
        self.cells += 1
        self.bytes += n
        self.accesses += cell.accesses
        self.smallest += smallest
        self.instructions += cell.instructions
        self.twice += cell.twice
        self.outside += cell.outside
        self.misaligned += cell.misaligned
        self.widest = max(self.widest, cell.widest)
        self.unseen += cell.unseen
        if smallest and cell.accesses / smallest > self.worst:
            self.worst, self.worst_at = cell.accesses / smallest, (offset, n)

    @property
    def ratio(self):
        return self.accesses / self.smallest


class Target:
    """What was measured on one target."""

    def __init__(self, arch):
        self.arch = arch
        self.register = self.compiler = self.libc = None
        self.regions = collections.defaultdict(Tally)      # by contender, direction, region
        self.aligned = {}                                  # instructions by contender, direction, length
        self.ratios = collections.defaultdict(lambda: [0, 0])   # accesses, smallest by contender, direction, length

    def add(self, contender, direction, offset, n, cell, smallest):
        for region, holds in REGIONS.items():
            if holds(offset, n):
                self.regions[contender, direction, region].add(offset, n, cell, smallest)
        if offset == 0 and n:
            self.aligned[contender, direction, n] = cell.instructions
        if 1 <= n <= PLOTTED_LENGTHS:
            sums = self.ratios[contender, direction, n]
            sums[0] += cell.accesses
            sums[1] += smallest

    def versions(self):
        return f"gcc {self.compiler}, glibc {self.libc}"

    def shown(self):
        return f"{self.arch}: {self.versions()}; {processor_shown(self.arch)}"

    def per_8_bytes(self, contender, direction, n):
        return 8 * self.aligned[contender, direction, n] / n

    def contenders(self, direction):
        return [name for name in CONTENDERS if (name, direction, "small") in self.regions]


def processor_shown(arch):
    return f"QEMU shows -cpu {PROCESSORS[arch]}" if arch in PROCESSORS else "QEMU shows its default processor"


def program(build, arch):
    folder = build if arch == platform.machine() else build / "targets" / arch
    return folder / "tests/bench/iomem_transactions"


def measured(build, arch, contender, ranges):
    """Runs the program; its first line's words, then each cell."""
    emulator = {target.arch: target.emulator for target in tables.targets()}[arch]
    path = program(build, arch)
    if not path.exists():
        raise Error(f"there is no program for {arch}: {path} has not been built")
    if not shutil.which(emulator):
        raise Error(f"there is no {emulator}; Debian's package qemu-user has it")
    options = ["-cpu", PROCESSORS[arch]] if arch in PROCESSORS else []
    command = [TOP / "tests/support/emulate", build / "lib/iomem-tracer.so", emulator, *options, path, contender, *ranges]
    lines = 0
    with subprocess.Popen(command, text=True, stdout=subprocess.PIPE) as process:
        for line in process.stdout:
            yield line.split()
            lines += 1
    if process.returncode != 0 or lines < 2:
        raise Error(f"the program for {arch} ended with status {process.returncode} after {lines} lines")


def measure(build, arch, ranges):
    target = Target(arch)
    lines = measured(build, arch, "all", ranges)
    _, register, _, target.compiler, _, target.libc = next(lines)
    target.register = int(register)
    smallest = Smallest(target.register)
    for contender, direction, offset, n, *counts in lines:
        offset, n = int(offset), int(n)
        target.add(contender, direction, offset, n, Cell(*map(int, counts)), smallest(offset, n))
    return target


def measure_all(build, targets, ranges):
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(lambda arch: measure(build, arch, ranges), targets))


# Tables: a title, the columns, the rows; every cell is text.
Table = collections.namedtuple("Table", "title columns rows")


def rows(target, cells):
    for direction in DIRECTIONS:
        for contender in target.contenders(direction):
            yield [direction, contender, *cells(contender, direction)]


# Of accesses that the tracer can't see, no ratio is made.
def place(tally):
    return "{} + {}".format(*tally.worst_at) if tally.worst > 1 and not tally.unseen else ""


def counts(tally):
    return f"{tally.accesses:,}" if not tally.unseen else f"{tally.accesses:,} seen"


def ratio(tally):
    return f"{tally.ratio:.3f}" if not tally.unseen else "?"


def worst(tally):
    return f"{tally.worst:.2f}" if not tally.unseen else "?"


def grid_table(target):
    def cells(contender, direction):
        t, large = (target.regions[contender, direction, region] for region in ("grid", "large"))
        return [counts(t), ratio(t), worst(t), place(t), f"{t.twice:,}", f"{t.outside:,}",
                f"{t.misaligned:,}", f"{t.widest}", f"{t.unseen:,}", f"{8 * t.instructions / t.bytes:.2f}", ratio(large)]
    return Table(f"{target.arch}: offsets 0 to 63, lengths 0 to 1,024, and the ratio at 2,048, 4,096 and 16,384",
                 ["call", "of", "accesses", "ratio", "worst", "at", "twice", "outside", "misaligned", "widest", "unseen",
                  "instructions/8", "large"], list(rows(target, cells)))


def small_table(target):
    def cells(contender, direction):
        small, page = (target.regions[contender, direction, region] for region in ("small", "page"))
        return [counts(small), ratio(small), worst(small), place(small), f"{small.twice:,}", f"{small.misaligned:,}",
                counts(page), ratio(page), worst(page)]
    return Table(f"{target.arch}: offsets 0 to 7, lengths 1 to 64 and 4,096",
                 ["call", "of", "accesses 1-64", "ratio", "worst", "at", "twice", "misaligned", "accesses 4,096", "ratio",
                  "worst"],
                 list(rows(target, cells)))


def instructions_table(target):
    def cells(contender, direction):
        return [str(target.aligned[contender, direction, 16]),
                *(f"{target.per_8_bytes(contender, direction, n):.2f}" for n in LENGTHS)]
    return Table(f"{target.arch}: instructions, offset 0",
                 ["call", "of", "call of 16", *(f"{n:,}" for n in LENGTHS)], list(rows(target, cells)))


def as_text(table):
    lines = [table.columns, *table.rows]
    widths = [max(len(line[i]) for line in lines) for i in range(len(table.columns))]
    yield table.title
    for line in lines:
        yield "  " + "  ".join(text.ljust(width) if i < 2 else text.rjust(width)
                               for i, (text, width) in enumerate(zip(line, widths))).rstrip()


def as_markdown(table):
    yield f"| {' | '.join(table.columns)} |"
    yield "| --- | --- |" + " ---: |" * (len(table.columns) - 2)
    for line in table.rows:
        yield f"| {' | '.join(line)} |"


def summary(tally):
    return {"cells": tally.cells, "accesses": tally.accesses, "smallest": tally.smallest, "ratio": tally.ratio,
            "worst": tally.worst, "worst_at": tally.worst_at, "twice": tally.twice, "outside": tally.outside,
            "misaligned": tally.misaligned, "widest": tally.widest, "unseen": tally.unseen,
            "instructions": tally.instructions, "bytes": tally.bytes}


def as_json(targets):
    result = {}
    for target in targets:
        contenders = collections.defaultdict(dict)
        for direction in DIRECTIONS:
            for name in target.contenders(direction):
                contenders[name][direction] = {
                    **{region: summary(target.regions[name, direction, region]) for region in REGIONS
                       if (name, direction, region) in target.regions},
                    "instructions_at_offset_0": {n: target.aligned[name, direction, n] for n in LENGTHS}}
        result[target.arch] = {"register": target.register, "gcc": target.compiler, "glibc": target.libc,
                               "processor": PROCESSORS.get(target.arch), "contenders": contenders}
    return result


def generated(text, name, lines=None):
    """The part of the manual's page of that name, or the page with it replaced."""
    begin, end = f"<!-- generated: {name} -->\n", f"<!-- end: {name} -->"
    if text.count(begin) != 1 or text.count(end) != 1:
        raise Error(f"docs/transactions.md has no part '{name}' between its two comments")
    before, _, rest = text.partition(begin)
    part, _, after = rest.partition(end)
    return part if lines is None else before + begin + "\n".join(lines) + "\n" + end + after


def update(targets):
    page = TOP / "docs/transactions.md"
    text = page.read_text()
    lines = [target.shown() for target in targets]
    text = generated(text, "measured", [f"- {line}" for line in lines])
    for name, table in (("grid", grid_table), ("small", small_table), ("instructions", instructions_table)):
        lines = []
        for target in targets:
            lines += [f"{target.arch}:", "", *as_markdown(table(target)), ""]
        text = generated(text, name, lines[:-1])
    page.write_text(text)
    (TOP / "docs/transactions.svg").write_text(transactions_plot.picture(targets, CURVE, PLOTTED_LENGTHS))


def different(expected, there):
    """Lines of which the page has others."""
    for line, other in itertools.zip_longest(expected, there, fillvalue="nothing"):
        if line != other:
            yield f"measured {line}, it has {other}"


def compare(targets, page, quick):
    """Whether the page says what was measured, for the tables that need few calls; and the picture beside it, unless
    quick. What another compiler or C library may change is compared only if the page's are the same."""
    text = page.read_text()
    wrong, all_same = [], len(targets) == len(DEFAULT_TARGETS)
    for target in targets:
        same = f"- {target.shown()}\n" in generated(text, "measured")
        if not same:
            print(f"{page.name} was not measured with {target.shown()}: neither libc nor instructions are compared")
        all_same = all_same and same
        for name, table in (("small", small_table), ("instructions", instructions_table))[:1 + same]:
            _, _, part = generated(text, name).partition(f"{target.arch}:\n")
            there = [line for line in part.partition(":\n")[0].splitlines() if line.startswith("|")]
            expected = list(as_markdown(table(target)))
            if not same:
                there, expected = ([line for line in lines if "| libc |" not in line] for lines in (there, expected))
            wrong += [f"{target.arch}, {name}: {line}" for line in different(expected, there)]
    if not quick and all_same:
        expected = transactions_plot.picture(targets, CURVE, PLOTTED_LENGTHS)
        if page.with_suffix(".svg").read_text() != expected:
            wrong.append(f"another picture than {page.with_suffix('.svg').name}")
    for line in wrong:
        print(f"{page.name} is not what was measured: {line}", file=sys.stderr)
    if wrong:
        print("transactions: after a change that is meant, run scripts/bench transactions --update", file=sys.stderr)
    return not wrong


def check(build, arch, contender):
    """Holds the bounds of the runtime against a contender; prints what breaks them."""
    failures = cells = 0
    shown = 8
    instructions = {}
    lines = measured(build, arch, contender, CHECKED)
    register = int(next(lines)[1])
    smallest = Smallest(register)

    def fail(text):
        nonlocal failures
        failures += 1
        if failures <= shown:
            print(f"{arch}: {contender}: {text}", file=sys.stderr)

    for _, direction, offset, n, *counts in lines:
        offset, n, cell = int(offset), int(n), Cell(*map(int, counts))
        what = f"a {direction} of {n} bytes at offset {offset}"
        cells += 1
        if cell.accesses != smallest(offset, n):
            fail(f"{what} makes {cell.accesses} accesses, {smallest(offset, n)} would do")
        if cell.twice or cell.outside or cell.misaligned or cell.unseen or cell.widest > register:
            fail(f"{what} breaks a rule: {cell}")
        if offset == 0:
            instructions[direction, n] = cell.instructions
    shown = failures + 8
    for direction in DIRECTIONS:
        if (direction, 4096) not in instructions:
            continue
        per_8_bytes = 8 * instructions[direction, 4096] / 4096
        print(f"figure: {arch}: {contender}: a {direction} takes {instructions[direction, 16]} instructions for 16 bytes, "
              f"{per_8_bytes:.2f} for each 8 of 4096")
        if arch in TARGETS_WITH_BOUNDS and direction != "fill" and per_8_bytes > PER_8_BYTES_AT_4096:
            fail(f"a {direction} of 4096 bytes takes {per_8_bytes:.3f} instructions for each 8, "
                 f"more than {PER_8_BYTES_AT_4096}")
    if arch in TARGETS_WITH_BOUNDS and instructions["write", 16] > SHORT_WRITE:
        fail(f"an aligned write of 16 bytes takes {instructions['write', 16]} instructions, more than {SHORT_WRITE}")
    print(f"{arch}: {contender}: {cells} cells, {failures} failures")
    return not failures and cells


def arguments():
    parser = argparse.ArgumentParser(prog="transactions", description=__doc__,
                                     formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--build", type=pathlib.Path, default=TOP / "build", help="the build tree (default: build)")
    parser.add_argument("--arch", action="append", choices=[target.arch for target in tables.targets()],
                        help=f"a target; may be repeated (default: {', '.join(DEFAULT_TARGETS)}, those that are built)")
    parser.add_argument("--quick", action="store_true", help="a few cells, in seconds: without the table of the grid")
    parser.add_argument("--json", type=pathlib.Path, metavar="FILE", help="write the figures there, too")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--update", action="store_true",
                      help="rewrite the tables of docs/transactions.md, and docs/transactions.svg")
    what.add_argument("--check", metavar="CONTENDER", choices=CONTENDERS,
                      help="instead: whether the bounds of iomem, which it should keep, hold for this one")
    what.add_argument("--compare", metavar="PAGE", type=pathlib.Path,
                      help="instead: whether the page and, without --quick, its picture are what is measured")
    options = parser.parse_args()
    if options.update and (options.quick or options.arch):
        parser.error("--update measures everything: no --quick, no --arch")
    options.build = options.build.resolve()
    if not options.arch:
        built = [arch for arch in DEFAULT_TARGETS if program(options.build, arch).exists()]
        for arch in DEFAULT_TARGETS:
            if arch not in built:
                print(f"transactions: {arch} is left out, it is not built", file=sys.stderr)
        if not built or options.update and built != DEFAULT_TARGETS:
            parser.error(f"no program to run in {options.build}")
        options.arch = built
    return options


def main():
    options = arguments()
    if options.check:
        return not all([check(options.build, arch, options.check) for arch in options.arch])
    ranges = QUICK if options.quick else PLOTTED if options.compare else FULL
    targets = measure_all(options.build, options.arch, ranges)
    if options.compare:
        return not compare(targets, options.compare, options.quick)
    for target in targets:
        print(target.shown())
        for table in [small_table, instructions_table] if options.quick else [grid_table, small_table, instructions_table]:
            print("\n".join(as_text(table(target))), end="\n\n")
    if options.json:
        options.json.write_text(json.dumps(as_json(targets), indent=1) + "\n")
    if options.update:
        update(targets)
    return 0


try:
    sys.exit(main())
except Error as error:
    sys.exit(f"transactions: {error}")
except BrokenPipeError:
    sys.exit("transactions: nobody reads the output")
