# SPDX-License-Identifier: MIT
"""Loops over elements, as drivers write them: copies to the device, from it and within it, fills, and what is nearly one.

What becomes of a loop is the plugins' affair: here it has C's meaning, one access after the other.
"""
from reference import *


class Side:
    """Where a loop's elements are: at `pointer`, or in `array`, which can be named. There are `room` of them."""

    def __init__(self, type, room, pointer=None, array=None):
        self.type, self.room, self.pointer, self.array = type, room, pointer, array
        self.io = (pointer or array).io
        self.words = ""             # of pointers to it
        self.rows = False           # the array is one of arrays
        self.checked = None         # an array to look at behind the loop
        self.state = None           # the pointer to the structure that it is in
        self.firm = False           # there's no address of it: it is packed

    def at(self, index):
        return Item(self.array, index) if self.array else Element(self.pointer, index)

    def start(self, types):
        return AddressOf(Item(self.array, Constant(types, 0)), self.room) if self.array else self.pointer


class Parts:
    """A loop in pieces: what is declared around it, what it takes from there and a function for it would have as
    parameters, and what is in front of and behind it."""

    def __init__(self):
        self.around, self.before, self.outer, self.behind = [], [], [], []
        self.inner, self.after = [], []
        self.function = False       # whether it has a function of its own
        self.steady = True          # whether the number of turns is the same in each, and not below 0


class Loops:
    """The part of the Generator that writes them."""

    # Types

    def element_types(self):
        names = ["u8", "u8", "u16", "u32", "u32", "u32", "u64", "s8", "s16", "s32", "s64", "int", "char", "long", "unsigned long",
                 "enum colour", "float", "double", "void *"]
        types = [self.types[name] for name in names if self.types[name].size <= self.target.limit]
        return [type for type in types if type.kind != "f" or self.floats]

    def other_type(self, type):
        """For a copy that changes a value's width."""
        return self.pick([other for other in self.number_types if other.size != type.size and other.size <= self.target.limit])

    def counter_type(self):
        return self.types[self.pick(["int", "int", "u32", "u32", "unsigned long", "unsigned long", "long", "u8", "u16", "s64",
                                     "u64"])]

    def window(self):
        """A device's registers as drivers declare them."""
        member_types = [self.pick(self.element_types()) for _ in range(self.random.randint(1, 2))]
        members = [Member(self.name("m"), self.types["u32"]) for _ in range(self.random.randint(1, 3))]
        members += [Member(self.name("m"), Array(type, self.random.randint(4, 48 // type.size))) for type in member_types]
        record = Record(self.target, self.name("s"), members)
        record.need = max(member.type.align for member in members)
        record.need = max([record.need] + [type.size for type in member_types if all(
            member.offset % type.size == 0 for member in members if member.type.align == type.align)])
        return record

    # Sides

    def io_side(self, scope, parts, type, room):
        if self.chance(30):
            side = self.io_array(scope, parts, type, room)
            if side:
                return side
        pointer = self.pointer(scope, type, room)
        if not pointer:
            return None
        variable = Variable(self.name("q"), type, pointer.count)
        parts.outer.append((variable, pointer))
        return Side(type, pointer.count, PointerVariable(variable))

    def io_array(self, scope, parts, type, room):
        """A member of a structure in device memory."""
        found = [(record, member) for record in self.program.records for member in record.members
                 if member.name and isinstance(member.type, Array) and member.type.element is type and member.type.count >= room]
        if not found:
            return None
        record, member = self.pick(found)
        pointer = self.pointer(scope, record)
        if not pointer:
            return None
        variable = Variable(self.name("q"), record, 1)
        array = Field(Element(PointerVariable(variable)), member)
        if misaligned(array.position, type.size, type.size):
            return None
        parts.outer.append((variable, pointer))
        return Side(type, member.type.count, array=array)

    def ram_side(self, scope, parts, type, room, written):
        r = self.random.random() * 100
        if r < 12 and not parts.function:
            side = self.object_side(scope, type, room, written)
            if side:
                return side
        if r < 20 and not parts.function:
            return self.packed_side(parts, type, room)
        if r < 46:
            return self.state_side(scope, parts, type, room, written)
        if r < 60 and type.name == "u8":
            return self.bytes_side(scope, parts, room)
        return self.array_side(scope, parts, type, room)

    def object_side(self, scope, type, room, written):
        found = [Field(variable, member) for variable in scope.objects for member in variable.type.members
                 if member.name and isinstance(member.type, Array) and member.type.element is type
                 and member.type.count >= room and not variable.type.union]
        if not found:
            return None
        side = Side(type, room, array=self.pick(found))
        side.firm = side.array.outer.type.packed
        return side

    def packed_side(self, parts, type, room):
        """Elements at odd offsets."""
        members = [Member(self.name("m"), self.types["u8"]), Member(self.name("m"), Array(type, room))]
        variable = Variable(self.name("t"), self.state(members, packed=True))
        parts.around.append((variable, self.literal(None, variable.type, True)))
        side = Side(type, room, array=Field(variable, members[1]))
        side.checked, side.firm = side.array, True
        return side

    def state(self, members, packed=False):
        """A structure that is in RAM alone."""
        record = Record(self.target.narrowed(None), self.name("s"), members, packed=packed)
        self.program.states.append(record)
        return record

    def array_variable(self, scope, parts, type, room, words=""):
        variable = Variable(self.name("t"), Array(type, room), words=words)
        parts.around.append((variable, self.literal(scope if self.chance(60) else None, variable.type, True)))
        return variable

    def array_side(self, scope, parts, type, room):
        words = "volatile " if self.chance(6) else ""
        variable = self.array_variable(scope, parts, type, room, words)
        return self.side_of(parts, variable, words)

    def side_of(self, parts, array, words=""):
        """An array's elements, by its name or a pointer."""
        type, room = array.type.element, array.type.count
        if parts.function or self.chance(60):
            pointer = Variable(self.name("p"), type, room, True, words)
            parts.outer.append((pointer, AddressOf(Item(array, Constant(self.types, 0)), room)))
            side = Side(type, room, PointerVariable(pointer))
        else:
            side = Side(type, room, array=array)
        side.words, side.checked = words, array
        return side

    def bytes_side(self, scope, parts, room):
        """The bytes of other elements."""
        type = self.pick([type for type in self.element_types() if type.size > 1])
        variable = self.array_variable(scope, parts, type, room // type.size + 1)
        pointer = Variable(self.name("p"), self.types["u8"], variable.type.size, True)
        parts.outer.append((pointer, BytesOf(self.types, variable)))
        side = Side(self.types["u8"], variable.type.size, PointerVariable(pointer))
        side.checked = variable
        return side

    def state_side(self, scope, parts, type, room, written):
        """What a driver keeps of its device: the elements are in it, or where it points."""
        buffer = Member(self.name("m"), Array(type, room))
        held = Member(self.name("m"), PointerType(self.target, type, True))
        members = [Member(self.name("m"), self.types["u32"]), held, buffer]
        self.random.shuffle(members)
        variable = Variable(self.name("t"), self.state(members))
        parts.around.append((variable, Literal(variable.type, [], bare=True)))
        pointer = Variable(self.name("p"), variable.type, 1, True)
        parts.outer.append((pointer, AddressOf(variable)))
        inside = Element(PointerVariable(pointer))
        if self.chance(35):
            side = Side(type, room, array=Field(inside, buffer))
            side.checked, side.state = Field(variable, buffer), pointer
            return side
        # An array of its own, or the structure's.
        array = self.array_variable(scope, parts, type, room) if self.chance(60) else Field(variable, buffer)
        parts.before.append(PointerAssign(HeldPointer(Field(variable, held), room),
                                          AddressOf(Item(array, Constant(self.types, 0)), room)))
        side = Side(type, room, HeldPointer(Field(inside, held), room))
        side.checked, side.state = array, pointer
        return side

    def perhaps_null(self, scope, parts, side, count):
        """A pointer that nothing may follow where there are no turns."""
        if not isinstance(count, Load) or not isinstance(count.lvalue, Variable) or not self.chance(70):
            return
        initial = next(initial for variable, initial in parts.outer if variable is count.lvalue)
        if self.chance(60):
            initial = Choice(self.types, self.simple(scope), initial, Constant(self.types, 0))
        number = Variable(self.name("n"), count.type)
        parts.around.append((number, initial))
        number = Load(self.types, number)
        for i, (variable, initial) in enumerate(parts.outer):
            if variable is side.state:
                parts.outer[i] = variable, PointerOrNull(number, initial)
            elif variable is count.lvalue:
                parts.outer[i] = variable, number

    # How often

    def number_of(self, scope, parts, most, form, to):
        """The number of turns, up to `most`, as an expression."""
        least = int(form == "do")
        if self.chance(25) or most == least:
            return Constant(self.types, self.random.randint(max(least, min(1, most)), most))
        if form == "up" and self.chance(15):
            return self.number_below(scope, parts, most)
        if not least and self.chance(50 if form == "up" and not to.io else 25):
            parts.steady = False
            return self.number_in_memory(parts, most, to)
        number = self.index(scope, most - least + 1, self.no_access())
        if least:
            number = Binary(self.types, "+", number, Constant(self.types, least))
        variable = Variable(self.name("n"), self.counter_type())
        parts.outer.append((variable, number))
        return Load(self.types, variable)

    def number_below(self, scope, parts, most):
        """One that may be negative."""
        below = self.random.randint(1, 4)
        variable = Variable(self.name("n"), self.types[self.pick(["int", "long", "s64"])])
        number = Cast(variable.type, self.index(scope, most + below + 1, self.no_access()))
        parts.outer.append((variable, Binary(self.types, "-", number, Constant(self.types, below))))
        parts.steady = False
        return Load(self.types, variable)

    def number_in_memory(self, parts, most, to):
        """Held in RAM, perhaps among what the loop writes: then what it is at last is anything, of which a part is taken."""
        mask = 7 if most >= 7 else 3 if most >= 3 else 1
        if self.chance(70):
            number = self.overlapped(parts, to)
            if number:
                return Binary(self.types, "&", number, Constant(self.types, mask))
        type = to.type if to.type.kind == "i" and not to.io else self.types["u32"]
        variable = Variable(self.name("t"), Array(type, self.random.randint(1, 3)))
        numbers = [Constant(self.types, self.random.randint(0, mask)) for _ in range(variable.type.count)]
        parts.around.append((variable, Literal(variable.type, list(enumerate(numbers)), bare=True)))
        pointer = Variable(self.name("p"), type, variable.type.count, True)
        parts.outer.append((pointer, AddressOf(Item(variable, Constant(self.types, 0)), variable.type.count)))
        index = self.random.randrange(variable.type.count)
        return Load(self.types, Element(PointerVariable(pointer), Constant(self.types, index)))

    def overlapped(self, parts, to):
        """A number among what the loop may write to RAM, or None."""
        array = to.checked
        if to.io or array is None or to.firm or to.words or not isinstance(array.type.element, Scalar) \
                or array.type.element.kind != "i":
            return None
        item = Item(array, Constant(self.types, self.random.randrange(min(array.type.count, 3))))
        if not parts.function and self.chance(50):
            return Load(self.types, item)
        pointer = Variable(self.name("p"), array.type.element, 1, True)
        parts.outer.append((pointer, AddressOf(item)))
        return Load(self.types, Element(PointerVariable(pointer)))

    # How the elements are gone through

    def minus(self, number, by=1):
        if by == 0:
            return number
        return Binary(self.types, "-", number, Constant(self.types, by))

    def plus(self, number, by):
        if isinstance(by, Constant) and by.number == 0:
            return number
        return Binary(self.types, "+", number, by)

    def turns(self, parts, count, form):
        """A loop that runs `count` times, without its body: a Repeat, and the index of each turn."""
        variable = Variable(self.name("i"), count.type if count.type.signed and not parts.steady else self.counter_type())
        counter = Load(self.types, variable)
        zero = Constant(self.types, 0)
        signed = self.types[self.pick(["int", "long", "s64"])]
        start, up = zero, True
        if form == "down":
            kind = self.pick(["test", "last", "behind"])
            if kind == "last":
                variable.type = signed
                counter = Load(self.types, variable)
                first = Assign(self.types, variable, self.minus(Cast(signed, count)))
                loop = Repeat("for", [first], Binary(self.types, ">=", counter, zero), [Step(self.types, variable, "--", False)], [])
                at = counter
            elif kind == "test":
                test = Step(self.types, variable, "--", False)
                test = Binary(self.types, ">", test, zero) if self.chance(60) else test
                loop = Repeat("for", [Assign(self.types, variable, count)], test, [], [])
                at = counter
            else:
                loop = Repeat("for", [Assign(self.types, variable, count)], Binary(self.types, self.pick([">", "!="]), counter, zero),
                              [Step(self.types, variable, "--", self.chance(50))], [])
                at = self.minus(counter)
            up = False
        elif form == "while":
            start, up, at = count, False, counter
            test = Step(self.types, variable, "--", False)
            loop = Repeat("while", [], Binary(self.types, ">", test, zero) if self.chance(30) else test, [], [])
        elif form == "do":
            if self.chance(50):
                start, up, at = count, False, self.minus(counter)
                test = Step(self.types, variable, "--", True)
                loop = Repeat("do", [], Binary(self.types, ">", test, zero) if self.chance(40) else test, [], [])
            else:
                at = counter
                loop = Repeat("do", [], Binary(self.types, "<", Step(self.types, variable, "++", True), count), [], [])
        else:
            at = counter
            test = Binary(self.types, self.pick(["<", "<", "<", "!="]) if parts.steady else "<", counter, count)
            if self.chance(8):
                test = Binary(self.types, "<=", Cast(signed, counter), self.minus(Cast(signed, count)))
            loop = Repeat("for", [Assign(self.types, variable, zero)], test, [Step(self.types, variable, "++", self.chance(30))], [])
        parts.inner.append((variable, start))
        if self.chance(25):
            parts.after.append(Mix(counter))
        if up and parts.steady and self.chance(6):
            at = Binary(self.types, "-", self.minus(Cast(signed, count)), Cast(signed, at))
        return loop, at

    def way(self, parts, loop, side, count, at, shift, turn, stride=1):
        """The place that each turn accesses. `shift` is where the first one is, of the row `turn` in two dimensions."""
        if self.chance(22 if side.io else 4) and not turn:
            return side.at(Constant(self.types, self.random.randrange(side.room)) if side.array or self.chance(50) else None)
        if side.rows:
            side = Side(side.type, side.room, array=Item(side.array, Load(self.types, turn)))
            shift = Constant(self.types, 0)
        if side.firm or (at and self.chance(55)):
            if stride > 1:
                at = Binary(self.types, "*", at, Constant(self.types, stride))
            if side.array or self.chance(70):
                return side.at(self.plus(at, shift))
            return Element(PointerSum(side.pointer, at, side.room), shift) if not isinstance(shift, Constant) or shift.number \
                else Element(PointerSum(side.pointer, at, side.room))
        return self.bumped(parts, loop, side, count, shift, stride)

    def bumped(self, parts, loop, side, count, shift, stride):
        variable = Variable(self.name("w"), side.type, side.room, not side.io, side.words)
        pointer = PointerVariable(variable)
        start = side.start(self.types)
        if not isinstance(shift, Constant) or shift.number:
            start = PointerSum(start, shift, side.room)
        # GCC 12's modref takes &p->m[0] + 1, one back, for what lies in front of p where the loop has one turn.
        down = stride == 1 and parts.steady and (side.io or not isinstance(count, Constant) or count.number > 1) and self.chance(15)
        begin = PointerSum(start, count, side.room) if down else start
        parts.inner.append((variable, begin))
        if self.chance(25):
            parts.after.append(Mix(PointerDifference(self.types, pointer, side.start(self.types))))
        step = PointerStep(pointer, -stride if down else stride)
        if stride == 1 and self.chance(50):
            return Bumped(pointer, "--" if down else "++", down)
        if down:
            loop.body.append(Expression(step))
        elif loop.form == "for" and self.chance(40):
            loop.steps.append(step)
        else:
            loop.last.append(Expression(step))
        return Element(pointer)

    def until_end(self, parts, side, count, shift):
        """A loop that ends where a pointer has come to the end, and the place."""
        variable = Variable(self.name("w"), side.type, side.room, not side.io, side.words)
        end = Variable(self.name("e"), side.type, side.room, not side.io, side.words)
        pointer, start = PointerVariable(variable), side.start(self.types)
        if not isinstance(shift, Constant) or shift.number:
            start = PointerSum(start, shift, side.room)
        parts.inner += [(variable, start), (end, PointerSum(PointerVariable(variable), count, side.room))]
        test = PointerComparison(self.types, self.pick(["!=", "<"]), pointer, PointerVariable(end))
        if self.chance(25):
            parts.after.append(Mix(PointerDifference(self.types, pointer, side.start(self.types))))
        if self.chance(50):
            loop = Repeat("for", [], test, [PointerStep(pointer, 1)], [])
            loop.last = []
            return loop, Element(pointer)
        loop = Repeat("while", [], test, [], [])
        loop.last = []
        if self.chance(60):
            return loop, Bumped(pointer, "++", False)
        loop.last.append(Expression(PointerStep(pointer, 1)))
        return loop, Element(pointer)

    # What is stored

    def copied(self, place):
        """Its value as it is; of floating point not as a number that is made of bits."""
        if place.type.kind == "f":
            return Floating(self.types, place.type, lvalue=place)
        return Load(self.types, place)

    def fill_value(self, scope, parts, type):
        if self.chance(30):
            return self.constant()
        number = self.expression(scope, 1, self.no_access())
        variable = Variable(self.name("v"), self.pick(self.number_types))
        parts.outer.append((variable, number))
        value = Load(self.types, variable)
        if type.kind == "f" and self.chance(50):
            return Floating(self.types, type, operand=Cast(self.types[self.pick(["u8", "s16"])], value))
        if self.chance(40):
            value = Cast(self.pick(self.number_types), value)
        if self.chance(20):
            value = Unary(self.types, "~", value)
        return value

    def store(self, to, value):
        return Expression(Assign(self.types, to, value))

    def copy_body(self, parts, to, source):
        """A copy, perhaps by way of a variable."""
        if source.type.kind in "ie" and self.chance(20):
            variable = Variable(self.name("v"), source.type if source.type.kind == "e" else self.types[f"u{source.type.bits}"])
            return [Block([(variable, Load(self.types, source))], [self.store(to, Load(self.types, variable))])]
        return [self.store(to, self.copied(source))]

    def taken(self, parts, to, source):
        """The source's value in a variable that outlives the turn, and its statement."""
        variable = Variable(self.name("v"), self.types[f"u{source.type.bits}"])
        parts.inner.append((variable, Constant(self.types, 0)))
        return variable, self.store(variable, Load(self.types, source))

    def nearly(self, parts, to, source, at):
        """What is no copy, for one reason."""
        kinds = ["exit", "condition", "condition", "value", "value", "narrow", "swap", "twice", "sum", "last", "zero"]
        if not to.io and to.type.kind == "i" and not isinstance(to, Bumped):
            kinds.append("update")
        kind = self.pick(kinds)
        if kind == "value":
            op = self.pick(["^", "&", "|", "+"])
            value = Cast(self.types["u64" if source.type.size == 8 else "u32"], Load(self.types, source))
            if self.chance(25):
                value = Unary(self.types, "~", value)
            else:
                value = Binary(self.types, op, value, Constant(self.types, self.pick([1, 3, 255])))
            return [self.store(to, value)]
        if kind == "update":
            op = self.pick(["^", "|", "&"])
            return [Expression(Assign(self.types, to, Load(self.types, source), op))]
        if kind == "narrow":
            return [self.store(to, Cast(self.types[self.pick(["u8", "s8", "u16", "s16", "u32"])], Load(self.types, source)))]
        variable, take = self.taken(parts, to, source)
        value = Load(self.types, variable)
        put = self.store(to, value)
        if kind == "swap":
            half = Constant(self.types, source.type.bits // 2)
            shifted = [Binary(self.types, op, self.unsigned(value), half) for op in (">>", "<<")]
            return [take, self.store(to, Binary(self.types, "|", *shifted))]
        if kind in ("exit", "zero"):
            test = Binary(self.types, "&", value, Constant(self.types, self.pick([3, 7, 15, 31])))
            test = Binary(self.types, "==", test, Constant(self.types, 0))
            stop = If(test, [Give(None) if parts.function and self.chance(50) else Leave("break")], [])
            return [take, put, stop] if self.chance(50) else [take, stop, put]
        if kind == "condition":
            test = at if at and self.chance(50) else value
            return [take, If(Binary(self.types, "&", test, Constant(self.types, 1)), [put], [])]
        if kind == "twice":
            if isinstance(to, Bumped):
                return [take, put, take]
            return [take, put, put]
        if kind == "sum":
            sum = Variable(self.name("v"), self.types[self.pick(["u32", "u64"])])
            parts.inner.append((sum, Constant(self.types, 0)))
            parts.after.append(Mix(Load(self.types, sum)))
            return [take, Expression(Assign(self.types, sum, value, self.pick(["+", "^"]))), put]
        parts.after.append(Mix(value))
        return [take, put]

    # The whole

    def elements(self, scope):
        """One loop over elements, of any kind."""
        kind = self.pick(["to", "to", "to", "from", "from", "from", "within", "fill", "fill"])
        near = self.chance(26)
        parts = Parts()
        parts.function = self.chance(30)
        type = self.pick(self.element_types())
        rows = self.random.randint(1, 3) if self.chance(12) else 0
        most = self.random.randint(1, 4 if rows else 8 if self.chance(80) else 24)
        stride = 2 if near and not rows and self.chance(15) else 1
        changed = near and stride == 1 and kind != "fill" and type.kind == "i" and self.chance(25)
        other = self.other_type(type) if changed else type
        if changed and self.chance(35):
            type, other = self.truths(kind, type)
        sides = self.sides(scope, parts, kind, type, other, most * max(rows, 1) * stride + 1, rows)
        if not sides:
            return None
        to, source = sides
        form = self.pick(["up", "up", "up", "up", "down", "while", "do", "end", "end"])
        count = self.number_of(scope, parts, most, form, to)
        for side in sides:
            if side and side.state and form != "do":
                self.perhaps_null(scope, parts, side, count)
        value = self.fill_value(scope, parts, type) if kind == "fill" else None
        turn = Variable(self.name("i"), self.types[self.pick(["int", "u32", "unsigned long"])]) if rows else None
        if near and not changed and stride == 1 and kind == "fill":
            near = False
        copies = not (near or changed or stride > 1)
        loop = self.element_loop(parts, form, to, source, count, value, turn, most, stride, near and not changed and stride == 1)
        self.program.loops.append(kind if copies else "other")
        return self.assemble(scope, parts, loop, turn, rows, to, count)

    def truths(self, kind, type):
        """The types of a copy to or from _Bool: read it is only where it is certain to be one."""
        truth = self.types["_Bool"]
        if kind == "to" and self.chance(50):
            return self.pick([truth, type, self.types["u8"]]), truth
        return truth, self.pick([type, self.types["u8"]])

    def sides(self, scope, parts, kind, type, other, room, rows):
        """Where to and, unless it fills, where from."""
        if kind == "fill":
            to = self.io_side(scope, parts, type, room)
            return to and (to, None)
        if kind == "from":
            source = self.io_side(scope, parts, other, room)
            return source and (self.ram_or_rows(scope, parts, type, room, rows, True), source)
        to = self.io_side(scope, parts, type, room)
        if not to:
            return None
        if kind == "to":
            return to, self.ram_or_rows(scope, parts, other, room, rows, False)
        if to.pointer and other is type and self.chance(40):
            return to, to           # they overlap
        source = self.io_side(scope, parts, other, room)
        return source and (to, source)

    def ram_or_rows(self, scope, parts, type, room, rows, written):
        if not rows or parts.function or self.chance(50):
            return self.ram_side(scope, parts, type, room, written)
        variable = Variable(self.name("t"), Array(Array(type, room // rows + 1), rows))
        parts.around.append((variable, self.literal(None, variable.type, True)))
        side = Side(type, room // rows + 1, array=variable)
        side.rows, side.checked = True, variable
        return side

    def element_loop(self, parts, form, to, source, count, value, turn, most, stride, near):
        places = []
        at, loop = None, None
        if form == "end" and (stride > 1 or any(side and (side.firm or side.rows) for side in (to, source))):
            form = "up"
        if form != "end":
            loop, at = self.turns(parts, count, form)
            loop.last = []
        ending = self.pick([side for side in (to, source) if side])
        for side in (to, source):
            if not side:
                places.append(None)
                continue
            shift = self.shift(parts, side, to, turn, most, stride)
            if form == "end" and side is ending and (loop is None):
                loop, place = self.until_end(parts, side, count, shift)
                places.append((None, place))
            else:
                places.append((shift, side))
        body = [None, None]
        for i, place in enumerate(places):
            if place and place[0] is None:
                body[i] = place[1]
            elif place:
                body[i] = self.way(parts, loop, place[1], count, at, place[0], turn, stride)
        target, origin = body
        if value:
            loop.body.append(self.store(target, value))
        elif near:
            loop.body += self.nearly(parts, target, origin, at)
        else:
            loop.body += self.copy_body(parts, target, origin)
        loop.body += loop.last
        return loop

    def shift(self, parts, side, to, turn, most, stride):
        """The first element's index, in two dimensions of the row."""
        if turn:
            return Binary(self.types, "*", Load(self.types, turn), Constant(self.types, most))
        spare = side.room - most * stride
        number = self.overlapped(parts, to) if spare and self.chance(20) else None
        if number:
            return Binary(self.types, "&", number, Constant(self.types, 3 if spare >= 3 else 1))
        return Constant(self.types, self.random.randint(0, spare) if self.chance(35) and spare > 0 else 0)

    def assemble(self, scope, parts, loop, turn, rows, to, count):
        statements = [Block(parts.inner, [loop, *parts.after])]
        if turn:
            test = Binary(self.types, "<", Load(self.types, turn), Constant(self.types, rows))
            outer = Repeat("for", [Assign(self.types, turn, Constant(self.types, 0))], test, [Step(self.types, turn, "++", False)],
                           statements)
            statements = [Block([(turn, Constant(self.types, 0))], [outer])]
        if parts.function:
            statements = [self.function_of(parts, statements)]
            body = [*parts.before, *statements]
        else:
            body = [*parts.before, Block(parts.outer, statements) if parts.outer else statements[0]]
        if to.checked is not None and self.chance(75):
            body += self.look(to.checked)
        return Block(parts.around, body)

    def function_of(self, parts, statements):
        words = self.pick(["static", "static inline", "static __attribute__((noinline))",
                           "static inline __attribute__((always_inline))"])
        function = Function(self.name("f"), None, [variable for variable, _ in parts.outer], words)
        function.body, function.elements = statements, True
        self.program.functions.append(function)
        return Expression(Call(function, [initial for _, initial in parts.outer]))

    def look(self, array):
        """Mix what a loop has left in an array."""
        result, item = [], array
        for _ in range(1 + isinstance(array.type.element, Array)):
            variable = Variable(self.name("i"), self.types["int"])
            result.append((variable, item.type.count))
            item = Item(item, Load(self.types, variable))
        body = [Mix(Load(self.types, item))]
        for variable, count in reversed(result):
            body = [Block([(variable, Constant(self.types, 0))], [Loop("for", variable, count, None, body)])]
        return body
