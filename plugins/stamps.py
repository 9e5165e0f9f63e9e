"""Has a folder changed? Its files' times and sizes say so; where they differ, their bytes do."""

import hashlib
import os
import stat
import time
from dataclasses import dataclass
from urllib.parse import quote, unquote_to_bytes

# A file that was saved this shortly before it was looked at may change again without a new time.
_TOO_FRESH_NS = 1_000_000_000


@dataclass(frozen=True)
class Stamps:
    """What a folder held: the time of the folder; for each file its time, size and digest."""

    mtime_ns: int
    files: dict[str, tuple[int, int, str]]

    @property
    def digests(self) -> dict[str, str]:
        """The digest of each file."""
        return {name: digest for name, (_, _, digest) in self.files.items()}

    def text(self) -> str:
        """The stamps as lines; names are quoted as in addresses."""
        lines = [
            f"{quote(os.fsencode(name))}\t{mtime}\t{size}\t{mark}"
            for name, (mtime, size, mark) in sorted(self.files.items())
        ]
        return "\n".join([str(self.mtime_ns), *lines])


def parse(text: str) -> Stamps:
    """The stamps of `Stamps.text`. Raises `ValueError` for anything else."""
    first, *lines = text.split("\n")
    files = {}
    for line in lines:
        name, mtime, size, digest = line.split("\t")
        files[_name(name)] = (int(mtime), int(size), digest)
    return Stamps(int(first), files)


def is_unchanged(folder: str, text: str) -> bool:
    """Whether a folder still has the times and sizes of its stamps. This runs for every folder."""
    try:
        first, *lines = text.split("\n")
        if os.stat(folder).st_mtime_ns != int(first):
            return False
        for line in lines:
            name, mtime, size, _ = line.split("\t")
            found = os.lstat(f"{folder}/{_name(name)}")
            if found.st_mtime_ns != int(mtime) or found.st_size != int(size):
                return False
    except (OSError, ValueError):
        return False
    return True


def _name(quoted: str) -> str:
    """A file's name, in which a file system may allow line breaks and bytes that are no text."""
    return os.fsdecode(unquote_to_bytes(quoted)) if "%" in quoted else quoted


def look(folder: str) -> Stamps:
    """Read every file of a folder; hidden ones do not count.

    What is too fresh to be trusted gets the time 0, so that the next build looks again.
    """
    trusted = time.time_ns() - _TOO_FRESH_NS
    mtime = os.stat(folder).st_mtime_ns
    with os.scandir(folder) as entries:
        files = {
            entry.name: _stamp(entry, trusted)
            for entry in entries
            if not entry.name.startswith(".")
        }
    return Stamps(mtime if mtime < trusted else 0, files)


def _stamp(entry: os.DirEntry[str], trusted: int) -> tuple[int, int, str]:
    found = entry.stat(follow_symlinks=False)
    mtime = found.st_mtime_ns if found.st_mtime_ns < trusted else 0
    if not stat.S_ISREG(found.st_mode):
        return mtime, found.st_size, f"mode {stat.S_IFMT(found.st_mode)}"
    try:
        with open(entry.path, "rb") as file:  # a path object would cost as much again
            return mtime, found.st_size, hashlib.file_digest(file, "blake2b").hexdigest()[:32]
    except OSError:
        return 0, found.st_size, "unreadable"
