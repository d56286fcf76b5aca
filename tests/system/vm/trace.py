# SPDX-License-Identifier: MIT
"""QEMU's own record of the accesses that reach a device's callbacks, cut at the marks that the guest sets."""
import collections
import re

# The devices by the names of their memory regions. A mark is a write of its number to a register of edu's.
REGIONS = {"edu-mmio": "edu", "nvme-cmb": "nvme", "bochs dispi interface": "bochs"}
SIZES = {"edu": 1 << 20, "nvme": 1 << 20, "bochs": 1 << 12}
MARK = ("edu", 4)

# kind: R or W; refused: the device takes no access of this size, or not there, and so saw nothing.
Access = collections.namedtuple("Access", "kind device offset width value refused")

MADE = re.compile(r"memory_region_ops_(read|write) cpu \S+ mr \S+ addr 0x([0-9a-f]+) value 0x([0-9a-f]+) size (\d+) name '([^']*)'")
REFUSED = re.compile(r"Invalid (read|write) at addr 0x([0-9A-Fa-f]+), size (\d+), region '([^']*)'")


def accesses(path):
    with open(path, errors="replace") as lines:
        for line in lines:
            # Most are of the serial port.
            parts = line.split("'", 2)
            if len(parts) < 3 or parts[1] not in REGIONS:
                continue
            match = MADE.search(line)
            if match:
                kind, address, value, width, region = match.groups()
                refused = False
            else:
                match = REFUSED.search(line)
                if not match:
                    continue
                kind, address, width, region = match.groups()
                value, refused = "0", True
            device = REGIONS[region]
            # A BAR lies at a multiple of its size.
            yield Access(kind[0].upper(), device, int(address, 16) % SIZES[device], int(width), int(value, 16), refused)


def by_mark(path):
    """{number: the accesses between the mark of that number and the next mark}"""
    marked, current = collections.defaultdict(list), 0
    for access in accesses(path):
        if access.kind == "W" and (access.device, access.offset) == MARK and not access.refused:
            current = access.value
            marked[current] = []
        elif current:
            marked[current].append(access)
    return marked


def written(made):
    """{offset: byte} that these accesses leave in a device that had nothing."""
    memory = {}
    for access in made:
        if access.kind == "W" and not access.refused:
            for i in range(access.width):
                memory[access.offset + i] = access.value >> 8 * i & 0xff
    return memory


def faults(made, device, reads, writes):
    """What is wrong with accesses that should touch each byte of the ranges `reads` and `writes` of the device once and
    nothing else, aligned and no wider than 8 bytes: sentences."""
    wrong = []
    for access in made:
        if access.refused:
            wrong.append(f"{access.kind}{access.width}@{access.offset:#x} is refused")
        if access.device != device:
            wrong.append(f"{access.kind}{access.width}@{access.offset:#x} is on {access.device}")
        if access.offset % access.width or access.width > 8:
            wrong.append(f"{access.kind}{access.width}@{access.offset:#x} is not aligned")
    for kind, meant in [("R", reads), ("W", writes)]:
        times = collections.Counter(byte for access in made if access.kind == kind
                                    for byte in range(access.offset, access.offset + access.width))
        wanted = collections.Counter(meant)
        for what, bytes in [("left out", wanted - times), ("too many", times - wanted)]:
            if bytes:
                wrong.append(f"{kind} of {sum(bytes.values())} bytes {what}, the first at {min(bytes):#x}")
    return wrong


def fewest(start, length):
    """The smallest number of aligned accesses of 1, 2, 4 or 8 bytes that make up a range."""
    number, end = 0, start + length
    while start < end:
        width = 8
        while start % width or start + width > end:
            width //= 2
        start += width
        number += 1
    return number
