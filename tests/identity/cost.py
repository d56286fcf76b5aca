# SPDX-License-Identifier: MIT
"""What the plugin costs the compiler on a file without __iomem: instructions executed, counted by callgrind.

    cost.py --cc CC --words=FLAGS --build DIRECTORY --work DIRECTORY PERCENT

Fails when compiling zlib's deflate.c at -O2 takes more than PERCENT more with the plugin than without.
"""
import argparse
import concurrent.futures
import pathlib
import re
import shlex
import subprocess
import sys

import sources


def instructions(command, directory, counts):
    """The instructions that the compiler proper executes for `command`."""
    valgrind = f"valgrind,--tool=callgrind,--callgrind-out-file={counts}"
    done = subprocess.run([*command, "-wrapper", valgrind], cwd=directory, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode != 0:
        raise SystemExit(f"cost.py: failed: {shlex.join(command)}\n{done.stdout}")
    return int(re.search(r"^totals: (\d+)$", counts.read_text(), re.M).group(1))


def main():
    parser = argparse.ArgumentParser()
    for name in "cc", "words", "build", "work":
        parser.add_argument("--" + name, required=True)
    parser.add_argument("percent", type=float)
    options = parser.parse_args()

    work = pathlib.Path(options.work).resolve()
    work.mkdir(parents=True, exist_ok=True)
    zlib = sources.fetch("zlib", options.build)
    command = [*shlex.split(options.cc), "-O2", "-DZ_HAVE_UNISTD_H", "-S", "deflate.c", "-o"]
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        plain = pool.submit(instructions, [*command, f"{work}/plain.s"], zlib, work / "plain.out")
        plugin = pool.submit(instructions, [*command, f"{work}/plugin.s", *shlex.split(options.words)],
                             zlib, work / "plugin.out")
        more = 100.0 * (plugin.result() - plain.result()) / plain.result()
    print(f"figure: the plugin adds {more:.2f} % to the compiler's {plain.result()} instructions")
    return 1 if more > options.percent else 0


sys.exit(main())
