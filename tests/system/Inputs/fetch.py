# SPDX-License-Identifier: MIT
"""That what is fetched is checked, and what is cached too: fetch.py FOLDER"""
import gzip
import os
import pathlib
import shutil
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from vm import fetch

folder = pathlib.Path(sys.argv[1])
shutil.rmtree(folder, ignore_errors=True)


def refused(what, *words):
    try:
        what()
    except fetch.Missing as why:
        assert all(word in str(why) for word in words), why
        print("refused:", why)
    else:
        raise AssertionError(f"{words} expected")


def repository(at, release):
    """A repository without a package, which says of itself that it is `release`."""
    packages = at / f"dists/{release}/main/binary-amd64"
    packages.mkdir(parents=True)
    (packages / "Packages.gz").write_bytes(gzip.compress(b""))
    (at / f"dists/{release}/Release").write_text(f"Origin: Debian\nCodename: {release}\nComponents: main\nArchitectures: amd64 arm64\n")
    return f"file:{at}"


# A source that nobody signed, even where the machine's own configuration would let it pass.
(folder / "work").mkdir(parents=True)
(folder / "lax.conf").write_text('Acquire::AllowInsecureRepositories "true";\nAPT::Get::AllowUnauthenticated "true";\n')
os.environ["APT_CONFIG"] = str(folder / "lax.conf")
apt = fetch.Apt(folder / "work")
apt.repository = repository(folder / "unsigned", apt.release)
refused(lambda: apt.add(apt.release), "apt-get", "update", "not signed")
del os.environ["APT_CONFIG"]

# A machine whose apt does not answer.
path = os.environ["PATH"]
os.environ["PATH"] = "/nonexistent"
refused(lambda: fetch.Apt(folder / "none"), "there is no apt-get here")
os.environ["PATH"] = path

# A cache with a file that is not as it was unpacked, or none, is not used.
here = fetch.ready().folder
os.environ["XDG_CACHE_HOME"] = str(folder / "cache")
refused(fetch.ready, "no whole QEMU and kernels")
fetch.cache().parent.mkdir(parents=True)
shutil.copytree(here, fetch.cache(), symlinks=True)
fetch.ready()
with open(fetch.cache() / "aarch64/vmlinuz", "r+b") as kernel:
    kernel.seek(100)
    kernel.write(b"x")
refused(fetch.ready, "aarch64/vmlinuz is not what was fetched")
(fetch.cache() / "aarch64/vmlinuz").unlink()
refused(fetch.ready, "no whole QEMU and kernels")
shutil.rmtree(folder / "cache")
