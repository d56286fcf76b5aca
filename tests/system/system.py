# SPDX-License-Identifier: MIT
"""Programs that drive PCI devices in machines of QEMU's: see docs/system.md.

Prints what it saw and, last, "holds" or what does not, with a status that is not zero.
"""
import argparse
import pathlib
import sys

sys.dont_write_bytecode = True
from vm import build, fetch, idioms, machine


def say(text):
    print(text, flush=True)


def report_faults(way, wrong, limit=5):
    for case, said in wrong[:limit]:
        say(f"{way}: {case.idiom} of {case.length} at {case.offset:#x} of {case.name}: {'; '.join(said[:3])}")
    if len(wrong) > limit:
        say(f"{way}: and {len(wrong) - limit} more")


def check_plugin_builds(results, ways):
    """Sentences on what is not as it should be."""
    problems = []
    for way in ways:
        cases = results.cases[way.name]
        wrong = idioms.faults(results, way.name)
        traced = sum(case.device in idioms.TRACED for case in cases)
        say(f"{way.name}: {len(cases)} cases, {traced} of them traced, {len(wrong)} wrong")
        report_faults(way.name, wrong)
        if wrong or not traced:
            problems.append(f"{way.name} has {len(wrong)} wrong cases")
    return problems


def check_plain_builds_die(results, ways):
    problems = []
    for way in ways:
        for window, died in idioms.signals(results, way.name).items():
            say(f"{way.name}: {window}: " + (", ".join(f"{idiom} {number}" for idiom, number in sorted(died.items())) or "none")
                + " died of SIGBUS BUS_ADRALN")
            for what, prefix in idioms.DEADLY.items():
                dead = any(idiom.startswith(prefix) for idiom in died)
                if dead != idioms.strongly_ordered(window):
                    problems.append(f"{way.name}: {what} {'dies' if dead else 'lives'} on {window}")
    return problems


def check_plain_memset_breaks(results, ways):
    """On x86-64 nothing dies: the device sees other accesses, or none."""
    problems = []
    for way in ways:
        wrong = {case: said for case, said in idioms.faults(results, way.name) if case.device == "edu" and case.idiom.startswith("memset")}
        report_faults(way.name, list(wrong.items()))
        lost = [case for case in wrong if case.length == 4096 and not idioms.trace.written(results.marked.get(case.mark, []))]
        say(f"{way.name}: {len(wrong)} fills of edu arrive broken, and {len(lost)} of 4096 bytes not at all")
        if not wrong or not lost:
            problems.append(f"{way.name}: memset of edu arrives")
    return problems


def do_idioms(arguments):
    ways = build.ways(arguments.build, arguments.arch)
    if arguments.swap:
        # Plain builds under the others' names: what judges them has to notice.
        ways = [way._replace(form="plain") for way in ways]
    results = idioms.run(arguments.build, arguments.arch, arguments.work, ways, vfio=arguments.vfio,
                         processors=arguments.processors)
    idioms.check_canaries(results, arguments.arch)
    for window, outcome in results.canaries[ways[0].name].items():
        say(f"canary: a misaligned load from {window}: {outcome}")
    plain = [way for way in ways if way.name.endswith("plain")]
    if arguments.arch == "aarch64":
        problems = check_plain_builds_die(results, plain)
    else:
        problems = check_plain_memset_breaks(results, plain)
    return problems + check_plugin_builds(results, [way for way in ways if way.name.endswith("iomem")])


def do_fetch(arguments):
    machines = fetch.fetch(say)
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
    command.add_argument("--vfio", action="store_true", help="edu alone, by VFIO")
    command.add_argument("--processors", type=int, default=2)
    command.add_argument("--swap", action="store_true", help="put plain builds in the place of the plugin's")
    command.set_defaults(do=do_idioms)
    arguments = parser.parse_args()
    arguments.work = arguments.work or arguments.build / "system"
    try:
        problems = arguments.do(arguments)
    except (fetch.Missing, machine.Failed) as error:
        problems = [str(error)]
    for problem in problems:
        print(f"system.py: {problem}", file=sys.stderr)
    if not problems:
        say("holds")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
