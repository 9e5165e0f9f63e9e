import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date as Day
from typing import Any

import pytest
from markupsafe import Markup

from plugins.addresses import Address
from plugins.documents import Body, Document, Part, PlacedFigure
from plugins.given import fingerprint
from plugins.images.originals import Measured
from plugins.prose import Heading
from plugins.schema.place import Climate
from plugins.things import Thing
from plugins.views import Crumb, Group, Nearby, Pager
from tests.conftest import ROOT
from tests.specimens import RIGHTS, clock, in_words, library, thing

FIGURE = PlacedFigure("place/cat-cat/terraces.jpg", "Ruộng", "Thu", "pixels")
BODY = Body((Part(html=Markup("<p>Một.</p>")), Part(figure=FIGURE)), (Heading("đi", "Đi", 2),), 3)


def whole() -> Document:
    """A document with all that its own page is given."""
    known = library(
        thing("place/cat-cat", topics=["walks"], places=["sa-pa"], pictures={"a.jpg": RIGHTS}),
        thing("topic/walks"),
        thing("place/sa-pa"),
    )
    return replace(known.whole("place/cat-cat", "vi"), body=BODY)


def test_equal_values_have_one_fingerprint() -> None:
    """Whichever objects hold them: two processes that read one store agree."""
    assert fingerprint(whole()) == fingerprint(whole())
    assert fingerprint(whole()) == fingerprint(replace(whole()))


def test_a_fingerprint_is_the_same_in_every_process() -> None:
    """Hashes of texts, which differ from run to run, have no part in it."""
    code = (
        "from tests.test_given import whole; from plugins.given import fingerprint;"
        "from plugins.views import Nearby;"
        "print(fingerprint({'b': 1, 'a': [whole()]}, Nearby(whole(), 1.5)).hex())"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            encoding="utf-8",
            check=True,
        ).stdout
        for seed in ("1", "2")
    }

    assert 1 == len(found)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda it: replace(it, mark="other"), id="all that a card shows"),
        pytest.param(lambda it: it.as_foreign(), id="foreign"),
        pytest.param(lambda it: replace(it, body=None), id="no text"),
        pytest.param(lambda it: replace(it, topics=[]), id="topics"),
        pytest.param(lambda it: replace(it, places=[]), id="places"),
        pytest.param(lambda it: replace(it, topics=it.places, places=it.topics), id="their order"),
        pytest.param(lambda it: replace(it, topics=[it.topics[0].as_foreign()]), id="of a topic"),
    ],
)
def test_another_document_has_another_fingerprint(change: Callable[[Any], Document]) -> None:
    """Whatever a template can show of it."""
    assert fingerprint(whole()) != fingerprint(change(whole()))


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"parts": ()}, id="parts"),
        pytest.param({"parts": BODY.parts[::-1]}, id="their order"),
        pytest.param({"parts": (Part(html=Markup("<p>Hai.</p>")), BODY.parts[1])}, id="words"),
        pytest.param({"headings": ()}, id="headings"),
        pytest.param({"headings": (Heading("đi", "Đi", 3),)}, id="level"),
        pytest.param({"reading_minutes": 4}, id="minutes"),
        *(
            pytest.param(
                {"parts": (BODY.parts[0], Part(figure=replace(FIGURE, **{name: "other"})))},
                id=f"{name} of a figure",
            )
            for name in ("picture", "alt", "caption", "mark")
        ),
        pytest.param({"parts": (BODY.parts[0], Part(gallery=(FIGURE,)))}, id="a gallery"),
    ],
)
def test_another_text_has_another_fingerprint(change: dict[str, Any]) -> None:
    """Each piece of a body counts."""
    other = replace(whole(), body=replace(BODY, **change))

    assert fingerprint(whole()) != fingerprint(other)


@pytest.mark.parametrize("name", ["picture", "alt", "caption", "mark"])
def test_another_figure_of_a_gallery_has_another_fingerprint(name: str) -> None:
    """Each of them counts, the last too."""
    one, other = (
        replace(BODY, parts=(Part(gallery=(FIGURE, figure)),))
        for figure in (FIGURE, replace(FIGURE, **{name: "other"}))
    )

    assert fingerprint(one) == fingerprint(replace(one))
    assert fingerprint(one) != fingerprint(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("1", 1, id="text and number"),
        pytest.param(1, True, id="number and truth"),
        pytest.param(None, "", id="nothing and no words"),
        pytest.param("<b>", Markup("<b>"), id="what is escaped, and what is trusted"),
        pytest.param(["a", "b"], ["b", "a"], id="order"),
        pytest.param(["a", "b"], ["ab"], id="where one ends"),
        pytest.param([["a"], "b"], [["a", "b"]], id="what stands within"),
        pytest.param({"a": 1}, {"a": 2}, id="value of a key"),
        pytest.param({"a": 1}, {"b": 1}, id="key"),
        pytest.param(Day(2026, 1, 1), Day(2026, 1, 2), id="day"),
        pytest.param(Address("vi", "a/"), Address("en", "a/"), id="address"),
        pytest.param(Pager(2, "/1/", "/"), Pager(2, "/1/", None), id="pager"),
        pytest.param(Crumb("/", title="a"), Crumb("/", kind="a"), id="crumb"),
        pytest.param(
            Climate(month=1, mean=9.5, rain=60), Climate(month=1, mean=9.5, rain=61), id="climate"
        ),
        pytest.param(Nearby(whole(), 1.5), Nearby(whole(), 1.25), id="distance"),
        pytest.param(Group("2025", [whole()]), Group("2025", [whole()] * 2), id="group"),
        pytest.param(b"a", b"b", id="digest"),
    ],
)
def test_other_values_have_another_fingerprint(one: object, other: object) -> None:
    """Kind and order count."""
    assert fingerprint(one) != fingerprint(other)


def test_the_order_of_keys_does_not_count() -> None:
    """A template asks for them by name."""
    assert fingerprint({"a": 1, "b": 2}) == fingerprint({"b": 2, "a": 1})


def card(known: Thing, lang: str = "vi", moment: str = "2026-06-01") -> bytes:
    """The fingerprint of a card, as the library gives it at a moment."""
    found = library(known, clock=clock(moment)).card(known.name, lang)
    assert found
    return fingerprint(found)


PICTURES = {"a.jpg": RIGHTS, "b.jpg": RIGHTS}
PLACE = thing("place/a", "vi", "en", cover="a.jpg", pictures=PICTURES)


def slugged(known: Thing, slug: str) -> Thing:
    """The same thing at another address."""
    return in_words(known, vi={"slug": slug}, en={"slug": slug})


def test_a_card_has_the_fingerprint_of_its_values() -> None:
    """What a card does not show does not count: another language, a moment that decides nothing."""
    assert card(PLACE) == card(thing("place/a", "vi", cover="a.jpg", pictures=PICTURES))
    assert card(PLACE) == card(PLACE, moment="2027-01-01")


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(card(PLACE, "en"), id="language"),
        pytest.param(card(in_words(PLACE, vi={"title": "Tên khác"})), id="words"),
        pytest.param(card(slugged(PLACE, "b")), id="address"),
        pytest.param(
            card(thing("place/a", cover="a.jpg", pictures=PICTURES, altitude=1)), id="facts"
        ),
        pytest.param(card(thing("place/a", cover="b.jpg", pictures=PICTURES)), id="cover"),
        pytest.param(
            card(replace(PLACE, pictures={"a.jpg": Measured(30, 20, "other")})), id="pixels"
        ),
    ],
)
def test_a_card_that_shows_something_else_has_another_fingerprint(other: bytes) -> None:
    """Its mark tells what its pages cannot compare."""
    assert card(PLACE) != other


def test_a_card_whose_picture_has_another_path_has_another_fingerprint() -> None:
    """A bundle that was renamed and kept its address: the old names of its renditions are gone."""
    renamed = slugged(thing("place/b", "vi", "en", cover="a.jpg", pictures=PICTURES), "c")

    assert card(slugged(PLACE, "c")) != card(renamed)


@pytest.mark.parametrize(
    ("known", "moments"),
    [
        pytest.param(
            thing("festival/a", dates=[{"start": "2026-06-10", "end": "2026-06-12"}]),
            ("2026-06-12T23:59", "2026-06-13"),
            id="next days",
        ),
        pytest.param(thing("guide/a"), ("2027-01-03", "2027-01-04"), id="review"),
    ],
)
def test_what_the_clock_decides_is_part_of_a_card(known: Thing, moments: tuple[str, str]) -> None:
    """No file has changed, and the card has."""
    before, after = (card(known, moment=moment) for moment in moments)

    assert before != after
