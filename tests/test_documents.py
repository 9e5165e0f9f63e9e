import dataclasses
from datetime import date as Day

import pytest

from tests.specimens import document, words

CAT_CAT = document("place/cat-cat", title="Cát Cát")


def test_a_document_says_what_its_words_and_facts_say() -> None:
    """Templates need not know where each of them stands."""
    assert "place/cat-cat" == CAT_CAT.name
    assert ("Cát Cát", "Một câu.") == (CAT_CAT.title, CAT_CAT.summary)
    assert Day(2026, 1, 5) == CAT_CAT.date


@pytest.mark.parametrize(
    ("alt", "caption", "expected"),
    [
        pytest.param("Ruộng.", "Tháng Chín", ("Ruộng.", "Tháng Chín"), id="with words"),
        pytest.param(None, None, ("", ""), id="without"),
    ],
)
def test_words_about_a_cover_are_never_nothing(
    alt: str | None, caption: str | None, expected: tuple[str, str]
) -> None:
    """Where none are said, they are empty."""
    said = words("place", cover_alt=alt, cover_caption=caption)
    shown = dataclasses.replace(CAT_CAT, words=said)

    assert expected == (shown.cover_alt, shown.cover_caption)


def test_a_foreign_copy_leaves_the_document_as_it_is() -> None:
    """The copy differs by its mark alone."""
    copy = CAT_CAT.as_foreign()

    assert (False, True) == (CAT_CAT.foreign, copy.foreign)
    assert CAT_CAT.url == copy.url


def test_a_document_on_its_own_has_no_text() -> None:
    """Text, topics and places are given to its own page alone: to use them elsewhere fails."""
    assert (None, None, None) == (CAT_CAT.body, CAT_CAT.topics, CAT_CAT.places)


def test_documents_are_told_apart_by_identity() -> None:
    """Two documents of equal content are two documents, which may refer to each other."""
    assert document("place/cat-cat") != document("place/cat-cat")
