# SPDX-License-Identifier: MIT
"""The picture that examples/bochs-display draws: as QEMU shows it, and as it ought to be, by a model of its own."""
import re
import struct
import subprocess
import zlib

from . import build, machine

WIDTH, HEIGHT = 320, 240
EXAMPLE = build.EXAMPLES / "bochs-display"


def read_png(path):
    """(width, height, rows of (red, green, blue)) of a PNG with 8 bits a channel, not interlaced, as QEMU writes them."""
    data = path.read_bytes()
    if data[:8] != b"\x89PNG\r\n\x1a\n":
        raise machine.Failed(f"{path} is no PNG")
    at, packed, header = 8, b"", None
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at:at + 8])
        body = data[at + 8:at + 8 + length]
        if kind == b"IHDR":
            header = struct.unpack(">IIBBBBB", body)
        elif kind == b"IDAT":
            packed += body
        at += 12 + length
    width, height, depth, colour, _, _, interlaced = header
    if depth != 8 or colour not in (2, 6) or interlaced:
        raise machine.Failed(f"{path} is of a kind that is not read here")
    channels = 3 if colour == 2 else 4
    lines, rows, above = zlib.decompress(packed), [], bytes(width * channels)
    for y in range(height):
        start = y * (width * channels + 1)
        above = unfilter(lines[start], lines[start + 1:start + 1 + width * channels], above, channels)
        rows.append([tuple(above[x:x + 3]) for x in range(0, len(above), channels)])
    return width, height, rows


def unfilter(kind, line, above, channels):
    """PNG's filters, as its specification numbers them."""
    done = bytearray(line)
    for i in range(len(done)):
        left = done[i - channels] if i >= channels else 0
        corner = above[i - channels] if i >= channels else 0
        up = above[i]
        if kind == 4:
            guess = left + up - corner
            add = min((left, up, corner), key=lambda value: abs(guess - value))
        else:
            add = (0, left, up, (left + up) // 2)[kind]
        done[i] = (done[i] + add) & 0xff
    return done


def font():
    """{character: rows}, from the example's table: it is what is to be drawn, not what draws."""
    rows = re.findall(r"\['(\\?.)'\] = \{([^}]*)\}", (EXAMPLE / "font.c").read_text())
    return {character[-1]: [int(number, 16) for number in (numbers.split(", ") + ["0"] * 8)[:8]] for character, numbers in rows}


class Model:
    def __init__(self):
        self.font = font()
        self.rows = [[(0, 0, 0)] * WIDTH for _ in range(HEIGHT)]

    def text(self, left, top, text, ink, paper, scale=1):
        for number, character in enumerate(text.upper()):
            for y, bits in enumerate(self.font[character]):
                for x in range(8):
                    colour = ink if bits & 0x80 >> x else paper
                    if colour is None:
                        continue
                    for i in range(scale * scale):
                        self.rows[top + y * scale + i // scale][left + (number * 8 + x) * scale + i % scale] = colour

    def middle(self, top, text, scale):
        self.text((WIDTH - len(text) * 8 * scale) // 2, top, text, (255, 255, 255), None, scale)

    def card(self):
        for y in range(HEIGHT):
            for x in range(WIDTH):
                inside = 4 <= x < WIDTH - 4 and 4 <= y < HEIGHT - 4
                blue = 200 if (x // 32 + y // 32) % 2 else 60
                self.rows[y][x] = (x * 255 // (WIDTH - 1), y * 255 // (HEIGHT - 1), blue) if inside else (255, 255, 255)
        self.middle(150, "iomem", 4)
        self.middle(190, "every byte of it exactly once", 1)

    def clear(self):
        for y in range(5, 17):
            self.rows[y][13:72] = [(0x40,) * 3] * 59

    def sprite(self):
        for y in range(16):
            for x in range(21):
                shade = 255 - (x * 5 + y * 6)
                inside = (2 * x - 20) ** 2 + (2 * y - 15) ** 2 < 225
                self.rows[21 + y][37 + x] = (shade, shade // 2, 40) if inside else (0x20, 0x30, 0x40)

    def scroll(self):
        for row in self.rows[40:64]:
            row[11:107] = row[16:112]


def expected():
    """Its rows of (red, green, blue)."""
    model = Model()
    model.card()
    model.clear()
    model.sprite()
    model.scroll()
    model.text(29, 91, "iomem: no tears!", (255, 255, 0), (0, 0, 0x80))
    return model.rows


def differences(path):
    """Between the picture in a PNG and the one that is expected: sentences."""
    width, height, rows = read_png(path)
    if (width, height) != (WIDTH, HEIGHT):
        return [f"{path} is {width}x{height}, not {WIDTH}x{HEIGHT}"]
    wrong = [(x, y) for y, wanted in enumerate(expected()) for x in range(WIDTH) if rows[y][x] != wanted[x]]
    if not wrong:
        return []
    x, y = wrong[0]
    return [f"{path} has {len(wrong)} other pixels than expected, the first at {x},{y}"]


def operations():
    """What the example can do, in its own order."""
    return re.findall(r'^    \{"([a-z-]+)", "', (EXAMPLE / "operations.c").read_text(), re.M)


def run(top, arch, work, ways, runs=(["--depth", "16"], ["--depth", "32"])):
    """{way: how each of the runs of the example ended, which is built this way}: "done", or what it said. In `work` are then
    the pictures that they left, PNG files."""
    sources = [EXAMPLE / name for name in (EXAMPLE / "sources.txt").read_text().split() if name != "sim.c"]
    files, commands = {"init": build.init(top, arch, work)}, []
    for way in ways:
        files[way.name] = build.compile(top, way, [*sources, build.GUEST / "report.c"], work / way.name, "-DBOCHS_DEVICE_ONLY")
        start = f"run /{way.name} --device {machine.ADDRESSES['bochs']} --mode {WIDTH}x{HEIGHT} "
        commands += [start + " ".join(arguments) for arguments in runs] + [f"pause {way.name}"]
        (work / f"{way.name}.png").unlink(missing_ok=True)
    lines = machine.boot(arch, files, commands, ["bochs"], work,
                         paused=lambda name, monitor: monitor.screendump(work / f"{name}.png"))
    outcomes = {way.name: [] for way in ways}
    for words, said, ended in machine.runs(lines):
        name = words[0][1:]
        outcomes[name].append("done" if ended == "status 0" else reason(said, ended, work / name))
    return outcomes


def reason(said, ended, program):
    """"SIGBUS BUS_ADRALN in memcpy, called by draw", from what guest/report.c says; or the last that the program said."""
    words = said[-1].split() if said else []
    if words[:1] != ["died"]:
        return said[-1] if said else ended
    name = {"signal:7:1": "SIGBUS BUS_ADRALN"}.get(words[1], words[1])
    return f"{name} in " + ", called by ".join(symbol(program, int(address, 16)) for address in words[2:] if int(address, 16))


def symbol(program, address):
    done = subprocess.run(["nm", "--defined-only", program], text=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    best = (0, "?")
    for line in done.stdout.splitlines():
        at, kind, name = line.split()
        if kind in "tTwWiI" and int(at, 16) <= address:
            best = max(best, (int(at, 16), name))
    return best[1]
