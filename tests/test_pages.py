from typing import Any

import pytest

from plugins.addresses import Address
from plugins.documents import Document
from plugins.frame import Brand, Frame
from plugins.pages import LISTED, PER_PAGE, Edition, Job
from plugins.shelf import Shelf
from tests.specimens import ADDRESSES, LANGUAGES, document, library

BRAND = Brand("Sa Pa", "https://example.org/licence", "fansipan", "sa-pa", [])
STANDARD = {"home", "archive", "not_found", *(f"{kind}_list" for kind in LISTED)}


def edition(*documents: Document, lang: str = "vi") -> Edition:
    """All pages of one language, of these documents."""
    frame = Frame(lang, ADDRESSES, LANGUAGES, BRAND, "/theme/abc", LISTED)
    return Edition(frame, Shelf(library(*documents), lang))


def job(made: Edition, url: str) -> Job:
    """The job of an address."""
    [found] = [each for each in made.jobs() if each.page.url == url]
    return found


def keys(documents: list[Document]) -> list[str]:
    """The keys of documents."""
    return [each.key for each in documents]


def stories(count: int, lang: str = "vi") -> list[Document]:
    """Stories of successive days; the oldest is day-0."""
    days = [f"{2000 + number // 28}-01-{number % 28 + 1:02}" for number in range(count)]
    return [document(f"story/day-{number}", lang, date=day) for number, day in enumerate(days)]


def test_a_language_without_things_has_its_standard_pages() -> None:
    """Home, lists, archive and the page for what is not found are always there."""
    assert {each.template for each in edition().jobs()} == STANDARD


@pytest.mark.parametrize("kind", [*LISTED, "page"])
def test_each_thing_has_a_page_with_the_template_of_its_kind(kind: str) -> None:
    """One word from kind to template and address."""
    thing = document(f"{kind}/a")
    found = job(edition(thing), thing.url)

    assert (kind, kind) == (found.template, found.kind)
    assert found.context["document"] is thing


def test_what_is_not_translated_has_no_page() -> None:
    """It stands in the list of its kind instead."""
    made = edition(document("place/a", "vi"), lang="en")

    assert {each.template for each in made.jobs()} == STANDARD
    listed = job(made, "/en/places/").context
    assert [] == listed["documents"]
    assert [("a", True)] == [(each.key, each.foreign) for each in listed["untranslated"]]


def test_no_two_jobs_have_one_address() -> None:
    """Whatever there is, every page stands alone."""
    things = [document(f"{kind}/a") for kind in (*LISTED, "page")]
    addresses = [each.address for each in edition(*things, *stories(100)).jobs()]

    assert len(addresses) == len(set(addresses))


@pytest.mark.parametrize(
    ("count", "urls"),
    [
        pytest.param(0, ["/cau-chuyen/"], id="none"),
        pytest.param(2 * PER_PAGE - 1, ["/cau-chuyen/"], id="almost two pages"),
        pytest.param(2 * PER_PAGE, ["/cau-chuyen/", "/cau-chuyen/1/"], id="two pages"),
        pytest.param(
            3 * PER_PAGE + 1, ["/cau-chuyen/", "/cau-chuyen/2/", "/cau-chuyen/1/"], id="three"
        ),
    ],
)
def test_a_long_list_has_numbered_pages(count: int, urls: list[str]) -> None:
    """The front page is the newest, number 1 the oldest."""
    made = edition(*stories(count))

    assert urls == [each.page.url for each in made.listing("story")]


def test_numbered_pages_stay_when_something_new_comes() -> None:
    """Page 1 holds the oldest things for ever."""
    before = job(edition(*stories(2 * PER_PAGE)), "/cau-chuyen/1/")
    after = job(edition(*stories(5 * PER_PAGE + 7)), "/cau-chuyen/1/")

    assert [f"day-{number}" for number in reversed(range(PER_PAGE))] == keys(
        before.context["documents"]
    )
    assert keys(before.context["documents"]) == keys(after.context["documents"])


@pytest.mark.parametrize(
    ("url", "number", "older", "newer"),
    [
        pytest.param("/cau-chuyen/", 3, "/cau-chuyen/2/", None, id="front"),
        pytest.param("/cau-chuyen/2/", 2, "/cau-chuyen/1/", "/cau-chuyen/", id="middle"),
        pytest.param("/cau-chuyen/1/", 1, None, "/cau-chuyen/2/", id="oldest"),
    ],
)
def test_pages_of_a_list_lead_to_each_other(
    url: str, number: int, older: str | None, newer: str | None
) -> None:
    """Each knows the older and the newer one."""
    pager = job(edition(*stories(3 * PER_PAGE)), url).context["pager"]

    assert (number, 3, older, newer) == (pager.number, pager.count, pager.older, pager.newer)


def test_a_list_of_one_page_leads_nowhere() -> None:
    """There is nothing older or newer."""
    pager = job(edition(*stories(1)), "/cau-chuyen/").context["pager"]

    assert (1, 1, None, None) == (pager.number, pager.count, pager.older, pager.newer)


def test_numbered_pages_have_no_other_language() -> None:
    """Another language's page of that number holds other things; its list is offered."""
    made = edition(*stories(2 * PER_PAGE))
    front, older = made.listing("story")

    assert ["vi", "en", "zh-Hans", "x-default"] == [each.hreflang for each in front.page.alternates]
    assert [] == older.page.alternates
    assert ["", "listing", "listing"] == [each.nearest for each in older.page.switches]


def test_what_is_not_translated_stands_on_the_front_page_of_a_list() -> None:
    """Older pages do not repeat it."""
    made = edition(*stories(2 * PER_PAGE, "en"), document("story/x", "vi"), lang="en")

    assert [["x"], []] == [keys(each.context["untranslated"]) for each in made.listing("story")]


def context(template: str, *documents: Document) -> dict[str, Any]:
    """What the first page of a template is given."""
    return next(each.context for each in edition(*documents).jobs() if each.template == template)


def test_awards_are_grouped_by_year_and_by_scope() -> None:
    """Newest year first; the widest scope first, and none that is empty."""
    awards = [
        document("award/a", year=2024, scope="vietnam"),
        document("award/b", year=2025, scope="world"),
        document("award/c", year=2025, scope="vietnam"),
    ]
    given = context("award_list", *awards)

    assert [
        ("2025", ["b", "c"]),
        ("2024", ["a"]),
    ] == [(group.heading, sorted(keys(list(group.documents)))) for group in given["by_year"]]
    assert [
        ("world", ["b"]),
        ("vietnam", ["c", "a"]),
    ] == [(group.heading, keys(list(group.documents))) for group in given["by_scope"]]
    assert 3 == len(given["awards"])


def test_the_archive_has_everything_by_year() -> None:
    """Stories, festivals, guides and places, the newest year and day first."""
    given = context(
        "archive",
        document("story/a", date="2025-03-01"),
        document("guide/b", date="2026-01-01"),
        document("place/c", date="2025-06-01"),
        document("festival/d", date="2026-02-01"),
        document("topic/e", date="2026-02-02"),
    )

    assert [
        ("2026", ["d", "b"]),
        ("2025", ["c", "a"]),
    ] == [(group.heading, keys(list(group.documents))) for group in given["years"]]


def test_the_home_page_shows_cover_contents_and_climate() -> None:
    """Cover and climate are those of the places that the brand names."""
    climate = [{"month": 1, "mean": 9.5, "rain": 60}]
    given = context(
        "home",
        document("place/fansipan", altitude=3147),
        document("place/sa-pa", climate=climate),
        *(document(f"award/{number}", year=2020 + number) for number in range(7)),
    )

    assert "fansipan" == given["cover"].key
    assert [1] == [month.month for month in given["climate"]]
    assert [
        ("place", "/diem-den/", 2),
        ("award", "/vinh-danh/", 4),
    ] == [(each.kind, each.url, len(each.documents)) for each in given["contents"]]
    assert (["6", "5", "4", "3", "2"], 7) == (keys(given["awards"]), given["award_count"])


def test_the_home_page_shows_a_cover_that_is_not_translated() -> None:
    """A picture and a table serve readers of every language."""
    climate = [{"month": 1, "mean": 9.5, "rain": 60}]
    peak, town = document("place/fansipan"), document("place/sa-pa", climate=climate)
    given = job(edition(peak, town, lang="en"), "/en/").context

    assert ("fansipan", "vi") == (given["cover"].key, given["cover"].lang)
    assert 1 == len(given["climate"])


def test_the_home_page_does_without_what_is_not_there() -> None:
    """A site that lacks the cover's place still has a home page."""
    given = context("home")

    assert (None, [], []) == (given["cover"], given["climate"], given["contents"])


def test_the_page_for_what_is_not_found_is_not_indexed() -> None:
    """It has no other languages, its switcher leads home, and servers find it as 404.html."""
    found = job(edition(lang="en"), "/en/404.html")

    assert Address("en", "404.html") == found.address
    assert found.page.noindex
    assert [] == found.page.alternates
    assert ["home"] * 3 == [each.nearest for each in found.page.switches]


def test_only_the_page_for_what_is_not_found_is_not_indexed() -> None:
    """Every other page may be listed."""
    jobs = edition(document("place/a")).jobs()

    assert ["not_found"] == [each.template for each in jobs if each.page.noindex]


FANSIPAN = document(
    "place/fansipan",
    altitude=3147,
    coordinates={"lat": 22.3, "lon": 103.77, "quality": "exact"},
    topics=["peaks"],
)
SA_PA = document(
    "place/sa-pa", coordinates={"lat": 22.33, "lon": 103.84, "quality": "exact"}, topics=["towns"]
)
CLIMB = document("story/climb", places=["fansipan"], topics=["peaks"], date="2026-02-01")
DESCENT = document("story/descent", places=["fansipan"])
EVERYTHING = [
    FANSIPAN,
    SA_PA,
    CLIMB,
    DESCENT,
    document("festival/spring", date="2026-02-01"),
    document("festival/autumn"),
    document("guide/visa"),
    document("guide/train", date="2026-02-01"),
    document("award/a", places=["fansipan"], topics=["peaks"]),
    document("award/b", year=2024),
    document("topic/peaks"),
]


@pytest.mark.parametrize(
    ("name", "variable", "expected"),
    [
        pytest.param("story/climb", "related", ["descent"], id="story"),
        pytest.param("place/fansipan", "about", ["climb", "descent", "a"], id="place"),
        pytest.param("award/a", "others", ["b"], id="award"),
        pytest.param("festival/autumn", "others", ["spring"], id="festival"),
        pytest.param("guide/visa", "others", ["train"], id="guide"),
        pytest.param("topic/peaks", "documents", ["climb", "fansipan", "a"], id="topic"),
    ],
)
def test_a_thing_stands_beside_what_belongs_to_it(
    name: str, variable: str, expected: list[str]
) -> None:
    """Each kind has its own neighbours, never the thing itself."""
    kind, _, key = name.partition("/")
    given = job(edition(*EVERYTHING), ADDRESSES.url(ADDRESSES.thing(kind, "vi", key))).context

    assert expected == keys(given[variable])


def test_a_place_knows_its_neighbours_and_their_heights() -> None:
    """The nearest places, and all whose height is known."""
    given = job(edition(*EVERYTHING), SA_PA.url).context

    assert ["fansipan"] == [each.document.key for each in given["nearby"]]
    assert [("fansipan", 3147)] == [(each.key, height) for each, height in given["altitudes"]]


def test_a_topic_lists_what_is_not_translated() -> None:
    """Things of the topic in another language stand apart, those of other topics nowhere."""
    made = edition(
        document("topic/peaks", "en"),
        document("story/climb", "vi", topics=["peaks"]),
        document("story/tea", "vi", topics=["tea"]),
        document("guide/climb", "en", topics=["peaks"]),
        lang="en",
    )
    given = job(made, "/en/topics/peaks/").context

    assert (["climb"], ["story/climb"]) == (
        keys(given["documents"]),
        [each.name for each in given["untranslated"]],
    )


def test_a_thing_names_the_languages_that_have_it() -> None:
    """Alternates are those of its translations, not of every language."""
    made = edition(document("place/a", "vi"), document("place/a", "zh"))

    assert [
        "vi",
        "zh-Hans",
        "x-default",
    ] == [each.hreflang for each in job(made, "/diem-den/a/").page.alternates]
