"""Canonical addresses, language alternates and the sitemap agree with the pages and each other."""

from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from tests.checkers import sitemap
from tests.checkers.built_site import BuiltSite, Page, words
from tests.checkers.finding import Finding

DEFAULT = "x-default"
DEFAULT_LANGUAGES = ("en", "vi")


def check(output: Path, site_url: str) -> list[Finding]:
    """Check the pages that search engines may list, and `sitemap.xml` against them."""
    site = TranslatedSite(output, site_url)
    in_pages = (finding for page in site.indexable.values() for finding in _in_page(site, page))
    return sorted({*in_pages, *_in_sitemap(site)})


class TranslatedSite(BuiltSite):
    """A built site that knows which of its pages are indexable, by their addresses."""

    @cached_property
    def indexable(self) -> dict[str, Page]:
        """The pages without robots `noindex`."""
        return {page.url: page for page in self.pages if page.is_indexable}

    @cached_property
    def alternates(self) -> dict[str, dict[str, str]]:
        """The alternates of each indexable page: address by language code."""
        return {url: dict(_alternates(page)) for url, page in self.indexable.items()}


def _alternates(page: Page) -> list[tuple[str, str]]:
    return [
        (link.get("hreflang") or "", link.get("href") or "")
        for link in page.elements("link")
        if "alternate" in words(link, "rel")
        and link.get("hreflang")
        and link.get("type") in (None, "text/html")  # else it is a feed
    ]


def _in_page(site: TranslatedSite, page: Page) -> Iterator[Finding]:
    for what in (
        *_canonical(page),
        *_repeated(page),
        *_self(site, page),
        *_targets(site, page),
        *_default(site, page),
    ):
        yield Finding(page.file, what)


def _canonical(page: Page) -> Iterator[str]:
    hrefs = [link.get("href") or "" for link in page.links("canonical")]
    if len(hrefs) != 1:
        yield f"{len(hrefs)} canonical links instead of one"
    elif hrefs[0] != page.url:
        yield f"canonical is {hrefs[0]}, not {page.url}"


def _repeated(page: Page) -> Iterator[str]:
    for code, count in Counter(code for code, _ in _alternates(page)).items():
        if count > 1:
            yield f"{count} alternates for {code}"


def _self(site: TranslatedSite, page: Page) -> Iterator[str]:
    alternates = site.alternates[page.url]
    if alternates and page.url not in _by_language(alternates).values():
        yield "the alternates do not list the page itself"


def _targets(site: TranslatedSite, page: Page) -> Iterator[str]:
    for code, url in _by_language(site.alternates[page.url]).items():
        target = site.indexable.get(url)
        if target is None:
            yield f"alternate {code} leads to no indexable page: {url}"
        elif target.lang != code:
            yield f'alternate {code} leads to a page with lang="{target.lang}": {url}'
        elif page.url not in _by_language(site.alternates[url]).values() and target is not page:
            yield f"alternate {code} does not link back: {url}"


def _default(site: TranslatedSite, page: Page) -> Iterator[str]:
    alternates = site.alternates[page.url]
    expected = [alternates[code] for code in DEFAULT_LANGUAGES if code in alternates]
    if alternates and alternates.get(DEFAULT) != (expected or [page.url])[0]:
        yield f"{DEFAULT} is {alternates.get(DEFAULT)}, not {(expected or [page.url])[0]}"


def _by_language(alternates: dict[str, str]) -> dict[str, str]:
    return {code: url for code, url in alternates.items() if code != DEFAULT}


def _in_sitemap(site: TranslatedSite) -> Iterator[Finding]:
    if sitemap.FILE not in site.files:
        yield Finding(sitemap.FILE, "missing")
        return
    entries = sitemap.read(site)
    for url, count in Counter(entry.url for entry in entries).items():
        if count > 1:
            yield Finding(sitemap.FILE, f"listed {count} times: {url}")
    for url in site.indexable.keys() - {entry.url for entry in entries}:
        yield Finding(sitemap.FILE, f"page is not listed: {url}")
    for entry in entries:
        if entry.url not in site.indexable:
            yield Finding(sitemap.FILE, f"not an indexable page: {entry.url}")
        elif entry.alternates != site.alternates[entry.url]:
            yield Finding(sitemap.FILE, f"alternates differ from those of the page: {entry.url}")
