# SPDX-License-Identifier: MIT
"""An initramfs: a cpio archive in the format "newc", as the kernel's documentation describes it."""
import lzma
import pathlib
import re


def entry(number, name, mode, data):
    name = name.encode() + b"\0"
    fields = [number, mode, 0, 0, 2 if mode & 0o40000 else 1, 0, len(data), 0, 0, 0, 0, len(name), 0]
    header = b"070701" + b"".join(b"%08X" % field for field in fields) + name
    return header + bytes(-len(header) % 4) + data + bytes(-len(data) % 4)


def archive(files):
    """Of {path from the root: bytes}, every file executable."""
    folders = sorted({str(parent) for path in files for parent in pathlib.PurePosixPath(path).parents} - {"."})
    members = [(folder, 0o40755, b"") for folder in folders]
    members += [(path, 0o100755, data) for path, data in files.items()]
    made = b"".join(entry(number, *member) for number, member in enumerate(members, 1))
    return made + entry(0, "TRAILER!!!", 0, b"")


def modules(folder, wanted):
    """{path: bytes} of a kernel's module and those that it needs, in the order in which to load them."""
    files = {re.sub(r"\.ko.*", "", path.name).replace("-", "_"): path for path in folder.iterdir()}
    found = {}

    def add(name):
        path = files.get(name.replace("-", "_"))
        if path is None or f"modules/{name}.ko" in found:
            return
        data = path.read_bytes()
        if path.suffix == ".xz":
            data = lzma.decompress(data)
        depends = re.search(rb"\0depends=([^\0]*)\0", data)
        for needed in depends[1].decode().split(",") if depends else []:
            add(needed)
        found[f"modules/{name}.ko"] = data

    for name in wanted:
        add(name)
    return found
