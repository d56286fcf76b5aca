# SPDX-License-Identifier: MIT
"""What the plugin costs the compiler on a file without __iomem: instructions executed, counted by
cachegrind, which takes a fraction of callgrind's time for the same count.

    cost.py --family gcc|clang --cc CC --flags=FLAGS --build DIRECTORY --work DIRECTORY

Fails when compiling zlib's deflate.c at -O2 takes more than the family's PERCENT more with the plugin than without.
"""
import argparse
import concurrent.futures
import pathlib
import re
import shlex
import subprocess
import sys

import sources

PERCENT = {"gcc": 1.0, "clang": 1.5}


def instructions(family, command, directory, counts):
    """The instructions that the compiler executes for `command`."""
    valgrind = ["valgrind", "--tool=cachegrind", "--cache-sim=no", f"--cachegrind-out-file={counts}"]
    if family == "gcc":
        # The driver starts the compiler proper.
        command = [*command, "-wrapper", ",".join(valgrind)]
    else:
        # The driver is the compiler.
        command = [*valgrind, *command, "-fintegrated-cc1"]
    done = subprocess.run(command, cwd=directory, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode != 0:
        raise SystemExit(f"cost.py: failed: {shlex.join(command)}\n{done.stdout}")
    return int(re.search(r"^summary: (\d+)$", counts.read_text(), re.M).group(1))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--family", required=True, choices=PERCENT)
    for name in "cc", "flags", "build", "work":
        parser.add_argument("--" + name, required=True)
    options = parser.parse_args()

    work = pathlib.Path(options.work).resolve()
    work.mkdir(parents=True, exist_ok=True)
    zlib = sources.fetch("zlib", options.build)
    command = [*shlex.split(options.cc), "-O2", "-DZ_HAVE_UNISTD_H", "-S", "deflate.c", "-o"]
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        plain = pool.submit(instructions, options.family, [*command, f"{work}/plain.s"], zlib, work / "plain.out")
        plugin = pool.submit(instructions, options.family,
                             [*command, f"{work}/plugin.s", *shlex.split(options.flags)], zlib, work / "plugin.out")
        more = 100.0 * (plugin.result() - plain.result()) / plain.result()
    print(f"figure: the plugin adds {more:.2f} % to the compiler's {plain.result()} instructions")
    return 1 if more > PERCENT[options.family] else 0


sys.exit(main())
