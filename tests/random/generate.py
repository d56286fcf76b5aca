# SPDX-License-Identifier: MIT
"""One random program that uses device memory, as C.

    generate.py SEED [--target ARCH] [--max-width N]

The same seed gives the same program. No program does what C leaves undefined or open: generate() runs each and takes the
next if it did. In a full expression there is at most one access to the device that is not sequenced.
"""
import argparse
import pathlib
import random
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from reference import *
from elements import Loops

REGION = 512
LARGEST = 128               # of the records, in bytes
ACCESSES = 3000             # in a run, at most


class Budget:
    """How many accesses to the device an expression may still have."""

    def __init__(self, left):
        self.left = left


class Scope:
    def __init__(self, function, device=None):
        self.function, self.device = function, device
        self.numbers, self.objects, self.pointers, self.counters = [], [], [], []
        self.in_loop = 0
        self.depth = 0


def leaves(type, offset=0):
    """The scalars in a type, as (offset, size)."""
    if isinstance(type, Scalar):
        yield offset, type.size
    elif isinstance(type, Array):
        for i in range(type.count):
            yield from leaves(type.element, offset + i * type.element.size)
    else:
        for member in type.members:
            if member.bits is None:
                yield from leaves(member.type, offset + member.offset)
            elif member.name:
                yield offset + member.container[0], member.type.size


def need(type):
    """The alignment of the address of an object, for what is aligned in it to be aligned."""
    return max([type.align] + [size for offset, size in leaves(type) if offset % size == 0])


class Generator(Loops):
    def __init__(self, seed, attempt, target):
        self.random = random.Random(f"iomem {seed} {attempt}")
        self.target = target
        self.types = Types(target)
        self.program = Program(target, seed, REGION)
        self.names = 0
        self.in_index = self.in_call = False
        names = ["u8", "u16", "u32", "u32", "u64", "s8", "s16", "s32", "s64", "int", "char", "long", "unsigned long", "_Bool",
                 "enum colour", "float", "double", "void *"]
        self.member_types = [self.types[name] for name in names if self.types[name].size <= target.limit]
        self.bit_types = [self.types[name] for name in ["u8", "u16", "u32", "u32", "u64", "s8", "s16", "int", "int", "s64",
                                                        "_Bool", "enum colour"]
                          if self.types[name].size <= target.limit]
        self.number_types = [self.types[name] for name in ["u8", "u16", "u32", "u32", "u64", "s8", "s16", "s32", "s64", "long",
                                                           "unsigned long"]]
        # i386's floating point registers don't keep the bits of every NaN.
        self.floats = target.name != "i386"
        self.loopy = self.chance(68)            # has several loops over elements

    def name(self, prefix):
        self.names += 1
        return f"{prefix}{self.names}"

    def chance(self, percent):
        return self.random.random() * 100 < percent

    def pick(self, sequence):
        return self.random.choice(sequence)

    # Types

    def array_of(self, element, most):
        count = self.random.randint(1, most)
        if self.chance(12) and isinstance(element, Scalar):
            return Array(Array(element, self.random.randint(1, 3)), self.random.randint(1, 3))
        return Array(element, count)

    def member_type(self):
        known = [record for record in self.program.records if record.size <= 48]
        if known and self.chance(28):
            record = self.pick(known)
            return self.array_of(record, 3) if self.chance(45) else record
        scalar = self.pick(self.member_types)
        if self.chance(12):
            scalar = self.types["u8"]
            return self.array_of(scalar, 24)
        if self.chance(22):
            return self.array_of(scalar, {1: 11, 2: 9, 4: 20 if self.chance(20) else 5, 8: 4}[scalar.size])
        return scalar

    def bit_fields(self, members):
        type = self.pick(self.bit_types)
        if members:
            members.append(Member(None, type, 0))
        for _ in range(self.random.randint(1, 4)):
            if self.chance(15):
                members.append(Member(None, type, 1 if type.kind == "B" else self.random.randint(1, min(type.bits, 9))))
            if type.kind == "B":
                bits = 1
            elif self.chance(12):
                bits = type.bits
            else:
                bits = self.random.randint(1, min(type.bits, self.pick([3, 7, 17, 64])))
            members.append(Member(self.name("b"), type, bits))
        members.append(Member(None, type, 0))

    def record(self, depth=0):
        while True:
            members, union = [], self.chance(22)
            packed = self.chance(18)
            for _ in range(self.random.randint(1, 4 if depth or union else 7)):
                if self.chance(18) and not packed and not union:
                    self.bit_fields(members)
                elif self.chance(9) and not depth:
                    members.append(Member(None, self.record(1)))
                elif union and self.chance(12):
                    type = self.pick(self.bit_types)
                    members.append(Member(self.name("b"), type, 1 if type.kind == "B" else self.random.randint(1, type.bits)))
                else:
                    aligned = self.pick([2, 4, 8, 16]) if self.chance(5) else 0
                    members.append(Member(self.name("m"), self.member_type(), None, aligned))
            if all(member.bits == 0 for member in members):
                continue
            aligned = self.pick([2, 4, 8, 16, 32]) if self.chance(10) else 0
            try:
                record = Record(self.target, self.name("s") if not depth else "", members, union, packed, aligned, depth > 0)
                if union and self.chance(75):
                    members.insert(0, Member(self.name("m"), Array(self.types["u8"], record.size)))
                    record = Record(self.target, record.name, members, union, packed, aligned, depth > 0)
            except Inexact:
                continue
            if record.size > LARGEST:
                continue
            record.need = need(record)
            return record

    # Places

    @staticmethod
    def no_access():
        return Budget(0)

    def index(self, scope, count, io):
        """An expression whose value is at least 0 and less than count."""
        if self.chance(45) or count == 1:
            return Constant(self.types, self.random.randrange(count))
        counters = [counter for counter, bound in scope.counters if bound <= count]
        if counters and self.chance(60):
            return Load(self.types, self.pick(counters))
        if self.in_index:
            inner = Load(self.types, self.pick(scope.numbers)) if scope.numbers else self.constant()
        else:
            self.in_index = True
            inner = self.expression(scope, 1, io)
            self.in_index = False
        if count & (count - 1) == 0:
            return Binary(self.types, "&", inner, Constant(self.types, count - 1))
        return Binary(self.types, "%", Cast(self.types["u32"], inner), Constant(self.types, count))

    def element(self, scope, pointer, io):
        if pointer.count > 1 and self.chance(60):
            return Element(pointer, self.index(scope, pointer.count, io))
        return Element(pointer)

    def descend(self, scope, lvalue, io, stop):
        """A random way down from an object to what `stop` takes, or None."""
        while True:
            if isinstance(lvalue.type, Scalar):
                return lvalue if stop(lvalue) else None
            if isinstance(lvalue.type, Array):
                lvalue = Item(lvalue, self.index(scope, lvalue.type.count, io))
                continue
            if stop(lvalue):
                return lvalue
            members = [member for member in lvalue.type.members if member.bits != 0
                       and (member.name or isinstance(member.type, Record))]
            if not members:
                return None
            lvalue = Field(lvalue, self.pick(members))

    def exact(self, lvalue):
        """Whether an access to the scalar is one instruction."""
        member = bits_of(lvalue)
        return not misaligned(lvalue.position + (member.container[0] if member else 0), lvalue.step, lvalue.type.size)

    def pointer(self, scope, type=None, count=1, index=True):
        """A pointer to `count` objects of the type, or of any record."""
        here = [PointerVariable(variable) for variable in scope.pointers
                if variable.pointer >= count and (variable.type is type or type is None)]
        if here and self.chance(75):
            pointer = self.pick(here)
            if pointer.count > count and self.chance(15):
                k = self.random.randint(1, pointer.count - count)
                return PointerSum(pointer, Constant(self.types, k), pointer.count - k)
            return pointer
        bases = [variable for variable in scope.pointers]
        if scope.device:
            bases.append(scope.device)
        self.random.shuffle(bases)
        for base in bases:
            if type is None:
                wanted = self.pick([self.pick(self.program.records), self.pick(self.program.records), self.pick(self.member_types)])
            else:
                wanted = type
            alignment = self.needs(wanted)
            room = base.type.size * base.pointer - wanted.size * count
            have = 64 if base is scope.device else self.needs(base.type)
            if room < 0 or alignment > have or (count > 1 and wanted.size % alignment):
                continue
            offset = self.random.randrange(room + 1) // alignment * alignment
            if not offset % 8 or not self.chance(70):
                units = [self.types[f"u{8 * size}"] for size in (1, 2, 4) if offset % size == 0]
                return PointerCast(PointerVariable(base), wanted, offset, count, self.pick(units))
        return self.pick(here) if here else None

    def needs(self, type):
        return type.need if isinstance(type, Record) else type.align

    def io_scalar(self, scope, io, allow=lambda lvalue: True):
        """A scalar in device memory."""
        for _ in range(8):
            pointer = self.pointer(scope)
            if not pointer:
                return None
            lvalue = self.descend(scope, self.element(scope, pointer, io), io, lambda l: isinstance(l.type, Scalar))
            if lvalue and self.exact(lvalue) and (self.floats or lvalue.type.kind != "f") and allow(lvalue):
                return lvalue
        return None

    def ram_scalar(self, scope, allow=lambda lvalue: True, constants=False):
        for _ in range(6):
            variables = scope.objects + (self.program.constants if constants else [])
            if not variables:
                return None
            lvalue = self.descend(scope, self.pick(variables), Budget(0), lambda l: isinstance(l.type, Scalar))
            if lvalue and (self.floats or lvalue.type.kind != "f") and allow(lvalue):
                return lvalue
        return None

    @staticmethod
    def readable(lvalue):
        return lvalue.type.kind != "B" or bool(bits_of(lvalue))

    def io_object(self, scope, type, io):
        """An object in device memory: of the type, or of any."""
        def stop(lvalue):
            if not isinstance(lvalue.type, Record) or lvalue.type.anonymous or (type and lvalue.type is not type):
                return False
            # Where it is misaligned in a packed one, what is aligned in it isn't known to be.
            if misaligned(lvalue.position, lvalue.step, lvalue.type.need):
                return False
            return type or self.chance(50)
        for _ in range(8):
            pointer = self.pointer(scope, type if self.chance(60) else None)
            if not pointer:
                return None
            lvalue = self.descend(scope, self.element(scope, pointer, io), io, stop)
            if lvalue and isinstance(lvalue.type, Record):
                return lvalue
        return None

    def ram_object(self, scope, type, constants=True):
        def stop(lvalue):
            if not isinstance(lvalue.type, Record) or lvalue.type.anonymous or (type and lvalue.type is not type):
                return False
            return type or self.chance(60)
        variables = scope.objects + (self.program.constants if constants else [])
        for _ in range(8 if variables else 0):
            lvalue = self.descend(scope, self.pick(variables), Budget(0), stop)
            if lvalue and isinstance(lvalue.type, Record):
                return lvalue
        return None

    # Expressions

    def constant(self):
        type = self.pick(self.number_types)
        if self.chance(60):
            return Constant(self.types, self.pick([0, 1, 2, 3, 7, 10, 85, 127, 128, 255, 256, 1000, 65535, 0x7fffffff, -1, -2, -128]))
        return Constant(self.types, self.random.getrandbits(64), self.types[self.pick(["u32", "u64", "s32"])] if type.size > 2 else None) \
            if type.size > 2 else Constant(self.types, self.random.getrandbits(7))

    def leaf(self, scope, io):
        r = self.random.random() * 100
        if r < 45 and io.left:
            io.left -= 1
            # The index may take an access before.
            lvalue = self.io_scalar(scope, Budget(0) if self.chance(85) else Budget(1), self.readable)
            if lvalue:
                return Load(self.types, lvalue)
            io.left += 1
        if r < 65:
            lvalue = self.ram_scalar(scope, self.readable, constants=True)
            if lvalue:
                return Load(self.types, lvalue)
        if r < 90 and scope.numbers:
            return Load(self.types, self.pick(scope.numbers))
        return self.constant()

    def unsigned(self, operand):
        type = self.types.promote(operand.type)
        return Cast(self.types["u64" if type.size == 8 else "u32"], operand)

    def expression(self, scope, depth, io):
        if depth <= 0 or self.chance(25):
            return self.leaf(scope, io)
        kind = self.random.random() * 100
        if kind < 50:
            op = self.pick(["+", "-", "*", "&", "|", "^", "^", "+", "<<", ">>", "/", "%", "==", "<", ">=", "!="])
            left, right = self.expression(scope, depth - 1, io), self.expression(scope, depth - 1, io)
            if op in ("<<", ">>"):
                if op == "<<":
                    left = self.unsigned(left)
                right = Binary(self.types, "&", right, Constant(self.types, 7 if self.chance(70) else 31))
            elif op in ("/", "%"):
                left = self.unsigned(left)
                right = Binary(self.types, "|", self.unsigned(right), Constant(self.types, 1))
            elif op in ("+", "-", "*"):
                common = self.types.common(left.type, right.type)
                small = max(left.type.size, right.type.size) < (2 if op == "*" else 4)
                if common.signed and not small:
                    left = Cast(self.types[f"u{common.bits}"], left)
            return Binary(self.types, op, left, right)
        if kind < 68:
            return Cast(self.pick(self.number_types), self.expression(scope, depth - 1, io))
        if kind < 76:
            operand = self.expression(scope, depth - 1, io)
            op = self.pick(["~", "-", "!"])
            return Unary(self.types, op, self.unsigned(operand) if op == "-" else operand)
        if kind < 84:
            # The condition is sequenced before what it chooses.
            again = io.left
            condition = self.expression(scope, depth - 1, io)
            spent, io.left = io.left, again
            yes, left = self.expression(scope, depth - 1, io), io.left
            io.left = again
            no = self.expression(scope, depth - 1, io)
            io.left = min(io.left, left, spent)
            return Choice(self.types, condition, yes, no)
        if kind < 92:
            again = io.left
            left = self.expression(scope, depth - 1, io)
            spent, io.left = io.left, again
            right = self.expression(scope, depth - 1, io)
            io.left = min(io.left, spent)
            if self.chance(30):
                return Comma(left, right)
            return Logical(self.types, self.pick(["&&", "||"]), left, right)
        return self.leaf(scope, io)

    def simple(self, scope):
        return self.expression(scope, 1, Budget(0))

    def condition(self, scope):
        return self.expression(scope, 2, Budget(1))

    # Objects

    def literal(self, scope, type, bare=False):
        """An initialiser of constants, if there is no scope."""
        if isinstance(type, Scalar):
            if not scope and type.kind == "f":
                return Floating(self.types, type, operand=Constant(self.types, self.random.getrandbits(15)))
            if not scope:
                return Constant(self.types, self.random.getrandbits(type.bits), self.types[f"u{type.bits}"])
            return self.simple(scope)
        designated = self.chance(40)
        if isinstance(type, Array):
            # GCC 12 makes zeros of a static union of which an array's elements are left out between others.
            designated = designated and scope is not None
            keys = list(range(type.count))
        else:
            keys = [member for member in type.members if member.name or isinstance(member.type, Record)]
            if any(not member.name for member in keys):
                designated = False
            if type.union:
                keys = [self.pick(keys) if designated else keys[0]]
        if self.chance(25):
            keys = keys[:self.random.randint(0, len(keys))]
        elif designated:
            keys = [key for key in keys if self.chance(80)]
        items = [(key, self.literal(scope, type.element if isinstance(type, Array) else key.type, True)) for key in keys]
        return Literal(type, items, designated, bare)

    def usable(self, type):
        """Whether a literal of it can be written: constants and floating point."""
        return self.floats or not any(True for _ in floats_of(type))

    def object(self, scope, type, io, depth=1):
        for _ in range(6):
            r = self.random.random() * 100
            if r < 40 and io.left:
                lvalue = self.io_object(scope, type, Budget(0))
                if lvalue:
                    io.left -= 1
                    return ObjectLoad(lvalue)
            elif r < 60:
                lvalue = self.ram_object(scope, type)
                if lvalue:
                    return ObjectLoad(lvalue)
            elif r < 70:
                if self.usable(type):
                    return Literal(type, []) if self.chance(25) else self.literal(scope, type)
            elif r < 80 and depth:
                again = io.left
                condition = self.condition(scope) if again else self.simple(scope)
                yes, left = self.object(scope, type, io, 0), io.left
                io.left = again
                no = self.object(scope, type, io, 0)
                io.left = 0     # the condition's access is one, too
                # Both have to be values: a literal in ?: is one too.
                return ObjectChoice(condition, yes, no)
            elif r < 88 and depth:
                inner = self.object(scope, type, io, 0)
                return ObjectBlock(inner)
            elif r < 92 and depth:
                left = self.simple(scope)
                return ObjectComma(left, self.object(scope, type, io, 0))
            elif r < 100:
                functions = [function for function in self.general_functions() if function.type is type]
                if functions and io.left and not self.in_call:
                    self.in_call = True
                    call = self.call(scope, self.pick(functions))
                    self.in_call = False
                    if call:
                        io.left -= 1
                        return call
        lvalue = self.ram_object(scope, type)
        if lvalue:
            return ObjectLoad(lvalue)
        if self.usable(type):
            return Literal(type, [])
        lvalue = self.io_object(scope, type, Budget(0))
        if lvalue and io.left:
            io.left -= 1
            return ObjectLoad(lvalue)
        return Literal(type, [])

    def general_functions(self):
        """Those that can be called with any arguments, and not what was written for one loop."""
        return [function for function in self.program.functions if not function.elements]

    def call(self, scope, function):
        """At most one of the arguments accesses the device: their order is open."""
        arguments, io = [], Budget(1)
        for parameter in function.parameters:
            if parameter.pointer:
                pointer = self.pointer(scope, parameter.type, parameter.pointer)
                if not pointer:
                    return None
                arguments.append(pointer)
            elif isinstance(parameter.type, Scalar):
                arguments.append(self.expression(scope, 2, io))
            else:
                # A call in an argument accesses the device too.
                arguments.append(self.object(scope, parameter.type, io))
        return Call(function, arguments)

    # Statements

    def statements(self, scope, count):
        result = []
        while len(result) < count:
            statement = self.statement(scope)
            if statement:
                result += statement if isinstance(statement, list) else [statement]
        return result

    def inner(self, scope, most=4):
        scope.depth += 1
        body = self.statements(scope, self.random.randint(1, most))
        scope.depth -= 1
        return body

    def statement(self, scope):
        choices = [
            (14, self.io_store), (12, self.number_store), (7, self.ram_store), (7, self.io_update), (4, self.ram_update),
            (5, self.assignment_value), (26, self.object_store), (6, self.object_block), (7, self.call_statement),
            (7, self.mix), (3, self.discard), (2, self.boolean), (4, self.floating), (4, self.pointer_store),
            (34 if self.loopy else 3, self.elements),
        ]
        if scope.depth < 3:
            choices += [(8, self.branch), (4, self.switch), (9, self.loop), (3, self.pointer_block)]
        if scope.depth and self.chance(40):
            choices += [(3, self.leave)]
        return self.random.choices([f for _, f in choices], [weight for weight, _ in choices])[0](scope)

    def io_store(self, scope):
        in_index = self.chance(10)
        lvalue = self.io_scalar(scope, Budget(1 if in_index else 0))
        if not lvalue or lvalue.type.kind == "B" and bits_of(lvalue) and in_index:
            return None
        io = Budget(0 if in_index or bits_of(lvalue) else 1)
        if bits_of(lvalue) and in_index:
            return None
        return Expression(Assign(self.types, lvalue, self.expression(scope, 2, io)))

    def number_store(self, scope):
        variable = self.pick(scope.numbers)
        return Expression(Assign(self.types, variable, self.expression(scope, 3, Budget(1))))

    def ram_store(self, scope):
        lvalue = self.ram_scalar(scope)
        # Of a union only a member that is the whole of it leaves no byte without a value.
        if not lvalue or self.through_union(lvalue):
            return None
        return Expression(Assign(self.types, lvalue, self.expression(scope, 2, Budget(1))))

    @staticmethod
    def through_union(lvalue):
        while not isinstance(lvalue, Variable):
            if isinstance(lvalue, Field):
                if lvalue.outer.type.union:
                    return True
                lvalue = lvalue.outer
            else:
                lvalue = lvalue.array
        return False

    @staticmethod
    def root(lvalue):
        while not isinstance(lvalue, Variable):
            lvalue = lvalue.outer if isinstance(lvalue, Field) else lvalue.array
        return lvalue

    def update(self, scope, lvalue, io):
        """op=, ++ and --"""
        type, member = lvalue.type, bits_of(lvalue)
        if type.kind not in "ieB" or not self.readable(lvalue):
            return None
        small = type.size < 4 or type.kind == "B" or (member and member.bits < 31)
        # Of a volatile _Bool GCC's b-- has two reads and its ++b none.
        if self.chance(30) and (small or not type.signed) and type.kind == "i":
            return Step(self.types, lvalue, self.pick(["++", "--"]), self.chance(50))
        op = self.pick(["+", "-", "*", "&", "|", "^", "|", "&", ">>", "<<"])
        operand = self.expression(scope, 2, io)
        if op in ("<<", ">>"):
            if op == "<<" and (type.signed or member or type.kind == "B"):
                op = ">>"
            operand = Binary(self.types, "&", operand, Constant(self.types, 7))
            if type.kind == "e":
                return None
        elif op in ("+", "-", "*"):
            operand = Cast(self.types["u64" if type.size == 8 else "u32"], operand)
        if type.kind == "e" or (member and type.size == 8 and op in (">>", "<<")):
            return None
        return Assign(self.types, lvalue, operand, op)

    def io_update(self, scope):
        lvalue = self.io_scalar(scope, Budget(0))
        update = lvalue and self.update(scope, lvalue, Budget(0))
        return Expression(update) if update else None

    def ram_update(self, scope):
        if self.chance(60):
            lvalue = self.pick(scope.numbers)
        else:
            lvalue = self.ram_scalar(scope)
            if lvalue and self.through_union(lvalue):
                return None
        update = lvalue and self.update(scope, lvalue, Budget(1))
        return Expression(update) if update else None

    def assignment_value(self, scope):
        """What an assignment to device memory is worth: nothing is read again."""
        lvalue = self.io_scalar(scope, Budget(0), lambda l: l.type.kind in "ie" or l.type.kind == "B" and bits_of(l))
        if not lvalue:
            return None
        if self.chance(50):
            inner = self.update(scope, lvalue, Budget(0))
        else:
            inner = Assign(self.types, lvalue, self.expression(scope, 2, Budget(0 if bits_of(lvalue) else 1)))
        return inner and Expression(Assign(self.types, self.pick(scope.numbers), inner))

    def object_store(self, scope):
        if self.chance(70):
            lvalue = self.io_object(scope, None, Budget(0))
        else:
            lvalue = self.ram_object(scope, None, constants=False)
            if lvalue and self.through_union(lvalue):
                return None
        if not lvalue:
            return None
        if lvalue.io and self.chance(10) and not lvalue.type.union:
            inner = self.ram_object(scope, lvalue.type, constants=False)
            # An index of the outer place that reads the inner one would be unsequenced.
            if inner and not self.through_union(inner) and self.root(inner).name not in lvalue.text:
                return ObjectChain(lvalue, inner, self.object(scope, lvalue.type, Budget(1)))
        return ObjectAssign(lvalue, self.object(scope, lvalue.type, Budget(1)))

    def object_block(self, scope):
        record = self.pick(self.program.records)
        variable = Variable(self.name("t"), record)
        initial = self.object(scope, record, Budget(1))
        scope.objects.append(variable)
        body = self.inner(scope, 3)
        scope.objects.remove(variable)
        return Block([(variable, initial)], body)

    def pointer_block(self, scope):
        lvalue = self.io_scalar(scope, Budget(0), lambda l: not bits_of(l)) if self.chance(50) else self.io_object(scope, None, Budget(0))
        if not lvalue:
            return None
        if isinstance(lvalue.type, Record) and misaligned(lvalue.position, lvalue.step, lvalue.type.need):
            return None
        count = 1
        if isinstance(lvalue, Item) and isinstance(lvalue.index, Constant) and lvalue.type.size % self.needs(lvalue.type) == 0:
            count = lvalue.array.type.count - lvalue.index.number
        variable = Variable(self.name("q"), lvalue.type, count)
        initial = AddressOf(lvalue, count)
        scope.pointers.append(variable)
        body = self.inner(scope, 3)
        scope.pointers.remove(variable)
        return Block([(variable, initial)], body)

    def call_statement(self, scope):
        functions = self.general_functions()
        if not functions:
            return None
        function = self.pick(functions)
        call = self.call(scope, function)
        if not call:
            return None
        if isinstance(function.type, Scalar):
            if self.chance(25):
                return Mix(call)
            return Expression(Assign(self.types, self.pick(scope.numbers), call))
        if function.type:
            lvalue = self.io_object(scope, function.type, Budget(0))
            return ObjectAssign(lvalue, call) if lvalue else Expression(call)
        return Expression(call)

    def mix(self, scope):
        return Mix(self.expression(scope, 2, Budget(1)))

    def discard(self, scope):
        lvalue = self.io_scalar(scope, Budget(0)) if self.chance(60) else self.io_object(scope, None, Budget(0))
        return lvalue and Discard(lvalue, self.chance(50))

    def boolean(self, scope):
        """A _Bool is read only when it is certain to be one."""
        lvalue = self.io_scalar(scope, Budget(0), lambda l: l.type.kind == "B" and not bits_of(l))
        if not lvalue:
            return None
        return [Expression(Assign(self.types, lvalue, self.expression(scope, 2, Budget(1)))), Mix(Load(self.types, lvalue))]

    def floating(self, scope):
        def allow(lvalue):
            return lvalue.type.kind == "f"
        to = self.io_scalar(scope, Budget(0), allow) if self.chance(60) else self.ram_scalar(scope, allow)
        if not to or not to.io and self.through_union(to):
            return None
        if self.chance(30):
            small = Cast(self.types[self.pick(["u8", "s8", "u16", "s16"])], self.expression(scope, 1, Budget(1)))
            return Expression(Assign(self.types, to, Floating(self.types, to.type, operand=small)))
        def same(lvalue):
            return lvalue.type is to.type
        lvalue = self.io_scalar(scope, Budget(0), same) if self.chance(60) else self.ram_scalar(scope, same, True)
        return lvalue and Expression(Assign(self.types, to, Floating(self.types, to.type, lvalue=lvalue)))

    def pointer_store(self, scope):
        variables = [variable for variable in scope.pointers if variable.name[0] == "p"]
        if not variables:
            return None
        variable = self.pick(variables)
        pointer = self.pointer(scope, variable.type, variable.pointer)
        return PointerAssign(variable, pointer) if pointer and pointer.count >= variable.pointer else None

    def branch(self, scope):
        return If(self.condition(scope), self.inner(scope), self.inner(scope) if self.chance(40) else [])

    def switch(self, scope):
        operand = self.expression(scope, 2, Budget(1))
        n = self.random.randint(2, 4)
        operand = Binary(self.types, "%", Cast(self.types["u32"], operand), Constant(self.types, n))
        loops, scope.in_loop = scope.in_loop, 0
        cases = [(i if i else (None if self.chance(50) else 0), self.inner(scope, 2), self.chance(20)) for i in range(n)]
        scope.in_loop = loops
        self.random.shuffle(cases)
        return Switch(operand, cases)

    def loop(self, scope):
        count = self.pick([1, 2, 3, 4, 4, 5, 8])
        variable = Variable(self.name("i"), self.types[self.pick(["u32", "int", "u8", "s64"])])
        form = self.pick(["for", "for", "for", "while", "do"])
        down = self.chance(25)
        if form != "for" and not variable.type.signed:
            variable.type = self.types["int"]
        if form == "for" and down and not variable.type.signed:
            variable.type = self.types["int"]
        condition = self.expression(scope, 2, Budget(1)) if self.chance(35) else None
        bound = count + 1 if form == "do" else count
        scope.counters.append((variable, bound))
        scope.in_loop += 1
        body = self.inner(scope)
        scope.in_loop -= 1
        scope.counters.pop()
        return Block([(variable, Constant(self.types, 0))], [Loop(form, variable, count, condition, body, down)])

    def leave(self, scope):
        if scope.in_loop and self.chance(70):
            return If(self.condition(scope), [Leave(self.pick(["break", "continue"]))], [])
        return If(self.condition(scope), [self.give(scope)], [])

    def give(self, scope):
        type = scope.function.type
        if not type:
            return Give(None)
        if isinstance(type, Scalar):
            return Give(self.expression(scope, 2, Budget(1)))
        return Give(self.object(scope, type, Budget(1)))

    # Functions

    def fill(self, scope, numbers, objects, pointers, body):
        function = scope.function
        for _ in range(pointers):
            type = self.pick(self.program.records + [self.pick(self.member_types)])
            count = self.random.randint(1, 3)
            if type.size % self.needs(type):
                count = 1
            pointer = self.pointer(scope, type, count)
            if pointer:
                variable = Variable(self.name("p"), type, count)
                function.declarations.append((variable, pointer))
                scope.pointers.append(variable)
        for _ in range(numbers):
            variable = Variable(self.name("n"), self.pick(self.number_types))
            function.declarations.append((variable, self.expression(scope, 1, Budget(1))))
            scope.numbers.append(variable)
        for _ in range(objects):
            record = self.pick(self.program.records)
            variable = Variable(self.name("r"), record)
            function.declarations.append((variable, self.object(scope, record, Budget(1))))
            scope.objects.append(variable)
        function.body = self.statements(scope, body)
        if function.type:
            function.body.append(self.give(scope))

    def helper(self):
        type = self.pick([None, self.pick(self.number_types), self.pick(self.program.records), self.pick(self.program.records)])
        function = Function(self.name("f"), type, [], self.pick(["static", "static inline", "static __attribute__((noinline))",
                                                                 "static inline __attribute__((always_inline))"]))
        scope = Scope(function)
        for _ in range(self.random.randint(1, 3)):
            kind = self.pick(["number", "object", "pointer"])
            if kind == "number":
                variable = Variable(self.name("a"), self.pick(self.number_types))
                scope.numbers.append(variable)
            elif kind == "object":
                variable = Variable(self.name("a"), self.pick(self.program.records))
                scope.objects.append(variable)
            else:
                record = self.pick(self.program.records)
                variable = Variable(self.name("p"), record, 1 if record.size % record.need else self.random.randint(1, 2))
                scope.pointers.append(variable)
            function.parameters.append(variable)
        self.fill(scope, self.random.randint(1, 2), self.random.randint(0, 1), 0, self.random.randint(1, 4))
        self.program.functions.append(function)

    def make(self):
        for _ in range(self.random.randint(2, 5)):
            self.program.records.append(self.record())
        if self.loopy:
            self.program.records.append(self.window())
        for _ in range(self.random.randint(0, 2)):
            type = Array(self.pick(self.program.records), self.random.randint(1, 3))
            variable = Variable(self.name("c"), type)
            variable.constant = self.literal(None, type, True)
            self.program.constants.append(variable)
        for _ in range(self.random.randint(0, 4)):
            self.helper()
        device = Variable("device", self.types["u8"], REGION)
        main = Function("program", None, [device], "")
        scope = Scope(main, device)
        self.fill(scope, self.random.randint(2, 6), self.random.randint(1, 3), self.random.randint(2, 5),
                  self.random.randint(6, 20))
        # What the locals hold in the end.
        main.body += [Mix(Load(self.types, variable)) for variable in scope.numbers]
        for variable in scope.objects:
            for _ in range(3):
                lvalue = self.descend(scope, variable, Budget(0), lambda l: isinstance(l.type, Scalar))
                if lvalue and self.readable(lvalue) and (self.floats or lvalue.type.kind != "f"):
                    main.body.append(Mix(Load(self.types, lvalue)))
        self.program.functions.append(main)
        return self.program


def floats_of(type):
    if isinstance(type, Scalar):
        if type.kind == "f":
            yield type
    elif isinstance(type, Array):
        yield from floats_of(type.element)
    else:
        for member in type.members:
            yield from floats_of(member.type)


def generate(seed, target):
    """The program of this seed, and the Machine that has run it."""
    for attempt in range(200):
        program = Generator(seed, attempt, target).make()
        try:
            m = program.run()
        except Undefined:
            continue
        if 0 < len(m.trace) <= ACCESSES:
            program.attempt = attempt
            return program, m
    raise SystemExit(f"generate.py: no program of seed {seed}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("seed", type=int)
    parser.add_argument("--target", choices=TARGETS, default="x86_64")
    parser.add_argument("--max-width", type=int, choices=[1, 2, 4])
    options = parser.parse_args()
    program, _ = generate(options.seed, TARGETS[options.target].narrowed(options.max_width))
    print(program.text(), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
