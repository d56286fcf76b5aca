# SPDX-License-Identifier: MIT
"""The picture of docs/transactions.md, an SVG that stands by itself and knows light and dark."""
import math

WIDTH, HEIGHT = 960, 720
PANEL_WIDTH, PANEL_HEIGHT = 390, 225
LEFT, TOP, ACROSS, DOWN = 72, 126, 474, 310
DIRECTION = "read"

# Colours, for light and dark, that the colour-blind can tell apart, and dashes for those who see none.
LOOKS = {
    "bytes": ("#8a8f98", "#7d848e", "2 3", "byte loop"),
    "x86": ("#00875f", "#2fbf8f", "9 3 2 3", "kernel's x86 (model)"),
    "generic": ("#c25a00", "#f0943d", "7 4", "kernel's generic (model)"),
    "libc": ("#b0408a", "#e07fbd", "3 2", "libc"),
    "iomem": ("#0b62d6", "#5aa9ff", "", "iomem"),
}


def style():
    light = "".join(f".{name}{{stroke:{look[0]}}}" for name, look in LOOKS.items())
    dark = "".join(f".{name}{{stroke:{look[1]}}}" for name, look in LOOKS.items())
    dashes = "".join(f".{name}{{stroke-dasharray:{look[2]}}}" for name, look in LOOKS.items() if look[2])
    return (f".page{{fill:#fff}}text{{fill:#24292f;font:13px sans-serif}}.title{{font-size:17px;font-weight:bold}}"
            f".head{{font-weight:bold}}.tick{{font-size:11px}}.grid{{stroke:#d8dee4;stroke-width:1}}"
            f".line{{fill:none;stroke-width:2;stroke-linejoin:round}}.iomem{{stroke-width:3}}{light}{dashes}"
            f"@media(prefers-color-scheme:dark){{.page{{fill:#0d1117}}text{{fill:#e6edf3}}.grid{{stroke:#30363d}}{dark}}}")


def number(value):
    return f"{value:.1f}".removesuffix(".0")


def text(x, y, content, kind="", anchor="start", more=""):
    named = f' class="{kind}"' if kind else ""
    return f'<text x="{number(x)}" y="{number(y)}"{named} text-anchor="{anchor}"{more}>{content}</text>'


class Panel:
    """A diagram with logarithmic height; across, `place` says where between 0 and 1 a value lies."""

    def __init__(self, left, top, heading, across, up, heights, ticks, place):
        self.left, self.top, self.place = left, top, place
        self.low, self.high = math.log2(heights[0]), math.log2(heights[-1])
        self.parts = [text(left, top - 12, heading, "head")]
        for height in heights:
            y = self.y(height)
            self.parts += [f'<path class="grid" d="M{left} {number(y)}h{PANEL_WIDTH}"/>',
                           text(left - 8, y + 4, f"{height:g}", "tick", "end")]
        for tick in ticks:
            self.parts += [f'<path class="grid" d="M{number(self.x(tick))} {top}v{PANEL_HEIGHT}"/>',
                           text(self.x(tick), top + PANEL_HEIGHT + 17, f"{tick:,}", "tick", "middle")]
        self.parts += [text(left + PANEL_WIDTH / 2, top + PANEL_HEIGHT + 36, across, "", "middle"),
                       text(left - 42, top + PANEL_HEIGHT / 2, up, "", "middle",
                            f' transform="rotate(-90 {left - 42} {number(top + PANEL_HEIGHT / 2)})"')]

    def x(self, value):
        return self.left + PANEL_WIDTH * self.place(value)

    def y(self, value):
        return self.top + PANEL_HEIGHT * (self.high - math.log2(value)) / (self.high - self.low)

    def draw(self, name, points):
        path = "L".join(f"{number(self.x(x))} {number(self.y(y))}" for x, y in points)
        self.parts.append(f'<path class="line {name}" d="M{path}"><title>{LOOKS[name][3]}</title></path>')


def legend():
    x = LEFT
    for name in reversed(LOOKS):
        yield f'<path class="line {name}" d="M{x} 66h34"/>'
        yield text(x + 42, 70, LOOKS[name][3])
        x += 76 + 6.9 * len(LOOKS[name][3])


def powers(values):
    low = math.floor(math.log2(min(values)) + 1e-9)
    high = math.ceil(math.log2(max(values)) - 1e-9)
    return [2.0 ** i for i in range(low, high + 1)]


def picture(targets, lengths, most):
    """Two diagrams for each target: accesses up to the length `most`, instructions at `lengths`."""
    ratios, instructions = {}, {}
    for target in targets:
        for name in target.contenders(DIRECTION):
            ratios[target, name] = [(n, target.ratios[name, DIRECTION, n][0] / target.ratios[name, DIRECTION, n][1])
                                    for n in range(1, most + 1)]
            instructions[target, name] = [(n, target.per_8_bytes(name, DIRECTION, n)) for n in lengths]
    low, high = math.log2(lengths[0]), math.log2(lengths[-1])
    diagrams = [
        ("accesses, offsets 0 to 63", "length in bytes", "accesses / fewest possible", ratios, range(0, most + 1, 16),
         lambda n: n / most),
        ("instructions, offset 0", "length in bytes", "instructions / 8 bytes", instructions,
         [n for n in lengths if n & (n - 1) == 0 and int(math.log2(n)) % 2 == 0],
         lambda n: (math.log2(n) - low) / (high - low)),
    ]
    parts = []
    for row, (heading, across, up, curves, ticks, place) in enumerate(diagrams):
        heights = powers([y for points in curves.values() for _, y in points])
        for column, target in enumerate(targets):
            panel = Panel(LEFT + ACROSS * column, TOP + DOWN * row, f"{target.arch}: {heading}", across, up, heights,
                          ticks, place)
            for name in LOOKS:
                if (target, name) in curves:
                    panel.draw(name, curves[target, name])
            parts += panel.parts
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">',
        "<!-- SPDX-License-Identifier: MIT -->",
        "<title>Copies from a device: accesses and instructions by length</title>",
        f"<style>{style()}</style>",
        f'<rect class="page" width="{WIDTH}" height="{HEIGHT}"/>',
        text(LEFT, 34, "Copies from a device: accesses that it sees, and instructions", "title"),
        *legend(),
        *parts,
        "</svg>", ""])
