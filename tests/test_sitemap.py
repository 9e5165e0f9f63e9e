import dataclasses
import xml.etree.ElementTree as etree

from plugins.sitemap import to_xml
from plugins.views import Alternate, Page

NAMESPACES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "x": "http://www.w3.org/1999/xhtml",
}
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


def entries(*pages: Page) -> list[etree.Element]:
    """The entries of the sitemap, read by a parser."""
    return etree.fromstring(to_xml(pages)).findall("s:url", NAMESPACES)


def test_the_sitemap_lists_pages_in_the_order_of_their_addresses() -> None:
    """Addresses survive the trip through XML, special characters included, and are sorted."""
    found = [entry.findtext("s:loc", namespaces=NAMESPACES) for entry in entries(PLACE, HOME)]

    assert [HOME.canonical, PLACE.canonical] == found


def test_the_sitemap_leaves_out_what_is_not_to_be_indexed() -> None:
    """A page with noindex is in no sitemap."""
    assert 1 == len(entries(HOME, HIDDEN))
    assert "404" not in to_xml([HOME, HIDDEN])


def test_an_entry_names_its_other_languages() -> None:
    """Each alternate is a link with its language and address."""
    links = entries(PLACE)[0].findall("x:link", NAMESPACES)

    assert [(each.hreflang, each.href) for each in PLACE.alternates] == [
        (link.get("hreflang"), link.get("href")) for link in links
    ]
    assert {"alternate"} == {link.get("rel") for link in links}


def test_an_entry_says_when_it_changed_if_that_is_known() -> None:
    """Pages of things have a day, lists have none."""
    days = [entry.findtext("s:lastmod", namespaces=NAMESPACES) for entry in entries(HOME, PLACE)]

    assert [None, "2026-01-05"] == days


def test_a_site_without_pages_has_an_empty_sitemap() -> None:
    """The document is well-formed without entries too."""
    assert [] == entries()
