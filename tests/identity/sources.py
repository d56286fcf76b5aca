# SPDX-License-Identifier: MIT
"""Debian's source packages, fetched once with a private apt configuration, checked by apt's signatures."""
import fcntl
import pathlib
import shutil
import subprocess


def deb_src_lines():
    """A deb-src line for each of Debian's own releases that this machine installs from."""
    listing = ["apt-get", "indextargets", "--format", "$(ORIGIN) $(REPO_URI) $(RELEASE) $(COMPONENT)",
               "Created-By: Packages"]
    for attempt in ["as it is", "after an update"]:
        if attempt != "as it is":
            subprocess.run(["apt-get", "-qq", "update"], check=True)
        answer = subprocess.run(listing, check=True, text=True, stdout=subprocess.PIPE).stdout
        # The release itself, not what is updated in it: a mirror of security may lack old sources.
        targets = {(uri, release, component)
                   for origin, uri, release, component in map(str.split, answer.splitlines())
                   if origin == "Debian" and "-" not in release}
        if targets:
            return sorted(" ".join(["deb-src", *target]) for target in targets)
    raise SystemExit("sources.py: apt knows no suite of Debian's here, so no source can be fetched")


def fetch(package, build):
    """The directory of the unpacked sources of `package`, below the build tree."""
    cache = pathlib.Path(build).resolve() / "sources"
    cache.mkdir(exist_ok=True)
    with open(cache / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        target = cache / package
        if not target.exists():
            private = cache / "apt"
            shutil.rmtree(private, ignore_errors=True)
            unpacked = private / "unpacked"
            for directory in private / "lists/partial", private / "cache/archives/partial", unpacked:
                directory.mkdir(parents=True)
            (private / "sources.list").write_text("\n".join(deb_src_lines()) + "\n")
            apt = ["apt-get", "-qq",
                   "-o", f"Dir::State::lists={private}/lists",
                   "-o", f"Dir::Cache={private}/cache",
                   "-o", f"Dir::Etc::SourceList={private}/sources.list",
                   "-o", "Dir::Etc::SourceParts=/dev/null",
                   "-o", "APT::Sandbox::User=root"]
            subprocess.run([*apt, "update"], check=True)
            subprocess.run([*apt, "source", package], check=True, cwd=unpacked, stdout=subprocess.DEVNULL)
            (directory,) = [path for path in unpacked.iterdir() if path.is_dir()]
            directory.rename(target)
            shutil.rmtree(private)
        return target
