import pytest

from plugins.addresses import Address
from plugins.config import Brand
from plugins.frame import Frame
from plugins.views import Alternate, Crumb, NavItem
from tests.specimens import ADDRESSES, LANGUAGES, document

BRAND = Brand("Sa Pa", "https://example.org/licence", "fansipan", "sa-pa", ["text.woff2"])
FRAME = Frame("en", ADDRESSES, LANGUAGES, BRAND, "/theme/abc", ("place", "story"))


def versions(*langs: str) -> dict[str, Address]:
    """The addresses of a place that is translated into these languages."""
    return {lang: ADDRESSES.thing("place", lang, "cat-cat") for lang in langs}


def alternates(*langs: str) -> dict[str, str]:
    """The alternates of a page in these languages."""
    found = FRAME.page(versions("en")["en"], versions(*langs)).alternates
    return {each.hreflang: each.href for each in found}


def test_a_page_names_every_language_that_has_it() -> None:
    """Itself included, by BCP 47 tags and absolute addresses, and English for all others."""
    english = "https://example.org/en/places/cat-cat/"

    assert {
        "vi": "https://example.org/diem-den/cat-cat/",
        "en": english,
        "zh-Hans": "https://example.org/zh/places/cat-cat/",
        "x-default": english,
    } == alternates("vi", "en", "zh")


def test_without_english_vietnamese_is_for_all_others() -> None:
    """x-default falls back to the source language."""
    assert "https://example.org/diem-den/cat-cat/" == alternates("vi", "zh")["x-default"]
    assert {"vi", "zh-Hans", "x-default"} == set(alternates("vi", "zh"))


def test_a_page_of_one_language_names_none() -> None:
    """There is nothing to choose between."""
    assert {} == alternates("vi")
    assert {} == alternates()


@pytest.mark.parametrize(
    ("langs", "nearest", "expected"),
    [
        pytest.param(
            ("vi", "en", "zh"),
            "place",
            [("/diem-den/cat-cat/", ""), ("/en/places/cat-cat/", ""), ("/zh/places/cat-cat/", "")],
            id="exact",
        ),
        pytest.param(
            ("vi", "en"),
            "place",
            [("/diem-den/cat-cat/", ""), ("/en/places/cat-cat/", ""), ("/zh/places/", "listing")],
            id="listing",
        ),
        pytest.param(
            ("vi", "en"),
            "",
            [("/diem-den/cat-cat/", ""), ("/en/places/cat-cat/", ""), ("/zh/", "home")],
            id="home",
        ),
    ],
)
def test_the_switcher_leads_to_the_nearest_page(
    langs: tuple[str, ...], nearest: str, expected: list[tuple[str, str]]
) -> None:
    """To the very page, else to the list of its kind, else home; and it says which."""
    page = FRAME.page(versions("en")["en"], versions(*langs), nearest=nearest)

    assert expected == [(each.url, each.nearest) for each in page.switches]


def test_the_switcher_has_every_language_in_its_own_words() -> None:
    """The reader's own is marked."""
    switches = FRAME.page(versions("en")["en"], versions("en")).switches

    assert [
        ("vi", "vi", "Tiếng Việt", False),
        ("en", "en", "English", True),
        ("zh", "zh-Hans", "中文", False),
    ] == [(each.lang, each.bcp47, each.name, each.current) for each in switches]


def test_a_page_has_an_address_with_and_without_the_host() -> None:
    """The canonical address is the absolute one."""
    page = FRAME.page(versions("en")["en"], {})

    assert ("en", "/en/places/cat-cat/", "https://example.org/en/places/cat-cat/") == (
        page.lang,
        page.url,
        page.canonical,
    )


def test_the_page_of_a_thing_presents_it() -> None:
    """Title, description, day, breadcrumb and nearest list are those of the thing."""
    place = document("place/cat-cat", "en", "Cat Cat")
    page = FRAME.document_page(place, place.address, versions("vi", "en"))

    assert ("Cat Cat", "Một câu.", "2026-01-05") == (page.title, page.description, page.updated)
    assert [Crumb("/en/places/", kind="place")] == page.trail
    assert "listing" == page.switches[2].nearest
    assert "place" == page.switches[2].nearest_kind
    assert not page.noindex


def test_a_standing_page_has_no_list() -> None:
    """It has no breadcrumb, and a language without it offers its home page."""
    about = document("page/about", "en")
    page = FRAME.document_page(about, about.address, {"en": about.address})

    assert [] == page.trail
    assert "home" == page.switches[0].nearest


def test_a_change_counts_as_the_day_of_a_page() -> None:
    """The day of the last real change goes before the day of publication."""
    place = document("place/cat-cat", "en", updated="2026-02-01")

    assert "2026-02-01" == FRAME.document_page(place, place.address, versions("en")).updated


def test_a_numbered_page_of_a_thing_has_an_address_of_its_own() -> None:
    """The older things of a topic stand at another address than the topic, in one language."""
    topic = document("topic/crafts", "en")
    address = ADDRESSES.numbered(topic.address, 2)
    page = FRAME.document_page(topic, address, {"en": address})

    assert ("/en/topics/crafts/2/", []) == (page.url, page.alternates)
    assert "https://example.org/en/topics/crafts/2/" == page.canonical


def test_the_site_has_its_addresses_and_navigation() -> None:
    """Everything that each page of the language shows around its content."""
    about = document("page/about", "en")
    site = FRAME.site("story", [about])

    assert ("Sa Pa", "en", "en", "en_GB") == (site.name, site.lang, site.bcp47, site.open_graph)
    assert ("/en/", "/en/archive/") == (site.home, site.archive)
    assert "/theme/abc/main.css" == site.stylesheet
    assert ["/theme/abc/fonts/text.woff2"] == site.fonts_preload
    assert [
        NavItem("place", "/en/places/", current=False),
        NavItem("story", "/en/stories/", current=True),
    ] == site.nav
    assert [about] == site.pages
    assert "https://example.org/licence" == site.licence_url


def test_alternates_are_in_the_order_of_the_versions() -> None:
    """x-default comes last."""
    page = FRAME.page(versions("en")["en"], versions("vi", "en"))

    assert ["vi", "en", "x-default"] == [each.hreflang for each in page.alternates]
    assert isinstance(page.alternates[0], Alternate)
