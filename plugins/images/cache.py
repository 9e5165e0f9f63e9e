"""Finished renditions, kept by what they are made of, so that each is made once.

An offer says which renditions there are of one view of an original; its key is the digest of all
that decides them. The renditions are named by the digest of their own bytes: a damaged one does not
answer to its name. Offers are written after their renditions, each file in one step, so that a
build that is killed, or a second one, can only leave behind what is complete.
"""

import hashlib
import json
import os
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

_SEAL = 64  # hexadecimal digits of SHA-256
# A build that was killed may leave files behind that begin so.
UNFINISHED = ".part-"


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
        """An offer; None where there is none, or a damaged one."""
        sealed = self._read(_offer_file(key))
        if sealed is None or digest_of(sealed[_SEAL:]).encode() != sealed[:_SEAL]:
            return None
        found = json.loads(sealed[_SEAL:])
        return Offer(found["tone"], tuple(Rendition(**each) for each in found["renditions"]))

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


def _offer_file(key: str) -> str:
    return f"{key[:2]}/{key}.json"
