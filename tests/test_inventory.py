import pytest

from plugins.facets import ARCHIVE_PER_PAGE, LISTED, PER_PAGE
from plugins.inventory import ALWAYS, SITE, owner_of, owners, pages_of
from plugins.pages import PageName
from plugins.things import Thing
from tests.specimens import LANGUAGES, facets, library, thing


def names(owner: str, *things: Thing) -> list[str]:
    """The names of the pages of an owner."""
    return [str(name) for name in pages_of(owner, library(*things), LANGUAGES)]


def stories(count: int) -> list[Thing]:
    """Vietnamese stories that belong to one topic."""
    return [thing(f"story/{number}", topics=["crafts"]) for number in range(count)]


def test_the_site_has_pages_in_every_language() -> None:
    """Home, lists, archive and the page for what is not found, whatever there is."""
    expected = {f"{subject}@{lang}" for subject in ALWAYS for lang in LANGUAGES}

    assert expected == set(names(SITE))
    assert {"home", "archive", "not_found", *LISTED} == set(ALWAYS)


@pytest.mark.parametrize(
    ("owner", "expected"),
    [
        pytest.param("place/a", ["place/a@vi", "place/a@zh"], id="its languages"),
        pytest.param("place/later", [], id="not out yet"),
        pytest.param("place/zzz", [], id="no such thing"),
    ],
)
def test_a_thing_has_a_page_in_each_of_its_languages(owner: str, expected: list[str]) -> None:
    """As long as it is on the site."""
    things = thing("place/a", "vi", "zh"), thing("place/later", date="2099-01-01")

    assert expected == names(owner, *things)


@pytest.mark.parametrize(
    ("facet", "count", "expected"),
    [
        pytest.param("story@vi", 2 * PER_PAGE - 1, [], id="one page"),
        pytest.param("story@vi", 3 * PER_PAGE, ["story@vi#1", "story@vi#2"], id="three pages"),
        pytest.param("story@en", 3 * PER_PAGE, [], id="another language"),
        pytest.param("archive@vi", 2 * ARCHIVE_PER_PAGE - 1, [], id="one page of the archive"),
        pytest.param("archive@vi", 2 * ARCHIVE_PER_PAGE, ["archive@vi#1"], id="archive"),
        pytest.param("topic/crafts@vi", 2 * PER_PAGE, ["topic/crafts@vi#1"], id="topic"),
        pytest.param("topic/crafts!en", 2 * PER_PAGE, [], id="what a topic lacks"),
        pytest.param("story!en", 2 * PER_PAGE, [], id="what a list lacks"),
    ],
)
def test_a_facet_has_its_older_pages(facet: str, count: int, expected: list[str]) -> None:
    """The front page is the site's, or that of the topic."""
    assert expected == names(facet, thing("topic/crafts"), *stories(count))


@pytest.mark.parametrize("facet", ["award@vi", "place/cat-cat@vi", "page@vi"])
def test_a_facet_of_one_page_has_no_older_ones(facet: str) -> None:
    """However much stands in it."""
    things = [
        *(thing(f"award/{number}", places=["cat-cat"]) for number in range(60)),
        *(thing(f"page/{number}") for number in range(60)),
        thing("place/cat-cat"),
    ]

    assert 60 == len(facets(*things)[facet])
    assert [] == names(facet, *things)


@pytest.mark.parametrize(
    "topic",
    [
        pytest.param([], id="no such topic"),
        pytest.param([thing("topic/crafts", "en")], id="not translated"),
        pytest.param([thing("topic/crafts", date="2099-01-01")], id="not out yet"),
    ],
)
def test_older_pages_of_a_topic_stand_below_the_topic(topic: list[Thing]) -> None:
    """Without its own page there are none."""
    assert [] == names("topic/crafts@vi", *topic, *stories(3 * PER_PAGE))


@pytest.mark.parametrize(
    ("name", "owner"),
    [
        ("home@vi", SITE),
        ("story@en", SITE),
        ("archive@vi", SITE),
        ("story@vi#2", "story@vi"),
        ("archive@vi#1", "archive@vi"),
        ("place/cat-cat@en", "place/cat-cat"),
        ("topic/crafts@vi", "topic/crafts"),
        ("topic/crafts@vi#1", "topic/crafts@vi"),
    ],
)
def test_every_page_has_one_owner(name: str, owner: str) -> None:
    """Whose change may end it."""
    assert owner == owner_of(PageName.parse(name))


def test_an_owner_has_the_pages_that_it_owns() -> None:
    """Both ways say the same."""
    things = [thing("topic/crafts", "vi", "en"), *stories(2 * ARCHIVE_PER_PAGE)]
    every = [SITE, *(each.name for each in things), *facets(*things)]
    found = [(owner, name) for owner in every for name in names(owner, *things)]

    assert found
    assert [] == [(owner, name) for owner, name in found if owner_of(PageName.parse(name)) != owner]
    assert len(found) == len({name for _, name in found})


@pytest.mark.parametrize(
    ("ask", "expected"),
    [
        pytest.param("place/a", {"place/a"}, id="thing"),
        pytest.param("place/a%en", set(), id="text"),
        pytest.param("place/a:en", set(), id="card"),
        pytest.param("story@vi", {"story@vi"}, id="facet"),
        pytest.param("story@vi#2", set(), id="page of a facet"),
        pytest.param("story!vi", set(), id="what a language lacks"),
        pytest.param(
            "topic/a",
            {"topic/a", "topic/a@vi", "topic/a@en", "topic/a@zh"},
            id="topic, with its older pages",
        ),
        pytest.param("topic/a%en", set(), id="text of a topic"),
        pytest.param("topic/a@vi", {"topic/a@vi"}, id="what belongs to a topic"),
        pytest.param("topic@vi", {"topic@vi"}, id="the list of topics"),
    ],
)
def test_what_changed_concerns_the_pages_of_some_owners(ask: str, expected: set[str]) -> None:
    """A text can neither make a page nor end one."""
    assert expected == owners([ask], LANGUAGES)
