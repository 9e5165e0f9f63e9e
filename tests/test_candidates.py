from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pytest

from plugins.candidates import Candidates, Marks, after_changes, every_page
from plugins.facets import PER_PAGE, write_items
from plugins.inventory import ALWAYS, SITE, owner_of, pages_of
from plugins.ledger import Ledger
from plugins.library import Library
from plugins.pages import PageName
from plugins.rendering import Made
from plugins.store import Store, new_store
from plugins.things import Thing
from tests.specimens import LANGUAGES, edition, facets, library, thing

MARKS: Marks = ({"place.html": "1", "story_list.html": "1"}, {"en": "1", "zh": "1"}, {"vi": b"1"})


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    made = new_store(tmp_path / "store.sqlite", "1")
    yield made
    made.close()


def owners_of(*things: Thing) -> list[str]:
    """The owners of all pages."""
    return [SITE, *(each.name for each in things), *facets(*things)]


def ledger(store: Store, *things: Thing) -> Ledger:
    """What a complete build of these things left: each page with what it had asked."""
    filling = Ledger(store)
    filling.begin()
    known = library(*things)
    for owner in owners_of(*things):
        for name in pages_of(owner, known, LANGUAGES):
            filling.take(made(name, *things), ("full build",))
    filling.finish(complete=True)
    return Ledger(store)


def made(name: PageName, *things: Thing) -> Made:
    """A page as it was rendered."""
    pages = edition(*things, lang=name.lang)
    job = pages.job(name)
    return Made(
        name=str(name),
        url=job.page.url,
        file=job.page.url,
        template=job.template,
        fingerprint=b"",
        asks=tuple(sorted(pages.library.asked)),
        uses=(),
        copies=(),
        unmade=(),
        entry="",
        rendered=True,
        slot=None,
    )


def after(
    known: Ledger,
    now: Library,
    *asks: str,
    languages: Iterable[str] = LANGUAGES,
    marks: Marks = MARKS,
    damaged: Iterable[str] = (),
) -> Candidates:
    """The pages to look at after something has changed."""
    known.store.many("INSERT INTO pending VALUES (?)", [(ask,) for ask in asks])
    return after_changes(known, now, set(languages), (MARKS, marks), damaged)


A, B = thing("place/a", "vi", "en"), thing("place/b", places=["a"])
TOPIC = thing("topic/t", "vi", "en")


def test_nothing_has_to_be_looked_at_while_nothing_changes(store: Store) -> None:
    """Whatever there is."""
    assert Candidates({}, []) == after(ledger(store, A, B, TOPIC), library(A, B, TOPIC))


def test_every_page_is_looked_at_for_one_reason(store: Store) -> None:
    """Those of the site, of every thing and of every list, in the languages that are made."""
    stories = [thing(f"story/{number}", "vi", "en") for number in range(2 * PER_PAGE)]
    things = [A, B, thing("place/later", date="2099-01-01"), *stories]
    for each in things:
        store.do("INSERT INTO things VALUES (?, ?, ?, ?)", each.name, b"", b"", b"")
    for facet, items in facets(*things).items():
        write_items(store, facet, items)
    found = every_page(Ledger(store), library(*things), ["vi"], "there is no store yet")

    assert {
        *(f"{subject}@vi" for subject in ALWAYS),
        *(f"{each.name}@vi" for each in (A, B, *stories)),
        "story@vi#1",
    } == set(found.reasons)
    assert {("full build: there is no store yet",)} == set(found.reasons.values())
    assert [] == found.gone


def test_whoever_asked_is_looked_at(store: Store) -> None:
    """With the reason, as many as there are."""
    known = ledger(store, A, B, TOPIC)
    found = after(known, library(A, B, TOPIC), "place/a%en", "topic@vi#", "place/zzz")

    assert {
        "place/a@en": ("changed: place/a%en",),
        "topic@vi": ("changed: topic@vi#",),
    } == found.reasons
    assert [] == found.gone


def test_a_page_may_have_several_reasons(store: Store) -> None:
    """All are told."""
    known = ledger(store, A)
    found = after(known, library(A), "place/a", "place/a%vi")

    assert ("changed: place/a", "changed: place/a%vi") == found.reasons["place/a@vi"]


def test_a_new_thing_has_new_pages(store: Store) -> None:
    """In each of its languages."""
    found = after(ledger(store, A), library(A, B, TOPIC), "place/b", "topic/t")

    assert {
        "place/b@vi": ("new",),
        "topic/t@vi": ("new",),
        "topic/t@en": ("new",),
    } == found.reasons


def test_pages_of_what_is_gone_are_gone(store: Store) -> None:
    """They are not looked at, whatever they had asked."""
    found = after(ledger(store, A, B), library(B), "place/a", "place/a:vi")

    assert ["place/a@en", "place/a@vi"] == found.gone
    assert not {"place/a@vi", "place/a@en"} & found.reasons.keys()
    assert "changed: place/a:vi" in found.reasons["home@vi"]


def test_the_page_of_a_translation_that_is_gone_is_gone(store: Store) -> None:
    """The others are looked at: they lead to it."""
    found = after(ledger(store, A), library(thing("place/a")), "place/a", "place/a%en")

    assert ["place/a@en"] == found.gone
    assert "place/a@vi" in found.reasons


def test_a_list_that_grows_has_a_new_page(store: Store) -> None:
    """And one that shrinks loses it."""
    few = [thing(f"story/{number:02}") for number in range(2 * PER_PAGE - 1)]
    many = [*few, thing("story/new")]
    known = ledger(store, *few)

    found = after(known, library(*many), "story@vi")
    assert {"story@vi#1": ("new",), "home@vi": ("changed: story@vi",)} == found.reasons
    store.do("DELETE FROM pending")
    assert ["story@vi#1"] == after(ledger(store, *many), library(*few), "story@vi").gone


@pytest.mark.parametrize("topic", [None, thing("topic/t", date="2099-01-01")])
def test_older_pages_of_a_topic_go_with_it(store: Store, topic: Thing | None) -> None:
    """Though nothing else in its list has changed."""
    stories = [thing(f"story/{number}", topics=["t"]) for number in range(2 * PER_PAGE)]
    known = ledger(store, TOPIC, *stories)
    now = library(*stories, *([topic] if topic else []))

    assert ["topic/t@en", "topic/t@vi", "topic/t@vi#1"] == after(known, now, "topic/t").gone


def test_older_pages_of_a_topic_come_with_it(store: Store) -> None:
    """A list that was long before its topic was written."""
    stories = [thing(f"story/{number}", topics=["t"]) for number in range(2 * PER_PAGE)]
    found = after(ledger(store, *stories), library(TOPIC, *stories), "topic/t")

    assert {"topic/t@vi", "topic/t@en", "topic/t@vi#1"} == {
        name for name, why in found.reasons.items() if why == ("new",)
    }


@pytest.mark.parametrize(
    ("marks", "reason", "expected"),
    [
        pytest.param(
            ({**MARKS[0], "place.html": "2"}, *MARKS[1:]),
            "template: place.html",
            {"place/a@vi", "place/a@en"},
            id="template",
        ),
        pytest.param(
            ({**MARKS[0], "story_list.html": "2"}, *MARKS[1:]),
            "template: story_list.html",
            {"story@vi", "story@en", "story@zh"},
            id="template of a list",
        ),
        pytest.param(
            (MARKS[0], {**MARKS[1], "zh": "2"}, MARKS[2]),
            "interface words: zh",
            {f"{subject}@zh" for subject in ALWAYS},
            id="catalogue",
        ),
        pytest.param(
            (*MARKS[:2], {"vi": b"2"}),
            "what every page shows: vi",
            {"place/a@vi", *(f"{subject}@vi" for subject in ALWAYS)},
            id="frame",
        ),
    ],
)
def test_what_many_pages_have_in_common_concerns_those_that_have_it(
    store: Store, marks: Marks, reason: str, expected: Mapping[str, str]
) -> None:
    """Pages of one template, of one language."""
    found = after(ledger(store, A), library(A), marks=marks)

    assert dict.fromkeys(sorted(expected), (reason,)) == found.reasons


def test_a_page_whose_file_was_changed_is_looked_at(store: Store) -> None:
    """By somebody else, or lost; files that are no pages are nobody's here."""
    known = ledger(store, A)
    found = after(known, library(A), damaged=["/en/places/a/", "/theme/main.css"])

    assert {"place/a@en": ("its file is not as it was written",)} == found.reasons


def test_pages_of_other_languages_are_left_alone(store: Store) -> None:
    """Where not all languages are made, those of the others neither come nor go."""
    found = after(ledger(store, A), library(A, B), "place/a", "place/b", languages=["vi"])

    assert [] == found.gone
    assert {"vi"} == {PageName.parse(name).lang for name in found.reasons}


def test_candidates_are_pages_with_owners(store: Store) -> None:
    """Each can be found again by what owns it."""
    found = after(ledger(store, A), library(A, B, TOPIC), "place/b", "topic/t", "place@vi#")

    assert {"place/b", "topic/t", SITE} == {
        owner_of(PageName.parse(name)) for name in found.reasons
    }
