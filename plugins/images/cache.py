"""Finished renditions, kept by what they are made of, so that each is made once.

An offer says which renditions there are of one view of an original; its key is the digest of all
that decides them. The renditions are named by the digest of their own bytes: a damaged one does not
answer to its name. Offers are written after their renditions, each file in one step, so that a
build that is killed, or a second one, can only leave behind what is complete.

The time of an offer's file says, to the day, when it was last used.
"""

import hashlib
import json
import os
import re
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

DAY = 86_400  # seconds
_SEAL = 64  # hexadecimal digits of SHA-256
# A build that was killed may leave files behind that begin so.
UNFINISHED = ".part-"
# What a cache has below its folder, and nothing else of what may stand there.
_OURS = re.compile(rf"[0-9a-f]{{2}}/(?:[0-9a-f]{{{_SEAL}}}\.[a-z]+|{re.escape(UNFINISHED)}\w+)")


@dataclass(frozen=True)
class Rendition:
    """A finished picture file: its format, its size in pixels, and the digest of its bytes."""

    format: str
    width: int
    height: int
    digest: str

    @property
    def file(self) -> str:
        """Its name in the cache."""
        return f"{self.digest[:2]}/{self.digest}.{self.format}"


@dataclass(frozen=True)
class Offer:
    """The renditions of one view of an original, and the tone of the original."""

    tone: int
    renditions: tuple[Rendition, ...]


@dataclass(frozen=True, slots=True)
class Cache:
    """The folder of finished renditions."""

    folder: Path

    def offer(self, key: str) -> Offer | None:
        """An offer, which is used herewith; None where there is none, or a damaged one."""
        offer = self._offer(key)
        if offer:
            _note_use(self.folder / _offer_file(key))
        return offer

    def keep(self, key: str, offer: Offer, contents: dict[str, bytes]) -> None:
        """Keep an offer; `contents` are the bytes of its renditions by their digests."""
        for rendition in offer.renditions:
            self._write(rendition.file, contents[rendition.digest])
        content = json.dumps(asdict(offer)).encode()
        self._write(_offer_file(key), digest_of(content).encode() + content)

    def content(self, rendition: Rendition) -> bytes | None:
        """The bytes of a rendition; None where it is missing or damaged."""
        content = self._read(rendition.file)
        return content if content is not None and digest_of(content) == rendition.digest else None

    def path(self, rendition: Rendition) -> Path:
        """Where a rendition is."""
        return self.folder / rendition.file

    def prune(self, needed: set[str], before: float) -> tuple[int, int]:
        """Remove what nobody uses; how many files, and their bytes.

        Offers whose keys are not `needed` go if they were last used before a moment (in seconds, as
        files have it), and renditions and unfinished files that no remaining offer names. Nobody
        else may be at work in the cache.
        """
        files = {name: path.stat() for name, path in self._files()}
        offers = {name: Path(name).stem for name in files if name.endswith(".json")}
        kept = {
            name: self._offer(key)
            for name, key in offers.items()
            if key in needed or files[name].st_mtime >= before
        }
        named = {each.file for offer in kept.values() if offer for each in offer.renditions}
        gone = files.keys() - kept.keys() - named
        # An offer before its renditions: whoever is killed here leaves no offer of what is gone.
        for name in sorted(gone, key=lambda name: name not in offers):
            (self.folder / name).unlink()
        return len(gone), sum(files[name].st_size for name in gone)

    def _files(self) -> Iterator[tuple[str, Path]]:
        for path in self.folder.glob("*/*"):
            name = path.relative_to(self.folder).as_posix()
            if _OURS.fullmatch(name):
                yield name, path

    def _offer(self, key: str) -> Offer | None:
        sealed = self._read(_offer_file(key))
        if sealed is None or digest_of(sealed[_SEAL:]).encode() != sealed[:_SEAL]:
            return None
        found = json.loads(sealed[_SEAL:])
        return Offer(found["tone"], tuple(Rendition(**each) for each in found["renditions"]))

    def _read(self, name: str) -> bytes | None:
        try:
            return (self.folder / name).read_bytes()
        except OSError:
            return None

    def _write(self, name: str, content: bytes) -> None:
        """Write a file so that half of it never has its name."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=UNFINISHED)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise


def digest_of(content: bytes) -> str:
    """What names a rendition: SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def _note_use(path: Path) -> None:
    """Note that an offer is used, at most once a day."""
    # A cache that may only be read is one all the same.
    with suppress(OSError):
        if time.time() - path.stat().st_mtime > DAY:
            os.utime(path)


def _offer_file(key: str) -> str:
    return f"{key[:2]}/{key}.json"
