# SPDX-License-Identifier: MIT
"""Run lit over every suite of the build tree and end with the line that says how many passed."""
import argparse
import collections
import json
import os
import pathlib
import platform
import re
import shutil
import subprocess
import sys

TOP = pathlib.Path(__file__).resolve().parent.parent
sys.dont_write_bytecode = True
sys.path[:0] = [str(TOP / "scripts"), str(TOP / "tests/system")]
import tables
from vm import fetch

PASSED = {"PASS", "FLAKYPASS", "XFAIL"}
SKIPPED = {"UNSUPPORTED", "EXCLUDED", "SKIPPED"}
FIGURE = re.compile(r"^(?:# \| )?figure: (.*)$", re.M)
TOOLS = ["apt-get", "csmith", "dpkg-source", "pkg-config", "sparse", "valgrind"]
# Everything runs under every compiler and on every target, except that the quick set runs whole only under the last
# of each family that is here and on the machine's own target, and the full set under all but FEW and those
# that compile for another target. Under and on the others only SMOKE of the folder runs, in the quick set without the
# traces (ACCESSES); of those that compile for another target, that has the ones for QUICK_TARGET.
FEW = {"clang-15"}
QUICK_TARGET = "aarch64"
ACCESSES = ["accesses/scalars.c", "accesses/objects.c", "accesses/bit-fields.c", "accesses/forms.c", "loops/shapes.c"]
SMOKE = {
    "compiler": ACCESSES + ["diagnostics/mixing.c", "diagnostics/call.c", "diagnostics/cast.c", "diagnostics/vararg.c",
                 "modes/accessors.c", "modes/names.c", "modes/runtime.test", "rewriting/forced.c", "rewriting/trace.c"],
    "runtime": ["tracer.test", "accessors.test", "grid/memmove.test", "grid/strlcat.test"],
}


def missing_here(lit, suites, tests):
    """What a run that must be whole lacks: compilers of the table, tools that tests use."""
    missing = ["a plugin for " + compiler.driver for compiler in tables.compilers() if compiler.driver not in suites]
    missing += ["a runtime for " + target.arch for target in tables.targets() if "target-" + target.arch not in suites]
    missing += [tool for tool in TOOLS + [target.emulator for target in tables.targets()] if not shutil.which(tool)]
    if not (tests / "fuzz/iomem_fuzz").exists():
        missing.append("the fuzzer of the runtime")
    return missing + ([] if lit else ["lit"])


def missing_machines(paths, tests):
    """Fetches what tests/system runs in, if any of it is to run; says why it could not."""
    folder = tests / "host/system"
    if paths and not any(path.is_relative_to(folder) or folder.is_relative_to(path) for path in paths):
        return ""
    try:
        fetch.fetch(print)
    except fetch.Missing as why:
        return f"what tests/system runs in: {why}"
    return ""


def selected(suites, quick, tests):
    """The suites of which only SMOKE runs, and what to give lit without any argument: a path of each suite, or of SMOKE."""
    full = [compiler for compiler in tables.compilers() if compiler.driver in suites and not compiler.cross
            and (quick or compiler.driver not in FEW)]
    if quick:
        full = {compiler.family: compiler for compiler in full}.values()
    full = {compiler.driver for compiler in full}
    full |= {driver + end for driver in full for end in ["-identity", "-random"]}
    for suite, folder in suites.items():
        if (folder == "runtime" and (not quick or suite == "target-" + platform.machine())
                or folder == "random" and not quick or folder == ""):
            full.add(suite)
    for folder, smoke in SMOKE.items():
        for test in smoke:
            if not (TOP / "tests" / folder / test).is_file():
                raise SystemExit(f"run.py: SMOKE has {folder}/{test}, which is not there")
    paths = []
    few = {suite for suite in suites if suite not in full}
    if quick:
        own = {compiler.driver for compiler in tables.compilers() if not compiler.cross}
        few = {suite for suite in few if suites[suite] != "compiler" or suite in own or QUICK_TARGET in suite}
    for suite, folder in suites.items():
        if suite not in full | few:
            continue
        smoke = [test for test in SMOKE.get(folder, []) if not (quick and test in ACCESSES)]
        paths += [tests / suite] if suite in full else [tests / suite / test for test in smoke]
    return few, paths


def lit_arguments(arguments, suites, tests):
    """Lit's options among the arguments, and its paths: for each under tests/ the same one in every suite whose
    folder holds it."""
    paths, options = [], []
    for argument in arguments:
        path = pathlib.Path(argument).resolve()
        if not path.exists() or not path.is_relative_to(TOP / "tests"):
            options.append(argument)
            continue
        folders = {suite: TOP / "tests" / folder for suite, folder in suites.items() if folder}
        holders = [suite for suite, folder in folders.items() if path.is_relative_to(folder)]
        if holders:
            paths += [tests / suite / path.relative_to(folders[suite]) for suite in holders]
        else:
            paths.append(tests / "host" / path.relative_to(TOP / "tests"))
    return options, paths


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", required=True, type=pathlib.Path)
    parser.add_argument("--quick", action="store_true",
                        help="leave out tests that require 'full', and most under all but one compiler of each family")
    parser.add_argument("--full", action="store_false", dest="quick", help="every test (the default)")
    known, arguments = parser.parse_known_args()

    tests = known.build.resolve() / "tests"
    lit, *lines = (tests / "suites.txt").read_text().splitlines()
    suites = dict(line.split("=") for line in lines)
    counts = collections.Counter()

    few = set()
    options, paths = lit_arguments(arguments, suites, tests)
    no_machines = "" if known.quick else missing_machines(paths, tests)
    if os.environ.get("CI") == "true":
        for what in missing_here(lit, suites, tests) + ([no_machines] if no_machines else []):
            print("missing, and CI=true asks for everything:", what)
            counts["failed"] += 1

    results = tests / "results.json"
    results.unlink(missing_ok=True)
    if not paths:
        few, paths = selected(suites, known.quick, tests)
    if lit:
        command = [sys.executable, lit, "-v", "-o", results, *options, *paths]
        if known.quick:
            command[3:3] = ["--param", "quick=1"]
        status = subprocess.run(command).returncode
    else:
        status = 1
        print("run.py: there is no lit; scripts/install-deps check installs it", file=sys.stderr)

    found = json.loads(results.read_text())["tests"] if results.exists() else []
    compiler_counts = collections.defaultdict(collections.Counter)
    listed = []
    for test in sorted(found, key=lambda test: test["name"]):
        code = test["code"]
        kind = "passed" if code in PASSED else "skipped" if code in SKIPPED else "failed"
        counts[kind] += 1
        parts = test["name"].split(" :: ")
        compiler_counts[parts[1] if len(parts) > 2 else "any compiler"][kind] += 1
        if code != "PASS":
            listed.append(f"{code}: {test['name']}")
        listed += [f"{test['name']}: {figure}" for figure in FIGURE.findall(test["output"])]
    if status != 0 and not counts["failed"]:
        # lit itself failed, or an argument was wrong: not a result to pass over.
        print("run.py: lit ended with status", status, file=sys.stderr)
        counts["failed"] += 1

    for line in listed:
        print(line)
    if no_machines:
        print("missing,", no_machines)
    for compiler, count in sorted(compiler_counts.items()):
        print(f"{compiler}: {count['passed']} passed, {count['failed']} failed, {count['skipped']} skipped"
              + (" (of a selection)" if few & {compiler, "target-" + compiler} else ""))
    last = f"{counts['passed']} passed, {counts['failed']} failed"
    if counts["skipped"]:
        last += f", {counts['skipped']} skipped"
    print(last, flush=True)
    return 0 if counts["passed"] and not counts["failed"] else 1


sys.exit(main())
