"""What every template is given besides its document: the site, and the page itself."""

from collections.abc import Sequence
from dataclasses import dataclass

from plugins.documents import Document


@dataclass(frozen=True, slots=True)
class NavItem:
    """An entry of the main navigation: templates know the word for its kind."""

    kind: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Site:
    """One language's site."""

    name: str
    lang: str
    bcp47: str
    open_graph: str
    home: str
    theme: str
    stylesheet: str
    fonts_preload: Sequence[str]
    nav: Sequence[NavItem]
    pages: Sequence[Document]
    archive: str
    licence_url: str


@dataclass(frozen=True, slots=True)
class Alternate:
    """One `<link rel="alternate" hreflang>`: the BCP 47 tag and the absolute address."""

    hreflang: str
    href: str


@dataclass(frozen=True, slots=True)
class Switch:
    """One entry of the language switcher.

    `nearest` is "" where the page itself exists in that language, else where the link goes:
    "listing" (of `nearest_kind`) or "home".
    """

    lang: str
    bcp47: str
    name: str
    url: str
    current: bool
    nearest: str
    nearest_kind: str

    @property
    def exact(self) -> bool:
        """Whether the link goes to this very page."""
        return not self.nearest


@dataclass(frozen=True, slots=True)
class Crumb:
    """One step of the breadcrumbs: a list has a kind, for which templates know the word."""

    url: str
    kind: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """The page that is rendered: its addresses and how it presents itself to machines.

    `cover` stands for it elsewhere; `pictures` are those of which programs are told.
    """

    lang: str
    url: str
    canonical: str
    alternates: Sequence[Alternate]
    switches: Sequence[Switch]
    trail: Sequence[Crumb]
    title: str = ""
    description: str = ""
    cover: str | None = None
    pictures: Sequence[str] = ()
    noindex: bool = False
    updated: str = ""


@dataclass(frozen=True, slots=True)
class Pager:
    """Where the older and the newer things of a list are.

    `number` counts from the oldest page, None for the front page: how many pages there are, no
    page may say, or every new page would change all of them.
    """

    number: int | None
    older: str | None
    newer: str | None


@dataclass(frozen=True, slots=True)
class Nearby:
    """A place and how far it is in a straight line, in kilometres."""

    document: Document
    km: float


@dataclass(frozen=True, slots=True)
class Contents:
    """One line of the home page's table of contents."""

    kind: str
    url: str
    documents: Sequence[Document]


@dataclass(frozen=True, slots=True)
class Group:
    """Documents under one heading: a year or a scope."""

    heading: str
    documents: Sequence[Document]
