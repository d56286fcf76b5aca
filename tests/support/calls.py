# SPDX-License-Identifier: MIT
"""Every call that functions.def lets become a runtime call, as a C file and as a check of its object.

usage: calls.py source TABLE [--spelling=plain|parenthesised|builtin|chk|symbol] [--headers=all|none]
                             [--without=NAME,...]
       calls.py check  TABLE OBJECT [--spelling=...] [--headers=...] [--without=...] [--checked] [--sanitized]
                             [--max-width=4|2|1]

The C file has a function for each row and each IO side, named <function>__<sides>, in a section of its
own. The check holds what each section refers to against the one symbol that the table says.
"""
import argparse
import pathlib
import re
import subprocess
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "scripts"))
import tables

TYPES = {"OUT": "void", "IN": "const void", "SOUT": "char", "SIN": "const char"}
# What compilers have as __builtin_<name>; the rest of the table is known to libc alone.
BUILTIN = {"memcpy", "memmove", "mempcpy", "memset", "bzero", "bcopy", "memcmp", "bcmp", "memchr", "strlen",
           "strnlen", "strcpy", "stpcpy", "strncpy", "stpncpy", "strcat", "strncat", "strcmp", "strncmp",
           "strcasecmp", "strncasecmp", "strchr", "strrchr", "strstr", "strspn", "strcspn", "strpbrk", "strdup",
           "strndup"}
CHK = {"memcpy", "memmove", "mempcpy", "memset", "strcpy", "stpcpy", "strncpy", "stpncpy", "strcat", "strncat"}
# glibc's headers leave these out of _FORTIFY_SOURCE.
UNFORTIFIED = {"strlcpy", "strlcat"}
# What instrumentation and i386's position-independent code refer to besides.
NEITHER = ("__asan", "__ubsan", "__x86.get_pc_thunk", "_GLOBAL_OFFSET_TABLE_")
# Declared by <string.h> only from glibc 2.38 on.
LATE = "size_t strlcpy(char *, const char *, size_t);\nsize_t strlcat(char *, const char *, size_t);\n"


class Call:
    def __init__(self, row, io, symbol):
        self.name, self.result, self.roles, self.check, self.width = row[:5]
        self.sides, self.symbol = {"1": 1, "2": 2, "12": 3}[io], symbol

    def function(self):
        return f"{self.name}__{self.sides}"

    def declaration(self):
        parameters = []
        for i, role in enumerate(self.roles):
            if role in ("INT", "SIZE"):
                parameters.append(("int" if role == "INT" else "size_t") + f" a{i}")
            else:
                space = "__iomem " if self.sides & int(role[-1]) else ""
                parameters.append(f"{TYPES[role[:-1]]} {space}*a{i}")
        return ", ".join(parameters)

    def returned(self):
        space = "__iomem " if self.sides & 1 else ""
        return {"VOID": "void ", "INTEGER": "int ", "SIZE": "size_t ", "NEWSTR": "char *",
                "PTR1": f"void {space}*", "STR1": f"char {space}*"}[self.result]

    def body(self, spelling, typed):
        arguments = [f"a{i}" for i in range(len(self.roles))]
        name = {"plain": self.name, "parenthesised": f"({self.name})", "builtin": f"__builtin_{self.name}",
                "chk": f"__builtin___{self.name}_chk", "symbol": self.symbol}[spelling]
        if spelling == "chk":
            arguments.append("(size_t)-1")
        back = "" if self.result == "VOID" else "return "
        if typed and self.result in ("PTR1", "STR1"):
            back += f"({self.returned()})"
        return f"{back}{name}({', '.join(arguments)});"


def calls(table, spelling, headers, without):
    for row in tables.functions(table):
        if row.name not in {"builtin": BUILTIN, "chk": CHK}.get(spelling, {row.name}):
            continue
        if headers == "none" and row.name not in BUILTIN:
            continue
        if row.name in without.split(",") and (spelling == "builtin" or headers == "none"):
            continue
        for io, symbol in row.symbols.items():
            yield Call(row, io, symbol)


def source(options):
    # A compiler's own prototype of a built-in function says nothing of IO; not every compiler types its result.
    typed = options.spelling in ("builtin", "chk") or options.headers == "none"
    if options.headers == "all":
        print("#define _GNU_SOURCE\n#include <iomem.h>\n#include <string.h>\n#include <strings.h>\n" + LATE)
    else:
        print("typedef __SIZE_TYPE__ size_t;")
    for call in calls(options.table, options.spelling, options.headers, options.without):
        print(f'__attribute__((section(".text.{call.function()}"))) {call.returned()}{call.function()}'
              f"({call.declaration()})\n{{\n    {call.body(options.spelling, typed)}\n}}\n")


def references(objects):
    found, section = {}, None
    for line in subprocess.run(["llvm-objdump", "-r", objects], check=True, text=True,
                               stdout=subprocess.PIPE).stdout.splitlines():
        m = re.match(r"RELOCATION RECORDS FOR \[(.*)\]", line)
        if m:
            section = m[1]
            continue
        m = re.match(r"[0-9a-f]+ R_\S+ +([A-Za-z_][\w.]*)", line)
        if m and section and section.startswith(".text.") and not m[1].startswith("."):
            found.setdefault(section[6:], set()).add(m[1])
    return found


def check(options):
    found, wrong, count = references(options.object), 0, 0
    for call in calls(options.table, options.spelling, options.headers, options.without):
        checked = options.spelling == "chk" or (options.checked and call.check != "NOCHECK"
                                                and call.name not in UNFORTIFIED)
        width = f"_w{options.max_width}" if options.max_width and call.width == "WORDS" else ""
        symbol = f"iomem_{call.symbol}{'_chk' if checked else ''}{width}{'_asan' if options.sanitized else ''}"
        got = {s for s in found.get(call.function(), set()) if not s.startswith(NEITHER)}
        count += 1
        if got != {symbol}:
            wrong += 1
            print(f"{call.function()}: refers to {sorted(got)}, not to {symbol}")
    if count < 20:
        print(f"only {count} calls were checked")
    return 1 if wrong or count < 20 else 0


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=["source", "check"])
    parser.add_argument("table")
    parser.add_argument("object", nargs="?")
    parser.add_argument("--spelling", default="plain", choices=["plain", "parenthesised", "builtin", "chk", "symbol"])
    parser.add_argument("--headers", default="all", choices=["all", "none"])
    parser.add_argument("--without", default="", help="the built-in functions of these that the compiler hasn't")
    parser.add_argument("--checked", action="store_true")
    parser.add_argument("--sanitized", action="store_true")
    parser.add_argument("--max-width", default="")
    options = parser.parse_args()
    return source(options) if options.what == "source" else check(options)


if __name__ == "__main__":
    sys.exit(main())
