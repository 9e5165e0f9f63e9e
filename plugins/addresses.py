"""Where every page is: its address on the web and its file in the output."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from urllib.parse import quote, urlsplit

from plugins.problems import BadSettings

_SITE_URL = re.compile(r"https?://[^/?#\s]+(?:/[^?#\s]+)?")


def check_site_url(url: str) -> None:
    """Refuse a root that would make wrong addresses of every page. Raises `BadSettings`."""
    if not _SITE_URL.fullmatch(url):
        raise BadSettings(f"SITE_URL {url!r} is no web address; write it as https://example.org")


@dataclass(frozen=True, slots=True)
class Language:
    """A language of the site: its code, its BCP 47 tag, and names for readers and for machines."""

    code: str
    bcp47: str
    name: str
    open_graph: str
    babel: str


@dataclass(frozen=True)
class Address:
    """A page of one language: `path` within that language's subsite, "" for its home page."""

    lang: str
    path: str

    @property
    def file(self) -> str:
        """The file within the folder of the language."""
        return f"{self.path}index.html" if not self.path or self.path.endswith("/") else self.path


@dataclass(frozen=True)
class Addresses:
    """The table of sections and the root of every language.

    `roots` maps a language to the absolute URL of its subsite, without a slash at the end;
    `sections` maps a kind to its word in each language, "" for kinds that stand at the root.
    """

    roots: Mapping[str, str]
    sections: Mapping[str, Mapping[str, str]]

    @property
    def reserved(self) -> set[str]:
        """Names at the root that are no pages: the other languages, the theme, what is shown."""
        return {*self.roots, "theme", "images", "videos"}

    @property
    def root(self) -> str:
        """The path of the site on its host, "" at the top."""
        return _path_of(min(self.roots.values(), key=len))

    def home(self, lang: str) -> Address:
        """The home page of a language."""
        return Address(lang, "")

    def listing(self, kind: str, lang: str) -> Address:
        """The list of a kind; "archive" is everything by year."""
        return Address(lang, f"{self.sections[kind][lang]}/")

    def thing(self, kind: str, lang: str, slug: str) -> Address:
        """The page of one thing."""
        section = self.sections[kind][lang]
        return Address(lang, f"{section}/{slug}/" if section else f"{slug}/")

    def versions(self, kind: str, key: str, slugs: Mapping[str, str | None]) -> dict[str, Address]:
        """The address of a thing in each of its languages, whose slugs are given.

        The last part is the slug, else the key; Chinese uses the English slug.
        """
        shared = {"zh": slugs.get("en")}
        return {
            lang: self.thing(kind, lang, slug or shared.get(lang) or key)
            for lang, slug in slugs.items()
        }

    def numbered(self, address: Address, number: int | None) -> Address:
        """The page of a list by its number; without one, its front page."""
        return Address(address.lang, f"{address.path}{number}/") if number else address

    def file(self, address: Address) -> str:
        """The file within the output folder; every language but the main one has its own folder."""
        is_main = self.roots[address.lang] == min(self.roots.values(), key=len)
        return address.file if is_main else f"{address.lang}/{address.file}"

    def url(self, address: Address) -> str:
        """The address without the host: "/en/places/cat-cat/"."""
        return f"{_path_of(self.roots[address.lang])}/{_quoted(address.path)}"

    def absolute(self, address: Address) -> str:
        """The address with the host, as canonical links need it."""
        return f"{self.roots[address.lang]}/{_quoted(address.path)}"


# Every page names a dozen addresses, most of them many times.
_quoted = cache(quote)


@cache
def _path_of(root: str) -> str:
    return urlsplit(root).path
