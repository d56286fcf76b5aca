# SPDX-License-Identifier: MIT
"""Programs that drive PCI devices in machines of QEMU's: see docs/system.md.

Prints what it saw and, last, "holds"; or on standard error what does not, with a status that is not zero.
"""
import argparse
import pathlib
import sys

sys.dont_write_bytecode = True
from vm import build, fetch, idioms, machine, picture


def say(text):
    print(text, flush=True)


def report_faults(way, wrong, limit=5):
    for case, said in wrong[:limit]:
        say(f"{way}: {case.idiom} of {case.length} at {case.offset:#x} of {case.name}: {'; '.join(said[:3])}")
    if len(wrong) > limit:
        say(f"{way}: and {len(wrong) - limit} more")


def check_plugin_builds(results, names):
    """Sentences on what is not as it should be."""
    problems = []
    for name in names:
        cases = results.cases[name]
        wrong = idioms.faults(results, name)
        traced = sum(case.device in idioms.TRACED for case in cases)
        say(f"{name}: {len(cases)} cases, {traced} of them traced, {len(wrong)} wrong")
        report_faults(name, wrong)
        if wrong or not traced:
            problems.append(f"{name} has {len(wrong)} wrong cases")
    return problems


def check_plain_builds_die(results, names):
    problems = []
    for name in names:
        for window, died in idioms.signals(results, name).items():
            say(f"{name}: {window}: " + (", ".join(f"{idiom} {number}" for idiom, number in sorted(died.items())) or "none")
                + " died of SIGBUS BUS_ADRALN")
            for what, prefix in idioms.DEADLY.items():
                dead = any(idiom.startswith(prefix) for idiom in died)
                if dead != idioms.strongly_ordered(window):
                    problems.append(f"{name}: {what} {'dies' if dead else 'lives'} on {window}")
    return problems


def check_plain_memset_breaks(results, names):
    """On x86-64 nothing dies: the device sees other accesses, or none."""
    problems = []
    for name in names:
        wrong = {case: said for case, said in idioms.faults(results, name) if case.device == "edu" and case.idiom.startswith("memset")}
        report_faults(name, list(wrong.items()))
        lost = [case for case in wrong if case.length == 4096 and not idioms.trace.written(results.marked.get(case.mark, []))]
        say(f"{name}: {len(wrong)} fills of edu arrive broken, and {len(lost)} of 4096 bytes not at all")
        if not wrong or not lost:
            problems.append(f"{name}: memset of edu arrives")
    return problems


def judge(results, arch, names):
    idioms.check_canaries(results, arch)
    canaries = {window: outcome for name in names for window, outcome in results.canaries[name].items()}
    for window, outcome in canaries.items():
        say(f"canary: a misaligned load from {window}: {outcome}")
    check_plain = check_plain_builds_die if arch == "aarch64" else check_plain_memset_breaks
    return (check_plain(results, [name for name in names if "-plain" in name])
            + check_plugin_builds(results, [name for name in names if "-iomem" in name]))


def do_idioms(arguments):
    ways = build.ways(arguments.build, arguments.arch, level="-O3")
    # Whether what judges them notices is seen as well with the four.
    for level in [] if arguments.swap or arguments.processors == 1 else ["-O0", "-O2"]:
        ways += build.ways(arguments.build, arguments.arch, forms=["iomem"], level=level, end=level)
    if arguments.swap:
        # Plain builds under the others' names: what judges them has to notice.
        ways = [way._replace(form="plain") for way in ways]
    results = idioms.run(arguments.build, arguments.arch, arguments.work, idioms.rounds(ways), processors=arguments.processors)
    return judge(results, arguments.arch, [way.name for way in ways])


def do_vfio(arguments):
    """edu by sysfs and by VFIO, with the same to be seen; then the example's driver."""
    arch = "aarch64"
    ways = build.ways(arguments.build, arch)
    edu = machine.ADDRESSES["edu"]
    fast = build.ways(arguments.build, arch, level="-O3")
    rounds = idioms.rounds(fast, [("edu", f"{edu}/resource0")], "-sysfs") + idioms.rounds(fast, [("edu", edu)], "-vfio")
    example = build.EXAMPLES / "edu-vfio"
    sources = [example / name for name in (example / "sources.txt").read_text().split()]
    drivers = {f"edu-{way.name}": build.compile(arguments.build, way, sources, arguments.work / f"edu-{way.name}")
               for way in ways}
    results = idioms.run(arguments.build, arch, arguments.work, rounds, vfio=True, more_files=drivers,
                         more_commands=[f"run /{name} {edu}" for name in drivers])
    problems = judge(results, arch, [round.name for round in rounds])
    for way in ways:
        wrong = idioms.differences(results, way.name + "-sysfs", way.name + "-vfio")
        say(f"{way.name}: {len(wrong)} of {len(results.cases[way.name + '-vfio'])} cases are other ones by VFIO")
        problems += wrong[:5]
    for way, (_, said, ended) in zip(ways, machine.runs(results.lines)[len(rounds):], strict=True):
        for line in said:
            say(f"{way.name}: {line}")
        # To plain C its registers are memory, in which a value that was just written need not be read.
        expected = ("status 0", "DMA: 4096 bytes there and back") if way.form == "iomem" else \
                   ("status 1", "edu-vfio: the device answers 0x12345678 to 0x12345678")
        if (ended, said[-1]) != expected:
            problems.append(f"{way.name}: edu's driver does not end with: {expected[1]}")
    return problems


def do_picture(arguments):
    ways = build.ways(arguments.build, arguments.arch)
    outcomes = picture.run(arguments.build, arguments.arch, arguments.work, ways)
    problems = []
    for way in ways:
        bad = next((outcome for outcome in outcomes[way.name] if outcome != "done"), "drawn")
        say(f"{way.name}: {bad}")
        # Plain C draws the same where nothing faults.
        if way.form == "plain" and arguments.arch == "aarch64":
            problems += [] if bad.startswith("SIGBUS BUS_ADRALN in ") else [f"{way.name}: {bad}"]
        else:
            problems += [f"{way.name}: {bad}"] if bad != "drawn" else picture.differences(arguments.work / f"{way.name}.png")
    return problems


def do_demo(arguments):
    ways = build.ways(arguments.build, "aarch64", ["gcc"])
    operations = picture.operations()
    runs = [["--depth", "32", operation] for operation in operations]
    outcomes = picture.run(arguments.build, "aarch64", arguments.work, ways, runs)
    plain, iomem = (outcomes[way.name] for way in ways)
    for operation, one, other in zip(operations, plain, iomem):
        say(f"  {operation:<10} plain gcc: {one}")
        say(f"  {'':<10} with iomem: {other}")
    problems = [f"plain gcc: {function} did not die" for function in ["memset", "memcpy"]
                if not any("SIGBUS BUS_ADRALN in " in outcome and function in outcome for outcome in plain)]
    problems += [f"with iomem: {outcome}" for outcome in iomem if outcome != "done"]
    drawn = arguments.work / f"{ways[1].name}.png"
    problems += picture.differences(drawn)
    if not problems:
        say(f"  with iomem: picture, {drawn}")
    return problems


def do_compare(arguments):
    return picture.differences(arguments.png)


def do_fetch(arguments):
    machines = fetch.fetch(lambda text: print(text, file=sys.stderr, flush=True))
    for name, version in machines.packages.items():
        if name.startswith(("qemu-system-", "linux-image")):
            say(f"{name} {version}")
    return []


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", type=pathlib.Path, default=build.TOP / "build", help="the build tree")
    parser.add_argument("--work", type=pathlib.Path, help="a folder for what is made; by default in the build tree")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    command = commands.add_parser("fetch", help="QEMU and kernels, into the cache")
    command.set_defaults(do=do_fetch)
    command = commands.add_parser("idioms", help="every idiom at many offsets, built four ways")
    command.add_argument("arch", choices=fetch.GUESTS)
    command.add_argument("--processors", type=int, default=2)
    command.add_argument("--swap", action="store_true", help="put plain builds in the place of the plugin's")
    command.set_defaults(do=do_idioms)
    command = commands.add_parser("vfio", help="edu by sysfs and by VFIO, and its driver, built four ways, on arm64")
    command.set_defaults(do=do_vfio)
    command = commands.add_parser("picture", help="the display driver's picture, built four ways")
    command.add_argument("arch", choices=fetch.GUESTS)
    command.set_defaults(do=do_picture)
    command = commands.add_parser("demo", help="each of the display driver's operations on arm64, by gcc, without and with iomem")
    command.set_defaults(do=do_demo)
    command = commands.add_parser("compare", help="a PNG with the picture that is expected")
    command.add_argument("png", type=pathlib.Path)
    command.set_defaults(do=do_compare)
    arguments = parser.parse_args()
    arguments.work = arguments.work or arguments.build / "system"
    try:
        problems = arguments.do(arguments)
    except (fetch.Missing, machine.Failed, OSError) as error:
        problems = [str(error)]
    for problem in problems:
        print(f"system.py: {problem}", file=sys.stderr)
    if not problems and arguments.do in (do_idioms, do_vfio, do_picture, do_compare):
        say("holds")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
