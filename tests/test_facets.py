from collections.abc import Sequence
from datetime import date as Day
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.facets import (
    ARCHIVE_PER_PAGE,
    PER_PAGE,
    Item,
    altitude,
    award_year,
    changed,
    moved,
    page_size,
    pages_of,
    read_items,
    spots,
    write_items,
)
from plugins.paging import Leaf
from plugins.store import new_store
from plugins.things import Thing
from tests.specimens import LANGUAGES, PROPERTY, facets, facts, in_words, thing

STORIES = "story@vi"


def keys(facet: str, *things: Thing) -> list[str]:
    """The keys of what stands in a facet of these things, in its order."""
    return [item.name.partition("/")[2] for item in facets(*things).get(facet, [])]


def story(number: int) -> Item:
    """The story of a day, the later the greater its number."""
    return Item((-number, "a title"), f"story/day-{number}", number)


def stories(numbers: Sequence[int]) -> list[Item]:
    """The stories of these days as they stand in their list."""
    return sorted(map(story, numbers))


def asks(before: Sequence[int], after: Sequence[int], facet: str = STORIES) -> set[str]:
    """What changes when the stories of these days become those."""
    return set(changed(facet, stories(before), stories(after)))


def test_places_are_in_the_order_of_their_height() -> None:
    """The highest first, those of equal height by name, those of unknown height last."""
    assert ["peak", "meadow", "valley", "sea", "unknown"] == keys(
        "place@vi",
        thing("place/valley", title="Thung lũng", altitude=900),
        thing("place/unknown", title="Ẩn"),
        thing("place/peak", title="Đỉnh", altitude=3147),
        thing("place/meadow", title="Đồng cỏ", altitude=900),
        thing("place/sea", title="Biển", altitude=0),
    )


def test_awards_are_in_the_order_of_their_years() -> None:
    """The newest first, those of one year by name."""
    assert ["c", "b", "a"] == keys(
        "award@vi",
        thing("award/a", title="Xanh", year=2024),
        thing("award/b", title="Đẹp", year=2025),
        thing("award/c", title="Ấm", year=2025),
    )


@pytest.mark.parametrize("kind", ["topic", "page"])
def test_topics_and_pages_are_in_the_order_of_the_alphabet(kind: str) -> None:
    """Their day does not count."""
    assert ["b", "c", "a"] == keys(
        f"{kind}@vi",
        thing(f"{kind}/a", title="Đi", date="2026-01-01"),
        thing(f"{kind}/b", title="Ăn", date="2025-01-01"),
        thing(f"{kind}/c", title="Dệt", date="2026-03-01"),
    )


@pytest.mark.parametrize("kind", ["story", "festival", "guide"])
def test_what_is_news_is_in_the_order_of_its_day(kind: str) -> None:
    """The newest first, those of one day by name."""
    assert ["b", "c", "a"] == keys(
        f"{kind}@vi",
        thing(f"{kind}/a", title="Đi", date="2026-01-01"),
        thing(f"{kind}/b", title="Ăn", date="2026-02-01"),
        thing(f"{kind}/c", title="Dệt", date="2026-01-01"),
    )


@pytest.mark.parametrize(("lang", "expected"), [("vi", ["b", "a"]), ("en", ["a", "b"])])
def test_names_are_in_the_order_of_the_readers_alphabet(lang: str, expected: list[str]) -> None:
    """The same titles have another order for another reader."""
    titles = {"a": "Đèo", "b": "Dốc"}
    things = [thing(f"page/{key}", lang, title=title) for key, title in titles.items()]

    assert expected == keys(f"page@{lang}", *things)


def test_things_of_one_title_are_in_the_order_of_their_names() -> None:
    """The order is always the same."""
    assert ["a", "b", "c"] == keys(STORIES, *(thing(f"story/{key}") for key in ("c", "a", "b")))


def test_a_facet_holds_one_language() -> None:
    """What is not translated stands apart, the newest first."""
    things = [
        thing("guide/a", "vi", "en"),
        thing("guide/b", "vi", date="2026-01-01"),
        thing("guide/c", "vi", date="2026-02-01"),
    ]

    assert ["a"] == keys("guide@en", *things)
    assert ["c", "b"] == keys("guide!en", *things)
    assert [] == keys("guide!vi", *things)


def test_the_archive_holds_what_is_told_by_its_day() -> None:
    """Stories, festivals, guides and places, those of a day in this order."""
    kinds = ("topic", "page", "award", "place", "guide", "festival", "story")
    things = [
        *(thing(f"{kind}/{kind}", date="2026-01-01") for kind in kinds),
        thing("place/newer", date="2026-01-02"),
    ]

    assert ["newer", "story", "festival", "guide", "place"] == keys("archive@vi", *things)


def test_a_topic_holds_what_belongs_to_it() -> None:
    """The newest first, those of a day kind by kind; not the topic, and no standing page."""
    kinds = ("page", "award", "guide", "festival", "place", "story")
    things = [
        *(thing(f"{kind}/{kind}", topics=["walks", "tea"], date="2026-01-01") for kind in kinds),
        thing("award/newer", topics=["tea"], date="2026-01-02"),
        thing("topic/tea"),
        thing("story/none"),
    ]

    assert ["newer", "story", "place", "festival", "guide", "award"] == keys(
        "topic/tea@vi", *things
    )
    assert ["story", "place", "festival", "guide", "award"] == keys("topic/walks@vi", *things)


def test_a_topic_knows_what_a_language_lacks() -> None:
    """What another language has of it stands apart."""
    things = [thing("story/a", topics=["tea"]), thing("page/b", topics=["tea"])]

    assert ["a"] == keys("topic/tea!en", *things)
    assert [] == keys("topic/tea@en", *things)


def test_a_place_holds_what_tells_of_it() -> None:
    """First those for which it comes first, then kind by kind, then the newest; no places."""
    things = [
        thing("story/second", places=["sa-pa", "cat-cat"], date="2026-02-01"),
        thing("award/first", places=["cat-cat"]),
        thing("guide/first", places=["cat-cat"]),
        thing("festival/first", places=["cat-cat"]),
        thing("story/older", places=["cat-cat"], date="2026-01-01"),
        thing("story/newer", places=["cat-cat"], date="2026-01-02"),
        thing("place/near", places=["cat-cat"]),
        thing("page/about", places=["cat-cat"]),
    ]

    assert ["newer", "older", "first", "first", "first", "second"] == keys(
        "place/cat-cat@vi", *things
    )
    assert [] == keys("place/cat-cat!en", *things)


def test_a_thing_stands_in_a_facet_of_every_language() -> None:
    """Either among what the language has or among what it lacks, under its day."""
    found = spots(
        in_words(thing("story/a", "vi", "en", date="2026-01-05"), en={"title": "Đèo"}), LANGUAGES
    )

    assert {"story@vi", "archive@vi", "story@en", "archive@en", "story!zh"} == set(found)
    assert {("story/a", Day(2026, 1, 5).toordinal())} == {each[1:] for each in found.values()}
    assert found["story@vi"].order != found["story@en"].order


def test_a_language_that_the_site_lacks_has_no_facets() -> None:
    """Texts of it may stand in a bundle all the same."""
    assert {"page@en"} == set(spots(thing("page/a", "vi", "en"), ["en"]))


def test_numbers_of_facts() -> None:
    """Height and year are read from the facts; an unknown height is below every other."""
    heights = [altitude(facts("place", altitude=metres)) for metres in (3147, 0, None)]

    assert [3147, 0, -1] == heights
    assert 2025 == award_year(facts("award"))


@pytest.mark.parametrize(
    ("facet", "size"),
    [
        ("story@vi", PER_PAGE),
        ("topic@vi", PER_PAGE),
        ("topic/crafts@vi", PER_PAGE),
        ("archive@vi", ARCHIVE_PER_PAGE),
        ("place@vi", PER_PAGE),
        ("place/sa-pa@vi", 0),
        ("award@vi", 0),
        ("page@vi", 0),
        ("story!vi", 0),
        ("topic/crafts!vi", 0),
    ],
)
def test_some_facets_have_pages_of_their_own(facet: str, size: int) -> None:
    """Lists of kinds, topics and the archive; the others stand on one page, or beside a thing."""
    assert size == page_size(facet)


def test_a_facet_without_pages_is_one_whole() -> None:
    """However long it is."""
    awards = stories(range(100))

    assert [Leaf(None, awards)] == pages_of("award@vi", awards)
    assert [Leaf(None, [])] == pages_of("award@vi", [])
    assert 4 == len(pages_of(STORIES, awards))


def test_what_leaves_and_comes_finds_its_place() -> None:
    """The list stays in its order, and is another list."""
    before = stories([1, 2, 4, 5])
    after = moved(before, [story(4), story(1)], [story(3), story(9)])

    assert stories([2, 3, 5, 9]) == after
    assert stories([1, 2, 4, 5]) == before


NUMBERS = st.sets(st.integers(0, 40))


@PROPERTY
@given(before=NUMBERS, after=NUMBERS)
def test_a_list_that_is_kept_up_to_date_is_the_new_list(before: set[int], after: set[int]) -> None:
    """Whatever leaves and comes."""
    leaving, coming = map(story, before - after), map(story, after - before)

    assert stories([*after]) == moved(stories([*before]), leaving, coming)


def test_what_stays_changes_nothing() -> None:
    """A new title in the same place is no change of the list: it is one of the thing."""
    before = stories(range(60))
    retitled = [item._replace(order=(item.order[0], "b title")) for item in before]

    assert [] == list(changed(STORIES, before, before))
    assert [] == list(changed(STORIES, before, retitled))


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        pytest.param(0, {STORIES, f"{STORIES}#"}, id="the first thing"),
        pytest.param(2 * PER_PAGE - 2, {STORIES, f"{STORIES}#"}, id="the front page grows"),
        pytest.param(
            2 * PER_PAGE - 1, {STORIES, f"{STORIES}#", f"{STORIES}#1"}, id="a second page begins"
        ),
        pytest.param(3 * PER_PAGE - 2, {STORIES, f"{STORIES}#"}, id="older pages stay"),
        pytest.param(
            3 * PER_PAGE - 1,
            {STORIES, f"{STORIES}#", f"{STORIES}#2", f"{STORIES}#1"},
            id="the page before a new one leads to it",
        ),
        pytest.param(
            5 * PER_PAGE - 1,
            {STORIES, f"{STORIES}#", f"{STORIES}#4", f"{STORIES}#3"},
            id="only the last one does",
        ),
    ],
)
def test_what_comes_on_top_leaves_older_pages_alone(count: int, expected: set[str]) -> None:
    """It changes the front page; where a page becomes full, that page and the one before it."""
    assert expected == asks(range(count), range(count + 1))


def test_what_comes_between_changes_its_page_and_the_newer_ones() -> None:
    """Whatever is newer moves up by one place; what is older stays."""
    before = [number for number in range(4 * PER_PAGE) if number != 30]

    assert {STORIES, f"{STORIES}#", f"{STORIES}#3", f"{STORIES}#2"} == asks(
        before, range(4 * PER_PAGE)
    )


def test_what_leaves_changes_its_page_and_the_newer_ones() -> None:
    """A page that is gone has changed too."""
    after = [number for number in range(4 * PER_PAGE) if number != 30]

    assert {STORIES, f"{STORIES}#", f"{STORIES}#3", f"{STORIES}#2"} == asks(
        range(4 * PER_PAGE), after
    )
    assert f"{STORIES}#1" not in asks(range(4 * PER_PAGE), after)


def test_what_moves_changes_the_pages_from_which_and_to_which() -> None:
    """Between them all move, beyond them none."""
    before, moving = stories(range(5 * PER_PAGE)), story(30)
    rising = moving._replace(order=(-55.5, "a title"))
    after = moved(before, [moving], [rising])

    assert {STORIES, f"{STORIES}#2", f"{STORIES}#3"} == set(changed(STORIES, before, after))


def test_another_day_in_the_same_place_is_a_change_of_the_list() -> None:
    """What is related is sorted by it; a page of the list shows it by asking for the thing."""
    before = stories([1, 5])
    after = [before[0], before[1]._replace(day=2)]

    assert {STORIES} == set(changed(STORIES, before, after))


@pytest.mark.parametrize("facet", ["award@vi", "place/sa-pa@vi", "story!en"])
def test_a_facet_without_pages_changes_as_a_whole(facet: str) -> None:
    """There is nothing else that pages ask of it."""
    assert {facet} == asks(range(100), range(101), facet)


def shown(items: list[Item]) -> dict[str, object]:
    """What the pages of a list show by what they ask: their things, and where they lead."""
    found = pages_of(STORIES, items)
    return {
        f"{STORIES}#{leaf.number or ''}": (
            [item.name for item in leaf.items],
            [other.number for other in found[max(0, place - 1) : place + 2]],
        )
        for place, leaf in enumerate(found)
    }


# Things come and go one by one, or as many as stand on a page.
PAGES = st.sets(st.integers(0, 4)).map(
    lambda pages: {PER_PAGE * page + place for page in pages for place in range(PER_PAGE)}
)
SOME = st.builds(
    lambda pages, others: sorted(pages ^ others), PAGES, st.sets(st.integers(0, 119), max_size=3)
)


@settings(PROPERTY, max_examples=400)
@given(before=SOME, after=SOME)
def test_every_page_that_shows_something_else_is_named(before: list[int], after: list[int]) -> None:
    """Whatever comes and goes at once: the things of a page, and the pages beside it."""
    old, new = shown(stories(before)), shown(stories(after))
    differing = {ask for ask in old.keys() | new.keys() if old.get(ask) != new.get(ask)}

    assert differing <= asks(before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(range(72), range(24, 72), id="a whole page of old things leaves"),
        pytest.param(range(24, 72), range(72), id="a whole page of old things comes"),
    ],
)
def test_a_front_page_leads_to_the_newest_of_the_older_pages(
    before: Sequence[int], after: Sequence[int]
) -> None:
    """It shows the same things and leads to another number: it has changed."""
    assert f"{STORIES}#" in asks(before, after)


@PROPERTY
@given(count=st.integers(0, 200), days=st.integers(1, 30))
def test_no_page_is_named_in_vain_when_something_new_comes(count: int, days: int) -> None:
    """A page that is named and was there before shows something else, or leads elsewhere."""
    old, new = shown(stories(range(count))), shown(stories(range(count + days)))
    named = asks(range(count), range(count + days)) - {STORIES}

    assert named == {ask for ask in new if old.get(ask) != new[ask]}


def test_days_are_counted_from_one_beginning() -> None:
    """Items of different facets can be compared by their days."""
    day = Day(2026, 1, 5)
    found = spots(thing("story/a", date=str(day + timedelta(days=1))), ["vi"])

    assert (
        1
        == found["archive@vi"].day - spots(thing("place/b", date=str(day)), ["vi"])["place@vi"].day
    )


def test_a_facet_comes_back_from_the_store(tmp_path: Path) -> None:
    """In its order and as named tuples; one that is empty, or was never written, has no items."""
    store = new_store(tmp_path / "store.sqlite", "1")
    write_items(store, STORIES, stories([1, 2, 3]))

    assert stories([3, 2, 1]) == read_items(store, STORIES)
    assert {Item} == set(map(type, read_items(store, STORIES)))
    assert [] == read_items(store, "story@en")
    write_items(store, STORIES, stories([2]))
    assert stories([2]) == read_items(store, STORIES)
    write_items(store, STORIES, [])
    assert [] == store.all("SELECT key FROM facets")
    store.close()
