"""Dead links, fragments and assets, unsafe addresses and ids that occur twice, in a built site."""

from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from unicodedata import normalize
from urllib.parse import unquote, urljoin, urlsplit

from lxml import etree

from tests.checkers import references
from tests.checkers.built_site import BuiltSite, Page
from tests.checkers.finding import Finding

OUTSIDE = frozenset({"http", "https", "mailto", "tel", "sms", "geo", "webcal"})
TEXT_DIRECTIVE = ":~:"


def check(output: Path, site_url: str) -> list[Finding]:
    """Check every reference of every page and style sheet, and the ids of every page."""
    site = LinkedSite(output, site_url)
    return sorted({*_in_pages(site), *_in_css(site)})


class LinkedSite(BuiltSite):
    """A built site that knows the ids of its pages."""

    @cached_property
    def ids(self) -> dict[str, frozenset[str]]:
        """The fragments that each page offers, in Unicode's composed form."""
        return {page.file: frozenset(_targets(page.root)) for page in self.pages}

    @cached_property
    def by_lower_case(self) -> dict[str, str]:
        """The paths of all files by their names in lower case."""
        return {file.lower(): file for file in self.files}

    def fragments(self, file: str) -> frozenset[str] | None:
        """Return the fragments of a page or an SVG; None for a file that has no fragments."""
        if file.endswith(".svg"):
            return frozenset(_targets(etree.parse(self.output / file).getroot()))
        return self.ids.get(file)


def _in_pages(site: LinkedSite) -> Iterator[Finding]:
    for page in site.pages:
        for reference in references.of_page(page):
            if trouble := _trouble(site, page, reference):
                yield Finding(page.file, f"{trouble}: {reference.url}")
        for name in _repeated_ids(page):
            yield Finding(page.file, f"duplicate id: {name}")


def _in_css(site: LinkedSite) -> Iterator[Finding]:
    for file in site.with_suffix(".css"):
        for url in references.of_css(site.text(file)):
            if trouble := _broken(site, site.url(file), url):
                yield Finding(file, f"{trouble}: {url}")


def _trouble(site: LinkedSite, page: Page, reference: references.Reference) -> str | None:
    try:
        return _unsafe(reference) or _broken(site, page.url, reference.url)
    except ValueError:
        return "malformed address"


def _unsafe(reference: references.Reference) -> str | None:
    scheme = _scheme(reference.url)
    if scheme == "data" and not reference.attribute.endswith("href"):
        return None
    return f"{scheme} address" if scheme and scheme not in OUTSIDE else None


def _scheme(url: str) -> str:
    # Browsers drop tabs and line ends inside an address, so "java\nscript:" is a script too.
    return urlsplit("".join(url.split())).scheme.lower()


def _broken(site: LinkedSite, where: str, url: str) -> str | None:
    """Tell what is wrong with an address that is written at `where`; None when it is well."""
    absolute = urljoin(where, url)
    if not site.is_own(absolute):
        return None
    path = site.path(absolute)
    file = None if path is None else site.file(path)
    if file is None:
        return _why_missing(site, path)
    return _dead_fragment(site, file, urlsplit(absolute).fragment)


def _why_missing(site: LinkedSite, path: str | None) -> str:
    if path is None:
        return "outside the site"
    if f"{path}/index.html" in site.files:
        return "needs a redirect"
    candidate = f"{path}index.html" if path.endswith("/") else path
    if found := site.by_lower_case.get(candidate.lower()):
        return f"wrong case (the file is {found})"
    return "dead link"


def _dead_fragment(site: LinkedSite, file: str, encoded: str) -> str | None:
    fragment = normalize("NFC", unquote(encoded.partition(TEXT_DIRECTIVE)[0]))
    if not fragment or fragment.lower() == "top":
        return None
    known = site.fragments(file)
    return None if known is None or fragment in known else "dead fragment"


def _targets(root: etree._Element) -> Iterator[str]:
    for element in root.iter():
        for target in (element.get("id"), element.get("name") if element.tag == "a" else None):
            if target:
                yield normalize("NFC", target)


def _repeated_ids(page: Page) -> list[str]:
    counts = Counter(element.get("id") for element in page.elements())
    return [name for name, count in counts.items() if name and count > 1]
