# SPDX-License-Identifier: MIT
"""Compile and run random programs, and hold their accesses to device memory, what is in it then and their checksums against
the reference interpreter's.

    run.py --build DIRECTORY --cc CC --seeds FIRST-LAST

A seed decides the program, the optimisation level and the other options. Prints what differs first and the command
that does it again, and exits with 1 if anything does.
"""
import argparse
import concurrent.futures
import os
import pathlib
import random
import re
import shlex
import subprocess
import sys
import tempfile
import zlib

sys.dont_write_bytecode = True
HERE = pathlib.Path(__file__).resolve().parent
TOP = HERE.parent.parent
sys.path[:0] = [str(HERE), str(TOP / "scripts")]
import generate
import tables
from reference import TARGETS, Undefined

LEVELS = ["-O0", "-O1", "-O2", "-O3", "-Os"]
# Without the plugin: the values are the same, the accesses aren't.
UNCHECKED = ["-D__iomem=volatile", "-D__force="]
SECONDS = 120
# What a loop over elements becomes.
CALL = re.compile(r"^\s*[^.\s].*\biomem_io(?:read|write|copy|fill)\d+_", re.MULTILINE)


class Failure(Exception):
    pass


def command_output(command, **more):
    done = subprocess.run([str(word) for word in command], text=True, errors="replace", stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, **more)
    return done.returncode, done.stdout


def succeed(command):
    status, output = command_output(command)
    if status:
        raise SystemExit(f"run.py: failed: {shlex.join(map(str, command))}\n{output}")
    return output.strip()


class Setup:
    """What all the programs of a run have in common."""

    def __init__(self, options):
        self.options = options
        self.cc = shlex.split(options.cc)
        build = pathlib.Path(options.build).resolve()
        machine = succeed([*self.cc, "-dumpmachine"]).split("-")[0]
        arch = {"i486": "i386", "i586": "i386", "i686": "i386", "powerpc64le": "ppc64le", "armv7l": "arm"}.get(machine, machine)
        if arch not in TARGETS:
            raise SystemExit(f"run.py: no layout is known for {machine}")
        self.arch, self.native = arch, arch == os.uname().machine
        config = [build / "bin/iomem-config", "--cc", options.cc]
        self.words = UNCHECKED if options.unchecked else shlex.split(succeed([*config, "--words"]))
        self.libs = shlex.split(succeed([*config, "--libs"]))
        self.clang = "clang" in os.path.basename(self.cc[0])
        if self.native:
            self.libs += [str(build / "lib/libiomem_trace.a"), "-lZydis"]
            self.run = []
        else:
            target = next(target for target in tables.targets() if target.arch == arch)
            self.libs += ["-static", str(build / "lib" / target.triplet / "libiomem_trace_emulated.a")]
            self.run = [TOP / "tests/support/emulate", build / "lib/iomem-tracer.so", target.emulator]
        self.work = pathlib.Path(options.work or tempfile.mkdtemp(prefix="iomem-random-"))
        self.work.mkdir(parents=True, exist_ok=True)
        self.harness = self.work / f"harness{os.getpid()}.o"
        succeed([*self.cc, "-O2", "-I", TOP / "tests/support", "-c", HERE / "Inputs/harness.c", "-o", self.harness])

    def variant(self, seed):
        """The compiler's options and max-width, by the seed."""
        choose = random.Random(f"options {seed}")
        level = LEVELS[seed % len(LEVELS)]
        flags = [flag for flag, percent in [("-g", 20), ("-fPIC", 15), ("-fno-strict-aliasing", 15), ("-flto", 10)]
                 if choose.random() * 100 < percent and (flag != "-flto" or self.native)]
        max_width = 4 if choose.random() < 0.1 else None
        # GNU ld 2.40 crashes on the DWARF 5 of a newer Clang for RISC-V, whatever the code.
        if self.clang and self.arch == "riscv64":
            flags = ["-gdwarf-4" if flag == "-g" else flag for flag in flags]
        if self.options.unchecked:
            flags.append("-fno-strict-aliasing")
            max_width = None
        if self.options.level:
            level = self.options.level
        if self.options.max_width is not None:
            max_width = self.options.max_width or None
        return [level, *dict.fromkeys(flags), *shlex.split(self.options.flags)], max_width

    def again(self, seed):
        """The command that makes one seed again."""
        words = ["python3", "tests/random/run.py", "--build", self.options.build, "--cc", self.options.cc, "--seeds", str(seed)]
        for name in "unchecked", "values":
            if getattr(self.options, name):
                words.append("--" + name)
        for name in "level", "flags", "max_width":
            if getattr(self.options, name) not in (None, ""):
                words.append(f"--{name.replace('_', '-')}={getattr(self.options, name)}")
        return shlex.join(words)

    def execute(self, program, seed, stem):
        """What the compiled program prints, as lines."""
        flags, max_width = self.variant(seed)
        if max_width and not self.options.unchecked:
            flags = [*flags, f"-fplugin-arg-iomem-max-width={max_width}"]
        source, binary = self.work / f"{stem}.c", self.work / stem
        source.write_text(program.text())
        # Such code has warnings; the plugin's errors stay.
        command = [*self.cc, "-w", "-pipe", *self.words, *flags, source, self.harness, *self.libs, "-o", binary]
        status, output = command_output(command)
        if status:
            raise Failure(f"{shlex.join(map(str, command))}\ndoes not compile:\n{output[:3000]}")
        try:
            status, output = command_output([*self.run, binary], timeout=SECONDS)
        except subprocess.TimeoutExpired:
            raise Failure(f"{binary} does not end in {SECONDS} s") from None
        binary.unlink()
        if status:
            raise Failure(f"{binary} ends with status {status}")
        source.unlink()
        return output.splitlines()

    def calls(self, seed):
        """How many loops over elements there are in the seed's program that copy or fill, and of how many calls are made."""
        flags, max_width = self.variant(seed)
        program, _ = generate.generate(seed, TARGETS[self.arch].narrowed(max_width))
        if max_width:
            flags = [*flags, f"-fplugin-arg-iomem-max-width={max_width}"]
        source = self.work / f"calls{seed}.c"
        source.write_text(program.text())
        code = succeed([*self.cc, "-w", *self.words, *flags, "-fno-lto", "-S", source, "-o", "-"])
        source.unlink()
        return len(program.loops) - program.loops.count("other"), len(CALL.findall(code))


def compare(program, m, lines, values):
    """What differs, in words, or None."""
    if len(lines) < 2:
        return "no output"
    trace = program.trace(m)
    # s390x's copies of RAM are instructions that the emulated tracer can't see into, wherever they access. Were it device
    # memory, the accesses would be missing.
    lines = [line for line in lines if not line.startswith("X ")]
    if not values:
        for i, (expected, found) in enumerate(zip(trace, lines[2:])):
            if expected != found:
                return f"access {i + 1} of {len(trace)} is {found}, where C has {expected}"
        if len(trace) != len(lines) - 2:
            at = min(len(trace), len(lines) - 2)
            rest = trace[at] if at < len(trace) else lines[2 + at]
            return f"{len(lines) - 2} accesses, where C has {len(trace)}; the first of the rest is {rest}"
    found = bytes.fromhex(lines[1])
    for i, (a, b, mask) in enumerate(zip(m.device.data, found, m.device.mask)):
        if (a ^ b) & mask:
            return f"device byte {i:#x} is {b:#04x}, where C has {a:#04x}"
    if lines[0] != f"{m.sum:016x}":
        return f"the checksum is {lines[0]}, where C has {m.sum:016x}"
    return None


def check(setup, seed):
    """A message if the seed's program differs; None if it doesn't; "" if it can't be compared."""
    _, max_width = setup.variant(seed)
    program, m = generate.generate(seed, TARGETS[setup.arch].narrowed(max_width))
    if setup.options.values:
        try:
            m = program.run(loose=True)
        except Undefined:
            return ""
    try:
        difference = compare(program, m, setup.execute(program, seed, f"seed{seed}"), setup.options.values)
    except Failure as failure:
        difference = str(failure)
    if not difference:
        return None
    (setup.work / f"seed{seed}.c").write_text(program.text())
    if setup.options.reduce:
        reduce(setup, program, seed)
    flags, _ = setup.variant(seed)
    return f"seed {seed}, {setup.options.cc} {' '.join(flags)}" \
        f"{f', max-width {max_width}' if max_width else ''}: {difference}\nagain: {setup.again(seed)}\n"


def kind_of(setup, program, seed):
    """What is wrong with the program in one word; None if nothing is, or it does what C leaves open."""
    try:
        m = program.run(loose=setup.options.values)
    except (Undefined, KeyError):
        return None
    try:
        lines = setup.execute(program, seed, f"reduce{seed}")
    except Failure as failure:
        text = str(failure)
        if "internal compiler error" in text or "PLEASE submit" in text:
            return "crash"
        if "iomem-" in text or "sorry" in text:
            return "refused"
        return "broken" if "does not compile" not in text else "other"
    difference = compare(program, m, lines, setup.options.values)
    return difference and difference.split()[0]


def blocks_of(program):
    """All lists of which items can be left out."""
    def walk(statements):
        yield statements
        for statement in statements:
            for block in statement.blocks:
                yield from walk(block)
    for function in program.functions:
        yield from walk(function.body)
        yield function.declarations


def reduce(setup, program, seed):
    """Leave out statements as long as the same kind of difference stays; what is left is the work folder's reduced<seed>.c."""
    kind = kind_of(setup, program, seed)
    changed = kind is not None
    while changed:
        changed = False
        for items in [*blocks_of(program), program.functions, program.constants, program.records]:
            size = max(1, len(items) // 2)
            while size:
                i = 0
                while i < len(items):
                    if items is program.functions and i + size >= len(items):
                        break
                    taken = items[i:i + size]
                    del items[i:i + size]
                    if kind_of(setup, program, seed) == kind:
                        changed = True
                    else:
                        items[i:i] = taken
                        i += size
                size //= 2
    path = setup.work / f"reduced{seed}.c"
    path.write_text(program.text() + "".join(f"// {line}\n" for line in program.trace(program.run())))
    print(f"reduced: {path}", flush=True)


def work(arguments):
    setup, seeds = arguments
    return [(seed, check(setup, seed)) for seed in seeds]


def calls(arguments):
    setup, seed = arguments
    return setup.calls(seed)


def expect_calls(setup, seeds):
    with concurrent.futures.ProcessPoolExecutor(setup.options.jobs) as pool:
        counts = list(pool.map(calls, [(setup, seed) for seed in seeds]))
    loops, made, several = sum(n for n, _ in counts), sum(n for _, n in counts), sum(n > 2 for n, _ in counts)
    print(f"figure: {several} of {len(counts)} programs with 3 loops that copy or fill, {loops} such loops, {made} calls")
    return 0 if loops and made * 100 >= loops * setup.options.expect_calls else 1


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", default="build", help="the build tree")
    parser.add_argument("--cc", required=True)
    seeds = parser.add_mutually_exclusive_group(required=True)
    seeds.add_argument("--seeds", help="one, or FIRST-LAST")
    seeds.add_argument("--count", type=int, help="so many, not the same as another compiler's")
    parser.add_argument("--level", help="instead of the seed's")
    parser.add_argument("--flags", default="", help="further options of the compiler")
    parser.add_argument("--max-width", type=int, choices=[0, 1, 2, 4], help="instead of the seed's; 0: none")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--work", help="a folder for the programs; those that differ stay in it")
    parser.add_argument("--unchecked", action="store_true", help="without the plugin: __iomem is volatile")
    parser.add_argument("--values", action="store_true", help="compare what was computed, and not the accesses")
    parser.add_argument("--reduce", action="store_true", help="make the programs that differ as small as may be")
    parser.add_argument("--expect-differences", type=int, default=None, metavar="N",
                        help="fail unless at least N programs differ: shows that the comparison can fail")
    parser.add_argument("--expect-calls", type=int, default=None, metavar="PERCENT",
                        help="compile only, and fail unless so many of the loops that copy or fill become calls")
    options = parser.parse_args()

    if options.count:
        first = zlib.crc32(os.path.basename(options.cc).encode()) // 1000 * 1000
        seeds = range(first, first + options.count)
    else:
        first, _, last = options.seeds.partition("-")
        seeds = range(int(first), int(last or first) + 1)
    setup = Setup(options)
    if options.expect_calls is not None:
        status = expect_calls(setup, seeds)
        setup.harness.unlink()
        if not options.work:
            setup.work.rmdir()
        return status
    parts = [(setup, seeds[i:i + 8]) for i in range(0, len(seeds), 8)]
    differ = skipped = 0
    with concurrent.futures.ProcessPoolExecutor(options.jobs) as pool:
        for part in pool.map(work, parts):
            for seed, message in part:
                skipped += message == ""
                if message:
                    differ += 1
                    if options.expect_differences is None:
                        print(message, flush=True)
    setup.harness.unlink()
    if not options.work and (options.expect_differences is not None or not differ):
        for leftover in setup.work.iterdir():
            leftover.unlink()
        setup.work.rmdir()
    compared = len(seeds) - skipped
    print(f"figure: {compared} programs compared, {differ} differ" + (f", {skipped} can't be" if skipped else ""))
    if not compared:
        return 1
    if options.expect_differences is not None:
        return 0 if differ >= options.expect_differences else 1
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main())
