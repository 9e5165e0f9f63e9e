"""Three languages: what each has, what it lacks, and that readers are told which is which."""

from collections.abc import Iterator, Mapping
from concurrent.futures import Future

import pytest
from lxml import etree

from tests.checkers import hosts, hreflang, links
from tests.checkers.built_site import Page
from tests.project import SITE_URL, Attempt, Change, Project, Site, attempts, text_of

ROOTS = {"vi": "", "en": "en/", "zh": "zh/"}
TAGS = {"vi": "vi", "en": "en", "zh": "zh-Hans"}
MOWING = "/cau-chuyen/cat-co/"  # the story that is in Vietnamese only
VILLAGE = "/en/places/cat-cat-village/"  # the place that is not in Chinese


def anchors(page: Page, target: str) -> list[etree._Element]:
    """The links of a page's main part to an address."""
    main = next(page.elements("main"))
    return [anchor for anchor in main.iter("a") if anchor.get("href") == target]


def switches(page: Page) -> dict[str, etree._Element]:
    """The entries of the language switcher by their tags."""
    [nav] = [nav for nav in page.elements("nav") if nav.get("class") == "languages"]
    return {anchor.get("hreflang") or "": anchor for anchor in nav.iter("a")}


def alternates(page: Page) -> dict[str, str]:
    """The addresses of the page's versions by their tags."""
    return {
        link.get("hreflang") or "": link.get("href") or ""
        for link in page.links("alternate")
        if link.get("hreflang")
    }


def locations(site: Site) -> list[str]:
    """The addresses in the sitemap."""
    tree = etree.fromstring(site.text("sitemap.xml").encode())
    return [str(loc.text) for loc in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]


def language(element: etree._Element) -> str:
    """The language of an element: its own, or that of what it stands in."""
    return next(lang for each in (element, *element.iterancestors()) if (lang := each.get("lang")))


def test_every_page_says_its_language(site: Site) -> None:
    """`lang` is vi, en or zh-Hans, and follows from the address."""
    expected = {
        path: next(TAGS[code] for code in ("en", "zh", "vi") if path.startswith(ROOTS[code]))
        for path in site.by_path
    }

    assert expected == {path: page.lang for path, page in site.by_path.items()}
    assert set(TAGS.values()) == set(expected.values())


def test_sections_and_slugs_are_written_in_the_language(site: Site) -> None:
    """Every place is at its own address; a thing has no page in a language that lacks it."""
    words = ("diem-den/", "en/places/", "zh/places/", "cau-chuyen/", "en/stories/", "zh/stories/")

    assert {
        "diem-den/",
        "diem-den/ban-cat-cat/",
        "diem-den/dinh-fansipan/",
        "diem-den/sa-pa/",
        "en/places/",
        "en/places/cat-cat-village/",
        "en/places/fansipan-peak/",
        "en/places/sa-pa/",
        "zh/places/",
        "zh/places/fansipan-peak/",
        "zh/places/sa-pa/",
        "cau-chuyen/",
        "cau-chuyen/cat-co/",
        "cau-chuyen/chuyen-di-bo/",
        "en/stories/",
        "en/stories/a-walk/",
        "zh/stories/",
        "zh/stories/a-walk/",
    } == {path for path in site.by_path if path.startswith(words)}


def test_standing_pages_are_at_the_root_of_their_language(site: Site) -> None:
    """A page has no section in its address."""
    assert {"gioi-thieu/", "en/about/", "zh/about/", "lien-he/", "en/contact/", "zh/contact/"} <= (
        site.by_path.keys()
    )


@pytest.mark.parametrize("root", ROOTS.values())
def test_every_language_has_its_own_page_for_dead_addresses(site: Site, root: str) -> None:
    """404.html is in each language, and search engines leave it out."""
    page = site.page(f"{root}404.html")

    assert not page.is_indexable
    assert page.url not in locations(site)


def test_no_link_is_dead(sample: Project) -> None:
    """Links, fragments, pictures, styles and fonts of every page lead to something."""
    assert [] == links.check(sample.output, SITE_URL)


def test_a_dead_link_would_be_found(project: Project) -> None:
    """The control of the test above: with one page gone, links to it are dead."""
    project.remove("output/cau-chuyen/cat-co")

    found = links.check(project.output, SITE_URL)
    assert "en/stories/index.html" in {finding.where for finding in found}


def test_versions_name_each_other(sample: Project) -> None:
    """The hreflang links are complete and mutual on every page."""
    assert [] == hreflang.check(sample.output, SITE_URL)


def test_no_page_loads_from_another_host(sample: Project) -> None:
    """Everything that a page loads is its own."""
    assert [] == hosts.check(sample.output, SITE_URL)


def test_a_page_in_three_languages_names_all_of_them(site: Site) -> None:
    """Each version names itself, the others, and English as the default."""
    expected = {
        "vi": f"{SITE_URL}/cau-chuyen/chuyen-di-bo/",
        "en": f"{SITE_URL}/en/stories/a-walk/",
        "zh-Hans": f"{SITE_URL}/zh/stories/a-walk/",
        "x-default": f"{SITE_URL}/en/stories/a-walk/",
    }

    for path in ("cau-chuyen/chuyen-di-bo/", "en/stories/a-walk/", "zh/stories/a-walk/"):
        assert expected == alternates(site.page(path))


def test_a_page_in_two_languages_does_not_name_the_third(site: Site) -> None:
    """A language without a translation is not among the versions."""
    assert {
        "vi": f"{SITE_URL}/diem-den/ban-cat-cat/",
        "en": f"{SITE_URL}{VILLAGE}",
        "x-default": f"{SITE_URL}{VILLAGE}",
    } == alternates(site.page("diem-den/ban-cat-cat/"))


def test_a_page_in_one_language_has_no_versions(site: Site) -> None:
    """Where there is one version only, no alternate is named."""
    assert {} == alternates(site.page("cau-chuyen/cat-co/"))


def test_the_sitemap_lists_every_page_once(site: Site) -> None:
    """All pages that may be found are in the sitemap, and nothing else: no untranslated thing."""
    expected = sorted(page.url for page in site.pages if page.is_indexable)

    assert expected == sorted(locations(site))
    assert [f"{SITE_URL}{MOWING}"] == [url for url in locations(site) if "cat-co" in url]


@pytest.mark.parametrize(
    ("path", "target", "tag", "said"),
    [
        ("en/stories/", MOWING, "vi", "In Vietnamese"),
        ("zh/stories/", MOWING, "vi", None),
        ("zh/places/", VILLAGE, "en", None),
        ("en/topics/crafts/", MOWING, "vi", "In Vietnamese"),
        ("zh/topics/crafts/", VILLAGE, "en", None),
    ],
)
def test_a_list_shows_what_is_not_translated_and_says_so(
    site: Site, path: str, target: str, tag: str, said: str | None
) -> None:
    """It leads to the language that has it, in the words and with the `lang` of that language."""
    page = site.page(path)
    [anchor] = anchors(page, target)
    item = next(each for each in anchor.iterancestors() if each.tag in ("li", "article"))
    notes = [each for each in item.iter("p") if each.get("class") == "foreign"]

    assert tag == language(anchor)
    assert [page.lang] == [language(note) for note in notes]
    assert all(text_of(note) for note in notes)
    assert said is None or [said] == [text_of(note) for note in notes]


def test_what_is_translated_is_not_called_untranslated(site: Site) -> None:
    """The control of the test above: a list that lacks nothing has no such note."""
    for path in ("cau-chuyen/", "diem-den/", "en/places/"):
        assert not [each for each in site.page(path).elements() if each.get("class") == "foreign"]


@pytest.mark.parametrize(
    ("path", "target", "tag", "note"),
    [
        ("en/stories/a-walk/", MOWING, "vi", "mowing (Tiếng Việt)"),
        ("zh/stories/a-walk/", MOWING, "vi", "割草 (Tiếng Việt)"),
        ("zh/stories/a-walk/", VILLAGE, "en", "村子 (English)"),
    ],
)
def test_a_text_that_links_to_an_untranslated_thing_says_which_language(
    site: Site, path: str, target: str, tag: str, note: str
) -> None:
    """The link goes to the version there is, and a word in brackets names its language."""
    found = [anchor for anchor in anchors(site.page(path), target) if anchor.get("hreflang")]
    paragraph = found[0].getparent()

    assert [tag] == [anchor.get("hreflang") for anchor in found]
    assert paragraph is not None
    assert note in text_of(paragraph)
    assert tag in [span.get("lang") for span in paragraph.iter("span")]


def test_a_text_that_links_to_a_translated_thing_names_no_language(site: Site) -> None:
    """Within one language a link is just a link."""
    [anchor] = [
        anchor
        for anchor in anchors(site.page("en/stories/a-walk/"), VILLAGE)
        if text_of(anchor) == "village"
    ]

    assert anchor.get("hreflang") is None
    assert (anchor.tail or "").startswith(" takes an hour")


def test_the_switcher_goes_to_the_very_page(site: Site) -> None:
    """Where a page exists in a language, its entry leads there and says no more than the name."""
    entries = switches(site.page("en/stories/a-walk/"))

    assert {
        "vi": ("/cau-chuyen/chuyen-di-bo/", "Tiếng Việt", None),
        "en": ("/en/stories/a-walk/", "English", "true"),
        "zh-Hans": ("/zh/stories/a-walk/", "中文", None),
    } == {
        tag: (entry.get("href"), text_of(entry), entry.get("aria-current"))
        for tag, entry in entries.items()
    }


def test_the_switcher_goes_to_the_list_where_a_thing_is_not_translated(site: Site) -> None:
    """Its entry says in words that it opens the list."""
    entries = switches(site.page("en/places/cat-cat-village/"))

    assert "/zh/places/" == entries["zh-Hans"].get("href")
    assert "中文: not translated; opens the list: Places" == text_of(entries["zh-Hans"])
    assert "Tiếng Việt" == text_of(entries["vi"])


def without_translations(project: Project) -> None:
    """A site at its very beginning."""
    for path in (*project.content.rglob("en.md"), *project.content.rglob("zh.md")):
        path.unlink()


def without_cover(project: Project) -> None:
    """The things that open the front page are not in Chinese."""
    project.remove("content/place/fansipan/zh.md")
    project.remove("content/place/sa-pa/zh.md")


LESS: dict[str, Change] = {
    "page": lambda project: project.remove("content/page/about/zh.md"),
    "cover": without_cover,
    "everything": without_translations,
}


@pytest.fixture(scope="module")
def less(
    sample: Project, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Mapping[str, Future[Attempt]]]:
    """The sample with some translations less."""
    with attempts(sample, tmp_path_factory.mktemp("less"), LESS) as futures:
        yield futures


@pytest.mark.parametrize("what", LESS)
def test_a_missing_translation_is_no_mistake(
    less: Mapping[str, Future[Attempt]], what: str
) -> None:
    """Whatever is not translated yet, the build succeeds and no link is dead."""
    made = less[what].result()

    assert (0, "") == (made.result.code, made.result.complaints)
    assert [] == links.check(made.project.output, SITE_URL)


def test_the_switcher_goes_home_where_there_is_no_list_either(
    less: Mapping[str, Future[Attempt]],
) -> None:
    """A standing page has no list: its entry opens the front page, and says so."""
    entry = switches(less["page"].result().project.site.page("en/about/"))["zh-Hans"]

    assert "/zh/" == entry.get("href")
    assert "中文: not translated; opens the front page" == text_of(entry)


def test_the_front_page_keeps_its_cover_and_its_climate(
    less: Mapping[str, Future[Attempt]], site: Site
) -> None:
    """A picture and a table serve a language that lacks the words."""
    before, after = site.page("zh/"), less["cover"].result().project.site.page("zh/")

    assert 0 < len(list(before.elements("picture")))
    assert 0 < len(list(after.elements("picture")))
    assert 0 < len(list(before.elements("table"))) == len(list(after.elements("table")))


def test_a_site_may_begin_in_vietnamese_alone(less: Mapping[str, Future[Attempt]]) -> None:
    """The other languages have their lists already, and nothing in them."""
    paths = less["everything"].result().project.site.by_path.keys()

    assert {"en/", "en/places/", "zh/", "zh/places/"} <= paths
    assert not [path for path in paths if path.startswith("en/places/") and path != "en/places/"]
