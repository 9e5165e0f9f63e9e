"""Alphabetical order as readers of each language expect it."""

import unicodedata
from collections.abc import Callable
from typing import Any

from pypinyin import Style, lazy_pinyin

# The order of Vietnamese letters, and of the five tone marks after no mark.
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = "\u0300\u0309\u0303\u0301\u0323"  # huyền, hỏi, ngã, sắc, nặng

# Keys compare with those of the same language only.
Key = Callable[[str], Any]


def vietnamese(text: str) -> tuple[list[tuple[int, str]], list[int]]:
    """A sort key: letters first, tones only between words of the same letters.

    Source: the order of letters and tones of Vietnamese dictionaries (a ă â … đ …, then
    ngang huyền hỏi ngã sắc nặng).
    """
    letters: list[tuple[int, str]] = []
    tones: list[int] = []
    for character in unicodedata.normalize("NFC", text).lower():
        letter, tone = _split(character)
        letters.append((_LETTERS.find(letter), letter))
        tones.append(tone)
    return letters, tones


def english(text: str) -> tuple[str, str]:
    """A sort key that looks through diacritics, đ included."""
    return without_marks(text), text


def without_marks(text: str) -> str:
    """Small Latin letters without their diacritics: "Đỉnh" gives "dinh"."""
    decomposed = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def chinese(text: str) -> tuple[list[str], str]:
    """A sort key by pinyin with tones; Latin letters sort among the syllables."""
    return [syllable.lower() for syllable in lazy_pinyin(text, style=Style.TONE3)], text


KEYS: dict[str, Key] = {"vi": vietnamese, "en": english, "zh": chinese}


def _split(character: str) -> tuple[str, int]:
    """A Vietnamese letter without its tone, and the tone: 0 for none, 1 to 5."""
    marks = unicodedata.normalize("NFD", character)
    tone = next((_TONES.index(mark) + 1 for mark in marks if mark in _TONES), 0)
    letter = "".join(mark for mark in marks if mark not in _TONES)
    return unicodedata.normalize("NFC", letter), tone
