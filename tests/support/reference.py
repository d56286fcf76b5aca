# SPDX-License-Identifier: MIT
"""A reference interpreter of the C that tests/random writes: programs are Python objects, which print themselves as C
and can be run, and running one gives the accesses to device memory that the C prescribes.

It has the targets' type layouts, memory that knows which of its bits have a value, and C's arithmetic. It doesn't know how
the plugins work: where a whole object is copied it follows the contract's words (each scalar once, in the order of
declaration, at its declared width; bytes, unions and what is misaligned by the bulk rules; padding left alone).

Running raises Undefined where the C would use a value that isn't there, so that no program of that kind is compiled.
"""
import struct


class Undefined(Exception):
    """What C doesn't define, or more steps than a test should take."""


class Inexact(Exception):
    """An access that is no one instruction: a width error."""


class Target:
    def __init__(self, name, word, big=False, char_signed=False, anonymous_bits_align=False, align8=8, max_width=None):
        self.name, self.word, self.big = name, word, big
        self.order = "big" if big else "little"
        self.char_signed = char_signed
        self.anonymous_bits_align = anonymous_bits_align
        self.align8 = align8                    # of an 8-byte member in a structure
        self.limit = min(word, max_width or word)

    def narrowed(self, max_width):
        return Target(self.name, self.word, self.big, self.char_signed, self.anonymous_bits_align, self.align8, max_width)


TARGETS = {target.name: target for target in [
    Target("x86_64", 8, char_signed=True),
    Target("i386", 4, char_signed=True, align8=4),
    Target("aarch64", 8, anonymous_bits_align=True),
    Target("arm", 4, anonymous_bits_align=True),
    Target("riscv64", 8),
    Target("ppc64le", 8),
    Target("s390x", 8, big=True),
]}


# Types -------------------------------------------------------------------------------------------------------------

class Scalar:
    """kind: 'i' integer, 'B' _Bool, 'e' enumeration, 'f' floating point and 'p' pointer, both by their bits."""

    def __init__(self, target, name, size, signed=False, kind="i"):
        self.name, self.size, self.signed, self.kind = name, size, signed, kind
        self.align = target.align8 if size == 8 else size
        self.bits = size * 8

    def wrap(self, value, bits=None):
        """`value` converted to this type, or to a bit-field of it."""
        if self.kind == "B":
            return int(value != 0)
        bits = bits or self.bits
        value &= (1 << bits) - 1
        return value - (1 << bits) if self.signed and value >> (bits - 1) else value

    def declare(self, name):
        return f"{self.name} {name}"


class Array:
    def __init__(self, element, count):
        self.element, self.count = element, count
        self.size, self.align = element.size * count, element.align

    def declare(self, name):
        return self.element.declare(f"{name}[{self.count}]")


class Member:
    def __init__(self, name, type, bits=None, aligned=0):
        self.name, self.type, self.bits, self.aligned = name, type, bits, aligned
        self.position = None                    # in bits
        self.container = None                   # of a bit-field: offset, shift

    @property
    def offset(self):
        return self.position // 8


class Record:
    """A structure or union; an anonymous one prints itself where it is a member."""

    def __init__(self, target, name, members, union=False, packed=False, aligned=0, anonymous=False):
        self.target, self.name, self.members, self.union = target, name, members, union
        self.packed, self.aligned, self.anonymous = packed, aligned, anonymous
        self.keyword = "union" if union else "struct"
        self.lay_out()
        self.mask_cache = None
        self.pieces = pieces(self, 0, 0)        # raises Inexact

    def lay_out(self):
        position, size, align = 0, 0, 1
        for member in self.members:
            if self.union:
                position = 0
            type_align = member.type.align
            if member.bits is None:
                own = max(1 if self.packed else type_align, member.aligned)
                position = round_up(position, own * 8)
                member.position = position
                position += member.type.size * 8
                align = max(align, own)
            else:
                unit = type_align * 8
                if member.bits == 0:
                    position = round_up(position, unit)
                elif not self.packed and (position % unit + member.bits - 1) // unit >= member.type.size * 8 // unit:
                    position = round_up(position, unit)
                if not self.packed and (member.name or self.target.anonymous_bits_align):
                    align = max(align, type_align)
                member.position = position
                position += member.bits
            size = max(size, position)
        self.align = max(align, self.aligned)
        self.size = round_up((size + 7) // 8, self.align)
        for member in self.members:
            if member.bits and member.name:
                self.find_container(member)

    def find_container(self, member):
        size = member.type.size
        offset = member.position // (size * 8) * size
        end = (offset + size) * 8
        if member.position + member.bits > end or offset + size > self.size:
            raise Inexact
        for other in [] if self.union else self.members:
            if not other.name and not isinstance(other.type, Record):
                continue
            if other.bits is None:
                bits = other.type.size * 8
            elif other.type.size == size:
                continue
            else:
                bits = other.bits
            if bits and other.position < end and other.position + bits > offset * 8:
                raise Inexact
        shift = member.position - offset * 8
        if self.target.big:
            shift = size * 8 - shift - member.bits
        member.container = offset, shift

    def declare(self, name):
        if self.anonymous:
            return f"{self.body()} {name}".rstrip()
        return f"{self.keyword} {self.name} {name}"

    def body(self):
        words = []
        if self.packed:
            words.append("packed")
        if self.aligned:
            words.append(f"aligned({self.aligned})")
        attributes = f" __attribute__(({', '.join(words)}))" if words else ""
        lines = []
        for member in self.members:
            text = member.type.declare(member.name or "")
            if member.bits is not None:
                text += f" : {member.bits}"
            if member.aligned:
                text += f" __attribute__((aligned({member.aligned})))"
            lines.append("    " + text.strip().replace("\n", "\n    ") + ";\n")
        tag = "" if self.anonymous else self.name + " "
        return f"{self.keyword} {tag}{{\n{''.join(lines)}}}{attributes}"

    def definition(self):
        text = self.body() + ";\n"
        checks = [f"sizeof({self.keyword} {self.name}) == {self.size}", f"_Alignof({self.keyword} {self.name}) == {self.align}"]
        checks += [f"__builtin_offsetof({self.keyword} {self.name}, {member.name}) == {member.offset}"
                   for member in self.members if member.name and member.bits is None]
        return text + f'_Static_assert({" && ".join(checks)}, "layout");\n'

    def mask(self):
        """The bytes of its value: set are the bits that belong to a member."""
        if self.mask_cache is None:
            mask = bytearray(self.size)
            fill_mask(self, mask, 0)
            self.mask_cache = int.from_bytes(mask, "little")
        return self.mask_cache


def round_up(n, to):
    return (n + to - 1) // to * to


def fill_mask(type, mask, offset):
    if isinstance(type, Scalar):
        mask[offset:offset + type.size] = b"\xff" * type.size
    elif isinstance(type, Array):
        for i in range(type.count):
            fill_mask(type.element, mask, offset + i * type.element.size)
    else:
        for member in type.members:
            if member.bits is None:
                fill_mask(member.type, mask, offset + member.offset)
            else:
                fill_member(member, mask, offset, type.target)


def fill_member(member, mask, offset, target):
    """The same of a bit-field."""
    if member.name:
        size = member.type.size
        start, shift = member.container
        at = slice(offset + start, offset + start + size)
        bits = int.from_bytes(mask[at], target.order) | ((1 << member.bits) - 1) << shift
        mask[at] = bits.to_bytes(size, target.order)


def misaligned(position, step, size):
    return (position | step) % size != 0


def pieces(type, offset, step, target=None):
    """What a copy of the whole object accesses: ('scalar', offset, size) and ('bulk', offset, size), in order."""
    target = target or type.target
    if isinstance(type, Scalar):
        if type.size > target.limit:
            raise Inexact
        return [("bulk" if misaligned(offset, step, type.size) else "scalar", offset, type.size)]
    if isinstance(type, Array):
        element, count = type.element, type.count
        while isinstance(element, Array):
            element, count = element.element, count * element.count
        if isinstance(element, Scalar):
            if element.size > target.limit:
                raise Inexact
            if element.size == 1 or misaligned(offset, step, element.size):
                return [("bulk", offset, element.size * count)]
            return [("scalar", offset + i * element.size, element.size) for i in range(count)]
        if count > 1:
            step |= element.size
        return [piece for i in range(count) for piece in pieces(element, offset + i * element.size, step, target)]
    if type.union:
        for member in type.members:
            pieces(member.type, 0, 0, target)   # nothing in it that can't be accessed
        return [("bulk", offset, type.size)]
    result, last = [], None
    for member in type.members:
        if member.bits is None:
            result += pieces(member.type, offset + member.offset, step, target)
        elif member.name and member.bits:
            start = offset + member.container[0]
            if (start, member.type.size) == last:
                continue
            last = start, member.type.size
            if member.type.size > target.limit or misaligned(start, step, member.type.size):
                raise Inexact
            result.append(("scalar", *last))
    return result


# Memory ------------------------------------------------------------------------------------------------------------

class Memory:
    """Bytes, and for each a mask of the bits that have a value. The device's is at `io`: its accesses are noted. A pointer
    that is held there is in `pointers`, by its offset, and its bytes have no value."""

    def __init__(self, size, io=False):
        self.data, self.mask, self.io = bytearray(size), bytearray(size), io
        self.pointers = {}


class Machine:
    """What a running program has: the device's memory, the trace, the checksum, and a number of steps to go.

    `loose` models a compiler without the plugin, which copies the padding as well; the trace is of no use then."""

    STEPS = 60000

    def __init__(self, target, seed, size, loose=False):
        self.target, self.loose = target, loose
        self.device = Memory(size, io=True)
        self.device.data[:] = initial_contents(seed, size)
        self.device.mask[:] = b"\xff" * size
        self.trace, self.sum, self.steps = [], 0, self.STEPS
        self.constants = {}

    def step(self):
        self.steps -= 1
        if not self.steps:
            raise Undefined("too long")

    def mix(self, value):
        self.sum = ((self.sum ^ value & 0xFFFFFFFFFFFFFFFF) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF

    def note(self, kind, memory, offset, size):
        if memory.io:
            self.trace.append((kind, size, offset))
        if not 0 <= offset <= len(memory.data) - size:
            raise Undefined("outside of the region")

    def load(self, memory, offset, size, bits=None):
        """An unsigned number; `bits` (shift, count) are those that are needed of it."""
        self.note("R", memory, offset, size)
        order = self.target.order
        value = int.from_bytes(memory.data[offset:offset + size], order)
        mask = int.from_bytes(memory.mask[offset:offset + size], order)
        if bits:
            shift, count = bits
            value, mask, size = value >> shift & (1 << count) - 1, mask >> shift & (1 << count) - 1, count / 8
        if mask + 1 != 1 << int(size * 8):
            raise Undefined("a bit without a value")
        return value

    def store(self, memory, offset, size, value):
        self.note("W", memory, offset, size)
        for held in [at for at in memory.pointers if offset - self.target.word < at < offset + size]:
            del memory.pointers[held]
        memory.data[offset:offset + size] = (value & (1 << size * 8) - 1).to_bytes(size, self.target.order)
        memory.mask[offset:offset + size] = b"\xff" * size

    def hold(self, memory, offset, address):
        self.note("W", memory, offset, self.target.word)
        memory.pointers[offset] = address
        memory.mask[offset:offset + self.target.word] = bytes(self.target.word)

    def held(self, memory, offset):
        if offset not in memory.pointers:
            raise Undefined("a pointer without a value")
        return memory.pointers[offset]

    def store_bits(self, memory, offset, size, shift, count, value):
        self.note("R", memory, offset, size)
        order, at, bits = self.target.order, slice(offset, offset + size), (1 << count) - 1 << shift
        old = int.from_bytes(memory.data[at], order) & ~bits
        mask = int.from_bytes(memory.mask[at], order) | bits
        self.note("W", memory, offset, size)
        memory.data[at] = (old | value << shift & bits).to_bytes(size, order)
        memory.mask[at] = mask.to_bytes(size, order)

    def accesses(self, type, address, step=0, position=0):
        """The accesses of a whole object at `address`, as (offset from it, size)."""
        if step or position:
            steps = pieces(type, position, step)
            steps = [(kind, offset - position, size) for kind, offset, size in steps]
        else:
            steps = type.pieces
        for kind, offset, size in steps:
            if kind == "scalar":
                yield offset, size
                continue
            end = offset + size
            while offset < end:
                width = self.target.limit
                while width > end - offset or (address + offset) % width:
                    width //= 2
                yield offset, width
                offset += width

    def load_object(self, place, type):
        """The value of a whole object: bytes and mask."""
        memory, offset = place[:2]
        value = Memory(type.size)
        if memory.io and not self.loose:
            for at, size in self.accesses(type, offset, *place[2:]):
                self.note("R", memory, offset + at, size)
                value.data[at:at + size] = memory.data[offset + at:offset + at + size]
                value.mask[at:at + size] = memory.mask[offset + at:offset + at + size]
        else:
            if offset < 0 or offset + type.size > len(memory.data):
                raise Undefined("outside of the region")
            value.data[:] = memory.data[offset:offset + type.size]
            value.mask[:] = memory.mask[offset:offset + type.size]
        mask = int.from_bytes(value.mask, "little") & type.mask()
        value.mask[:] = mask.to_bytes(type.size, "little")
        value.origin = memory, offset
        return value

    def store_object(self, place, type, value):
        memory, offset = place[:2]
        origin = getattr(value, "origin", None)
        if origin and origin[0] is memory and origin[1] != offset and abs(origin[1] - offset) < type.size:
            raise Undefined("objects that overlap")
        if memory.io and not self.loose:
            for at, size in self.accesses(type, offset, *place[2:]):
                self.note("W", memory, offset + at, size)
                memory.data[offset + at:offset + at + size] = value.data[at:at + size]
                memory.mask[offset + at:offset + at + size] = value.mask[at:at + size]
        else:
            if offset < 0 or offset + type.size > len(memory.data):
                raise Undefined("outside of the region")
            memory.data[offset:offset + type.size] = value.data
            memory.mask[offset:offset + type.size] = value.mask


def initial_contents(seed, size):
    """As the harness fills the region."""
    state, data = (seed * 2654435761 + 12345) & 0xFFFFFFFF, bytearray()
    for _ in range(size):
        state = (state * 1664525 + 1013904223) & 0xFFFFFFFF
        data.append(state >> 24)
    return data


# Places and values ---------------------------------------------------------------------------------------------------

class Variable:
    """A local variable, parameter or constant. An integer's value is in the frame itself, an object's is a Memory, a
    pointer's a (memory, offset)."""

    def __init__(self, name, type, pointer=0, ram=False, words=""):
        self.name, self.type = name, type
        self.pointer = pointer                  # how many objects of the type there are where it points
        self.ram, self.words = ram, words       # whether that is RAM; the qualifiers
        self.text = name
        self.constant = None                    # the initial value of a static const one
        self.io, self.position, self.step = False, 0, 0

    def place(self, m, frame):
        return (m.constants if self.constant is not None else frame)[self.name], 0

    def declare(self):
        star = "" if not self.pointer else "*" if self.ram else "__iomem *"
        return self.words + self.type.declare(star + self.name)


class Element:
    """pointer[index], or *pointer."""

    position, step = 0, 0

    def __init__(self, pointer, index=None):
        self.pointer, self.index, self.type, self.io = pointer, index, pointer.type, pointer.io
        self.text = f"{pointer.text}[{index.text}]" if index else f"(*{pointer.text})"

    def place(self, m, frame):
        memory, offset = target_of(self.pointer, m, frame)
        return memory, offset + (self.index.value(m, frame) * self.type.size if self.index else 0)


class Bumped:
    """*pointer++ and its kin; op is ++ or --."""

    position, step = 0, 0

    def __init__(self, pointer, op, prefix):
        self.pointer, self.op, self.prefix, self.type, self.io = pointer, op, prefix, pointer.type, pointer.io
        self.text = f"(*{op}{pointer.text})" if prefix else f"(*{pointer.text}{op})"

    def place(self, m, frame):
        old = target_of(self.pointer, m, frame)
        new = moved(old, self.type.size if self.op == "++" else -self.type.size)
        self.pointer.set(m, frame, new)
        return new if self.prefix else old


class Field:
    def __init__(self, outer, member, path=()):
        self.outer, self.member, self.type = outer, member, member.type
        self.io, self.position, self.step = outer.io, outer.position, outer.step
        self.position += member.offset if member.bits is None else 0
        if not member.name:
            self.text = outer.text              # anonymous: its members are the outer's
        elif isinstance(outer, Element) and outer.index is None:
            self.text = f"{outer.pointer.text}->{member.name}"
        elif isinstance(outer, Field) and not outer.member.name and outer.arrow:
            self.text = f"{outer.arrow}->{member.name}"
        else:
            self.text = f"{outer.text}.{member.name}"
        self.arrow = None
        if not member.name:
            if isinstance(outer, Element) and outer.index is None:
                self.arrow = outer.pointer.text
            elif isinstance(outer, Field) and not outer.member.name:
                self.arrow = outer.arrow

    def place(self, m, frame):
        memory, offset = self.outer.place(m, frame)[:2]
        return memory, offset + (self.member.offset if self.member.bits is None else 0)


class Item:
    """array[index]"""

    def __init__(self, array, index):
        self.array, self.index, self.type = array, index, array.type.element
        self.io, self.position, self.step = array.io, array.position, array.step
        if isinstance(index, Constant):
            self.position += index.number * self.type.size
        else:
            self.step |= self.type.size
        self.text = f"{array.text}[{index.text}]"

    def place(self, m, frame):
        memory, offset = self.array.place(m, frame)[:2]
        index = self.index.value(m, frame)
        if not 0 <= index < self.array.type.count:
            raise Undefined("outside of an array")
        return memory, offset + index * self.type.size


def object_place(lvalue, m, frame):
    """The place with what is known of its alignment: where it lies in the outermost object."""
    return (*lvalue.place(m, frame)[:2], lvalue.step, lvalue.position)


def bits_of(lvalue):
    return lvalue.member if isinstance(lvalue, Field) and lvalue.member.bits is not None else None


def read(lvalue, m, frame):
    """A scalar's value as an integer, of floating point and pointers the bits."""
    type = lvalue.type
    if isinstance(lvalue, Variable) and lvalue.constant is None:
        return frame[lvalue.name]
    memory, offset = lvalue.place(m, frame)
    member = bits_of(lvalue)
    if member:
        start, shift = member.container
        value = m.load(memory, offset + start, type.size, (shift, member.bits))
        return type.wrap(value, member.bits)
    value = m.load(memory, offset, type.size)
    if type.kind == "B":
        if value > 1:
            raise Undefined("a _Bool that is neither 0 nor 1")
        return value
    return type.wrap(value)


def write(lvalue, m, frame, value):
    """Stores and returns what the place then holds; the place is evaluated before."""
    type = lvalue.type
    member = bits_of(lvalue)
    value = type.wrap(value, member.bits if member else None)
    if isinstance(lvalue, Variable):
        frame[lvalue.name] = value
        return value
    memory, offset = lvalue.place(m, frame)
    if member:
        start, shift = member.container
        m.store_bits(memory, offset + start, type.size, shift, member.bits, value)
    else:
        m.store(memory, offset, type.size, value)
    return value


# Pointers: address() gives (memory, offset), or None of a null pointer; `count` objects of the type are there ------------

def target_of(pointer, m, frame):
    address = pointer.address(m, frame)
    if address is None:
        raise Undefined("a null pointer")
    return address


def moved(address, distance):
    memory, offset = address
    if not 0 <= offset + distance <= len(memory.data):
        raise Undefined("a pointer to nowhere")
    return memory, offset + distance


class PointerVariable:
    def __init__(self, variable):
        self.variable, self.type, self.count, self.text = variable, variable.type, variable.pointer, variable.name
        self.io = not variable.ram

    def address(self, m, frame):
        return frame[self.variable.name]

    def set(self, m, frame, address):
        frame[self.variable.name] = address


class PointerType(Scalar):
    """Of a member of a structure in RAM."""

    def __init__(self, target, type, ram):
        super().__init__(target, type.name, target.word, kind="p")
        self.target_type, self.ram = type, ram

    def declare(self, name):
        return self.target_type.declare(("*" if self.ram else "__iomem *") + name)


class HeldPointer:
    """One that is a member of a structure in RAM."""

    def __init__(self, lvalue, count):
        self.lvalue, self.type, self.count = lvalue, lvalue.type.target_type, count
        self.text, self.io = lvalue.text, not lvalue.type.ram

    def address(self, m, frame):
        return m.held(*self.lvalue.place(m, frame))

    def set(self, m, frame, address):
        m.hold(*self.lvalue.place(m, frame), address)


class PointerOrNull:
    """condition ? pointer : NULL"""

    def __init__(self, condition, pointer):
        self.condition, self.pointer, self.type, self.count, self.io = condition, pointer, pointer.type, pointer.count, False
        self.text = f"({condition.text} ? {pointer.text} : ({pointer.type.declare('*').strip()})0)"

    def address(self, m, frame):
        return self.pointer.address(m, frame) if self.condition.value(m, frame) else None


class BytesOf:
    """(u8 *)array"""

    io = False

    def __init__(self, types, lvalue):
        self.lvalue, self.type, self.count = lvalue, types["u8"], lvalue.type.size
        self.text = f"((u8 *){lvalue.text})"

    def address(self, m, frame):
        return self.lvalue.place(m, frame)


class PointerCast:
    """(T __iomem *)((u8 __iomem *)pointer + offset); `word` is the type that the offset counts."""

    def __init__(self, pointer, type, offset, count, word):
        self.pointer, self.type, self.offset, self.count, self.io = pointer, type, offset, count, True
        inner = pointer.text
        if offset:
            inner = f"({word.name} __iomem *){inner} + {offset // word.size}"
            inner = f"({inner})"
        self.text = f"(({type.declare('__iomem *').strip()}){inner})"

    def address(self, m, frame):
        memory, offset = self.pointer.address(m, frame)
        return memory, offset + self.offset


class PointerSum:
    def __init__(self, pointer, number, count):
        self.pointer, self.number, self.type, self.count, self.io = pointer, number, pointer.type, count, pointer.io
        self.text = f"({pointer.text} + {number.text})"

    def address(self, m, frame):
        return moved(self.pointer.address(m, frame), self.number.value(m, frame) * self.type.size)


class AddressOf:
    def __init__(self, lvalue, count=1):
        self.lvalue, self.type, self.count, self.io = lvalue, lvalue.type, count, lvalue.io
        self.text = f"(&{lvalue.text})"

    def address(self, m, frame):
        return self.lvalue.place(m, frame)[:2]


# Integer expressions ---------------------------------------------------------------------------------------------------

class Types:
    """The scalar types of a target."""

    def __init__(self, target):
        self.target = target
        named = {}

        def add(name, size, signed=False, kind="i"):
            named[name] = Scalar(target, name, size, signed, kind)

        for size in 1, 2, 4, 8:
            add(f"u{size * 8}", size)
            add(f"s{size * 8}", size, True)
        add("int", 4, True)
        add("char", 1, target.char_signed)
        add("long", target.word, True)
        add("unsigned long", target.word)
        add("_Bool", 1, kind="B")
        add("enum colour", 4, kind="e")
        add("float", 4, kind="f")
        add("double", 8, kind="f")
        add("void *", target.word, kind="p")
        self.named = named

    def __getitem__(self, name):
        return self.named[name]

    def promote(self, type, bits=None):
        if type.size < 4 or type.kind == "B" or (bits and bits < 32):
            return self["int"]
        return self["u32"] if type.kind == "e" else type

    def common(self, a, b):
        a, b = self.promote(a), self.promote(b)
        size = max(a.size, b.size)
        signed = all(type.signed for type in (a, b) if type.size == size)
        return self[("s" if signed else "u") + str(size * 8)]


class Constant:
    def __init__(self, types, number, type=None):
        self.number = number
        self.type = type or types["int"]
        if type is None or type.name == "int":
            self.text = str(number) if number >= 0 else f"({number})"
        else:
            self.text = f"({type.name}){number & (1 << type.bits) - 1:#x}{'ull' if type.size == 8 else 'u'}"
            self.text = f"({self.text})"
            self.number = type.wrap(number)

    def value(self, m, frame):
        return self.number


class Load:
    """The value of a scalar. Of floating point and pointers it is their bits, and a bit-field is cast to its declared
    type, since compilers differ in what it is otherwise."""

    def __init__(self, types, lvalue):
        self.lvalue = lvalue
        type = lvalue.type
        self.type = type
        self.text = lvalue.text
        if type.kind == "f":
            self.type = types[f"u{type.bits}"]
            self.text = f"{type.name}_bits({self.text})"
        elif type.kind == "p":
            self.type = types["unsigned long"]
            self.text = f"((unsigned long){self.text})"
        elif bits_of(lvalue):
            self.text = f"(({type.name}){self.text})"

    def value(self, m, frame):
        m.step()
        return read(self.lvalue, m, frame)


def stored(lvalue, text, raw=False):
    """The text of a value that is to be stored there."""
    if lvalue.type.kind == "f":
        return text if raw else f"{lvalue.type.name}_of({text})"
    if lvalue.type.kind == "p":
        return f"(void *)(unsigned long)({text})"
    if lvalue.type.kind == "e":
        return f"(enum colour)({text})"
    return text


class Floating:
    """A floating point value that isn't made of bits: another one, or an integer of at most 16 bits."""

    raw = True

    def __init__(self, types, type, lvalue=None, operand=None):
        self.lvalue, self.operand, self.floating, self.type = lvalue, operand, type, types[f"u{type.bits}"]
        self.text = lvalue.text if lvalue else f"({type.name}){operand.text}"

    def value(self, m, frame):
        if self.lvalue:
            return read(self.lvalue, m, frame)
        form = "f" if self.type.size == 4 else "d"
        return int.from_bytes(struct.pack(">" + form, self.operand.value(m, frame)), "big")


class Cast:
    def __init__(self, type, operand):
        self.type, self.operand = type, operand
        self.text = f"(({type.name}){operand.text})"

    def value(self, m, frame):
        return self.type.wrap(self.operand.value(m, frame))


class Unary:
    def __init__(self, types, op, operand):
        self.op, self.operand = op, operand
        self.type = types["int"] if op == "!" else types.promote(operand.type)
        self.text = f"({op}{operand.text})"

    def value(self, m, frame):
        value = self.operand.value(m, frame)
        if self.op == "!":
            return int(not value)
        value = ~value if self.op == "~" else -value
        if self.op == "-" and self.type.signed and self.type.wrap(value) != value:
            raise Undefined("overflow")
        return self.type.wrap(value)


def arithmetic(op, a, b, type):
    """`type` is that of both operands, of a shift the left one's."""
    if op == "+":
        value = a + b
    elif op == "-":
        value = a - b
    elif op == "*":
        value = a * b
    elif op in ("/", "%"):
        if b == 0 or (type.signed and (a < 0 or b < 0)):
            raise Undefined("division")
        value = a // b if op == "/" else a % b
    elif op == "&":
        value = a & b
    elif op == "|":
        value = a | b
    elif op == "^":
        value = a ^ b
    elif op in ("<<", ">>"):
        if not 0 <= b < type.bits or (op == "<<" and type.signed and (a < 0 or a << b != type.wrap(a << b))):
            raise Undefined("shift")
        value = a << b if op == "<<" else a >> b
    if type.signed and op in "+-*" and type.wrap(value) != value:
        raise Undefined("overflow")
    return type.wrap(value)


COMPARISONS = {"==": lambda a, b: a == b, "!=": lambda a, b: a != b, "<": lambda a, b: a < b,
               "<=": lambda a, b: a <= b, ">": lambda a, b: a > b, ">=": lambda a, b: a >= b}


class Binary:
    def __init__(self, types, op, left, right):
        self.op, self.left, self.right = op, left, right
        self.operands = types.promote(left.type) if op in ("<<", ">>") else types.common(left.type, right.type)
        self.type = types["int"] if op in COMPARISONS else self.operands
        self.text = f"({left.text} {op} {right.text})"

    def value(self, m, frame):
        a, b = self.left.value(m, frame), self.right.value(m, frame)
        a = self.operands.wrap(a)
        if self.op not in ("<<", ">>"):
            b = self.operands.wrap(b)
        if self.op in COMPARISONS:
            return int(COMPARISONS[self.op](a, b))
        return arithmetic(self.op, a, b, self.operands)


class Logical:
    def __init__(self, types, op, left, right):
        self.op, self.left, self.right, self.type = op, left, right, types["int"]
        self.text = f"({left.text} {op} {right.text})"

    def value(self, m, frame):
        left = bool(self.left.value(m, frame))
        if left == (self.op == "||"):
            return int(left)
        return int(bool(self.right.value(m, frame)))


class Choice:
    def __init__(self, types, condition, yes, no):
        self.condition, self.yes, self.no = condition, yes, no
        self.type = types.common(yes.type, no.type)
        self.text = f"({condition.text} ? {yes.text} : {no.text})"

    def value(self, m, frame):
        chosen = self.yes if self.condition.value(m, frame) else self.no
        return self.type.wrap(chosen.value(m, frame))


class Comma:
    def __init__(self, left, right):
        self.left, self.right, self.type = left, right, right.type
        self.text = f"({left.text}, {right.text})"

    def value(self, m, frame):
        self.left.value(m, frame)
        return self.right.value(m, frame)


class Assign:
    """lvalue op= value, as an expression; cast, as Load."""

    def __init__(self, types, lvalue, operand, op=""):
        self.types, self.lvalue, self.operand, self.op = types, lvalue, operand, op
        self.type = lvalue.type
        self.plain = f"{lvalue.text} {op}= {stored(lvalue, operand.text, hasattr(operand, 'raw'))}"
        self.text = f"(({self.type.name})({self.plain}))"

    def value(self, m, frame):
        m.step()
        if not self.op:
            # Whichever comes first, operand or place: only one of them may access the device.
            return write(self.lvalue, m, frame, self.operand.value(m, frame))
        b = self.operand.value(m, frame)
        a = read(self.lvalue, m, frame)
        left, right = self.lvalue.type, self.operand.type
        member = bits_of(self.lvalue)
        left = self.types.promote(left, member and member.bits)
        type = left if self.op in ("<<", ">>") else self.types.common(left, right)
        b = b if self.op in ("<<", ">>") else type.wrap(b)
        return write(self.lvalue, m, frame, arithmetic(self.op, type.wrap(a), b, type))


class Step:
    """++ and --"""

    def __init__(self, types, lvalue, op, prefix):
        self.types, self.lvalue, self.op, self.prefix, self.type = types, lvalue, op, prefix, lvalue.type
        self.plain = op + lvalue.text if prefix else lvalue.text + op
        self.text = f"(({self.type.name})({self.plain}))"

    def value(self, m, frame):
        m.step()
        old = read(self.lvalue, m, frame)
        member = bits_of(self.lvalue)
        type = self.types.promote(self.type, member and member.bits)
        new = write(self.lvalue, m, frame, arithmetic("+" if self.op == "++" else "-", old, 1, type))
        return new if self.prefix else old


class PointerStep:
    """pointer++, and by other numbers"""

    def __init__(self, pointer, number):
        self.pointer, self.number, self.type = pointer, number, pointer.type
        self.text = f"{pointer.text} += {number}"
        if abs(number) == 1:
            self.text = pointer.text + ("++" if number > 0 else "--")

    def value(self, m, frame):
        self.pointer.set(m, frame, moved(target_of(self.pointer, m, frame), self.number * self.type.size))


class PointerDifference:
    def __init__(self, types, left, right):
        self.left, self.right, self.type = left, right, types["long"]
        self.text = f"((long)({left.text} - {right.text}))"

    def value(self, m, frame):
        (a, i), (b, k) = self.left.address(m, frame), self.right.address(m, frame)
        if a is not b or (i - k) % self.left.type.size:
            raise Undefined("pointers to different objects")
        return (i - k) // self.left.type.size


class PointerComparison:
    def __init__(self, types, op, left, right):
        self.op, self.left, self.right, self.type = op, left, right, types["int"]
        self.text = f"({left.text} {op} {right.text})"

    def value(self, m, frame):
        (a, i), (b, k) = self.left.address(m, frame), self.right.address(m, frame)
        if a is not b:
            raise Undefined("pointers to different objects")
        return int(COMPARISONS[self.op](i, k))


class Call:
    def __init__(self, function, arguments):
        self.function, self.arguments, self.type = function, arguments, function.type
        self.text = f"{function.name}({', '.join(argument.text for argument in arguments)})"

    def run(self, m, frame):
        m.step()
        values = []
        for parameter, argument in zip(self.function.parameters, self.arguments):
            if parameter.pointer:
                values.append(argument.address(m, frame))
            elif isinstance(parameter.type, Scalar):
                values.append(parameter.type.wrap(argument.value(m, frame)))
            else:
                values.append(argument.object(m, frame))
        return self.function.run(m, values)

    def value(self, m, frame):
        result = self.run(m, frame)
        return self.type.wrap(result) if isinstance(self.type, Scalar) else result

    object = run


# Objects as values: object() gives a Memory of its own ------------------------------------------------------------------

class ObjectLoad:
    def __init__(self, lvalue):
        self.lvalue, self.type, self.text = lvalue, lvalue.type, lvalue.text

    def object(self, m, frame):
        m.step()
        return m.load_object(object_place(self.lvalue, m, frame), self.type)


class ObjectChoice:
    def __init__(self, condition, yes, no):
        self.condition, self.yes, self.no, self.type = condition, yes, no, yes.type
        self.text = f"({condition.text} ? {yes.text} : {no.text})"

    def object(self, m, frame):
        return (self.yes if self.condition.value(m, frame) else self.no).object(m, frame)


class ObjectBlock:
    """({ object; })"""

    def __init__(self, operand):
        self.operand, self.type, self.text = operand, operand.type, f"({{ {operand.text}; }})"

    def object(self, m, frame):
        return self.operand.object(m, frame)


class ObjectComma:
    def __init__(self, left, operand):
        self.left, self.operand, self.type, self.text = left, operand, operand.type, f"({left.text}, {operand.text})"

    def object(self, m, frame):
        self.left.value(m, frame)
        return self.operand.object(m, frame)


class Literal:
    """(struct s){...}, or with `bare` the initialiser alone. `items` are (member or index, expression or Literal)."""

    def __init__(self, type, items, designated=False, bare=False):
        self.type, self.items = type, items
        texts = []
        for key, item in items:
            text = item.text if isinstance(item, Literal) else stored(Slot(self.slot_type(key)), item.text, hasattr(item, "raw"))
            if designated:
                text = (f"[{key}]" if isinstance(type, Array) else f".{key.name}") + " = " + text
            texts.append(text)
        self.text = "{" + (", ".join(texts) or "0") + "}"
        if not bare:
            self.text = f"({type.declare('').strip()}){self.text}"

    def slot_type(self, key):
        return self.type.element if isinstance(self.type, Array) else key.type

    def object(self, m, frame):
        value = Memory(self.type.size)
        zero(self.type, value.mask, 0, m.target)
        self.fill(m, frame, value, 0)
        return value

    def fill(self, m, frame, memory, offset):
        for key, item in self.items:
            member = None
            if isinstance(self.type, Array):
                type, at = self.type.element, offset + key * self.type.element.size
            else:
                type, member = key.type, key if key.bits is not None else None
                at = offset + (0 if member else key.offset)
                if self.type.union:
                    memory.mask[offset:offset + self.type.size] = bytes(self.type.size)
                    if not member:
                        zero(type, memory.mask, at, m.target)
            if isinstance(item, Literal):
                item.fill(m, frame, memory, at)
            elif member:
                value = type.wrap(item.value(m, frame), member.bits)
                m.store_bits(memory, at + member.container[0], type.size, member.container[1], member.bits, value)
            else:
                m.store(memory, at, type.size, type.wrap(item.value(m, frame)))


class Slot:
    def __init__(self, type):
        self.type = type


def zero(type, mask, offset, target):
    """Marks what an object without an initialiser of its own has of value: of a union the first member."""
    if isinstance(type, Array):
        for i in range(type.count):
            zero(type.element, mask, offset + i * type.element.size, target)
    elif isinstance(type, Record) and type.union:
        first = next(member for member in type.members if member.name or isinstance(member.type, Record))
        if first.bits is None:
            zero(first.type, mask, offset + first.offset, target)
        else:
            fill_member(first, mask, offset, target)
    elif isinstance(type, Record):
        for member in type.members:
            if member.bits is None:
                zero(member.type, mask, offset + member.offset, target)
            else:
                fill_member(member, mask, offset, target)
    else:
        mask[offset:offset + type.size] = b"\xff" * type.size


# Statements: run() raises Break, Continue or Return ---------------------------------------------------------------------

class Break(Exception):
    pass


class Continue(Exception):
    pass


class Return(Exception):
    def __init__(self, value):
        self.value = value


def run_all(statements, m, frame):
    for statement in statements:
        m.step()
        statement.run(m, frame)


def indent(lines):
    return ["    " + line for line in lines]


def lines_of(statements):
    return indent([line for statement in statements for line in statement.lines()])


class Statement:
    """`blocks` are the lists of statements in it."""

    blocks = ()


class Expression(Statement):
    """An expression as a statement: an assignment, a step, a call, a value that is discarded."""

    def __init__(self, operand, void=False):
        self.operand, self.void = operand, void

    def lines(self):
        text = getattr(self.operand, "plain", self.operand.text)
        return [("(void)" if self.void else "") + text + ";"]

    def run(self, m, frame):
        if hasattr(self.operand, "value"):
            self.operand.value(m, frame)
        else:
            self.operand.object(m, frame)


class Discard(Statement):
    """A read whose value nobody wants."""

    def __init__(self, lvalue, void):
        self.lvalue, self.void = lvalue, void

    def lines(self):
        return [("(void)" if self.void else "") + self.lvalue.text + ";"]

    def run(self, m, frame):
        if not isinstance(self.lvalue.type, Scalar):
            m.load_object(object_place(self.lvalue, m, frame), self.lvalue.type)
            return
        memory, offset = self.lvalue.place(m, frame)
        member = bits_of(self.lvalue)
        m.note("R", memory, offset + (member.container[0] if member else 0), self.lvalue.type.size)


class ObjectAssign(Statement):
    def __init__(self, lvalue, operand):
        self.lvalue, self.operand = lvalue, operand

    def lines(self):
        return [f"{self.lvalue.text} = {self.operand.text};"]

    def run(self, m, frame):
        value = self.operand.object(m, frame)
        m.store_object(object_place(self.lvalue, m, frame), self.lvalue.type, value)


class ObjectChain(Statement):
    """a = b = value: C leaves open whether b is read again, so it is in RAM."""

    def __init__(self, outer, inner, operand):
        self.outer, self.inner, self.operand = outer, inner, operand

    def lines(self):
        return [f"{self.outer.text} = {self.inner.text} = {self.operand.text};"]

    def run(self, m, frame):
        value = self.operand.object(m, frame)
        m.store_object(object_place(self.inner, m, frame), self.inner.type, value)
        value = m.load_object(object_place(self.inner, m, frame), self.inner.type)
        m.store_object(object_place(self.outer, m, frame), self.outer.type, value)


class PointerAssign(Statement):
    def __init__(self, variable, pointer):
        self.variable, self.pointer = variable, pointer

    def lines(self):
        return [f"{self.variable.text} = {self.pointer.text};"]

    def run(self, m, frame):
        address = self.pointer.address(m, frame)
        if isinstance(self.variable, HeldPointer):
            self.variable.set(m, frame, address)
        else:
            frame[self.variable.name] = address


class Mix(Statement):
    def __init__(self, operand):
        self.operand = operand

    def lines(self):
        return [f"mix({self.operand.text});"]

    def run(self, m, frame):
        m.mix(self.operand.value(m, frame))


class Block(Statement):
    """Variables with their initial values, and statements."""

    def __init__(self, declarations, body):
        self.declarations, self.body = declarations, body
        self.blocks = (body,)

    def lines(self):
        return ["{", *indent([declaration(*one) for one in self.declarations]), *lines_of(self.body), "}"]

    def run(self, m, frame):
        declare(self.declarations, m, frame)
        run_all(self.body, m, frame)


class If(Statement):
    def __init__(self, condition, yes, no):
        self.condition, self.yes, self.no = condition, yes, no
        self.blocks = (yes, no)

    def lines(self):
        lines = [f"if ({self.condition.text}) {{", *lines_of(self.yes)]
        if self.no:
            lines += ["} else {", *lines_of(self.no)]
        return [*lines, "}"]

    def run(self, m, frame):
        run_all(self.yes if self.condition.value(m, frame) else self.no, m, frame)


class Switch(Statement):
    """`cases` are (number or None for the default, statements, whether it falls through)."""

    def __init__(self, operand, cases):
        self.operand, self.cases = operand, cases
        self.blocks = tuple(body for _, body, _ in cases)

    def lines(self):
        lines = [f"switch ({self.operand.text}) {{"]
        for number, body, falls in self.cases:
            lines += [f"case {number}:" if number is not None else "default:", "    ;", *lines_of(body)]
            if not falls:
                lines.append("    break;")
        return [*lines, "}"]

    def run(self, m, frame):
        value = self.operand.value(m, frame)
        start = next((i for i, case in enumerate(self.cases) if case[0] == value), None)
        if start is None:
            start = next((i for i, case in enumerate(self.cases) if case[0] is None), len(self.cases))
        try:
            for _, body, falls in self.cases[start:]:
                run_all(body, m, frame)
                if not falls:
                    break
        except Break:
            pass


class Loop(Statement):
    """for, while, do: `count` turns at most, counted in `variable`, and on while `condition` says so."""

    def __init__(self, form, variable, count, condition, body, down=False):
        self.form, self.variable, self.count, self.condition, self.body = form, variable, count, condition, body
        self.down = down
        self.blocks = (body,)

    def lines(self):
        i, more = self.variable.name, f" && {self.condition.text}" if self.condition else ""
        if self.form == "for" and self.down:
            head, tail = [f"for ({i} = {self.count}; {i}-- > 0{more}; ) {{"], "}"
        elif self.form == "for":
            head, tail = [f"for ({i} = 0; {i} < {self.count}{more}; {i}++) {{"], "}"
        elif self.form == "while":
            head, tail = [f"{i} = {self.count};", f"while ({i}-- > 0{more}) {{"], "}"
        else:
            head, tail = [f"{i} = {self.count};", "do {"], f"}} while (--{i} > 0{more});"
        return [*head, *lines_of(self.body), tail]

    def run(self, m, frame):
        i = self.variable.name

        def more():
            return not self.condition or self.condition.value(m, frame)

        up = self.form == "for" and not self.down
        frame[i] = 0 if up else self.count
        first = self.form == "do"
        while True:
            m.step()
            if first:
                first = False
            elif up:
                if not (frame[i] < self.count and more()):
                    return
            elif self.form == "do":
                frame[i] -= 1
                if not (frame[i] > 0 and more()):
                    return
            else:
                frame[i] -= 1
                if not (frame[i] + 1 > 0 and more()):
                    return
            try:
                run_all(self.body, m, frame)
            except Break:
                return
            except Continue:
                pass
            if up:
                frame[i] += 1


class Repeat(Statement):
    """for, while and do as they are in C: `first` and `steps` are expressions."""

    def __init__(self, form, first, condition, steps, body):
        self.form, self.first, self.condition, self.steps, self.body = form, first, condition, steps, body
        self.blocks = (body,)

    def lines(self):
        condition = getattr(self.condition, "plain", self.condition.text)
        first, steps = [", ".join(getattr(one, "plain", one.text) for one in some) for some in (self.first, self.steps)]
        if self.form == "for":
            return [f"for ({first}; {condition}; {steps}) {{", *lines_of(self.body), "}"]
        if self.form == "while":
            return [f"while ({condition}) {{", *lines_of(self.body), "}"]
        return ["do {", *lines_of(self.body), f"}} while ({condition});"]

    def run(self, m, frame):
        for one in self.first:
            one.value(m, frame)
        if self.form != "do" and not self.condition.value(m, frame):
            return
        while True:
            m.step()
            try:
                run_all(self.body, m, frame)
            except Break:
                return
            except Continue:
                pass
            for one in self.steps:
                one.value(m, frame)
            if not self.condition.value(m, frame):
                return


class Leave(Statement):
    def __init__(self, word):
        self.word = word

    def lines(self):
        return [self.word + ";"]

    def run(self, m, frame):
        raise Break if self.word == "break" else Continue


class Give(Statement):
    """return"""

    def __init__(self, operand):
        self.operand = operand

    def lines(self):
        return [f"return {self.operand.text};" if self.operand else "return;"]

    def run(self, m, frame):
        value = None
        if self.operand:
            value = getattr(self.operand, "value", None) or self.operand.object
            value = value(m, frame)
        raise Return(value)


def declaration(variable, initial):
    return f"{variable.declare()} = {initial.text};"


def declare(declarations, m, frame):
    for variable, initial in declarations:
        if variable.pointer:
            frame[variable.name] = initial.address(m, frame)
        elif isinstance(variable.type, Scalar):
            frame[variable.name] = variable.type.wrap(initial.value(m, frame))
        else:
            value = initial.object(m, frame)
            memory = frame[variable.name] = Memory(variable.type.size)
            m.store_object((memory, 0), variable.type, value)


class Function:
    def __init__(self, name, type, parameters, words="static"):
        self.name, self.type, self.parameters, self.words = name, type, parameters, words
        self.declarations, self.body = [], []
        self.elements = False                   # written for one loop over elements

    def lines(self):
        parameters = [variable.declare() for variable in self.parameters]
        head = f"{self.name}({', '.join(parameters) or 'void'})"
        head = self.type.declare(head) if self.type else "void " + head
        return [f"{self.words} {head}", "{", *indent([declaration(*one) for one in self.declarations]),
                *lines_of(self.body), "}", ""]

    def run(self, m, values):
        frame = {}
        for variable, value in zip(self.parameters, values):
            if not variable.pointer and not isinstance(variable.type, Scalar):
                copy = Memory(variable.type.size)
                m.store_object((copy, 0), variable.type, value)
                value = copy
            frame[variable.name] = value
        declare(self.declarations, m, frame)
        try:
            run_all(self.body, m, frame)
        except Return as result:
            return result.value
        if self.type:
            raise Undefined("no result")
        return None


PREAMBLE = """\
typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long long u64;
typedef signed char s8;
typedef short s16;
typedef int s32;
typedef long long s64;
enum colour { RED, GREEN, BLUE = 0x7fffffff };
static u64 sum;
static inline void mix(u64 v) { sum = (sum ^ v) * 0x100000001b3ull; }
static inline u32 float_bits(float v) { union { float f; u32 u; } x; x.f = v; return x.u; }
static inline u64 double_bits(double v) { union { double f; u64 u; } x; x.f = v; return x.u; }
static inline float float_of(u32 v) { union { float f; u32 u; } x; x.u = v; return x.f; }
static inline double double_of(u64 v) { union { double f; u64 u; } x; x.u = v; return x.f; }
"""


class Program:
    """`main` takes the device's address and its size is `size`."""

    def __init__(self, target, seed, size):
        self.target, self.seed, self.size = target, seed, size
        self.records, self.constants, self.functions = [], [], []
        self.states = []                        # records for RAM alone
        self.loops = []                         # what each loop on elements is: "copy", "fill" or neither

    def text(self):
        lines = [f"/* seed {self.seed}, {self.target.name} */", *PREAMBLE.splitlines()]
        lines.append(f"const u32 program_seed = {self.seed & 0xFFFFFFFF}u, program_size = {self.size};")
        for record in self.records + self.states:
            lines += record.definition().splitlines()
        for variable in self.constants:
            lines.append(f"static const {variable.type.declare(variable.name)} = {variable.constant.text};")
        for function in self.functions:
            lines += function.lines()
        lines += ["u64 program_sum(void)", "{", "    return sum;", "}"]
        return "\n".join(lines) + "\n"

    def run(self, loose=False):
        """The Machine after a run. Raises Undefined."""
        m = Machine(self.target, self.seed, self.size, loose)
        for variable in self.constants:
            value = Memory(variable.type.size)
            value.data[:], value.mask[:] = (lambda made: (made.data, made.mask))(variable.constant.object(m, {}))
            m.constants[variable.name] = value
        self.functions[-1].run(m, [(m.device, 0)])
        return m

    def trace(self, m):
        return [f"{kind} {size} bar@{offset:#x}" for kind, size, offset in m.trace]
