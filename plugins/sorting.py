"""Alphabetical order as readers of each language expect it."""

import unicodedata
from collections.abc import Callable

# The order of Vietnamese letters, and of the five tone marks after no mark.
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = "\u0300\u0309\u0303\u0301\u0323"  # huyền, hỏi, ngã, sắc, nặng

# A letter of the alphabet as a character that no text holds, so that keys compare as texts do.
_FIRST = 0xF0000
_END = "\0"  # before every other character

# Keys compare with those of the same language only.
Key = Callable[[str], str]


def vietnamese(text: str) -> str:
    """A sort key: letters first, tones only between words of the same letters.

    Source: the order of letters and tones of Vietnamese dictionaries (a ă â … đ …, then
    ngang huyền hỏi ngã sắc nặng).
    """
    letters, tones = [], []
    for character in unicodedata.normalize("NFC", text).lower():
        letter, tone = _split(character)
        place = _LETTERS.find(letter)
        letters.append(letter if place < 0 else chr(_FIRST + place))
        tones.append(str(tone))
    return "".join([*letters, _END, *tones])


def english(text: str) -> str:
    """A sort key that looks through diacritics, đ included."""
    return f"{without_marks(text)}{_END}{text}"


def without_marks(text: str) -> str:
    """Small Latin letters without their diacritics: "Đỉnh" gives "dinh"."""
    decomposed = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def chinese(text: str) -> str:
    """A sort key by pinyin with tones; Latin letters sort among the syllables."""
    # The dictionary of readings takes as long to load as a whole small build.
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415

    syllables = (syllable.lower() for syllable in lazy_pinyin(text, style=Style.TONE3))
    return _END.join([*syllables, "", text])


KEYS: dict[str, Key] = {"vi": vietnamese, "en": english, "zh": chinese}


def _split(character: str) -> tuple[str, int]:
    """A Vietnamese letter without its tone, and the tone: 0 for none, 1 to 5."""
    marks = unicodedata.normalize("NFD", character)
    tone = next((_TONES.index(mark) + 1 for mark in marks if mark in _TONES), 0)
    letter = "".join(mark for mark in marks if mark not in _TONES)
    return unicodedata.normalize("NFC", letter), tone
