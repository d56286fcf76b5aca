# SPDX-License-Identifier: MIT
"""Checks the document that scripts/demo --json prints: demo.py DOCUMENT CARELESS-SOURCE"""
import json
import sys

with open(sys.argv[1]) as file:
    document = json.load(file)
with open(sys.argv[2]) as file:
    lines = file.read().splitlines()

assert set(document) == {"compiler", "clean", "depth", "diagnostics", "table"}, document.keys()
assert document["clean"] is True

classes = set()
for diagnostic in document["diagnostics"]:
    assert set(diagnostic) == {"class", "severity", "line", "column", "message"}, diagnostic
    assert diagnostic["severity"] in ("error", "warning"), diagnostic
    assert 1 <= diagnostic["column"] <= len(lines[diagnostic["line"] - 1]), diagnostic
    assert diagnostic["message"], diagnostic
    classes.add(diagnostic["class"])
assert classes == {"mixing", "call", "cast", "cast-to", "vararg"}, classes

assert [row["operation"] for row in document["table"]] == ["clear", "blit", "scroll", "text", "read-back"]
for row in document["table"]:
    for side in row["plain"], row["iomem"]:
        assert set(side) == {"accesses", "twice", "outside", "missed", "misaligned", "widest"}, side
        assert all(isinstance(number, int) for number in side.values()), side
        assert side["accesses"] > 0 and side["missed"] == 0, row
    iomem = row["iomem"]
    assert iomem["twice"] == iomem["outside"] == iomem["misaligned"] == 0 and iomem["widest"] <= 8, row
assert any(row["plain"]["twice"] for row in document["table"])
assert any(row["plain"]["misaligned"] for row in document["table"])
