import itertools
import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.sorting import KEYS, chinese, english, vietnamese, without_marks
from tests.specimens import PROPERTY

# Every vowel in dictionary order: each with no mark, huyền, hỏi, ngã, sắc, nặng.
VOWELS = [
    "aàảãáạ",
    "ăằẳẵắặ",
    "âầẩẫấậ",
    "eèẻẽéẹ",
    "êềểễếệ",
    "iìỉĩíị",
    "oòỏõóọ",
    "ôồổỗốộ",
    "ơờởỡớợ",
    "uùủũúụ",
    "ưừửữứự",
    "yỳỷỹýỵ",
]
ALPHABET = list("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")


def shuffled(words: list[str]) -> list[str]:
    """The words in an order that is always the same and never right."""
    return random.Random(1).sample(words, len(words))


def test_the_vietnamese_alphabet_has_its_own_order() -> None:
    """Letters with a breve, circumflex, horn or bar come after the plain one."""
    assert sorted(shuffled(ALPHABET), key=vietnamese) == ALPHABET


def test_every_vowel_sorts_by_its_tones() -> None:
    """All 72 vowels with their tones have one order, vowel first and tone second."""
    every = list("".join(VOWELS))

    assert every == sorted(shuffled(every), key=vietnamese)


def test_decomposed_letters_sort_like_composed_ones() -> None:
    """How an accent is stored makes no difference."""
    composed = "".join(VOWELS)

    assert vietnamese(composed) == vietnamese(unicodedata.normalize("NFD", composed))


def test_upper_case_sorts_like_lower_case() -> None:
    """A capital letter moves nothing, đ included."""
    assert vietnamese("ĐÁ ƯỚT") == vietnamese("đá ướt")


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(["Dền Sáng", "Đèo Ô Quy Hồ"], id="d before đ"),
        pytest.param(["ma", "mà", "mả", "mã", "má", "mạ"], id="tones of one word"),
        pytest.param(["mạ", "mác"], id="letters before tones"),
        pytest.param(["Sa Pả", "Sa Pán"], id="tones only between equal letters"),
        pytest.param(["Tả", "Tả Phìn", "Tả Van", "Tảa"], id="a space before letters"),
        pytest.param(["1 ngày", "Ăn gì"], id="digits before letters"),
    ],
)
def test_vietnamese_titles_sort_as_in_a_dictionary(words: list[str]) -> None:
    """Words that a dictionary sets in this order stay in it."""
    assert all(vietnamese(one) < vietnamese(two) for one, two in itertools.pairwise(words))


def test_english_readers_look_through_diacritics() -> None:
    """Đ sorts with d, and accents do not count."""
    titles = ["Cát Cát", "Dền", "Đèo", "Dốc", "Éa", "Ez"]

    assert titles == sorted(shuffled(titles), key=english)


def test_chinese_titles_sort_by_pinyin_and_tone() -> None:
    """Syllables come in the order of pinyin, the same syllable by tone, Latin among them."""
    titles = ["番西邦峰", "猫猫村", "Naga", "沙坝", "傻", "塔万村"]  # fān māo na shā shǎ tǎ

    assert titles == sorted(shuffled(titles), key=chinese)


@pytest.mark.parametrize("lang", ["vi", "en", "zh"])
def test_what_begins_like_another_comes_after_it(lang: str) -> None:
    """A title is before a longer one, whatever that goes on with."""
    key = KEYS[lang]

    assert key("Ban") < key("Ban 2") < key("Ban cu") < key("Bana")


def test_the_same_syllables_are_told_apart() -> None:
    """Titles that sound alike have one order all the same."""
    assert chinese("她") != chinese("他")
    assert english("Ta Van") != english("Tả Van")


def dictionary(text: str) -> tuple[list[int], list[int]]:
    """A word as a dictionary sees it: the places of its letters, then its tones."""
    vowels = {
        letter: (ALPHABET.index(row[0]), tone) for row in VOWELS for tone, letter in enumerate(row)
    }
    places = [vowels.get(letter) or (ALPHABET.index(letter), 0) for letter in text]
    return [place for place, _ in places], [tone for _, tone in places]


LETTERS = st.text(st.sampled_from("".join(VOWELS) + "bcdđghklmnpqrstvx"), max_size=4)


@PROPERTY
@given(one=LETTERS, other=LETTERS)
def test_keys_are_texts_in_the_order_of_letters_and_tones(one: str, other: str) -> None:
    """A text is as good a key as the lists of a dictionary, and can stand beside numbers."""
    expected = dictionary(one) < dictionary(other)

    assert expected == (vietnamese(one) < vietnamese(other))


@pytest.mark.parametrize("lang", ["vi", "en", "zh"])
def test_a_key_can_be_stored(lang: str) -> None:
    """It is a text that every encoding of Unicode holds."""
    key = KEYS[lang]("Đỉnh 番西邦峰 🏔")

    assert key == key.encode().decode()


def test_every_language_has_an_order() -> None:
    """The table knows the three languages."""
    assert {"vi": vietnamese, "en": english, "zh": chinese} == KEYS


def test_letters_lose_their_marks_but_never_themselves() -> None:
    """Names of files keep every letter, đ included."""
    assert "duong len o quy ho" == without_marks("Đường lên Ô Quy Hồ")
