# SPDX-License-Identifier: MIT
"""A machine of QEMU's that boots a kernel with an initramfs, and what it says."""
import collections
import json
import socket
import subprocess
import tempfile
import threading

from . import fetch, initramfs

# A machine is as it has to be for Device memory to be checked: QEMU checks alignment when there is more than one
# processor, and a processor with SVE has a memcpy that reaches the device as bytes.
Kind = collections.namedtuple("Kind", "arguments console")
KINDS = {
    "aarch64": Kind(["-M", "virt,gic-version=3,iommu=smmuv3", "-cpu", "cortex-a72"], "ttyAMA0"),
    "x86_64": Kind(["-M", "q35", "-cpu", "max"], "ttyS0"),
}
# name: QEMU's options, for the PCI address to be put in. NVMe's memory buffer takes accesses of every width and
# shows them; edu, only those of 4 and 8 bytes. The kernel's own driver of NVMe is kept off.
DEVICES = {
    "edu": ["-device", "edu,addr=5"],
    "ivshmem": ["-object", "memory-backend-ram,id=shared,share=on,size=1M", "-device", "ivshmem-plain,memdev=shared,addr=6"],
    "bochs": ["-device", "bochs-display,addr=7"],
    "nvme": ["-device", "nvme,serial=iomem,cmb_size_mb=1,legacy-cmb=on,addr=8"],
}
ADDRESSES = {name: f"0000:00:{options[-1].rpartition('=')[2]:0>2}.0" for name, options in DEVICES.items()}
LIMIT = 300


class Failed(Exception):
    """The machine did not do what it was started for; the text says how."""


def emulator(machines, arch):
    """The words that start QEMU, with the libraries that came along."""
    qemu = machines.folder / "qemu"
    libraries = sorted({str(path.parent) for pattern in ["lib/*/*.so*", "usr/lib/*/*.so*"] for path in qemu.glob(pattern)})
    loaders = [path for pattern in ["lib*/ld-linux-*.so.*", "lib/*/ld-linux-*.so.*", "usr/lib*/ld-linux-*.so.*",
                                    "usr/lib/*/ld-linux-*.so.*"]
               for path in sorted(qemu.glob(pattern)) if path.is_file()]
    program = qemu / "usr/bin" / fetch.GUESTS[arch].emulator
    if not loaders or not program.is_file():
        raise fetch.Missing(f"{qemu} has no {program.name} that could be run")
    words = [loaders[0], "--library-path", ":".join(libraries), program]
    for folder in ["usr/share/qemu", "usr/share/seabios", "usr/lib/ipxe/qemu"]:
        words += ["-L", qemu / folder]
    return [str(word) for word in words]


class Monitor:
    """QEMU's QMP, as far as it is needed."""

    def __init__(self, path):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.connect(path)
        self.stream = self.socket.makefile("rw")
        self.stream.readline()
        self.do("qmp_capabilities")

    def do(self, command, **arguments):
        json.dump({"execute": command, "arguments": arguments}, self.stream)
        self.stream.write("\n")
        self.stream.flush()
        for line in self.stream:
            answer = json.loads(line)
            if "error" in answer:
                raise Failed(f"{command}: {answer['error']['desc']}")
            if "return" in answer:
                return answer["return"]
        raise Failed(f"{command}: no answer")

    def screendump(self, path):
        self.do("screendump", filename=str(path), format="png")

    def close(self):
        self.stream.close()
        self.socket.close()


def boot(arch, files, commands, devices, work, *, modules=(), trace=None, processors=2, paused=None):
    """Boot with these files of the initramfs and init's commands, and give back the lines that the guest says.
    Where init pauses, paused(name, monitor) is called. What reaches the devices goes to the file `trace`."""
    machines = fetch.ready()
    kind = KINDS[arch]
    kernel = machines.folder / arch
    loaded = initramfs.modules(kernel / "modules", modules)
    commands = [f"load /{path}" for path in loaded] + commands
    work.mkdir(parents=True, exist_ok=True)
    image = work / "initramfs"
    image.write_bytes(initramfs.archive({**files, **loaded, "commands": "".join(line + "\n" for line in commands).encode()}))

    command = emulator(machines, arch) + kind.arguments
    command += ["-accel", "tcg", "-smp", str(processors), "-m", "512", "-nodefaults", "-no-reboot", "-display", "none",
                "-serial", "stdio", "-kernel", str(kernel / "vmlinuz"), "-initrd", str(image),
                "-append", f"console={kind.console} quiet loglevel=1 panic=-1 initcall_blacklist=nvme_init"]
    for device in devices:
        command += DEVICES[device]
    if trace:
        command += ["-trace", "memory_region_ops_read", "-trace", "memory_region_ops_write", "-d", "invalid_mem", "-D", str(trace)]
    with tempfile.TemporaryDirectory(prefix="iomem-") as folder:
        path = folder + "/monitor"
        command += ["-qmp", f"unix:{path},server=on,wait=off"]
        return talk(command, path, paused, work / "serial.txt")


def talk(command, monitor_path, paused, log):
    """What the guest says until it turns itself off, which has to be the last thing it does."""
    lines = []
    with open(log, "w") as record, subprocess.Popen(command, text=True, errors="replace", stdin=subprocess.PIPE,
                                                    stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        timer = threading.Timer(LIMIT, process.kill)
        timer.start()
        try:
            for line in process.stdout:
                record.write(line)
                line = line.strip()
                lines.append(line)
                word, _, name = line.partition(" ")
                if word == "pause" and paused:
                    monitor = Monitor(monitor_path)
                    paused(name, monitor)
                    monitor.close()
                if word == "pause":
                    process.stdin.write("\n")
                    process.stdin.flush()
            process.wait()
        except BaseException:
            process.kill()
            raise
        finally:
            timer.cancel()
    if "all done" not in lines or process.returncode != 0:
        said = " | ".join([line for line in lines if line][-3:])
        raise Failed(f"QEMU ended with status {process.returncode} before the guest was done; last it said: {said} (all of it is in {log})")
    return lines


def runs(lines):
    """[(the words of a run command, the lines that it said, how it ended)]"""
    found = []
    for line in lines:
        if line.startswith("> "):
            found.append((line[2:].split(), [], []))
        elif line.startswith("end ") and found:
            found[-1][2].append(line[4:])
        elif found and not found[-1][2]:
            found[-1][1].append(line)
    return [(words[1:], said, ended[0]) for words, said, ended in found if words[0] == "run" and ended]
