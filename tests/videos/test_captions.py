"""Captions as WebVTT has them, and every slip that would hide words."""

import pytest

from plugins.videos.captions import faults
from tests.videos.films import CAPTIONS

CUE = "00:00.000 --> 00:01.000\nOne"


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param(CAPTIONS.decode(), id="the sample's"),
        pytest.param(f"WEBVTT\n\n{CUE}", id="no line end"),
        pytest.param(f"WEBVTT - A walk\nKind: captions\n\n{CUE}\n", id="words in the head"),
        pytest.param(f"\ufeffWEBVTT\n\n{CUE}\n", id="byte order mark"),
        pytest.param(f"WEBVTT\n\n{CUE}\n".replace("\n", "\r\n"), id="Windows"),
        pytest.param(f"WEBVTT\n\n{CUE}\n".replace("\n", "\r"), id="old Macintosh"),
        pytest.param(f"WEBVTT\n\n\n1\n{CUE}\nTwo\n\n\nNOTE\nx\n\nNOTE y\n", id="names and notes"),
        pytest.param(
            "WEBVTT\n\n00:59:59.999 --> 100:00:00.000 align:start\nOne\n\n"
            "01:00:00.000 --> 01:00:01.000\nTwo",
            id="hours and settings",
        ),
        pytest.param(f"WEBVTT\n\n{CUE}\n\n{CUE}", id="two at once"),
    ],
)
def test_captions_as_programs_write_them_are_right(typed: str) -> None:
    """All that the format allows and that loses no words."""
    assert [] == list(faults(typed.encode()))


@pytest.mark.parametrize(
    ("typed", "line", "what"),
    [
        ("", 1, "captions begin with the word WEBVTT."),
        (f"\nWEBVTT\n\n{CUE}", 1, "captions begin with the word WEBVTT."),
        (f"WEBVTTX\n\n{CUE}", 1, "captions begin with the word WEBVTT."),
        ("1\n00:00:00,000 --> 00:00:01,000\nOne", 1, "captions begin with the word WEBVTT."),
        ("WEBVTT\n", 1, "there are no cues."),
        (f"WEBVTT\n{CUE}", 2, "this cue belongs to the first line."),
        (f"WEBVTT\n\n{CUE}\n\nTwo", 6, "these words belong to no cue, and are never shown."),
        (f"WEBVTT\n\n{CUE}\n{CUE}", 5, "this cue belongs to the one above."),
        ("WEBVTT\n\n00:00.000 --> 00:01.000\n\n", 3, "the cue has no words."),
        ("WEBVTT\n\n00:01.000 --> 00:01.000\nOne", 3, "the cue ends before it begins."),
        (
            f"WEBVTT\n\n00:02.000 --> 00:03.000\nTwo\n\n{CUE}",
            6,
            "the cue begins before the one above.",
        ),
        (
            "WEBVTT\n\n00:00,000 --> 00:01,000\nOne",
            3,
            "'00:00,000 --> 00:01,000' are no times.",
        ),
        ("WEBVTT\n\n00:60.000 --> 01:61.000\nO", 3, "'00:60.000 --> 01:61.000' are no times."),
        (f"WEBVTT\n\nSTYLE\n::cue {{}}\n\n{CUE}", 3, "a STYLE block stands here."),
    ],
)
def test_a_slip_is_told_with_its_line(typed: str, line: int, what: str) -> None:
    """One slip, one message, and what to do."""
    [fault] = faults(typed.encode())

    assert (line, what) == fault[:2]
    assert fault.remedy


def test_every_slip_is_told_in_one_run() -> None:
    """In their order, each on its line."""
    typed = "WEBVTT\n\n0:0 --> 0:1\nOne\n\nTwo\n\n00:02.000 --> 00:01.000\nThree"

    assert [3, 6, 8] == [fault.line for fault in faults(typed.encode())]


def test_what_is_not_utf_8_is_refused() -> None:
    """The line of the first wrong byte is named."""
    [fault] = faults(f"WEBVTT\n\n{CUE}\nC\xe1t".encode("latin-1"))

    assert (5, "this is not UTF-8 text.") == fault[:2]
