from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date as Day
from pathlib import Path
from typing import Any

import pytest

from plugins.addresses import Address
from plugins.documents import PlacedFigure, PlacedVideo
from plugins.facets import write_items
from plugins.images.originals import Measured
from plugins.library import Library, Stored
from plugins.prose import Heading, convert
from plugins.schema.base import Picture
from plugins.store import StoreBroken, new_store, seal
from plugins.things import Thing
from tests.specimens import (
    ADDRESSES,
    CLOCK,
    LANGUAGES,
    RIGHTS,
    clock,
    facets,
    in_words,
    library,
    thing,
)

CAT_CAT = thing("place/cat-cat", "vi", "en", title="Cat Cat")
TA_VAN = thing("place/ta-van", title="Tả Van")
LATER = thing("place/later", "vi", "en", date="2026-06-02")


def asking(known: Library, ask: Callable[[Library], object]) -> set[str]:
    """What a library notes while something is asked."""
    known.asked.clear()
    ask(known)
    return set(known.asked)


def test_a_card_is_a_thing_in_one_language() -> None:
    """It has the words, the address and the cover of its language, and no text."""
    known = library(
        in_words(
            thing("place/cat-cat", "vi", "en", cover="a.jpg", pictures={"a.jpg": RIGHTS}),
            en={"title": "Cat Cat", "slug": "village"},
        )
    )
    card = known.card("place/cat-cat", "en")

    assert card
    assert ("place/cat-cat", "Cat Cat", "en") == (card.name, card.title, card.bcp47)
    assert Address("en", "places/village/") == card.address
    assert "/en/places/village/" == card.url
    assert "place/cat-cat/a.jpg" == card.cover
    assert (False, None, None) == (card.foreign, card.body, card.topics)


def test_a_card_may_show_the_picture_of_another() -> None:
    """The path says whose it is."""
    known = library(
        thing("place/cat-cat", pictures={"a.jpg": RIGHTS}),
        thing("story/a", cover="place/cat-cat/a.jpg"),
    )
    card = known.card("story/a", "vi")

    assert card
    assert "place/cat-cat/a.jpg" == card.cover


@pytest.mark.parametrize(
    ("name", "lang"),
    [
        pytest.param("place/zzz", "vi", id="no such thing"),
        pytest.param("place/ta-van", "en", id="not translated"),
        pytest.param("place/later", "vi", id="not out yet"),
    ],
)
def test_what_is_not_on_the_site_has_no_card(name: str, lang: str) -> None:
    """Nothing tells why; nor is there a title or a text."""
    known = library(TA_VAN, LATER)

    assert known.card(name, lang) is None
    assert "" == known.title(name, lang)
    with pytest.raises(KeyError):
        known.whole(name, lang)


def test_a_thing_is_found_in_the_nearest_language() -> None:
    """What is of another language is marked as foreign."""
    known = library(CAT_CAT, TA_VAN)
    found = [known.nearest(name, "zh") for name in (CAT_CAT.name, TA_VAN.name, "place/zzz")]
    own = known.nearest("place/cat-cat", "en")

    assert [("en", True), ("vi", True), None] == [
        (each.lang, each.foreign) if each else None for each in found
    ]
    assert own
    assert not own.foreign


def test_what_is_not_out_yet_has_no_addresses() -> None:
    """Nobody can link to it."""
    known = library(CAT_CAT, LATER)

    assert {"vi", "en"} == set(known.versions("place/cat-cat"))
    assert {} == known.versions("place/later")
    assert {} == known.versions("place/zzz")


def test_a_festival_knows_its_next_days_and_a_guide_whether_it_is_due() -> None:
    """As the clock decides; other kinds know neither."""
    days = [{"start": day, "end": day} for day in ("2026-02-01", "2026-07-01")]
    known = library(
        thing("festival/a", dates=days),
        thing("guide/old", verified="2025-01-01"),
        thing("guide/new", verified="2026-05-01"),
        thing("story/a"),
    )

    def decided(name: str) -> tuple[Day | None, bool]:
        card = known.card(name, "vi")
        assert card
        return card.coming.start if card.coming else None, card.due

    assert (Day(2026, 7, 1), False) == decided("festival/a")
    assert (None, True) == decided("guide/old")
    assert (None, False) == decided("guide/new") == decided("story/a")


def marks(*things: Thing, name: str = "story/a") -> str:
    """The mark of a card."""
    card = library(*things).card(name, "vi")
    assert card
    return card.mark


def test_a_mark_changes_with_facts_words_and_cover() -> None:
    """The pixels and the rights of the cover count, those of another bundle too."""
    peak = thing("place/peak", pictures={"a.jpg": RIGHTS})
    story = thing("story/a", cover="place/peak/a.jpg")
    credited = thing("place/peak", pictures={"a.jpg": {**RIGHTS, "credit": "Another"}})
    retouched = replace(peak, pictures={"a.jpg": Measured(30, 20, "other")})
    cropped = replace(peak, pictures={"a.jpg": Measured(30, 19, "digest of a.jpg")})
    others = [
        marks(peak, thing("story/a", cover="place/peak/a.jpg", topics=["tea"])),
        marks(peak, in_words(story, vi={"summary": "Câu khác."})),
        *(marks(other, story) for other in (credited, retouched, cropped)),
    ]

    assert marks(peak, story) == marks(peak, story)
    assert 5 == len({*others} - {marks(peak, story)})


def test_a_mark_does_not_change_with_another_language() -> None:
    """A translator's work concerns the pages of that language."""
    both = thing("story/a", "vi", "en")

    assert marks(both) == marks(in_words(both, en={"title": "Another title"}))


def test_a_whole_document_has_its_text_its_topics_and_its_places() -> None:
    """Those that it names are in its language, else in another that has them."""
    known = library(
        thing("page/about", "vi", "en", topics=["walks"], places=["ta-van", "later", "cat-cat"]),
        in_words(thing("topic/walks", "vi", "en"), vi={"title": "Đi bộ"}, en={"title": "Walks"}),
        CAT_CAT,
        TA_VAN,
        LATER,
        texts={"page/about%en": "## Go\n\nOne."},
    )
    page = known.whole("page/about", "en")

    assert page.body
    assert (Heading("go", "Go", 2),) == page.body.headings
    assert 1 == page.body.reading_minutes
    assert ["Walks"] == [topic.title for topic in page.topics or ()]
    assert [("Tả Van", True), ("Cat Cat", False)] == [
        (place.title, place.foreign) for place in page.places or ()
    ]


def html_of(typed: str, lang: str = "en") -> str:
    """The HTML of a text that may link to places, translated, untranslated and not out yet."""
    about = thing("page/about", "vi", "en")
    known = library(CAT_CAT, TA_VAN, LATER, about, texts={f"page/about%{lang}": typed})
    body = known.whole("page/about", lang).body
    assert body
    return "".join(str(part.html) for part in body.parts)


def test_a_link_to_a_bundle_becomes_its_address() -> None:
    """The link goes to the page in the reader's language, and to the heading."""
    html = html_of("[a *b*](place/cat-cat#đi-đâu) [c](place/cat-cat)")

    expected = '<a href="/en/places/cat-cat/#đi-đâu">a <em>b</em></a>'
    assert f'<p>{expected} <a href="/en/places/cat-cat/">c</a></p>' == html


def test_a_link_to_what_is_not_translated_says_its_language() -> None:
    """It goes to the page that exists, and names its language in that language."""
    html = html_of("[a](place/ta-van)")

    link = '<a href="/diem-den/ta-van/" hreflang="vi">a</a> (<span lang="vi">Tiếng Việt</span>)'
    assert f"<p>{link}</p>" == html


def test_a_link_to_what_is_not_out_yet_is_plain_words() -> None:
    """The words stay, with their emphasis, and the next link is one again."""
    html = html_of("One [a *b*](place/later#c) and [c](place/cat-cat).")

    assert '<p>One a <em>b</em> and <a href="/en/places/cat-cat/">c</a>.</p>' == html


def test_what_only_looks_like_a_link_stays_as_it_was() -> None:
    """Our own mark as words of a text is no link."""
    html = html_of('href="ref:no/such" and [c](place/cat-cat)')

    assert '<p>href="ref:no/such" and <a href="/en/places/cat-cat/">c</a></p>' == html


def test_a_figure_has_the_full_path_of_its_picture() -> None:
    """A part is either HTML or a figure, whose mark stands for its pixels and its rights."""
    place = thing("place/cat-cat", pictures={"a.jpg": RIGHTS})
    texts = {"place/cat-cat%vi": 'Một.\n\n![Ruộng](a.jpg "Thu")'}

    def parts(known: Thing) -> list[tuple[str | None, PlacedFigure | None]]:
        body = library(known, texts=texts).whole("place/cat-cat", "vi").body
        assert body
        return [(part.html, part.figure) for part in body.parts]

    [(html, nothing), (no_html, figure)] = parts(place)
    assert ("<p>Một.</p>", None, None) == (html, nothing, no_html)
    assert figure
    assert PlacedFigure("place/cat-cat/a.jpg", "Ruộng", "Thu", figure.mark) == figure
    retouched = replace(place, pictures={"a.jpg": Measured(30, 20, "other")})
    assert [figure] == [other for _, other in parts(place) if other]
    assert [figure] != [other for _, other in parts(retouched) if other]


def test_a_gallery_has_figures_with_the_full_paths_of_their_pictures() -> None:
    """Each has a mark that changes with its pixels, and the page depends on its bundle."""
    place = thing("place/cat-cat", pictures={"a.jpg": RIGHTS})
    peak = thing("place/peak", pictures={"b.jpg": RIGHTS})
    typed = ':::gallery\n![Ruộng](a.jpg "Thu")\n![Đỉnh](place/peak/b.jpg)\n:::'

    def figures(*known: Thing) -> tuple[PlacedFigure, ...]:
        found = library(*known, texts={"place/cat-cat%vi": typed})
        body = found.whole("place/cat-cat", "vi").body
        assert body
        assert "place/peak" in found.asked
        [part] = body.parts
        assert (None, None) == (part.html, part.figure)
        return part.gallery

    one, other = figures(place, peak)
    assert PlacedFigure("place/cat-cat/a.jpg", "Ruộng", "Thu", one.mark) == one
    assert PlacedFigure("place/peak/b.jpg", "Đỉnh", "", other.mark) == other
    retouched = replace(peak, pictures={"b.jpg": Measured(30, 20, "other")})
    assert one == figures(place, retouched)[0]
    assert other != figures(place, retouched)[1]


def test_a_video_depends_on_the_bundle_that_has_it() -> None:
    """Other captions, another poster or another film there make another page here."""
    videos = {"walk": {"credit": "A", "licence": "CC BY 4.0"}}
    peak = thing("place/peak", "vi", "en", pictures={"walk.jpg": RIGHTS}, videos=videos)
    filmed = replace(peak, videos={"walk.mp4": "a" * 64, "walk.vi.vtt": "b" * 64})
    story = thing("place/cat-cat")
    typed = '![Dốc](video:place/peak/walk "Sớm")'

    def video(known: Thing) -> PlacedVideo:
        found = library(story, known, texts={"place/cat-cat%vi": typed})
        body = found.whole("place/cat-cat", "vi").body
        assert body
        assert "place/peak" in found.asked
        assert {f"place/peak/{file}" for file in known.videos} == {path for path, _ in body.copies}
        [part] = body.parts
        assert part.is_apart
        assert part.video
        return part.video

    one = video(filmed)
    assert ("Dốc", "Sớm", "place/peak/walk.jpg") == (one.alt, one.caption, one.playing.poster)
    assert one == video(replace(filmed))
    for files in ({"walk.mp4": "c" * 64}, {"walk.vi.vtt": "c" * 64}, {"walk.en.vtt": "c" * 64}):
        assert one != video(replace(filmed, videos={**filmed.videos, **files}))
    assert one != video(replace(filmed, pictures={"walk.jpg": Measured(30, 20, "other")}))


def test_an_original_is_a_file_with_its_size_and_its_rights() -> None:
    """Its path is that of the file in the content."""
    known = library(thing("place/cat-cat", pictures={"a.jpg": RIGHTS}))
    original = known.original("place/cat-cat/a.jpg")

    assert Path("content/place/cat-cat/a.jpg") == original.path
    assert Measured(30, 20, "digest of a.jpg") == original.measured
    assert Picture(**RIGHTS) == original.facts


@pytest.mark.parametrize("path", ["place/zzz/a.jpg", "place/cat-cat/b.jpg"])
def test_there_is_no_original_of_nothing(path: str) -> None:
    """Neither of a thing nor of a file that does not exist."""
    with pytest.raises(KeyError):
        library(CAT_CAT).original(path)


STORY = thing("story/a", "vi", "en", topics=["tea"], places=["ta-van"], cover="place/peak/a.jpg")
PEAK = thing("place/peak", pictures={"a.jpg": RIGHTS})
TEXT = "[b](place/cat-cat) [c](place/later)\n\n![d](guide/e/f.jpg)"


@pytest.fixture
def known() -> Library:
    """A library in which a story shows and names several others."""
    return library(
        STORY,
        PEAK,
        CAT_CAT,
        TA_VAN,
        LATER,
        thing("topic/tea"),
        thing("guide/e", pictures={"f.jpg": RIGHTS}),
        texts={"story/a%en": TEXT},
    )


@pytest.mark.parametrize(
    ("ask", "expected"),
    [
        pytest.param(lambda it: it.items("story@vi"), {"story@vi"}, id="facet"),
        pytest.param(
            lambda it: it.head("topic/tea@vi", ("story/",), 1), {"topic/tea@vi"}, id="beginning"
        ),
        pytest.param(lambda it: it.page_items("story@vi", None), {"story@vi#"}, id="front page"),
        pytest.param(lambda it: it.page_items("story@vi", 3), {"story@vi#3"}, id="older page"),
        pytest.param(lambda it: it.card("place/ta-van", "vi"), {"place/ta-van:vi"}, id="card"),
        pytest.param(
            lambda it: it.card("story/a", "vi"),
            {"story/a:vi", "place/peak"},
            id="card with a cover",
        ),
        pytest.param(lambda it: it.card("place/zzz", "vi"), {"place/zzz:vi"}, id="no such thing"),
        pytest.param(lambda it: it.card("place/ta-van", "en"), {"place/ta-van:en"}, id="language"),
        pytest.param(lambda it: it.card("place/later", "vi"), {"place/later:vi"}, id="not out yet"),
        pytest.param(lambda it: it.versions("place/later"), {"place/later"}, id="addresses"),
        pytest.param(
            lambda it: it.nearest("place/zzz", "en"), {"place/zzz", "place/zzz:vi"}, id="nearest"
        ),
        pytest.param(lambda it: it.title("place/ta-van", "vi"), {"place/ta-van:vi"}, id="title"),
        pytest.param(lambda it: it.original("place/peak/a.jpg"), {"place/peak"}, id="picture"),
        pytest.param(
            lambda it: it.whole("story/a", "en"),
            {
                "story/a:en",
                "story/a%en",
                "topic/tea",
                "topic/tea:vi",
                "place/ta-van",
                "place/ta-van:vi",
                "place/peak",
                "place/cat-cat",
                "place/later",
                "guide/e",
            },
            id="whole",
        ),
    ],
)
def test_whatever_is_asked_is_noted(
    known: Library, ask: Callable[[Library], object], expected: set[str]
) -> None:
    """The second time as the first, when a card is at hand already; and beside what was noted."""
    assert expected == asking(known, ask)
    assert expected == asking(known, ask)
    known.asked.add("home")
    ask(known)
    assert {"home", *expected} == known.asked


def test_the_beginning_of_a_facet_holds_the_first_of_some_kinds() -> None:
    """In its order; each limit and each choice of kinds by itself."""
    names = ("story/a", "guide/b", "place/c", "story/d", "guide/e")
    days = [f"2026-02-{20 - place}" for place in range(5)]
    known = library(
        *(thing(name, topics=["tea"], date=day) for name, day in zip(names, days, strict=True))
    )

    def head(kinds: tuple[str, ...], limit: int) -> list[str]:
        return [item.name for item in known.head("topic/tea@vi", kinds, limit)]

    assert ["story/a", "guide/b", "story/d"] == head(("story/", "guide/"), 3)
    assert ["story/a", "guide/b"] == head(("story/", "guide/"), 2)
    assert ["place/c"] == head(("place/",), 3)
    assert [] == [item.name for item in known.head("topic/snow@vi", ("place/",), 3)]


def test_what_is_noted_for_a_card_is_no_part_of_another(known: Library) -> None:
    """A page that has asked much before leaves nothing in a card that it asks for first."""
    known.items("story@vi")
    known.card("place/cat-cat", "vi")

    assert {"place/cat-cat:vi"} == asking(known, lambda it: it.card("place/cat-cat", "vi"))


def test_a_card_is_made_once(known: Library) -> None:
    """Thousands of pages show the same."""
    assert known.card("story/a", "vi") is known.card("story/a", "vi")


def test_time_alone_brings_a_thing_out() -> None:
    """The library of another moment has it."""
    assert library(LATER, clock=clock("2026-06-01T23:59:59")).card("place/later", "vi") is None
    assert library(LATER, clock=clock("2026-06-02")).card("place/later", "vi")


@pytest.fixture
def stored(tmp_path: Path) -> Iterator[Stored]:
    """A source on a store that holds one thing, and a name without one."""
    store = new_store(tmp_path / "store.sqlite", "1")
    prose = convert("## Go", "")
    store.do("INSERT INTO things VALUES (?, ?, ?, ?)", CAT_CAT.name, seal(CAT_CAT), b"", b"")
    store.do("INSERT INTO proses VALUES (?, ?, ?)", CAT_CAT.name, "en", seal(prose))
    for facet, items in facets(CAT_CAT).items():
        write_items(store, facet, items)
    yield Stored(store)
    store.close()


def test_a_build_finds_things_texts_and_facets_in_its_store(stored: Stored) -> None:
    """They come back as they were."""
    assert CAT_CAT == stored.thing("place/cat-cat")
    assert stored.thing("place/zzz") is None
    assert convert("## Go", "") == stored.prose("place/cat-cat", "en")
    assert facets(CAT_CAT)["place@vi"] == stored.items("place@vi")
    assert [] == stored.items("story@vi")


def test_a_text_that_is_missing_breaks_the_store(stored: Stored) -> None:
    """The things say that there is one."""
    with pytest.raises(StoreBroken, match="place/cat-cat"):
        stored.prose("place/cat-cat", "zh")


def test_things_and_facets_are_read_once(stored: Stored) -> None:
    """Many pages ask for the same."""
    before: list[Any] = [stored.thing("place/cat-cat"), stored.items("place@vi")]
    stored.store.do("DELETE FROM things")
    stored.store.do("DELETE FROM facets")

    assert before[0] is stored.thing("place/cat-cat")
    assert before[1] is stored.items("place@vi")


def test_a_library_stands_on_a_store_as_on_any_source(stored: Stored, tmp_path: Path) -> None:
    """Documents are the same."""
    known = Library(stored, tmp_path, ADDRESSES, LANGUAGES, CLOCK)

    assert "Cat Cat" == known.whole("place/cat-cat", "en").title
