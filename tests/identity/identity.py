# SPDX-License-Identifier: MIT
"""Compile sources that have no __iomem with and without the plugin: the objects are the same bytes.

    identity.py --cc CC --words=FLAGS --include DIRECTORY --build DIRECTORY --work DIRECTORY WHAT [COUNT]

WHAT is zlib or lua, from Debian's sources, or csmith with COUNT seeded programs. Each file is compiled at
every level without the plugin and with it; csmith's also with -include iomem.h. (A real program's own first lines
choose libc's features, so nothing can come before them.)
"""
import argparse
import concurrent.futures
import os
import pathlib
import shlex
import subprocess
import sys

import sources

LEVELS = ["-O0", "-O2", "-O3"]
# What the compiler records of its own command line is the one thing that may differ, so it is left out.
DEBUG = "-O2 -g -gno-record-gcc-switches"
CSMITH_OPTIONS = ["--max-funcs", "6", "--max-block-depth", "3"]


def run(command, **more):
    done = subprocess.run([str(word) for word in command], text=True, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, **more)
    if done.returncode != 0:
        raise SystemExit(f"identity.py: failed: {shlex.join(map(str, command))}\n{done.stdout}")


def real_code(what, build, work):
    """The files and flags of a real program or library."""
    if what == "zlib":
        directory = sources.fetch("zlib", build)
        return sorted(directory.glob("*.c")), ["-DZ_HAVE_UNISTD_H", "-D_LARGEFILE64_SOURCE"]
    directory = sources.fetch("lua5.4", build) / "src"
    # The package's rules would generate this header.
    (work / "lua5.4-deb-multiarch.h").write_text('#define DEB_HOST_MULTIARCH "here"\n')
    files = sorted(path for path in directory.glob("*.c") if path.stem != "luac")
    return files, ["-DLUA_USE_POSIX", "-I", work.resolve()]


def csmith_programs(count, work):
    """`count` programs whose seeds are 1 to count, and the flags they need."""
    programs = []
    for seed in range(1, count + 1):
        program = work / f"csmith{seed}.c"
        run(["csmith", *CSMITH_OPTIONS, "--seed", seed, "--output", program])
        programs.append(program)
    return programs, ["-I/usr/include/csmith", "-w"]


def check_object(cc, source, flags, level, variants, work):
    """Compile one file at one level in all ways; what differs from the plain object, as messages."""
    name = f"{work / source.stem}{''.join(level.split())}"
    command = [*shlex.split(cc), *level.split(), *flags, "-c", source, "-o"]
    plain = pathlib.Path(name + ".plain.o")
    run([*command, plain])
    differences = []
    for variant, extra in variants.items():
        made = pathlib.Path(f"{name}.{variant}.o")
        run([*command, made, *extra])
        if made.read_bytes() == plain.read_bytes():
            made.unlink()
        else:
            differences.append(f"differs with the {variant}: {plain} {made}")
    if not differences:
        plain.unlink()
    return differences


def check_lto(cc, files, flags, plugin, work):
    """Under LTO the objects record command lines, so what is linked from them is compared."""
    linked = []
    for variant, extra in {"plain": [], "plugin": plugin}.items():
        directory = work / f"lto-{variant}"
        directory.mkdir(exist_ok=True)
        run([*shlex.split(cc), "-O2", "-flto", "-frandom-seed=iomem", "-fPIC", "-shared", *flags, *extra,
             *files, "-o", directory / "library", "-s"], cwd=directory)
        linked.append((directory / "library").read_bytes())
    return [] if linked[0] == linked[1] else ["differs under LTO: the linked library"]


def main():
    parser = argparse.ArgumentParser()
    for name in "cc", "words", "include", "build", "work":
        parser.add_argument("--" + name, required=True)
    parser.add_argument("what", choices=["zlib", "lua", "csmith"])
    parser.add_argument("count", type=int, nargs="?")
    parser.add_argument("--levels", type=lambda text: text.split(","), default=LEVELS)
    options = parser.parse_args()

    work = pathlib.Path(options.work)
    work.mkdir(parents=True, exist_ok=True)
    for leftover in work.glob("*.o"):
        leftover.unlink()
    if options.what == "csmith":
        files, flags = csmith_programs(options.count, work)
    else:
        files, flags = real_code(options.what, options.build, work)
    if not files:
        raise SystemExit(f"identity.py: no source files of {options.what}")

    plugin = shlex.split(options.words)
    variants = {"plugin": plugin}
    if options.what == "csmith":
        variants["header"] = [*plugin, "-I" + options.include, "-include", "iomem.h"]
    jobs = [(source, flags, level, variants) for source in files for level in options.levels]
    if options.what == "zlib":
        jobs += [(source, flags, DEBUG, variants) for source in files]

    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        results = pool.map(lambda job: check_object(options.cc, *job, work), jobs)
        differences = [difference for result in results for difference in result]
    if options.what == "zlib":
        differences += check_lto(options.cc, files, flags, plugin, work)

    print(*differences, sep="\n")
    compared = sum(len(job[-1]) for job in jobs)
    print(f"figure: {compared} objects of {len(files)} files compared, {len(differences)} differ")
    return 1 if differences else 0


sys.exit(main())
