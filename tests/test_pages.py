from dataclasses import replace
from typing import Any

import pytest

from plugins.addresses import Address
from plugins.documents import Document
from plugins.facets import ARCHIVE_PER_PAGE, LISTED, PER_PAGE
from plugins.inventory import ALWAYS
from plugins.pages import TEMPLATES, Edition, Job, PageName
from plugins.paging import page_count
from plugins.schema import KINDS
from plugins.things import Thing
from tests.specimens import RIGHTS, edition, in_words, thing

STANDARD = {"home", "archive", "not_found", *(f"{kind}_list" for kind in LISTED)}


def job(made: Edition, name: str) -> Job:
    """The page of a name."""
    return made.job(PageName.parse(name))


def jobs(made: Edition, *things: Thing) -> list[Job]:
    """The pages that are always there, and those of these things."""
    subjects = (*ALWAYS, *(each.name for each in things))
    return [made.job(PageName(subject, made.lang)) for subject in subjects]


def listing(made: Edition, subject: str, size: int = PER_PAGE) -> list[Job]:
    """The pages of a list, the front page first."""
    count = page_count(len(made.library.items(f"{subject}@{made.lang}")), size)
    numbers = (None, *range(count - 1, 0, -1))
    return [made.job(PageName(subject, made.lang, number)) for number in numbers]


def keys(documents: list[Document]) -> list[str]:
    """The keys of documents."""
    return [each.key for each in documents]


def stories(count: int, *langs: str, **changes: Any) -> list[Thing]:
    """Stories of successive days; the oldest is day-0."""
    days = [f"{2000 + number // 28}-01-{number % 28 + 1:02}" for number in range(count)]
    return [
        thing(f"story/day-{number}", *langs, date=day, **changes) for number, day in enumerate(days)
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("home@vi", PageName("home", "vi")),
        ("place/cat-cat@en", PageName("place/cat-cat", "en")),
        ("story@zh#12", PageName("story", "zh", 12)),
        ("topic/crafts@vi#1", PageName("topic/crafts", "vi", 1)),
    ],
)
def test_the_name_of_a_page_is_a_text(text: str, name: PageName) -> None:
    """It says what the page is about, its language and its number; both ways."""
    assert name == PageName.parse(text)
    assert text == str(name)


@pytest.mark.parametrize("text", ["story@vi", "story@vi#3"])
def test_pages_of_a_list_share_the_name_of_its_facet(text: str) -> None:
    """The number stands apart."""
    assert "story@vi" == PageName.parse(text).facet


def test_a_language_without_things_has_its_standard_pages() -> None:
    """Home, lists, archive and the page for what is not found are always there."""
    assert {each.template for each in jobs(edition())} == STANDARD


def test_every_template_is_known() -> None:
    """A theme is asked for all of them before a build begins."""
    things = [thing(f"{kind}/a") for kind in KINDS]

    assert set(TEMPLATES) == {each.template for each in jobs(edition(*things), *things)}


@pytest.mark.parametrize("kind", [*LISTED, "page"])
def test_each_thing_has_a_page_with_the_template_of_its_kind(kind: str) -> None:
    """One word from kind to template and address."""
    made = edition(thing(f"{kind}/a"))
    found = job(made, f"{kind}/a@vi")
    document = made.library.whole(f"{kind}/a", "vi")

    assert (kind, kind) == (found.template, found.kind)
    assert (document.name, document.url) == (found.context["document"].name, found.page.url)
    assert document.body == found.context["document"].body


def test_a_page_tells_of_its_cover_and_figures() -> None:
    """Once each, in their order, those of galleries too; the cover of a list is nobody's figure."""
    text = "![a](b.jpg)\n\n:::gallery\n![c](c.jpg)\n![a](a.jpg)\n:::\n\n![b](b.jpg)"
    pictures = {f"{name}.jpg": RIGHTS for name in "abc"}
    place = thing("place/a", cover="a.jpg", pictures=pictures)
    bare = thing("place/b", pictures=pictures)
    texts = {"place/a%vi": text, "place/b%vi": text}
    made = edition(place, bare, texts=texts)

    assert ("place/a/a.jpg", "place/a/b.jpg", "place/a/c.jpg") == job(
        made, "place/a@vi"
    ).page.pictures
    assert ("place/b/b.jpg", "place/b/c.jpg", "place/b/a.jpg") == job(
        made, "place/b@vi"
    ).page.pictures
    assert () == job(made, "place@vi").page.pictures


def test_an_older_page_of_a_topic_tells_of_no_figure() -> None:
    """Its text stands on the first."""
    topic = thing("topic/t", pictures={"a.jpg": RIGHTS})
    stories = [thing(f"place/p{number}", topics=["t"]) for number in range(2 * PER_PAGE)]
    made = edition(topic, *stories, texts={"topic/t%vi": "![a](a.jpg)"})

    assert ("topic/t/a.jpg",) == job(made, "topic/t@vi").page.pictures
    assert () == job(made, "topic/t@vi#1").page.pictures


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("place/a@en", id="not translated"),
        pytest.param("place/later@vi", id="not out yet"),
        pytest.param("place/zzz@vi", id="no such thing"),
        pytest.param("hotel@vi", id="no such kind"),
        pytest.param("place@vi#1", id="no such number"),
    ],
)
def test_there_is_no_page_of_what_is_not_there(name: str) -> None:
    """Whoever asks for it made a mistake."""
    later = thing("place/later", date="2099-01-01")
    made = edition(thing("place/a"), later, lang=PageName.parse(name).lang)

    with pytest.raises(KeyError):
        job(made, name)


def test_what_is_not_translated_stands_in_the_list_of_its_kind() -> None:
    """Apart from what is, and marked."""
    listed = job(edition(thing("place/a", "vi"), lang="en"), "place@en").context

    assert [] == listed["documents"]
    assert [("a", True)] == [(each.key, each.foreign) for each in listed["untranslated"]]


def test_no_two_jobs_have_one_address() -> None:
    """Whatever there is, every page stands alone."""
    things = [
        *(thing(f"{kind}/a") for kind in (*LISTED, "page")),
        *stories(200, topics=["a"]),
    ]
    made = edition(*things)
    found = [
        *jobs(made, *things),
        *listing(made, "story")[1:],
        *listing(made, "topic/a")[1:],
        *listing(made, "archive", ARCHIVE_PER_PAGE)[1:],
    ]
    addresses = [each.address for each in found]

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

    assert urls == [each.page.url for each in listing(made, "story")]


def test_every_story_stands_on_one_page_of_its_list() -> None:
    """The newest first, through all the pages."""
    found = listing(edition(*stories(3 * PER_PAGE + 5)), "story")

    assert [f"day-{number}" for number in reversed(range(3 * PER_PAGE + 5))] == [
        key for each in found for key in keys(each.context["documents"])
    ]


@pytest.mark.parametrize("subject", ["story", "topic/a"])
def test_numbered_pages_stay_when_something_new_comes(subject: str) -> None:
    """Page 1 holds the oldest things for ever."""
    topic = thing("topic/a")
    few, many = (stories(count, topics=["a"]) for count in (2 * PER_PAGE, 5 * PER_PAGE + 7))
    before = job(edition(topic, *few), f"{subject}@vi#1")
    after = job(edition(topic, *many), f"{subject}@vi#1")

    assert [f"day-{number}" for number in reversed(range(PER_PAGE))] == keys(
        before.context["documents"]
    )
    assert keys(before.context["documents"]) == keys(after.context["documents"])


@pytest.mark.parametrize(
    ("name", "number", "older", "newer"),
    [
        pytest.param("story@vi", None, "/cau-chuyen/2/", None, id="front"),
        pytest.param("story@vi#2", 2, "/cau-chuyen/1/", "/cau-chuyen/", id="middle"),
        pytest.param("story@vi#1", 1, None, "/cau-chuyen/2/", id="oldest"),
        pytest.param("topic/a@vi", None, "/chu-de/a/2/", None, id="front of a topic"),
        pytest.param("topic/a@vi#2", 2, "/chu-de/a/1/", "/chu-de/a/", id="middle of a topic"),
    ],
)
def test_pages_of_a_list_lead_to_each_other(
    name: str, number: int | None, older: str | None, newer: str | None
) -> None:
    """Each knows the older and the newer one."""
    made = edition(thing("topic/a"), *stories(3 * PER_PAGE, topics=["a"]))
    pager = job(made, name).context["pager"]

    assert (number, older, newer) == (pager.number, pager.older, pager.newer)


@pytest.mark.parametrize("name", ["story@vi", "archive@vi", "topic/a@vi"])
def test_a_list_of_one_page_leads_nowhere(name: str) -> None:
    """There is nothing older or newer."""
    pager = job(edition(thing("topic/a"), *stories(1, topics=["a"])), name).context["pager"]

    assert (None, None, None) == (pager.number, pager.older, pager.newer)


@pytest.mark.parametrize("subject", ["story", "topic/a"])
def test_numbered_pages_have_no_other_language(subject: str) -> None:
    """Another language's page of that number holds other things; its list is offered."""
    made = edition(thing("topic/a", "vi", "en", "zh"), *stories(2 * PER_PAGE, topics=["a"]))
    front, older = listing(made, subject)

    assert ["vi", "en", "zh-Hans", "x-default"] == [each.hreflang for each in front.page.alternates]
    assert [] == older.page.alternates
    assert ["", "listing", "listing"] == [each.nearest for each in older.page.switches]


@pytest.mark.parametrize("subject", ["story", "topic/a"])
def test_what_is_not_translated_stands_on_the_front_page_of_a_list(subject: str) -> None:
    """Older pages do not repeat it."""
    made = edition(
        thing("topic/a", "en"),
        *stories(2 * PER_PAGE, "en", topics=["a"]),
        thing("story/x", "vi", topics=["a"]),
        lang="en",
    )

    assert [["x"], []] == [keys(each.context["untranslated"]) for each in listing(made, subject)]


def test_a_list_shows_the_newest_of_what_is_not_translated() -> None:
    """A language with few translations has no page of thousands of cards."""
    context = job(edition(*stories(100), lang="en"), "story@en").context

    assert [f"day-{number}" for number in reversed(range(4, 100))] == keys(context["untranslated"])


def context(name: str, *things: Thing) -> dict[str, Any]:
    """What a Vietnamese page is given."""
    return job(edition(*things), f"{name}@vi").context


def test_awards_are_grouped_by_year_and_by_scope() -> None:
    """Newest year first; the widest scope first, and none that is empty."""
    awards = [
        thing("award/a", year=2024, scope="vietnam"),
        thing("award/b", year=2025, scope="world"),
        thing("award/c", year=2025, scope="vietnam"),
    ]
    given = context("award", *awards)

    assert [
        ("2025", ["b", "c"]),
        ("2024", ["a"]),
    ] == [(group.heading, sorted(keys(list(group.documents)))) for group in given["by_year"]]
    assert [
        ("world", ["b"]),
        ("vietnam", ["c", "a"]),
    ] == [(group.heading, keys(list(group.documents))) for group in given["by_scope"]]
    assert 3 == len(given["awards"])


def test_awards_that_are_not_translated_stand_apart() -> None:
    """As in every other list."""
    given = job(edition(thing("award/a"), lang="en"), "award@en").context

    assert ([], ["a"]) == (given["awards"], keys(given["untranslated"]))


def test_the_archive_has_everything_by_year() -> None:
    """Stories, festivals, guides and places, the newest year and day first."""
    given = context(
        "archive",
        thing("story/a", date="2025-03-01"),
        thing("guide/b", date="2026-01-01"),
        thing("place/c", date="2025-06-01"),
        thing("festival/d", date="2026-02-01"),
        thing("topic/e", date="2026-02-02"),
    )

    assert [
        ("2026", ["d", "b"]),
        ("2025", ["c", "a"]),
    ] == [(group.heading, keys(list(group.documents))) for group in given["years"]]


def test_a_long_archive_has_numbered_pages() -> None:
    """Its pages are longer than those of a list; each is grouped by itself."""
    made = edition(*stories(2 * ARCHIVE_PER_PAGE))
    front, older = listing(made, "archive", ARCHIVE_PER_PAGE)

    assert ("/luu-tru/", "/luu-tru/1/") == (front.page.url, older.page.url)
    assert "/luu-tru/1/" == front.context["pager"].older
    assert [ARCHIVE_PER_PAGE] * 2 == [
        sum(len(group.documents) for group in each.context["years"]) for each in (front, older)
    ]
    assert "day-0" == older.context["years"][-1].documents[-1].key


def test_the_home_page_shows_cover_contents_and_climate() -> None:
    """Cover and climate are those of the places that the brand names."""
    climate = [{"month": 1, "mean": 9.5, "rain": 60}]
    given = context(
        "home",
        thing("place/fansipan", altitude=3147),
        thing("place/sa-pa", climate=climate),
        *(thing(f"award/{number}", year=2020 + number) for number in range(7)),
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
    peak, town = thing("place/fansipan"), thing("place/sa-pa", climate=climate)
    given = job(edition(peak, town, lang="en"), "home@en").context

    assert ("fansipan", "vi") == (given["cover"].key, given["cover"].lang)
    assert 1 == len(given["climate"])


def test_the_home_page_does_without_what_is_not_there() -> None:
    """A site that lacks the cover's place still has a home page."""
    given = context("home")

    assert (None, [], []) == (given["cover"], given["climate"], given["contents"])


def test_the_home_page_shows_the_newest_of_a_long_list() -> None:
    """The others stand in the list itself."""
    given = context("home", *stories(100))

    assert [f"day-{number}" for number in reversed(range(76, 100))] == keys(given["stories"])


def test_the_page_for_what_is_not_found_is_not_indexed() -> None:
    """It has no other languages, its switcher leads home, and servers find it as 404.html."""
    found = job(edition(lang="en"), "not_found@en")

    assert Address("en", "404.html") == found.address
    assert found.page.noindex
    assert [] == found.page.alternates
    assert ["home"] * 3 == [each.nearest for each in found.page.switches]


def test_only_the_page_for_what_is_not_found_is_not_indexed() -> None:
    """Every other page may be listed."""
    place = thing("place/a")

    assert ["not_found"] == [
        each.template for each in jobs(edition(place), place) if each.page.noindex
    ]


def test_every_page_leads_to_the_standing_pages() -> None:
    """In the order of the alphabet, those that the language has and that are out."""
    made = edition(
        thing("page/a", title="Đi"),
        thing("page/b", title="Ăn"),
        thing("page/c", "en"),
        thing("page/d", date="2099-01-01"),
    )

    assert ["b", "a"] == keys(made.standing_pages())


FANSIPAN = thing(
    "place/fansipan",
    altitude=3147,
    coordinates={"lat": 22.3, "lon": 103.77, "quality": "exact"},
    topics=["peaks"],
)
SA_PA = thing(
    "place/sa-pa", coordinates={"lat": 22.33, "lon": 103.84, "quality": "exact"}, topics=["towns"]
)
EVERYTHING = [
    FANSIPAN,
    SA_PA,
    thing("story/climb", places=["fansipan"], topics=["peaks"], date="2026-02-01"),
    thing("story/descent", places=["fansipan"]),
    thing("festival/spring", date="2026-02-01"),
    thing("festival/autumn"),
    thing("guide/visa"),
    thing("guide/train", date="2026-02-01"),
    thing("award/a", places=["fansipan"], topics=["peaks"]),
    thing("award/b", year=2024),
    thing("topic/peaks"),
]


@pytest.mark.parametrize(
    ("name", "variable", "expected"),
    [
        pytest.param("story/climb", "related", ["descent"], id="story"),
        pytest.param("place/fansipan", "about", ["climb", "descent", "a"], id="place"),
        pytest.param("award/a", "about", ["fansipan"], id="what an award is about"),
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
    assert expected == keys(context(name, *EVERYTHING)[variable])


@pytest.mark.parametrize("place", [0, 10, 29])
def test_a_guide_stands_beside_the_first_of_the_others(place: int) -> None:
    """As many for each, whether it is one of the first itself or not."""
    guides = [thing(f"guide/g-{number:02}") for number in range(30)]
    others = [number for number in range(30) if number != place][:24]

    assert [f"g-{number:02}" for number in others] == keys(
        context(f"guide/g-{place:02}", *guides)["others"]
    )


def test_a_place_knows_its_neighbours_and_their_heights() -> None:
    """The nearest places, and all whose height is known."""
    given = context("place/sa-pa", *EVERYTHING)

    assert ["fansipan"] == [each.document.key for each in given["nearby"]]
    assert [("fansipan", 3147)] == [(each.key, height) for each, height in given["altitudes"]]


def test_a_chinese_reader_sees_what_signs_say() -> None:
    """The Vietnamese name of a place, which no other reader needs twice."""
    place = in_words(thing("place/a", "vi", "en", "zh"), vi={"title": "Tả Van"})
    titles = {
        lang: job(edition(place, lang=lang), f"place/a@{lang}").context["local_title"]
        for lang in ("vi", "en", "zh")
    }

    assert {"vi": "", "en": "", "zh": "Tả Van"} == titles


def test_a_topic_lists_what_is_not_translated() -> None:
    """Things of the topic in another language stand apart, those of other topics nowhere."""
    made = edition(
        thing("topic/peaks", "en"),
        thing("story/climb", "vi", topics=["peaks"]),
        thing("story/tea", "vi", topics=["tea"]),
        thing("guide/climb", "en", topics=["peaks"]),
        lang="en",
    )
    given = job(made, "topic/peaks@en").context

    assert (["climb"], ["story/climb"]) == (
        keys(given["documents"]),
        [each.name for each in given["untranslated"]],
    )


def test_a_thing_names_the_languages_that_have_it() -> None:
    """Alternates are those of its translations, not of every language."""
    page = job(edition(thing("place/a", "vi", "zh")), "place/a@vi").page

    assert ["vi", "zh-Hans", "x-default"] == [each.hreflang for each in page.alternates]


@pytest.mark.parametrize("name", ["story@vi#2", "topic/a@vi#2", "archive@vi#2"])
def test_an_older_page_depends_on_no_newer_one(name: str) -> None:
    """It asks for itself and for its things, not for its list: what is new does not concern it."""
    made = edition(thing("topic/a"), *stories(5 * ARCHIVE_PER_PAGE, topics=["a"]))
    made.library.asked.clear()
    job(made, name)
    lists = {ask for ask in made.library.asked if "@" in ask or "!" in ask}

    assert {name} == lists


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("story@vi", {"story@vi#", "story!vi"}, id="list"),
        pytest.param("archive@vi", {"archive@vi#"}, id="archive"),
        pytest.param("award@vi", {"award@vi", "award!vi"}, id="awards"),
        pytest.param("topic/peaks@vi", {"topic/peaks@vi#", "topic/peaks!vi"}, id="topic"),
        pytest.param("home@vi", {f"{kind}@vi" for kind in LISTED}, id="home"),
        pytest.param("not_found@vi", set(), id="not found"),
        pytest.param("place/sa-pa@vi", {"place@vi", "place/sa-pa@vi"}, id="place"),
        pytest.param(
            "story/climb@vi", {"topic/peaks@vi", "place/fansipan@vi"}, id="what is related"
        ),
        pytest.param("guide/visa@vi", {"guide@vi"}, id="others of its kind"),
        pytest.param("page/about@vi", set(), id="standing page"),
    ],
)
def test_a_page_asks_for_the_lists_that_it_shows(name: str, expected: set[str]) -> None:
    """For these alone, or too many pages would be looked at."""
    made = edition(*EVERYTHING, thing("page/about"))
    made.library.asked.clear()
    job(made, name)

    assert expected == {ask for ask in made.library.asked if "@" in ask or "!" in ask}


def test_a_page_asks_for_everything_that_it_shows() -> None:
    """Even what it wanted to show and could not."""
    made = edition(*EVERYTHING)
    made.library.asked.clear()
    job(made, "home@vi")
    shown = {f"{each.name}:vi" for each in EVERYTHING}

    assert shown <= made.library.asked
    empty = replace(made, library=edition().library)
    job(empty, "home@vi")
    assert {"place/fansipan:vi", "place/sa-pa:vi"} <= empty.library.asked
