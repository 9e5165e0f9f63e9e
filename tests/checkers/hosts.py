"""Nothing is loaded from another host, and nothing inline needs a hole in the security policy."""

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from tests.checkers import references
from tests.checkers.built_site import BuiltSite, Page, words
from tests.checkers.finding import Finding

LOADING_RELS = frozenset(
    {"stylesheet", "preload", "prefetch", "prerender", "modulepreload", "preconnect"}
    | {"dns-prefetch", "icon", "apple-touch-icon", "mask-icon", "manifest"}
)
LOADING_LINK_TAGS = frozenset({"image", "use", "feimage"})
LOADING_ATTRIBUTES = frozenset({"src", "srcset", "imagesrcset", "poster", "data"})
DATA_BLOCK = "application/ld+json"


def check(output: Path, site_url: str) -> list[Finding]:
    """Check the pages and style sheets of a built site."""
    site = BuiltSite(output, site_url)
    return sorted({*_in_css(site), *_in_pages(site)})


def _in_pages(site: BuiltSite) -> Iterator[Finding]:
    for page in site.pages:
        for url in _loaded(page):
            if site.is_foreign(url, page.url):
                yield Finding(page.file, f"loads from another host: {url}")
        for element in page.elements():
            for what in _inline(element):
                yield Finding(page.file, what)


def _in_css(site: BuiltSite) -> Iterator[Finding]:
    for file in site.with_suffix(".css"):
        for url in references.of_css(site.text(file)):
            if site.is_foreign(url, site.url(file)):
                yield Finding(file, f"loads from another host: {url}")


def _loaded(page: Page) -> Iterator[str]:
    for reference in references.of_page(page):
        if _is_loaded(reference):
            yield reference.url


def _is_loaded(reference: references.Reference) -> bool:
    if reference.attribute in LOADING_ATTRIBUTES:
        return True
    if reference.element.tag == "link":
        return not LOADING_RELS.isdisjoint(words(reference.element, "rel"))
    is_href = reference.attribute.endswith("href")
    return is_href and str(reference.element.tag).lower() in LOADING_LINK_TAGS


def _inline(element: etree._Element) -> Iterator[str]:
    if element.tag == "style":
        yield "inline <style>"
    if element.tag == "script" and not element.get("src") and element.get("type") != DATA_BLOCK:
        yield "inline <script>"
    for name in map(str, element.attrib):
        if name == "style" or name.startswith("on"):
            yield f"inline {name}= on <{element.tag!s}>"
