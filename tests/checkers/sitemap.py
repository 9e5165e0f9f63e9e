"""Read sitemap.xml, or the sitemaps that it is an index of."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from tests.checkers.built_site import BuiltSite

FILE = "sitemap.xml"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"


@dataclass(frozen=True)
class Entry:
    """One `<url>`: its address and its alternates, address by language code."""

    url: str
    alternates: dict[str, str]


def read(site: BuiltSite, file: str = FILE) -> list[Entry]:
    """Return the entries of a sitemap file, following an index to the files it names."""
    root = etree.parse(site.output / file).getroot()
    if root.tag == f"{SITEMAP}sitemapindex":
        return [entry for part in _parts(site, root) for entry in read(site, part)]
    return [Entry(_location(url), _alternates(url)) for url in root.iter(f"{SITEMAP}url")]


def _parts(site: BuiltSite, root: etree._Element) -> Iterator[str]:
    for part in root.iter(f"{SITEMAP}sitemap"):
        yield site.path(_location(part)) or ""


def _location(element: etree._Element) -> str:
    return (element.findtext(f"{SITEMAP}loc") or "").strip()


def _alternates(url: etree._Element) -> dict[str, str]:
    links = url.iter(f"{XHTML}link")
    return {link.get("hreflang") or "": link.get("href") or "" for link in links}
