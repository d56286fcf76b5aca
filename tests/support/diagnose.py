# SPDX-License-Identifier: MIT
"""Compile a file and hold what the compiler says, line by line, against comments in the file.

usage: diagnose.py FILE --cflags=FLAGS --words=FLAGS COMPILER [FLAG ...]

FLAGS are iomem-config's; those for a file without the header are used if it doesn't include <iomem.h>.

  // expect-error CLASS     on this line there is an error: ours of that class, or the compiler's own
  // expect-own CLASS       the same, and there has to be ours unless no switch can silence the compiler's own
  // expect-warning CLASS   on this line there is a warning of ours, of that class
  // expect-remark CLASS    the same of a remark, which GCC calls a note
  // expect-error           on this line there is an error, whose-ever
  CLASS@COLUMN             and its caret stands in that column, or in one from COLUMN-COLUMN
  // expect-text TEXT       somewhere in the output there is this text

Lines without a comment must have no error and no warning of ours. Each of ours is followed by a note
that says the way out. The compiler must fail exactly if an error is expected, and never crash.
"""
import re
import shlex
import subprocess
import sys

CRASH = re.compile(r"internal compiler error|confused by earlier errors|Segmentation fault|signal|PLEASE submit")

SWITCHABLE = re.compile(r"\[-W[\w=,+-]*\]$")


def main():
    name, cflags, words, *command = sys.argv[1:]
    expected, errors, problems, texts, columns = {}, False, [], [], []
    with open(name) as file:
        text = file.read()
        flags = cflags if "#include <iomem.h>" in text else words
        # GCC wants the plugin before its options.
        command[1:1] = shlex.split(flags.partition("=")[2])
        for number, line in enumerate(text.splitlines(), 1):
            for kind, what, first, last in re.findall(
                    r"// expect-(error|own|warning|remark)\b ?([\w-]*)@?(\d*)-?(\d*)", line):
                expected.setdefault(number, set()).add((kind, what))
                if first:
                    columns.append((number, what, int(first), int(last or first)))
                errors |= kind in ("error", "own")
            texts += re.findall(r"// expect-text (.*)", line)

    run = subprocess.run(command + ["-c", name, "-o", "/dev/null"], text=True,
                         stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    found, own, satisfied, carets, unexplained = {}, {}, {}, set(), None
    for line in run.stdout.splitlines():
        m = re.match(r"(.*?):(\d+):(?:(\d+):)? (?:fatal )?(error|warning|remark|sorry, unimplemented|note): (.*)", line)
        ours = m and re.search(r"\[-Wiomem-([\w-]+)\]", m[5])
        if m and m[4] == "note" and not ours:
            unexplained = None
            continue
        if m and unexplained:
            problems.append("no note says the way out of: " + unexplained)
            unexplained = None
        if not m or not (m[1] == name or m[4] not in ("warning", "remark")):
            continue
        number, kind = int(m[2]), {"warning": "warning", "remark": "remark", "note": "remark"}.get(m[4], "error")
        if ours:
            # A comparison is the compiler's own error, in our words: it takes no note.
            unexplained = None if m[5].startswith("comparison") else line
            carets.add((number, ours[1], int(m[3] or 0)))
            found.setdefault(number, set()).add((kind, ours[1]))
        elif kind == "error":
            own.setdefault(number, []).append(m[5])

    if unexplained:
        problems.append("no note says the way out of: " + unexplained)
    problems += [f"{name}:{n}: no caret of {what} in column {a}" for n, what, a, b in columns
                 if not any((n, what, column) in carets for column in range(a, b + 1))]
    for number, wanted in sorted(expected.items()):
        here = found.get(number, set())
        for kind, what in sorted(wanted):
            severity = kind if kind in ("warning", "remark") else "error"
            ours = {(s, w) for s, w in here if s == severity and w == (what or w)}
            here -= ours
            messages = own.pop(number, []) if severity == "error" else []
            if kind == "own":
                messages = [m for m in messages if not SWITCHABLE.search(m)]
            satisfied.setdefault(number, []).extend(messages)
            if not ours and not satisfied[number]:
                problems.append(f"{name}:{number}: no {severity} {what}")
    for number, here in sorted(found.items()):
        problems += [f"{name}:{number}: unexpected {kind} {what}" for kind, what in sorted(here)]
    for number, messages in sorted(own.items()):
        problems += [f"{name}:{number}: unexpected error: {m}" for m in messages]
    problems += [f"{name}: no text: {t}" for t in texts if t.strip() not in run.stdout]
    if CRASH.search(run.stdout) or run.returncode < 0:
        problems.append(f"{name}: the compiler crashed")
    if (run.returncode != 0) != errors:
        problems.append(f"{name}: exit status {run.returncode}")

    if problems:
        print("\n".join(problems) + "\n\n" + run.stdout)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
