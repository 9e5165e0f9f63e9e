"""A built site as the static checkers see it: its files, its pages and their addresses."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit

from lxml import etree

HTML = etree.HTMLParser(encoding="utf-8")


@dataclass(frozen=True)
class Page:
    """One HTML file: its path in the output, its absolute address and its parsed tree."""

    file: str
    url: str
    root: etree._Element

    def elements(self, *tags: str) -> Iterator[etree._Element]:
        """Yield the elements with one of `tags` (all elements without), in document order."""
        return (element for element in self.root.iter(*tags) if isinstance(element.tag, str))

    def links(self, rel: str) -> Iterator[etree._Element]:
        """Yield the `<link>` elements that carry the word `rel`."""
        return (link for link in self.elements("link") if rel in words(link, "rel"))

    @property
    def lang(self) -> str:
        """The language that the page declares, or an empty string."""
        return self.root.get("lang") or ""

    @property
    def is_indexable(self) -> bool:
        """Whether search engines may list the page: it has no robots `noindex`."""
        return not any(
            (meta.get("name") or "").lower() == "robots"
            and "noindex" in (meta.get("content") or "").lower()
            for meta in self.elements("meta")
        )


@dataclass(frozen=True)
class BuiltSite:
    """The output folder together with the address at which it will be published."""

    output: Path
    site_url: str

    @cached_property
    def base(self) -> SplitResult:
        """The published address with one slash at its end, in parts."""
        return urlsplit(self.site_url.rstrip("/") + "/")

    @cached_property
    def files(self) -> frozenset[str]:
        """Every file, as a path relative to the output folder, with slashes."""
        return frozenset(
            file.relative_to(self.output).as_posix()
            for file in self.output.rglob("*")
            if file.is_file()
        )

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """Every HTML file, parsed, in the order of their paths."""
        return tuple(
            Page(file, self.url(file), etree.parse(self.output / file, HTML).getroot())
            for file in sorted(self.files)
            if file.endswith(".html")
        )

    def url(self, file: str) -> str:
        """Return the absolute address of a file: a folder's for its index.html."""
        path = file.removesuffix("index.html") if f"/{file}".endswith("/index.html") else file
        return self.base.geturl() + quote(path)

    def with_suffix(self, suffix: str) -> list[str]:
        """Return the files that end in `suffix`, sorted."""
        return sorted(file for file in self.files if file.endswith(suffix))

    def text(self, file: str) -> str:
        """Return the text of a file."""
        return (self.output / file).read_text(encoding="utf-8")

    def is_own(self, url: str) -> bool:
        """Tell whether an absolute address has the scheme and host of this site."""
        parts = urlsplit(url)
        return (parts.scheme, parts.netloc) == (self.base.scheme, self.base.netloc)

    def is_foreign(self, url: str, where: str) -> bool:
        """Tell whether `url`, written at the address `where`, is loaded from another host."""
        parts = urlsplit(urljoin(where, url.strip()))
        return parts.scheme in {"http", "https", "ws", "wss"} and parts.netloc != self.base.netloc

    def path(self, url: str) -> str | None:
        """Return the path in the output that an own absolute address asks for, decoded.

        None when the address lies outside the folder at which the site is published.
        """
        path = urlsplit(url).path or "/"
        if not path.startswith(self.base.path):
            return None
        return unquote(path[len(self.base.path) :])

    def file(self, path: str) -> str | None:
        """Return the file that a server sends for `path` without a redirect, if there is one."""
        candidate = f"{path}index.html" if path == "" or path.endswith("/") else path
        return candidate if candidate in self.files else None


def words(element: etree._Element, attribute: str) -> list[str]:
    """Return the words of an attribute such as `rel`, in lower case."""
    return (element.get(attribute) or "").lower().split()
