"""Canonical, alternates and sitemap: a good group of translations passes, each defect is found."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.checkers import hreflang
from tests.checkers.finding import Finding

SITE_URL = "https://sapa.example"
VI = f"{SITE_URL}/"
EN = f"{SITE_URL}/en/"
ZH = f"{SITE_URL}/zh/"
ONLY_VI = f"{SITE_URL}/cho/"
GROUP = {"vi": VI, "en": EN, "zh-Hans": ZH, "x-default": EN}


def head(lang: str, url: str, alternates: Mapping[str, str]) -> str:
    """Return a page that is nothing but its head."""
    links = "".join(
        f'<link rel="alternate" hreflang="{code}" href="{target}">\n'
        for code, target in alternates.items()
    )
    return f'<html lang="{lang}"><head><link rel="canonical" href="{url}">\n{links}</head></html>'


def entry(url: str, alternates: Mapping[str, str]) -> str:
    """Return one `<url>` of a sitemap."""
    links = "".join(
        f'<x:link rel="alternate" hreflang="{code}" href="{target}"/>'
        for code, target in alternates.items()
    )
    return f"<url><loc>{url}</loc>{links}</url>\n"


def sitemap(*entries: str) -> str:
    """Return a sitemap."""
    return (
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        f'xmlns:x="http://www.w3.org/1999/xhtml">{"".join(entries)}</urlset>'
    )


FEED = '<link rel="alternate" type="application/atom+xml" hreflang="en" href="/en/feed.xml">'
GOOD = {
    "index.html": head("vi", VI, GROUP),
    "en/index.html": head("en", EN, GROUP),
    "zh/index.html": head("zh-Hans", ZH, GROUP),
    "cho/index.html": head("vi", ONLY_VI, {}).replace("</head>", f"{FEED}</head>"),
    "404.html": '<html lang="vi"><head><meta name="robots" content="noindex"></head></html>',
    "sitemap.xml": sitemap(
        entry(VI, GROUP), entry(EN, GROUP), entry(ZH, GROUP), entry(ONLY_VI, {})
    ),
}
NOWHERE = f"{SITE_URL}/en/cho/"
PAGE_DEFECTS = [
    ("vi", {**GROUP, "x-default": VI}, f"x-default is {VI}, not {EN}"),
    ("vi", {k: v for k, v in GROUP.items() if k != "x-default"}, f"x-default is None, not {EN}"),
    ("vi", {k: v for k, v in GROUP.items() if k != "vi"}, "the alternates do not list the page"),
    ("vi", {**GROUP, "fr": NOWHERE}, f"alternate fr leads to no indexable page: {NOWHERE}"),
]

Write = Callable[[Mapping[str, str]], Path]


def pages_only(findings: list[Finding]) -> list[Finding]:
    """Leave out what the sitemap adds when a page changes under it."""
    return [finding for finding in findings if finding.where != "sitemap.xml"]


def test_a_good_site_has_no_findings(write: Write) -> None:
    """Three translations, a page in one language only and a 404 page pass."""
    assert hreflang.check(write(GOOD), SITE_URL) == []


def test_without_english_the_default_is_vietnamese(write: Write) -> None:
    """A story in Vietnamese and Chinese has the Vietnamese page as x-default."""
    group = {"vi": VI, "zh-Hans": ZH, "x-default": VI}
    output = write(
        {
            "index.html": head("vi", VI, group),
            "zh/index.html": head("zh-Hans", ZH, group),
            "sitemap.xml": sitemap(entry(VI, group), entry(ZH, group)),
        }
    )

    assert hreflang.check(output, SITE_URL) == []


def test_a_one_way_alternate_is_found(write: Write) -> None:
    """The page that points is named when the page it points to does not point back."""
    one_way = {code: url for code, url in GROUP.items() if code != "zh-Hans"}
    output = write({**GOOD, "en/index.html": head("en", EN, one_way)})

    assert pages_only(hreflang.check(output, SITE_URL)) == [
        Finding("zh/index.html", f"alternate en does not link back: {EN}")
    ]


def test_a_code_that_is_not_the_language_of_its_page_is_found(write: Write) -> None:
    """Both other pages say en for a page that declares en-GB, and so does the page itself."""
    output = write({**GOOD, "en/index.html": head("en-GB", EN, GROUP)})

    assert hreflang.check(output, SITE_URL) == [
        Finding(file, f'alternate en leads to a page with lang="en-GB": {EN}')
        for file in ("en/index.html", "index.html", "zh/index.html")
    ]


@pytest.mark.parametrize(("lang", "alternates", "what"), PAGE_DEFECTS)
def test_a_seeded_defect_is_found(
    write: Write, lang: str, alternates: Mapping[str, str], what: str
) -> None:
    """Wrong or missing x-default, a page that omits itself, an alternate to nowhere."""
    output = write({**GOOD, "index.html": head(lang, VI, alternates)})
    first, *_ = [f for f in hreflang.check(output, SITE_URL) if f.where == "index.html"]

    assert first.what.startswith(what)


@pytest.mark.parametrize(
    ("canonical", "what"),
    [
        ("", "0 canonical links instead of one"),
        ('<link rel="canonical" href="/">', f"canonical is /, not {VI}"),
        (f'<link rel="canonical" href="{EN}">', f"canonical is {EN}, not {VI}"),
    ],
)
def test_a_wrong_canonical_is_found(write: Write, canonical: str, what: str) -> None:
    """It must be there, absolute, and the page's own."""
    good = f'<link rel="canonical" href="{VI}">'
    output = write({**GOOD, "index.html": GOOD["index.html"].replace(good, canonical)})

    assert hreflang.check(output, SITE_URL) == [Finding("index.html", what)]


def test_a_code_that_occurs_twice_is_found(write: Write) -> None:
    """Search engines ignore a group that names a language twice."""
    twice = GOOD["index.html"].replace(
        "</head>", f'<link rel="alternate" hreflang="en" href="{EN}"></head>'
    )

    assert hreflang.check(write({**GOOD, "index.html": twice}), SITE_URL) == [
        Finding("index.html", "2 alternates for en")
    ]


@pytest.mark.parametrize(
    ("entries", "what"),
    [
        ([entry(VI, GROUP), entry(EN, GROUP), entry(ZH, GROUP)], f"page is not listed: {ONLY_VI}"),
        (
            [entry(VI, GROUP), entry(EN, GROUP), entry(ZH, GROUP), entry(ONLY_VI, {}) * 2],
            f"listed 2 times: {ONLY_VI}",
        ),
        (
            [entry(VI, GROUP), entry(EN, {}), entry(ZH, GROUP), entry(ONLY_VI, {})],
            f"alternates differ from those of the page: {EN}",
        ),
        (
            [*map(entry, (VI, EN, ZH, ONLY_VI), (GROUP, GROUP, GROUP, {})), entry(NOWHERE, {})],
            f"not an indexable page: {NOWHERE}",
        ),
        (
            [
                *map(entry, (VI, EN, ZH, ONLY_VI), (GROUP, GROUP, GROUP, {})),
                entry(f"{SITE_URL}/404.html", {}),
            ],
            f"not an indexable page: {SITE_URL}/404.html",
        ),
    ],
)
def test_a_sitemap_that_disagrees_is_found(write: Write, entries: list[str], what: str) -> None:
    """Every indexable page once, nothing else, with the alternates of the page."""
    output = write({**GOOD, "sitemap.xml": sitemap(*entries)})

    assert hreflang.check(output, SITE_URL) == [Finding("sitemap.xml", what)]


def test_a_missing_sitemap_is_found(write: Write) -> None:
    """A site without sitemap.xml is not finished."""
    output = write({name: text for name, text in GOOD.items() if name != "sitemap.xml"})

    assert hreflang.check(output, SITE_URL) == [Finding("sitemap.xml", "missing")]


def test_a_sitemap_index_is_followed(write: Write) -> None:
    """A large site lists its sitemaps in an index."""
    index = (
        '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        f"<sitemap><loc>{SITE_URL}/sitemap-1.xml</loc></sitemap></sitemapindex>"
    )
    output = write({**GOOD, "sitemap.xml": index, "sitemap-1.xml": GOOD["sitemap.xml"]})

    assert hreflang.check(output, SITE_URL) == []
