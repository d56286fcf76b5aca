# SPDX-License-Identifier: MIT
"""Compile a file of loops and hold what has become of each against the comment above its function.

usage: loops.py FILE --compiler=NAME COMMAND ...

  // call SYMBOL                        the function calls iomem_SYMBOL, and no other function of the runtime
  // loop [REASON]                      it calls none, and there is a remark with that reason of loops.def, or none; where
                                        compilers make different loops of it, REASON|REASON
  // call SYMBOL, COMPILER: loop        what has become of it under that compiler or its family, if it is something else

COMMAND compiles FILE; of what is excepted, a compiler has at most two, clang-14 alone any number. No function may call
libc's mem* and str* functions.
"""
import pathlib
import re
import shlex
import subprocess
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent.parent / "scripts"))
import tables

ENOUGH, EXCEPTED = 40, 2
MARK = re.compile(r"^// (call \w+|loop)( [A-Z|]+)?((?:, [\w-]+: (?:call \w+|loop))*)\n\w+\((\w+)\)", re.M)
REMARK = re.compile(r":(\d+):\d+: (?:note|remark): .*: (.*) \[-Wiomem-unrewritten\]$", re.M)
LIBC = re.compile(r"\b(mem(?:cpy|move|set|cmp)|bcopy|bzero|str(?:n?cpy|n?len|n?cat))\b")


def expectations(text, compiler):
    """What is to become of each function, for which reasons, and how many are excepted under this compiler."""
    wanted, reasons, excepted = {}, {}, 0
    for usual, reason, exceptions, name in MARK.findall(text):
        wanted[name] = usual
        reasons[name] = set(reason.strip().split("|")) if reason else set()
        for who, what in re.findall(r", ([\w-]+): (call \w+|loop)", exceptions):
            if who in (compiler, compiler.split("-")[-2]):
                wanted[name], reasons[name] = what, set()
                excepted += usual != "loop"
    return wanted, reasons, excepted


def functions(assembly):
    """The text of each function."""
    found = {}
    name = None
    for line in assembly.splitlines():
        label = re.match(r"([A-Za-z_]\w*):", line)
        if label:
            name = label[1]
        elif re.match(r"\s*\.size\s+\w+", line):
            name = None
        elif name:
            found[name] = found.get(name, "") + line + "\n"
    return found


def remarked(text, command):
    """The reasons in the remarks, by the function whose text they are in."""
    run = subprocess.run([*command, "-g1", "-fplugin-arg-iomem-Wunrewritten", "-S", "-o", "/dev/null"], text=True,
                         stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    starts = [(text.count("\n", 0, m.start()) + 1, m[1] or m[2])
              for m in re.finditer(r"^(?:SHAPE\((\w+)\)|\w.*?\b(\w+)\([^;]*)$", text, re.M)]
    names = {reason: id for id, reason in tables.loop_reasons().items()}
    found = {}
    for line, reason in REMARK.findall(run.stdout):
        function = [name for start, name in starts if start <= int(line)][-1]
        found.setdefault(function, set()).add(names[reason])
    return found


def main():
    name, compiler, *command = sys.argv[1:]
    compiler = compiler.partition("=")[2]
    text = open(name).read()
    wanted, reasons, excepted = expectations(text, compiler)
    run = subprocess.run([*command, "-S", "-o", "-"], text=True, stdout=subprocess.PIPE)
    if run.returncode:
        return run.returncode
    bodies = functions(run.stdout)
    problems = []
    if len(wanted) < ENOUGH:
        problems.append(f"only {len(wanted)} loops have a comment")
    if excepted > EXCEPTED and compiler != "clang-14":
        problems.append(f"{excepted} loops are excepted under {compiler}, of which there may be {EXCEPTED}")
    told = remarked(text, command)
    for function, what in wanted.items():
        if function not in bodies:
            continue # of another width of registers
        calls = set(re.findall(r"\biomem_(io(?:read|write|copy|fill)\w+)", bodies[function]))
        if calls != (set() if what == "loop" else {what.split()[1]}):
            problems.append(f"{function}: {what} expected, got {' '.join(sorted(calls)) or 'loop'}")
        if not told.get(function, set()) <= reasons[function] or len(told.get(function, set())) != bool(reasons[function]):
            problems.append(f"{function}: {' '.join(reasons[function]) or 'no remark'} expected,"
                            f" got {' '.join(told.get(function, set())) or 'none'}")
        problems += [f"{function}: calls {libc}" for libc in set(LIBC.findall(bodies[function]))]
    if len(bodies.keys() & wanted.keys()) < ENOUGH:
        problems.append("too few functions in " + shlex.join(command))
    if problems:
        print(shlex.join(command), *problems, sep="\n")
    return len(problems) > 0


sys.exit(main())
