"""What the real site holds, and in which languages."""

import re
from pathlib import Path

import pytest

from plugins.bundles import Bundle, folders, read_bundle
from tests.conftest import ROOT, RealSite

LANGUAGES = ("vi", "en", "zh")
AT_LEAST = {"story": 4, "place": 8, "award": 10, "festival": 2, "guide": 2}
HOMES = {"/": "vi", "/en/": "en", "/zh/": "zh-Hans"}
NEVER = {
    "vi": ("Thị xã Sa Pa là", "kỳ quan", "cao nhất Đông Nam Á"),
    "en": (
        "is a UNESCO World Heritage",
        "are a UNESCO World Heritage",
        "highest in South-East Asia",
        "voted by Tripadvisor magazine",
    ),
    "zh": ("东南亚最高峰", "《猫途鹰》杂志"),
}


@pytest.fixture(scope="module")
def bundles() -> list[Bundle]:
    """Every bundle of the real content."""
    content = ROOT / "content"
    names, stray = folders(content)
    read = [read_bundle(content, name, LANGUAGES) for name in names]
    assert [] == [*stray, *(problem for _, problems in read for problem in problems)]
    return [bundle for bundle, _ in read if bundle]


@pytest.mark.parametrize("kind", AT_LEAST)
def test_there_is_enough_of_each_kind(bundles: list[Bundle], kind: str) -> None:
    """The first issue's numbers are reached."""
    assert len([bundle for bundle in bundles if bundle.kind == kind]) >= AT_LEAST[kind]


def test_everything_is_in_three_languages(bundles: list[Bundle]) -> None:
    """No thing of the shipped content lacks a translation."""
    assert [bundle.name for bundle in bundles if len(bundle.texts) < len(LANGUAGES)] == []


def test_standing_pages_exist(bundles: list[Bundle]) -> None:
    """There is a page about the site and one with contacts."""
    assert {"page/about", "page/contact"} <= {bundle.name for bundle in bundles}


def test_stories_are_long_enough_to_be_read(bundles: list[Bundle]) -> None:
    """600 words in Vietnamese and English, 1,000 characters in Chinese."""
    for bundle in bundles:
        if bundle.kind == "story":
            assert len(bundle.texts["vi"].body.split()) >= 600, bundle.name
            assert len(bundle.texts["en"].body.split()) >= 600, bundle.name
            assert len(re.findall(r"[\u4e00-\u9fff]", bundle.texts["zh"].body)) >= 1000, bundle.name


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_is_claimed_that_must_not_be(bundles: list[Bundle], lang: str) -> None:
    """Sentences that the facts forbid do not stand in any text."""
    for bundle in bundles:
        for forbidden in NEVER[lang]:
            assert forbidden not in bundle.texts[lang].body, f"{bundle.name}: {forbidden}"


@pytest.mark.parametrize(("url", "lang"), HOMES.items())
def test_each_home_page_says_its_language(site: RealSite, url: str, lang: str) -> None:
    """The root element carries the BCP 47 tag."""
    assert site.page(url).get("lang") == lang


def test_every_language_has_as_many_pages(site: RealSite) -> None:
    """The summary counts the same pages in each language."""
    counts = re.search(r"Pages: +vi (\d+), en (\d+), zh (\d+)", site.summary)
    assert counts

    assert len(set(counts.groups())) == 1


def test_every_award_shows_its_sources(site: RealSite, bundles: list[Bundle]) -> None:
    """The address of each source is a link on the award's page."""
    for bundle in bundles:
        if bundle.kind == "award":
            page = site.page(f"/en/awards/{bundle.key}/")
            hrefs = set(page.xpath("//main//a/@href"))
            assert {str(source.url) for source in bundle.facts.sources} <= hrefs, bundle.name


def test_originals_are_not_published(site: RealSite, bundles: list[Bundle]) -> None:
    """No file of the output has the bytes of an original picture."""
    originals = {path.read_bytes() for bundle in bundles for path in bundle.pictures.values()}
    published = [path for path in (site.output / "images").rglob("*") if path.is_file()]
    assert originals
    assert published

    assert [path for path in published if path.read_bytes() in originals] == []


def test_originals_are_plates_of_a_sensible_size(bundles: list[Bundle]) -> None:
    """2,400 pixels or more on the long side, 1.5 MB at most."""
    from plugins.images.originals import measure

    for bundle in bundles:
        for path in bundle.pictures.values():
            measured = measure(Path(path))
            assert max(measured.width, measured.height) >= 2400, path
            assert path.stat().st_size <= 1_500_000, path


def test_a_cover_weighs_little_on_a_phone(site: RealSite) -> None:
    """The AVIF that a phone takes for the picture that a page begins with stays within 80 kB."""
    source = "source[@type='image/avif'][not(contains(@media, 'min-width'))]"
    phone = f"//picture[.//img/@fetchpriority]//{source}"
    covers = {
        candidate.split()[0]
        for url in site.urls()
        for srcset in site.page(url).xpath(f"{phone}/@srcset")
        for candidate in srcset.split(", ")
        if candidate.endswith(" 800w")
    }
    assert 10 <= len(covers)

    weights = {cover: (site.output / cover.lstrip("/")).stat().st_size for cover in covers}
    assert {cover: weight for cover, weight in weights.items() if weight > 80_000} == {}
