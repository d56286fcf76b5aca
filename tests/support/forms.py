# SPDX-License-Identifier: MIT
"""Check that code accesses IO memory by the instruction forms of the contract alone, in its disassembly.

usage: forms.py ARCH FILE --functions=REGEX [--at-least=N]

FILE is an object or a linked program, its functions whose names REGEX matches are checked. They touch nothing but IO
memory, the stack, and what lies beside the code (literal pools, the GOT). Whatever else has a memory operand has to be
in the architecture's list, so that an instruction which nobody thought of is a finding, and so is what can't be
decoded. A register points into the stack from where it is computed from the stack pointer to where it is used for
anything but an address, or code comes from elsewhere. With fewer than N accesses in all, or a function without any,
nothing was shown.
"""
import argparse
import pathlib
import re
import subprocess
import sys

CONDITION = "(eq|ne|cs|hs|cc|lo|mi|pl|vs|vc|hi|ls|ge|lt|gt|le|al)?"
X86_GENERAL = re.compile(r"%([re]?[abcd]x|[abcd][lh]|[re]?(si|di|bp|sp)|(si|di|bp|sp)l|r\d+[bwd]?)$")


def newest(tool):
    found = sorted(pathlib.Path("/usr/lib").glob(f"llvm-*/bin/{tool}"),
                   key=lambda path: int(re.search(r"llvm-(\d+)", str(path))[1]))
    return str(found[-1]) if found else tool


def split(operands):
    """At the commas outside of brackets."""
    parts, depth, part = [], 0, ""
    for c in operands:
        depth += (c in "([{") - (c in ")]}")
        if c == "," and not depth:
            parts.append(part.strip())
            part = ""
        else:
            part += c
    return parts + [part.strip()] if part.strip() else parts


class Machine:
    """`options` are llvm-objdump's. `stack` are the registers that point into the stack or beside the code, `frame` what
    does so in a function in which an instruction matches `framed`. `derived` is an instruction that makes such a register,
    `to`, of another one, `of`, and `branch` what goes elsewhere."""
    options, stack, frame, framed, derived, branch = [], set(), "", "(?!)", "(?!)", ""

    def mentions(self, register, operands):
        """Whether operands have the register for anything but an address."""
        outside = re.sub(r"\[[^\]]*\](?![!,])|\([^()]*\)", "", operands)
        return any(re.search(rf"(?<![\w%]){re.escape(name)}(?!\w)", outside) for name in self.names(register))

    def names(self, register):
        return [register]

    def bases(self, name, operands):
        """For each memory operand the register it is based on; None: one that is not to be told."""
        raise NotImplementedError

    def allowed(self, name, operands):
        raise NotImplementedError


class X86(Machine):
    stack = {"%rsp", "%esp", "%rip", "%fs", "%gs"}
    frame = "%[re]bp"
    framed = r"mov[lq] %[re]sp, %[re]bp$"
    derived = r"(lea[lq] [^(]*\((?P<of>%\w+)\), (?P<to>%\w+)|mov[lq] (?P<of2>%[re]sp), (?P<to2>%\w+))$"
    branch = r"j|call|ret|loop"

    def names(self, register):
        letters = re.sub(r"^%[re]?|[dwb]$", "", register)
        if letters[-1] == "x":
            return [f"%{kind}{letters}" for kind in ("r", "e", "")] + [f"%{letters[0]}{part}" for part in "hl"]
        if letters.isdigit():
            return [f"%r{letters}{kind}" for kind in ("", "d", "w", "b")]
        return [f"%{kind}{letters}" for kind in ("r", "e", "")] + [f"%{letters}l"]

    def bases(self, name, operands):
        if re.match(r"(lea|nop|endbr|j(?!mp)|loop)", name):
            return
        if name in ("call", "callq", "calll", "jmp", "jmpq", "jmpl") and not operands.startswith("*"):
            return
        for operand in split(operands):
            m = re.match(r"\*?(%\w+:)?[^%$(]*\((%\w+)?", operand)
            if m:
                yield m[1][:-1] if m[1] in ("%fs:", "%gs:") else m[2]
            elif re.match(r"\*?(%\w+:|-?0x|-?\d|[A-Za-z_.])", operand):
                yield "%fs" if re.match(r"\*?%[fg]s:", operand) else None

    def allowed(self, name, operands):
        if not re.fullmatch(r"mov[bwlq]|movabs[bwlq]|movz(b[wlq]|w[lq])|movs(b[wlq]|w[lq])", name):
            return False
        operands = split(operands)
        others = [o for o in operands if X86_GENERAL.match(o) or o.startswith("$")]
        return len(operands) == 2 and len(others) == 1


class AArch64(Machine):
    options = ["--mattr=+all"]
    stack = {"sp"}
    frame = "x29"
    framed = r"(mov x29, sp|add x29, sp, #.*)$"
    derived = r"(mov|add|sub) (?P<to>x\d+), (?P<of>sp|x\d+)(, #[^,]*)?$"
    branch = r"b$|b\.|bl|br|cb|tb|ret"

    def names(self, register):
        return [register, "w" + register[1:]]

    def bases(self, name, operands):
        if name in ("dc", "ic", "sys", "at", "dgh"):
            yield None
        # Literals have no brackets: the label is beside the code.
        yield from re.findall(r"\[(\w+)", operands)

    def allowed(self, name, operands):
        return bool(re.fullmatch(r"(ldu?r(b|h|sb|sh|sw)?|stu?r[bh]?)", name)
                    and re.fullmatch(r"([wx]\d+|[wx]zr), \[[^\]]*\]", operands))


class Arm(Machine):
    options = []
    stack = {"sp", "pc"}
    frame = "r11|fp|r7"
    framed = r"(mov|add)(\.w)? (r11|fp|r7), sp\b.*"
    derived = r"(mov|add|sub)(\.w)? (?P<to>r\d+|lr), (?P<of>sp|r\d+)(, #[^,]*)?$"
    branch = r"b(?!f|ic)|cb|pop|tb"

    def mentions(self, register, operands):
        # LDM's and STM's address moves on where it points.
        return super().mentions(register, re.sub(r"^\w+!?, (?=\{)", "", operands))

    def bases(self, name, operands):
        if re.match(r"(push|pop|vpush|vpop)", name):
            return
        if re.match(r"f?(v?ldm|v?stm|rfe|srs)", name):
            yield operands.split(",")[0].strip("! ")
        for base in re.findall(r"\[(\w+)", operands):
            # Lanes of vectors are numbers.
            if not base.isdigit():
                yield base

    def allowed(self, name, operands):
        return bool(re.fullmatch(rf"(ldr(b|h|sb|sh)?|str[bh]?){CONDITION}(\.w)?", name)
                    and re.fullmatch(r"(r\d+|lr|r?[sf]p|sl|ip), \[[^\]]*\]", operands))


class RiscV(Machine):
    options = ["--mattr=+c,+m,+a,+f,+d,+v,+zicboz"]
    stack = {"sp", "gp", "tp"}
    frame = "s0"
    framed = r"addi s0, sp, .*"
    derived = r"(addi (?P<to>\w+), (?P<of>\w+), .*|mv (?P<to2>\w+), (?P<of2>sp))$"
    branch = r"b|j|ret|call|tail"

    def bases(self, name, operands):
        if name in ("jalr", "jr", "c.jr", "c.jalr", "ret"):
            return
        yield from re.findall(r"\((\w+)\)", operands)

    def allowed(self, name, operands):
        return bool(re.fullmatch(r"l[bhw]u?|ld|s[bhwd]", name))


class Ppc(Machine):
    options = ["--mcpu=pwr10"]
    stack = {"1", "2"}
    frame = "31"
    framed = r"mr 31, 1$"
    # GCC makes an aligned address on the stack by an addition and a mask.
    derived = r"((addi|add|rldicr) (?P<to>\d+), (?P<of>\d+), .*|mr (?P<to2>\d+), (?P<of2>1))$"
    branch = r"b"

    def bases(self, name, operands):
        """Indexed forms have no parentheses: the mnemonic tells."""
        if not re.match(r"p?(l(?!i$|is$|a$|nia$)|st)|dcb|icb|copy|paste", name):
            return
        m = re.search(r"\((\w+)\)", operands)
        if m:
            yield m[1].lstrip("r")
        else:
            fields = split(operands)
            # A first register 0 is no register.
            yield fields[-2 if fields[-2] != "0" else -1].lstrip("r") if len(fields) >= 2 else None

    def allowed(self, name, operands):
        return bool(re.fullmatch(r"(lbz|lhz|lha|lwz|lwa|ld|stb|sth|stw|std)x?", name))


class S390(Machine):
    options = ["--mcpu=z16"]
    stack = {"%r15"}
    frame = "%r11"
    framed = r"(lgr|la|lay) %r11, .*%r15\)?$"
    derived = r"(lay? (?P<to>%r\d+), [^(]*\((?P<of>%r\d+)\)|lgr (?P<to2>%r\d+), (?P<of2>%r15))$"
    branch = r"b|j|cr?g?[rif]*j|cgij|clg?r?i?j"
    address_only = re.compile(r"(la|lay|s[lr][la]g?k?|s[lr]d[la]|rllg?|b[a-z]*|[cl]?nop[rh]?|j[a-z]*)$")

    def bases(self, name, operands):
        if name in ("ex", "exrl"):
            yield None
        if self.address_only.match(name):
            return
        for operand in split(operands):
            m = re.search(r"\((?:[^,()]*,\s*)?(%r\d+)\)$", operand)
            if m:
                yield m[1]
            elif "(" in operand:
                yield None

    def allowed(self, name, operands):
        # Of no device's: the forms that iomem's table takes, with short offsets too.
        return bool(re.fullmatch(r"l|ly|lg|lh|lhy|lgh|lgf|llgf|llgh|llgc|llh|llc|lb|lgb|st|sty|stg|sth|sthy|stc|stcy",
                                 name))


MACHINES = {"x86_64": X86(), "i386": X86(), "aarch64": AArch64(), "arm": Arm(), "riscv64": RiscV(), "ppc64le": Ppc(),
            "s390x": S390()}


def functions(machine, path):
    """Name and instructions of each function."""
    text = subprocess.run([newest("llvm-objdump"), "-d", "--no-show-raw-insn", *machine.options, path], check=True,
                          text=True, stdout=subprocess.PIPE).stdout
    name, lines = None, []
    for line in text.splitlines():
        m = re.match(r"[0-9a-f]+ <(.*)>:$", line)
        if m:
            # Mapping symbols and local labels are within.
            if not re.match(r"\$|\.L", m[1]):
                if name:
                    yield name, lines
                name, lines = m[1], []
            continue
        m = re.match(r"\s*([0-9a-f]+):\s+(\S.*)$", line)
        if m:
            line_address, line = m.groups()
            if "<unknown>" not in line:
                # What it refers to is said in comments and in angle brackets.
                line = re.sub(r"(\s+(#|@|;|//)\s|\s*<).*$", "", line)
            lines.append((int(line_address, 16), " ".join(line.split())))
    if name:
        yield name, lines


def check(arch, path, pattern):
    """The accesses of each function, and what is wrong with them, as a line each."""
    machine, accesses, wrong = MACHINES[arch], {}, []

    for function, lines in functions(machine, path):
        if not re.search(pattern, function):
            continue
        count = accesses.setdefault(function, 0)
        framed = any(re.match(machine.framed, line) for _, line in lines)
        targets = {int(target, 16) for _, line in lines if re.match(machine.branch, line.split()[0])
                   for target in re.findall(r"\b0x[0-9a-f]+", line)}
        derived = set()

        def on_stack(base):
            return base is not None and (base in machine.stack or base in derived
                                         or framed and re.fullmatch(machine.frame, base))

        for address, line in lines:
            name, _, operands = line.partition(" ")
            if re.match(r"\.(word|long|short|byte|inst)", name):
                continue
            if name in ("<unknown>", "(bad)", "lock", "rep", "repz", "repnz", "repe", "repne"):
                wrong.append(f"{function}: {line}")
                continue
            if address in targets:
                derived.clear()
            if not all(on_stack(base) for base in machine.bases(name, operands)):
                count += 1
                if not machine.allowed(name, operands):
                    wrong.append(f"{function}: {line}")
            m = re.match(machine.derived, line)
            groups = m.groupdict() if m else {}
            points = m and on_stack(groups["of"] or groups.get("of2"))
            derived = {register for register in derived if not machine.mentions(register, operands)}
            if points:
                derived.add(groups["to"] or groups["to2"])
            if re.match(machine.branch, name):
                derived.clear()
        accesses[function] = count
    return accesses, wrong


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("arch", choices=MACHINES)
    parser.add_argument("file")
    parser.add_argument("--functions", required=True)
    parser.add_argument("--at-least", type=int, default=1)
    options = parser.parse_args()

    accesses, wrong = check(options.arch, options.file, options.functions)
    for line in wrong:
        print("not a form for IO memory:", line)
    for function, count in accesses.items():
        if not count:
            print("no access in", function)
            wrong.append(function)
    if sum(accesses.values()) < options.at_least:
        print(f"{sum(accesses.values())} accesses in {len(accesses)} functions, not {options.at_least}")
        return 1
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
