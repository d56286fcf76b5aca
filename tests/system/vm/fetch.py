# SPDX-License-Identifier: MIT
"""QEMU 10 with all it needs, and Debian's cloud kernels, unpacked in a cache and nowhere else.

Packages come by name from the machine's own Debian mirror, with a private configuration of apt that knows no installed
package: so QEMU's libraries come along, and what the machine has installed plays no part. apt checks the signatures.
"""
import collections
import fcntl
import hashlib
import json
import os
import pathlib
import platform
import re
import shutil
import subprocess
import tempfile

QEMU_MAJOR = 10
QEMU_PACKAGES = ["qemu-system-arm", "qemu-system-x86"]
# By the guest's architecture as the rest of the project calls it.
Guest = collections.namedtuple("Guest", "debian emulator")
GUESTS = {"aarch64": Guest("arm64", "qemu-system-aarch64"), "x86_64": Guest("amd64", "qemu-system-x86_64")}
# Folders of a kernel's modules that are kept.
MODULES = ["drivers/vfio", "drivers/iommu/iommufd", "virt"]
# Counts the layouts of the cache, of which another one is another folder.
LAYOUT = 1


class Missing(Exception):
    """Something that is to be fetched is not here; the text says what, and why."""


Machines = collections.namedtuple("Machines", "folder packages")


def cache():
    base = os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache"
    return pathlib.Path(base) / "iomem" / f"system-{LAYOUT}"


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def ready():
    """What the cache holds, every file of it as it was unpacked; otherwise Missing."""
    folder = cache()
    try:
        contents = json.loads((folder / "contents.json").read_text())
        wrong = [name for name, sum in contents["files"].items() if digest(folder / name) != sum]
    except (OSError, ValueError, KeyError) as error:
        raise Missing(f"no whole QEMU and kernels in {folder}: {error}") from None
    if wrong:
        raise Missing(f"{folder}/{wrong[0]} is not what was fetched")
    return Machines(folder, contents["packages"])


def fetch(say=lambda text: None):
    """The same, but fetches what is not there."""
    folder = cache()
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with open(folder.with_suffix(".lock"), "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            try:
                return ready()
            except Missing:
                pass
            say("fetching QEMU and kernels")
            for left in folder.parent.glob("fetching-*"):
                shutil.rmtree(left, ignore_errors=True)
            with tempfile.TemporaryDirectory(dir=folder.parent, prefix="fetching-") as work:
                fill(pathlib.Path(work))
                shutil.rmtree(folder, ignore_errors=True)
                (pathlib.Path(work) / "machines").rename(folder)
        return ready()
    except OSError as error:
        raise Missing(f"cannot fill {folder}: {error}") from None


def fill(work):
    machines = work / "machines"
    apt = Apt(work)
    suite = apt.find_qemu()
    packages = unpack(apt.download(suite, QEMU_PACKAGES), machines / "qemu")
    for arch, guest in GUESTS.items():
        named = apt.dependency(f"linux-image-cloud-{guest.debian}:{guest.debian}", "linux-image-")
        (package,) = apt.download_alone(f"{named}:{guest.debian}")
        packages.update(unpack_kernel(package, machines / arch))
    files = {str(path.relative_to(machines)): digest(path)
             for path in sorted(machines.rglob("*")) if path.is_file() and not path.is_symlink()}
    (machines / "contents.json").write_text(json.dumps({"packages": packages, "files": files}, indent=1))


def own_release():
    try:
        return platform.freedesktop_os_release()["VERSION_CODENAME"]
    except (OSError, KeyError):
        raise Missing("this is no Debian, whose packages are wanted") from None


def run(command, folder=None, **variables):
    try:
        done = subprocess.run(command, text=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              env={**os.environ, "LC_ALL": "C", **variables}, cwd=folder)
    except FileNotFoundError:
        raise Missing(f"there is no {command[0]} here") from None
    if done.returncode != 0:
        said = (done.stderr.strip() or "it says nothing").splitlines()[-1]
        raise Missing(f"{command[0]} {' '.join(map(str, command[1:]))} failed: {said}")
    return done.stdout


class Apt:
    """apt with a configuration of its own: the machine's, but for where it keeps things, what it thinks is
    installed, and its sources."""

    def __init__(self, work):
        self.work = work
        self.release = own_release()
        self.repository, self.keyring = self.mirror()
        for folder in ["sources", "lists/partial", "archives/partial", "state"]:
            (work / folder).mkdir(parents=True)
        (work / "state/status").touch()
        native = run(["dpkg", "--print-architecture"]).strip()
        architectures = [native] + sorted({guest.debian for guest in GUESTS.values()} - {native})
        # It is this user's folder: apt's own user may not write there.
        (work / "apt.conf").write_text(f"""\
Dir::Etc::sourcelist "/dev/null";
Dir::Etc::sourceparts "{work}/sources";
Dir::Etc::preferences "/dev/null";
Dir::Etc::preferencesparts "/dev/null";
Dir::State "{work}/state";
Dir::State::lists "{work}/lists";
Dir::State::status "{work}/state/status";
Dir::Cache "{work}";
#clear APT::Architectures;
APT::Architectures {{ {' '.join(f'"{architecture}";' for architecture in architectures)} }};
APT::Sandbox::User "";
Acquire::Languages "none";
Acquire::AllowInsecureRepositories "false";
Acquire::AllowWeakRepositories "false";
APT::Get::AllowUnauthenticated "false";
Acquire::Retries "3";
""")

    def mirror(self):
        """Where the machine has its own release from, and with which key, as a line of a source says it."""
        targets = run(["apt-get", "indextargets", "Created-By: Packages"])
        for target in targets.split("\n\n"):
            fields = dict(line.split(": ", 1) for line in target.splitlines() if ": " in line)
            if fields.get("Release", "").rstrip("/") == self.release or fields.get("Codename") == self.release:
                break
        else:
            raise Missing(f"apt has no source for {self.release}, this machine's own release")
        keyring = fields.get("Signed-By") or "/usr/share/keyrings/debian-archive-keyring.gpg"
        return fields["Repo-URI"], keyring

    def run(self, *command):
        # Given so, it is read last, after whatever the machine's own configuration says.
        return run([command[0], "-c", self.work / "apt.conf", *command[1:]], self.work / "archives", DEBIAN_FRONTEND="noninteractive")

    def add(self, suite):
        source = self.work / f"sources/{suite}.sources"
        source.write_text(f"Types: deb\nURIs: {self.repository}\nSuites: {suite}\nComponents: main\n"
                          f"Signed-By: {self.keyring}\n")
        try:
            self.run("apt-get", "update", "-q", "--error-on=any")
        except Missing:
            source.unlink()
            raise

    def find_qemu(self):
        """The first suite with a QEMU that is new enough; it and those before become sources."""
        self.add(self.release)
        for suite in [self.release, self.release + "-backports", "stable", "testing"]:
            if suite != self.release:
                try:
                    self.add(suite)
                except Missing:
                    continue
            for line in self.run("apt-cache", "madison", QEMU_PACKAGES[0]).splitlines():
                _, version, source = line.split("|")
                if int(re.match(r"(?:\d+:)?(\d+)", version.strip())[1]) >= QEMU_MAJOR and f" {suite}/" in source:
                    return suite
        raise Missing(f"no suite of Debian that apt can reach has QEMU {QEMU_MAJOR}")

    def download(self, suite, names):
        """The files of these packages and all that they depend on."""
        self.run("apt-get", "install", "-q", "-y", "--download-only", "--no-install-recommends", "-t", suite, *names)
        archives = self.work / "archives"
        return sorted(archives.glob("*.deb"))

    def download_alone(self, name):
        before = set((self.work / "archives").glob("*.deb"))
        self.run("apt-get", "download", "-q", name)
        return set((self.work / "archives").glob("*.deb")) - before

    def dependency(self, name, prefix):
        for line in self.run("apt-cache", "depends", name).splitlines():
            match = re.match(rf" *Depends: ({re.escape(prefix)}[^: ]+)", line)
            if match:
                return match[1]
        raise Missing(f"{name} depends on no {prefix}...")


def package_name(package):
    name, version = run(["dpkg-deb", "--show", "--showformat", "${Package} ${Version}", package]).split()
    return {name: version}


def unpack(packages, folder):
    """What runs QEMU, of all that the packages hold."""
    versions = {}
    folder.mkdir(parents=True)
    for package in packages:
        run(["dpkg-deb", "--extract", package, folder])
        versions.update(package_name(package))
        package.unlink()
    for needless in ["etc", "var", "usr/sbin", "usr/share/doc", "usr/share/locale", "usr/share/man"]:
        shutil.rmtree(folder / needless, ignore_errors=True)
    return versions


def unpack_kernel(package, folder):
    """vmlinuz and modules/*.ko[.xz]."""
    with tempfile.TemporaryDirectory(dir=package.parent) as work:
        run(["dpkg-deb", "--extract", package, work])
        (kernel,) = pathlib.Path(work, "boot").glob("vmlinuz-*")
        (folder / "modules").mkdir(parents=True)
        kernel.rename(folder / "vmlinuz")
        for path in pathlib.Path(work).glob("**/lib/modules/*/kernel"):
            for part in MODULES:
                for module in path.joinpath(part).rglob("*.ko*"):
                    module.rename(folder / "modules" / module.name)
    versions = package_name(package)
    package.unlink()
    return versions
