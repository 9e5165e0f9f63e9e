"""The elements of a WebM file (RFC 8794, RFC 9559): codecs, tracks, and where it was made."""

from collections.abc import Iterator

from plugins.videos.refusal import (
    CUT_OFF,
    HIDDEN,
    LOCATION,
    SAYS_WHERE,
    SMALLER,
    NotAFilm,
    cleaned,
)

CODECS = {b"V_VP8", b"V_VP9", b"V_AV1", b"A_OPUS", b"A_VORBIS"}
_HEADER, _DOCTYPE, _SEGMENT = 0x1A45DFA3, 0x4282, 0x18538067
_TRACKS, _TRACK, _TRACK_TYPE, _CODEC = 0x1654AE6B, 0xAE, 0x83, 0x86
_INFO, _TAGS, _ATTACHMENTS, _CLUSTER, _VOID = 0x1549A966, 0x1254C367, 0x1941A469, 0x1F43B675, 0xEC
_PICTURES, _SOUND = 1, 2
_OPENED = {_HEADER, _SEGMENT, _TRACKS, _TRACK}
# Where programs write what they like, and where they leave what they have deleted.
_NOTES = {_INFO, _TAGS, _VOID}


def check(content: bytes, file: str) -> None:
    """Refuse what is no WebM film, and what would tell too much. Raises `NotAFilm`."""
    if not content.startswith(_HEADER.to_bytes(4)):
        raise NotAFilm("it is not a WebM film", SMALLER.format(file=file))
    try:
        found = list(_elements(content))
    except ValueError:
        raise NotAFilm(CUT_OFF, SMALLER.format(file=file)) from None
    held = {name: {content[b:e] for each, b, e in found if each == name} for name, _, _ in found}
    if b"webm" not in held.get(_DOCTYPE, set()):
        raise NotAFilm("it is another Matroska film (MKV)", SMALLER.format(file=file))
    types = {int.from_bytes(each) for each in held.get(_TRACK_TYPE, set())}
    if _PICTURES not in types:
        raise NotAFilm("it has no pictures, or is cut off", SMALLER.format(file=file))
    if types - {_PICTURES, _SOUND} or _ATTACHMENTS in held:
        raise NotAFilm(HIDDEN, cleaned(file))
    others = held.get(_CODEC, set()) - CODECS
    if others:
        names = ", ".join(sorted(each.decode("ascii", "replace") for each in others))
        what = f"it is coded as {names}, which not every browser plays"
        raise NotAFilm(what, SMALLER.format(file=file))
    if any(LOCATION.search(each) for name in _NOTES for each in held.get(name, ())):
        raise NotAFilm(SAYS_WHERE, cleaned(file))


def _elements(content: bytes) -> Iterator[tuple[int, int, int]]:
    """Every element in order, with the place of its content; those inside of the opened ones too.

    Raises `ValueError` where sizes cannot be.
    """
    place = 0
    while place < len(content):
        name, begin = _number(content, place, keep_marker=True)
        size, begin = _number(content, begin, keep_marker=False)
        # Of a live recording nobody knew the size; its elements follow all the same.
        is_open = size is None and name in (_SEGMENT, _CLUSTER)
        stop = begin if is_open else begin + (size or 0)
        if stop > len(content) or (size is None and not is_open):
            raise ValueError(name)
        yield name or 0, begin, stop
        place = begin if is_open or name in _OPENED else stop


def _number(content: bytes, place: int, keep_marker: bool) -> tuple[int | None, int]:
    """A number of one to eight bytes, None for "unknown", and the place after it."""
    first = content[place] if place < len(content) else 0
    if not first:
        raise ValueError(place)
    length = 9 - first.bit_length()
    number = int.from_bytes(content[place : place + length])
    if keep_marker:
        return number, place + length
    mask = (1 << 7 * length) - 1
    return (None if number & mask == mask else number & mask), place + length
