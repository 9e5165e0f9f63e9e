import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from plugins.images.plan import Use
from plugins.ledger import Ledger
from plugins.output import FOLDER
from plugins.rendering import Made
from plugins.store import Store, filled, new_store
from plugins.videos.placed import Copy

PLACE, STORY, HOME = "place/cat-cat@vi", "story/mowing@vi", "home@vi"
TERRACES: Use = ("place/cat-cat/terraces.jpg", "figure", "abc")


def made(
    name: str,
    *asks: str,
    file: str = "",
    uses: tuple[Use, ...] = (),
    copies: tuple[Copy, ...] = (),
    entry: str = "",
    fingerprint: bytes = b"1",
    rendered: bool = True,
) -> Made:
    """What became of a page."""
    path = file or f"{name.partition('@')[0]}/index.html"
    return Made(
        name=name,
        url=f"/{path.removesuffix('index.html')}",
        file=path,
        template=re.split("[/@]", name)[0],
        fingerprint=fingerprint,
        asks=asks,
        uses=uses,
        copies=copies,
        unmade=(),
        entry=entry or f"<loc>{path}</loc>",
        rendered=rendered,
        slot=None,
    )


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store in which nothing is."""
    found = filled(new_store(tmp_path / "store.sqlite", "1"))
    yield found
    found.close()


@pytest.fixture
def first(store: Store) -> Ledger:
    """The ledger of the first build."""
    found = Ledger(store)
    found.begin()
    return found


@pytest.fixture
def second(first: Ledger) -> Ledger:
    """The ledger of the build after one that made three pages."""
    first.take(made(PLACE, "place/cat-cat", "place/cat-cat%vi", uses=(TERRACES,)), ("new",))
    first.take(made(STORY, "story/mowing", "place/cat-cat"), ("new",))
    first.take(made(HOME, "story@vi", "place/cat-cat", file="index.html"), ("new",))
    first.finish(complete=True)
    found = Ledger(first.store)
    found.begin()
    return found


def test_the_first_build_makes_everything_anew(first: Ledger) -> None:
    """There is nothing to go on from."""
    assert (True, 1) == (first.fresh, first.build)


def test_the_next_build_goes_on(second: Ledger) -> None:
    """It knows the pages of the last, and counts."""
    assert (False, 2) == (second.fresh, second.build)
    assert {PLACE, STORY, HOME} == set(second.named("1"))


@pytest.mark.parametrize("complete", [True, False])
def test_after_a_build_of_some_languages_all_are_made_anew(first: Ledger, complete: bool) -> None:
    """What it has not looked at may have changed since."""
    first.take(made(PLACE), ("new",))
    first.finish(complete=complete)
    second = Ledger(first.store)
    second.begin()

    assert complete != second.fresh
    assert ([PLACE] if complete else []) == second.named("1")


def test_a_page_is_known_as_it_was_made(second: Ledger) -> None:
    """Its address, its file, its fingerprint, and when and why it was rendered."""
    page = second.page(PLACE)

    assert page
    assert ("/place/cat-cat/", "place/cat-cat/index.html") == (page.url, page.file)
    assert (b"1", ("new",), 1) == (page.fingerprint, page.reasons, page.build)
    assert None is second.page("place/nowhere@vi")


def test_what_a_page_asked_and_who_asked_it_are_two_sides(second: Ledger) -> None:
    """From the page to its asks, and from an ask to its pages."""
    asked = {name: second.asks(page) for name in second.named("1") if (page := second.page(name))}
    every = {ask for asks in asked.values() for ask in asks}

    assert ["place/cat-cat", "place/cat-cat%vi"] == asked[PLACE]
    assert {PLACE, STORY, HOME} == set(second.asking("place/cat-cat"))
    assert [] == second.asking("place/sa-pa")
    assert asked == {
        name: sorted(ask for ask in every if name in second.asking(ask)) for name in asked
    }


def test_a_page_that_asks_otherwise_is_found_by_the_new_asks_alone(second: Ledger) -> None:
    """What it no longer asks does not concern it; other pages keep theirs."""
    second.take(made(STORY, "place/sa-pa", "story/mowing"), ("changed: story/mowing",))

    assert {PLACE, HOME} == set(second.asking("place/cat-cat"))
    assert [STORY] == second.asking("place/sa-pa")
    assert [STORY] == second.asking("story/mowing")


def test_a_page_that_was_not_rendered_keeps_its_reasons(second: Ledger) -> None:
    """It was looked at, and asked otherwise; its bytes, pictures and entry are those of before."""
    second.take(made(PLACE, "place/sa-pa", entry="other", rendered=False), ("changed: x",))
    page = second.page(PLACE)

    assert page
    assert (("new",), 1) == (page.reasons, page.build)
    assert [PLACE] == second.asking("place/sa-pa")
    assert {TERRACES} == second.uses()
    assert "other" not in second.entries()
    assert (False, False) == (second.new_uses, second.new_entries)


def test_a_page_that_was_rendered_says_why(second: Ledger) -> None:
    """The reasons of this build take the place of the old ones."""
    second.take(made(PLACE, fingerprint=b"2"), ("changed: place/cat-cat",))
    page = second.page(PLACE)

    assert page
    assert (b"2", ("changed: place/cat-cat",), 2) == (page.fingerprint, page.reasons, page.build)


def test_a_page_that_is_dropped_vanishes(second: Ledger) -> None:
    """From the pages, from what was asked, from pictures and sitemap; its file is left."""
    second.drop(PLACE)

    assert None is second.page(PLACE)
    assert {STORY, HOME} == set(second.asking("place/cat-cat"))
    assert [] == second.asking("place/cat-cat%vi")
    assert set() == second.uses()
    assert {"<loc>story/mowing/index.html</loc>", "<loc>index.html</loc>"} == set(second.entries())
    assert ["place/cat-cat/index.html"] == second.left()
    assert (True, True) == (second.new_uses, second.new_entries)


def test_a_new_page_inherits_nothing_of_one_that_is_gone(second: Ledger) -> None:
    """Not what it asked, although it may take its place in the store."""
    second.drop(HOME)
    second.take(made("place/sa-pa@vi", "place/sa-pa"), ("new",))

    assert [] == second.asking("story@vi")
    assert {PLACE, STORY} == set(second.asking("place/cat-cat"))
    assert ["place/sa-pa@vi"] == second.asking("place/sa-pa")


def test_dropping_what_is_not_there_leaves_no_file(second: Ledger) -> None:
    """Nothing of any page is lost."""
    second.drop("place/nowhere@vi")

    assert [] == second.left()
    assert 3 == len(second.named("1"))


def test_a_page_that_moves_leaves_its_file(second: Ledger) -> None:
    """The old one is left, the new one is a file of a page."""
    second.take(made(PLACE, file="place/village/index.html"), ("changed: place/cat-cat",))

    assert ["place/cat-cat/index.html"] == second.left()
    assert {"place/village/index.html", "story/mowing/index.html", "index.html"} == second.files()


@pytest.mark.parametrize("dropped", [True, False])
def test_a_file_that_another_page_has_taken_is_not_left(second: Ledger, dropped: bool) -> None:
    """Two pages exchange their addresses, or one takes that of a page that is gone."""
    if dropped:
        second.drop(PLACE)
    else:
        second.take(made(PLACE, file="story/mowing/index.html"), ("moved",))
    second.take(made(STORY, file="place/cat-cat/index.html"), ("moved",))

    assert (["story/mowing/index.html"] if dropped else []) == second.left()


@pytest.mark.parametrize(
    ("uses", "entry", "expected"),
    [
        pytest.param((TERRACES,), "", (False, False), id="the same"),
        pytest.param((), "", (True, False), id="a picture less"),
        pytest.param((TERRACES, (*TERRACES[:2], "abd")), "", (True, False), id="a picture more"),
        pytest.param((TERRACES,), "<loc>other</loc>", (False, True), id="another entry"),
    ],
)
def test_new_pictures_and_new_entries_are_noticed(
    second: Ledger, uses: tuple[Use, ...], entry: str, expected: tuple[bool, bool]
) -> None:
    """So that pictures and sitemap are looked at then alone."""
    second.take(made(PLACE, uses=uses, entry=entry, fingerprint=b"2"), ("changed: x",))

    assert expected == (second.new_uses, second.new_entries)


def test_a_new_page_brings_its_pictures_and_its_entry(second: Ledger) -> None:
    """Neither was there before."""
    second.take(made("place/sa-pa@vi", uses=(TERRACES,)), ("new",))

    assert (True, True) == (second.new_uses, second.new_entries)
    assert {TERRACES} == second.uses()
    assert 4 == len(list(second.entries()))


def test_pages_are_found_by_owner_language_and_template(first: Ledger) -> None:
    """A numbered page belongs to its list, a page that is always there to the site."""
    for name in (PLACE, HOME, "story@en", "story@en#2", "topic/crafts@en#1"):
        first.take(made(name), ("new",))

    assert {HOME, "story@en"} == set(first.named("owner = ?", "site"))
    assert ["story@en#2"] == first.named("owner = ?", "story@en")
    assert ["topic/crafts@en#1"] == first.named("owner = ?", "topic/crafts@en")
    assert [PLACE] == first.named("owner = ?", "place/cat-cat")
    assert {PLACE, HOME} == set(first.named("lang = ?", "vi"))
    assert [PLACE] == first.named("template = ?", "place")


def test_outputs_are_noted_and_forgotten(second: Ledger) -> None:
    """Folders are noted too, but are no files."""
    second.note([("images/a.jpg", 1, 5), ("images", 1, FOLDER), ("index.html", 1, 5)])
    second.note([("images/a.jpg", 2, 6)])

    assert {"images/a.jpg"} == second.outputs("images/")
    assert 2 == second.count_outputs()
    assert [(2, 6)] == second.store.all(
        "SELECT mtime_ns, size FROM outputs WHERE path = ?", "images/a.jpg"
    )
    second.forget(["images/a.jpg", "images"])
    assert (set(), 1) == (second.outputs("images/"), second.count_outputs())


@pytest.mark.parametrize("name", ["sitemap.xml", "sitemap-1.xml", "sitemapé.xml"])
def test_outputs_are_found_by_how_they_begin(second: Ledger, name: str) -> None:
    """And no other that is near in the alphabet."""
    second.note([(each, 1, 1) for each in (name, "sitema", "sitemaq", "Sitemap", "a/sitemap")])

    assert {name} == second.outputs("sitemap")


def test_what_has_changed_waits_until_the_pages_are_up_to_date(second: Ledger) -> None:
    """A build that fails leaves it for the next."""
    second.store.do("INSERT INTO pending VALUES (?)", "place/cat-cat")

    assert ["place/cat-cat"] == Ledger(second.store).pending()
    second.finish(complete=True)
    assert [] == Ledger(second.store).pending()
