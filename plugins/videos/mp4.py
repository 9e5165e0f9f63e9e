"""The boxes of an MP4 file (ISO/IEC 14496-12): codecs, tracks, and what tells where it was made."""

from collections.abc import Iterator
from typing import NamedTuple

from plugins.videos.refusal import (
    CUT_OFF,
    HIDDEN,
    LOCATION,
    SAYS_WHERE,
    SMALLER,
    NotAFilm,
    cleaned,
)

# H.264 and AAC, which every browser plays.
CODECS = {b"avc1", b"avc3", b"mp4a"}
_TRACKS = {b"vide", b"soun"}
_CONTAINERS = {b"moov", b"trak", b"mdia", b"minf", b"stbl", b"udta", b"moof", b"traf"}
# Boxes in which programs write what they like; free space may keep what one of them deleted.
_NOTES = {b"meta", b"uuid", b"free", b"skip", b"wide"}


class Box(NamedTuple):
    """A box: the box around it, b"" for none, its kind, and where its content is."""

    parent: bytes
    kind: bytes
    begin: int
    end: int


def check(content: bytes, file: str) -> None:
    """Refuse what not every browser plays, and what would tell too much. Raises `NotAFilm`."""
    if content[4:8] != b"ftyp":
        raise NotAFilm("it is not an MP4 film", SMALLER.format(file=file))
    if content[8:12] == b"qt  ":
        raise NotAFilm("it is a QuickTime film (MOV)", SMALLER.format(file=file))
    try:
        boxes = list(_boxes(content))
    except ValueError:
        raise NotAFilm(CUT_OFF, SMALLER.format(file=file)) from None
    tracks = {content[b.begin + 8 : b.begin + 12] for b in boxes if b[:2] == (b"mdia", b"hdlr")}
    if b"vide" not in tracks:
        raise NotAFilm("it has no pictures, or is cut off", SMALLER.format(file=file))
    if tracks - _TRACKS:
        raise NotAFilm(f"{HIDDEN} ({_words(tracks - _TRACKS)})", cleaned(file))
    codecs = {codec for box in boxes if box.kind == b"stsd" for codec in _codecs(content, box)}
    if codecs - CODECS:
        what = f"it is coded as {_words(codecs - CODECS)}, which not every browser plays"
        raise NotAFilm(what, SMALLER.format(file=file))
    if any(_says_where(content, box) for box in boxes):
        raise NotAFilm(SAYS_WHERE, cleaned(file))


def _boxes(content: bytes) -> Iterator[Box]:
    """Every box, those in containers too. Raises `ValueError` where their sizes cannot be."""
    waiting = [(b"", 0, len(content))]
    while waiting:
        parent, start, end = waiting.pop()
        for kind, begin, stop in _row(content, start, end):
            yield Box(parent, kind, begin, stop)
            if kind in _CONTAINERS:
                waiting.append((kind, begin, stop))


def _row(content: bytes, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """The boxes between two places."""
    while end - start >= 8:
        size, kind, begin = _number(content, start, 4), content[start + 4 : start + 8], start + 8
        if size == 1:
            size, begin = _number(content, begin, 8), begin + 8
        stop = start + size if size else end  # 0: as far as there is anything
        if not begin <= stop <= end:
            raise ValueError(kind)
        yield kind, begin, stop
        start = stop
    if any(content[start:end]):  # QuickTime ends a list with four bytes of nothing
        raise ValueError(start)


def _number(content: bytes, start: int, size: int) -> int:
    return int.from_bytes(content[start : start + size])


def _codecs(content: bytes, box: Box) -> list[bytes]:
    """The codecs of a track; before them stand a version and how many there are."""
    try:
        return [kind for kind, _, _ in _row(content, box.begin + 8, box.end)]
    except ValueError:
        return [b"?"]


def _says_where(content: bytes, box: Box) -> bool:
    """Whether a box holds a place, by its kind or in what a program wrote into it."""
    if box.parent == b"udta" or box.kind in _NOTES:
        return bool(LOCATION.search(box.kind) or LOCATION.search(content, box.begin, box.end))
    return False


def _words(kinds: set[bytes]) -> str:
    return ", ".join(sorted(ascii(kind.decode("latin-1")).strip("'") for kind in kinds))
