"""Check captions: WebVTT (W3C, 4 April 2019), in which a slip hides words without a message."""

import re
from collections.abc import Generator, Iterator
from typing import NamedTuple

_SIGNATURE = re.compile(r"WEBVTT(?:[ \t].*)?")
_TIME = r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
_TIMES = re.compile(rf"{_TIME}[ \t]+-->[ \t]+{_TIME}(?:[ \t].*)?")
_ARROW = "-->"
_EXAMPLE = "00:00:01.000 --> 00:00:04.000"


class Fault(NamedTuple):
    """What is wrong on a line of captions, and how to mend it."""

    line: int
    what: str
    remedy: str


class _Block(NamedTuple):
    """Lines between two empty ones, and the number of the first."""

    line: int
    lines: list[str]


def faults(content: bytes) -> Iterator[Fault]:
    """Everything that is wrong with a file of captions."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        yield Fault(line, "this is not UTF-8 text.", "Save the file as UTF-8.")
        return
    header, *blocks = _blocks(text) or [_Block(1, [""])]
    if header.line != 1 or not _SIGNATURE.fullmatch(header.lines[0]):
        what = "captions begin with the word WEBVTT."
        yield Fault(1, what, f"WEBVTT\n\n{_EXAMPLE}\n…\nFrom SRT: ffmpeg -i film.srt film.vtt")
        return
    for number, each in enumerate(header.lines, 1):
        if _ARROW in each:
            remedy = "Leave the line after WEBVTT empty."
            yield Fault(number, "this cue belongs to the first line.", remedy)
    if _ARROW not in text:
        yield Fault(header.line, "there are no cues.", f"{_EXAMPLE}\nWhat is said or heard")
    begin = 0
    for block in blocks:
        begin = yield from _block(block, begin)


def _blocks(text: str) -> list[_Block]:
    found: list[_Block] = []
    is_open = False
    for number, line in enumerate(re.split(r"\r\n|\n|\r", text), 1):
        if not line:
            is_open = False
        elif is_open:
            found[-1].lines.append(line)
        else:
            found.append(_Block(number, [line]))
            is_open = True
    return found


def _block(block: _Block, earliest: int) -> Generator[Fault, None, int]:
    """What is wrong with a block; when it begins."""
    first = block.lines[0]
    if first.split()[:1] == ["NOTE"]:
        return earliest
    if first.strip() in ("STYLE", "REGION"):
        remedy = "Take it out: the page decides how captions look."
        yield Fault(block.line, f"a {first.strip()} block stands here.", remedy)
        return earliest
    arrows = [index for index, line in enumerate(block.lines) if _ARROW in line]
    if not arrows or arrows[0] > 1:
        what = "these words belong to no cue, and are never shown."
        yield Fault(block.line, what, "Take out the empty line above, or give them their times.")
        return earliest
    for index in arrows[1:]:
        remedy = "Leave the line above this cue empty."
        yield Fault(block.line + index, "this cue belongs to the one above.", remedy)
    begin = yield from _times(block.lines[arrows[0]], block.line + arrows[0], earliest)
    if not block.lines[arrows[0] + 1 :]:
        remedy = "Write what is said or heard on the line below, without an empty line between."
        yield Fault(block.line + arrows[0], "the cue has no words.", remedy)
    return begin


def _times(line: str, number: int, earliest: int) -> Generator[Fault, None, int]:
    """What is wrong with the times of a cue; when it begins, in milliseconds."""
    found = _TIMES.fullmatch(line)
    if not found:
        yield Fault(number, f"{line!r} are no times.", f"Write them so: {_EXAMPLE}")
        return earliest
    begin, end = _milliseconds(*found.groups()[:4]), _milliseconds(*found.groups()[4:])
    if end <= begin:
        yield Fault(number, "the cue ends before it begins.", "Put the later time second.")
    if begin < earliest:
        remedy = "Put the cues in the order of their times."
        yield Fault(number, "the cue begins before the one above.", remedy)
    return max(begin, earliest)


def _milliseconds(hours: str | None, minutes: str, seconds: str, thousandths: str) -> int:
    whole = (int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)
    return whole * 1000 + int(thousandths)
