import pytest

from plugins.shelf import Shelf, altitude, award_scope, award_year
from tests.specimens import document, library


def keys(shelf: Shelf, kind: str) -> list[str]:
    """The keys of a kind in the order of its list."""
    return [each.key for each in shelf.in_order(kind)]


def test_places_are_in_the_order_of_their_height() -> None:
    """The highest first, those of equal height by name, those of unknown height last."""
    shelf = Shelf(
        library(
            document("place/valley", title="Thung lũng", altitude=900),
            document("place/unknown", title="Ẩn"),
            document("place/peak", title="Đỉnh", altitude=3147),
            document("place/meadow", title="Đồng cỏ", altitude=900),
            document("place/sea", title="Biển", altitude=0),
        ),
        "vi",
    )

    assert ["peak", "meadow", "valley", "sea", "unknown"] == keys(shelf, "place")


def test_awards_are_in_the_order_of_their_years() -> None:
    """The newest first, those of one year by name."""
    shelf = Shelf(
        library(
            document("award/a", title="Xanh", year=2024),
            document("award/b", title="Đẹp", year=2025),
            document("award/c", title="Ấm", year=2025),
        ),
        "vi",
    )

    assert ["c", "b", "a"] == keys(shelf, "award")


@pytest.mark.parametrize("kind", ["topic", "page"])
def test_topics_and_pages_are_in_the_order_of_the_alphabet(kind: str) -> None:
    """Their day does not count."""
    shelf = Shelf(
        library(
            document(f"{kind}/a", title="Đi", date="2026-01-01"),
            document(f"{kind}/b", title="Ăn", date="2025-01-01"),
            document(f"{kind}/c", title="Dệt", date="2026-03-01"),
        ),
        "vi",
    )

    assert ["b", "c", "a"] == keys(shelf, kind)


@pytest.mark.parametrize("kind", ["story", "festival", "guide"])
def test_what_is_news_is_in_the_order_of_its_day(kind: str) -> None:
    """The newest first, those of one day by name."""
    shelf = Shelf(
        library(
            document(f"{kind}/a", title="Đi", date="2026-01-01"),
            document(f"{kind}/b", title="Ăn", date="2026-02-01"),
            document(f"{kind}/c", title="Dệt", date="2026-01-01"),
        ),
        "vi",
    )

    assert ["b", "c", "a"] == keys(shelf, kind)


def test_names_are_in_the_order_of_the_readers_alphabet() -> None:
    """The same titles have another order for another reader."""
    titles = {"a": "Đèo", "b": "Dốc"}

    def order(lang: str) -> list[str]:
        known = library(*(document(f"page/{key}", lang, title) for key, title in titles.items()))
        return [each.key for each in Shelf(known, lang).titled("page")]

    assert ["b", "a"] == order("vi")
    assert ["a", "b"] == order("en")


def test_a_shelf_holds_one_language() -> None:
    """What is not translated stands apart."""
    known = library(document("guide/a", "vi"), document("guide/a", "en"), document("guide/b", "vi"))
    shelf = Shelf(known, "en")

    assert [("a", "en")] == [(each.key, each.lang) for each in shelf.newest("guide")]
    assert [("b", "vi")] == [(each.key, each.lang) for each in shelf.untranslated("guide")]


def test_several_kinds_come_one_after_another() -> None:
    """Each kind newest first."""
    shelf = Shelf(
        library(
            document("guide/a", date="2026-01-01"),
            document("guide/b", date="2026-02-01"),
            document("story/c", date="2025-01-01"),
        ),
        "vi",
    )

    assert ["c", "b", "a"] == [each.key for each in shelf.all("story", "guide")]


def test_numbers_of_facts() -> None:
    """Height, year and scope are read from the facts; an unknown height is below every other."""
    peak, sea = document("place/a", altitude=3147), document("place/b", altitude=0)
    award = document("award/a")

    assert [3147, 0, -1] == [altitude(peak), altitude(sea), altitude(document("place/c"))]
    assert (2025, "asia") == (award_year(award), award_scope(award))
