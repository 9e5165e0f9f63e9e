import dataclasses
import xml.etree.ElementTree as etree

import pytest

from plugins import sitemap
from plugins.sitemap import entry, sitemaps
from plugins.views import Alternate, Page

NAMESPACES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "x": "http://www.w3.org/1999/xhtml",
}
ROOT = "https://example.org"
HOME = Page(
    lang="vi", url="/", canonical="https://example.org/", alternates=[], switches=[], trail=[]
)
PLACE = dataclasses.replace(
    HOME,
    canonical="https://example.org/diem-den/cat-cat/?a=1&b=<2>",
    alternates=[
        Alternate("vi", "https://example.org/diem-den/cat-cat/"),
        Alternate("zh-Hans", 'https://example.org/zh/places/cat-cat/?a="1"&b=2'),
    ],
    updated="2026-01-05",
)
HIDDEN = dataclasses.replace(HOME, canonical="https://example.org/404.html", noindex=True)


def numbered(*numbers: int) -> list[Page]:
    """Pages with numbers in their addresses."""
    return [
        dataclasses.replace(HOME, canonical=f"{ROOT}/places/{number}/", updated="2026-01-05")
        for number in numbers
    ]


def files(*pages: Page, root: str = ROOT) -> dict[str, str]:
    """The files of the sitemap of these pages."""
    return sitemaps(map(entry, pages), root)


def entries(*pages: Page) -> list[etree.Element]:
    """The entries of a sitemap of one file, read by a parser."""
    found = files(*pages)
    assert ["sitemap.xml"] == list(found)
    return etree.fromstring(found["sitemap.xml"]).findall("s:url", NAMESPACES)


def locations(file: str) -> list[str]:
    """The addresses of the pages in a file of the sitemap, or of the parts in its index."""
    return [each.text or "" for each in etree.fromstring(file).iterfind(".//s:loc", NAMESPACES)]


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> int:
    """How many pages stand in one file."""
    monkeypatch.setattr(sitemap, "_MOST", 10)
    return 10


def test_the_sitemap_lists_pages_in_the_order_of_their_addresses() -> None:
    """Addresses survive the trip through XML, special characters included, and are sorted."""
    found = [each.findtext("s:loc", namespaces=NAMESPACES) for each in entries(PLACE, HOME)]

    assert [HOME.canonical, PLACE.canonical] == found


def test_the_sitemap_leaves_out_what_is_not_to_be_indexed() -> None:
    """A page with noindex is in no sitemap."""
    assert 1 == len(entries(HOME, HIDDEN))
    assert "" == entry(HIDDEN)
    assert "404" not in files(HOME, HIDDEN)["sitemap.xml"]


def test_an_entry_names_its_other_languages() -> None:
    """Each alternate is a link with its language and address."""
    links = entries(PLACE)[0].findall("x:link", NAMESPACES)

    assert [(each.hreflang, each.href) for each in PLACE.alternates] == [
        (link.get("hreflang"), link.get("href")) for link in links
    ]
    assert {"alternate"} == {link.get("rel") for link in links}


def test_an_entry_says_when_it_changed_if_that_is_known() -> None:
    """Pages of things have a day, lists have none."""
    days = [each.findtext("s:lastmod", namespaces=NAMESPACES) for each in entries(HOME, PLACE)]

    assert [None, "2026-01-05"] == days


def test_a_site_without_pages_has_an_empty_sitemap() -> None:
    """The document is well-formed without entries too."""
    assert [] == entries()


def test_the_order_of_pages_decides_nothing() -> None:
    """The same pages make the same files."""
    assert files(HOME, PLACE) == files(PLACE, HIDDEN, HOME)


def test_up_to_the_limit_there_is_one_file(few: int) -> None:
    """Hidden pages do not count."""
    pages = numbered(*range(few))

    assert few == len(entries(*pages, HIDDEN))
    assert ["sitemap.xml"] == list(files(*pages))


@pytest.mark.parametrize("count", [11, 25, 200])
def test_above_the_limit_there_are_an_index_and_parts(few: int, count: int) -> None:
    """The index names every part by its full address; each page stands in one part, once."""
    found = files(*numbered(*range(count)), root=f"{ROOT}/sapa")
    index = found.pop("sitemap.xml")
    listed = [address for part in found.values() for address in locations(part)]

    assert [f"{ROOT}/sapa/{name}" for name in found] == locations(index)
    assert "sitemapindex" in etree.fromstring(index).tag
    assert 2 <= len(found)
    assert sorted(page.canonical for page in numbered(*range(count))) == sorted(listed)


def test_no_part_is_longer_than_the_protocol_allows() -> None:
    """A file has at most 50,000 pages, and about the limit that we set ourselves."""
    found = files(*numbered(*range(30_000)))
    sizes = [part.count("<loc>") for name, part in found.items() if name != "sitemap.xml"]

    assert 30_000 == sum(sizes)
    assert max(sizes) <= 10_000


def test_a_page_more_changes_one_part(few: int) -> None:
    """So does a page less, and one with another day."""
    before = files(*numbered(*range(50)))
    changed = dataclasses.replace(numbered(7)[0], updated="2026-02-01")
    for pages in (
        numbered(*range(51)),
        numbered(*range(1, 50)),
        [changed, *(page for page in numbered(*range(50)) if page.canonical != changed.canonical)],
    ):
        after = files(*pages)

        assert before.keys() == after.keys()
        [part] = [name for name in before if before[name] != after[name]]
        assert "sitemap.xml" != part


def test_another_day_moves_no_page_to_another_part(few: int) -> None:
    """What decides the part is the address alone."""
    pages = numbered(*range(40))
    later = [dataclasses.replace(page, updated="2026-03-01") for page in pages]

    def parts(pages: list[Page]) -> dict[str, list[str]]:
        return {name: locations(file) for name, file in files(*pages).items()}

    assert parts(pages) == parts(later)
