# SPDX-License-Identifier: MIT
"""guest/idioms.c in a machine, and what is to be said of it: by what the guest found, and by QEMU's trace."""
import collections
import re

from . import build, machine, trace

TRACED = {"edu", "nvme"}
DEVICES = ["edu", "ivshmem", "bochs", "nvme"]
# Device=name, as guest/idioms.c takes them; _wc is the same memory, mapped write-combining.
WINDOWS = [(device, f"{machine.ADDRESSES[device]}/{resource}") for device, resource in [
    ("edu", "resource0"), ("nvme", "resource2"), ("ivshmem", "resource2"), ("ivshmem", "resource2_wc"),
    ("bochs", "resource0"), ("bochs", "resource0_wc")]]
# Of which plain C has to die on Device memory, with the misaligned address as the reason.
SIGBUS_ADRALN = "signal:7:1"
DEADLY = {"memcpy": "memcpy_", "an -O3 loop": "loop", "a struct copy": "struct_"}
STRIDE = 1 << 16
MOVE = 4

# name: of the round of the program that is built this way and looks at these windows.
Round = collections.namedtuple("Round", "name way windows")
Case = collections.namedtuple("Case", "mark device name idiom offset length meant outcome sum")


class Results:
    def __init__(self):
        self.cases = collections.defaultdict(list)  # by the name of the round
        self.canaries = collections.defaultdict(dict)  # likewise, by the window
        self.marked = {}
        self.lines = []


def strongly_ordered(window):
    return not window.endswith("_wc")


def rounds(ways, windows=None, end=""):
    return [Round(way.name + end, way, windows or WINDOWS) for way in ways]


def run(top, arch, work, rounds, *, vfio=False, processors=2, more_files=None, more_commands=()):
    """Every round in one machine, and then whatever else is to run there; with `vfio` only edu is there."""
    files, commands = {"init": build.init(top, arch, work), **(more_files or {})}, []
    for number, round in enumerate(rounds, 1):
        name = "idioms-" + round.way.name
        if name not in files:
            files[name] = compile(top, round.way, work / name, vfio)
        # The marks are made through the first window, which is edu's.
        words = [f"/{name}", str(number * STRIDE), round.windows[0][1], *("=".join(window) for window in round.windows)]
        commands.append("run " + " ".join(words))
    record = work / "trace.txt"
    lines = machine.boot(arch, files, commands + list(more_commands), ["edu"] if vfio else DEVICES, work,
                         modules=["vfio_iommu_type1", "vfio-pci"] if vfio else (), trace=record, processors=processors)
    results = read(lines, rounds)
    results.marked = trace.by_mark(record)
    record.unlink()
    return results


def compile(top, way, program, vfio):
    sources = [build.GUEST / "idioms.c", build.GUEST / "window.c"]
    options = []
    if vfio:
        example = build.EXAMPLES / "edu-vfio"
        sources.append(example / "vfio.c")
        options = ["-DWINDOW_VFIO", f"-I{example}"]
    return build.compile(top, way, sources, program, *options)


def read(lines, rounds):
    results, ended, names = Results(), [], [round.name for round in rounds]
    results.lines = lines
    for line in lines:
        name, (word, *words) = names[len(ended)] if len(ended) < len(names) else None, line.split() or [""]
        if word == "window":
            device, window = words
        elif word == "canary":
            results.canaries[name][window] = words[0]
        elif word == "idiom":
            idiom, meant, mark = words[0], words[1], int(words[2])
        elif word == "case":
            offset, length, outcome, sum = words
            results.cases[name].append(Case(mark, device, window, idiom, int(offset), int(length), meant, outcome, int(sum, 16)))
            mark += 1
        elif word == "end":
            ended.append(line)
        elif word == "idioms:":
            raise machine.Failed(line)
    if ended[:len(names)] != ["end status 0"] * len(names):
        raise machine.Failed(f"the guest's programs did not end as they should: {ended}")
    return results


def check_canaries(results, arch):
    """On Device memory, and only there, a misaligned load has to fault: else nothing that follows is proof of anything."""
    for name, canaries in results.canaries.items():
        for window, outcome in canaries.items():
            expected = SIGBUS_ADRALN if arch == "aarch64" and strongly_ordered(window) else "ok"
            if outcome != expected:
                raise machine.Failed(f"this machine proves nothing: a misaligned load from {window} ends with {outcome}, not {expected} ({name})")
    if not results.canaries:
        raise machine.Failed("this machine proves nothing: no misaligned load was tried")


def meant_bytes(case):
    there = range(case.offset, case.offset + case.length)
    moved = range(case.offset + MOVE, case.offset + MOVE + case.length)
    return {"r": (there, ()), "w": ((), there), "m": (there, moved)}[case.meant]


def meant_accesses(case):
    """How many accesses there have to be, if that is certain, and of which width, if that is."""
    element = re.match(r"(?:loop|fill|read|write)(\d+)", case.idiom)
    if element:
        width = int(element[1]) // 8
        return case.length // width, width
    if case.idiom in ("struct_from", "struct_to", "struct_zero"):
        return case.length // 4, 4
    if case.idiom.endswith("_record"):
        return None, None
    if case.idiom.startswith("mem") and case.idiom != "memchr_end":
        return sum(trace.fewest(meant.start, len(meant)) for meant in meant_bytes(case) if meant), None
    return case.length, 1


def checksum(bytes):
    sum = 0x811c9dc5
    for byte in bytes:
        sum = (sum ^ byte) * 0x01000193 & 0xffffffff
    return sum


def trace_faults(case, marked):
    """What is wrong with what reached the device: sentences."""
    if case.mark not in marked:
        return ["there is no mark of it in QEMU's trace"]
    made = marked[case.mark]
    reads, writes = meant_bytes(case)
    wrong = trace.faults(made, case.device, reads, writes)
    number, width = meant_accesses(case)
    if number is not None and len(made) != number:
        wrong.append(f"{len(made)} accesses instead of {number}")
    if width is not None and any(access.width != width for access in made):
        wrong.append(f"accesses that are not {width} wide")
    offsets = [access.offset for kind in "RW" for access in made if access.kind == kind]
    if case.meant != "m" and offsets != sorted(offsets):
        wrong.append("not in ascending order")
    if writes:
        memory = trace.written(made)
        if checksum(memory.get(byte, 0) for byte in writes) != case.sum:
            wrong.append("the bytes that arrive are other ones")
    return wrong


def faults(results, name):
    """What is wrong with a round that ought to have nothing wrong: (case, sentences)."""
    wrong = []
    for case in results.cases[name]:
        said = [] if case.outcome == "ok" else [case.outcome]
        if case.device in TRACED and not case.outcome.startswith("signal"):
            said += trace_faults(case, results.marked)
        if said:
            wrong.append((case, said))
    return wrong


def signals(results, name):
    """{window: {the idiom: how many cases died of a misaligned address}}, also of windows where none did."""
    found = {case.name: collections.Counter() for case in results.cases[name]}
    for case in results.cases[name]:
        if case.outcome == SIGBUS_ADRALN:
            found[case.name][case.idiom] += 1
    return found


def differences(results, one, other):
    """Cases of two rounds, on other windows of one device, that don't end alike or don't reach the device alike: sentences."""
    wrong = []
    for first, second in zip(results.cases[one], results.cases[other]):
        seen = [(case.idiom, case.offset, case.length, case.outcome, results.marked.get(case.mark)) for case in (first, second)]
        if seen[0] != seen[1]:
            wrong.append(f"{first.idiom} of {first.length} at {first.offset:#x}: {first.outcome} in {one}, {second.outcome} in {other}")
    if len(results.cases[one]) != len(results.cases[other]) or not results.cases[one]:
        wrong.append(f"{one} and {other} do not have the same cases")
    return wrong
