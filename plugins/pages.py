"""What each page shows: from the name of a page to its template and what that is given."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from plugins.addresses import Address
from plugins.documents import Document
from plugins.facets import LISTED, Item, award_year, page_size
from plugins.frame import Frame, Versions
from plugins.library import Library
from plugins.paging import leaf, page_count
from plugins.relations import about, heights, nearby, related
from plugins.schema import award, place
from plugins.views import Contents, Group, Page, Pager

# Every template that a job below names; the theme must have them all.
TEMPLATES = (
    *("home", "archive", "not_found", "page", *LISTED),
    *(f"{kind}_list" for kind in LISTED),
)
SCOPES = ("world", "asia", "southeast-asia", "vietnam")
# The front page shows the first of each kind; a page of one thing, the first of the others.
_ON_FRONT_PAGE = 24
_OTHERS = 24
_UNTRANSLATED = 96


@dataclass(frozen=True, slots=True)
class PageName:
    """The name of a page: "place/cat-cat@vi", "story@vi" (a list), "story@vi#2", "home@vi".

    Numbered pages share the name of their list, so that a facet and its pages have one name.
    """

    subject: str
    lang: str
    number: int | None = None

    @classmethod
    def parse(cls, text: str) -> "PageName":
        """The name that a text is."""
        subject, _, rest = text.partition("@")
        lang, _, number = rest.partition("#")
        return cls(subject, lang, int(number) if number else None)

    @property
    def facet(self) -> str:
        """The facet whose page it may be."""
        return f"{self.subject}@{self.lang}"

    def __str__(self) -> str:
        return f"{self.facet}#{self.number}" if self.number else self.facet


@dataclass(frozen=True, slots=True)
class Job:
    """A page to render: its template, the kind that it belongs to, and what it is given."""

    address: Address
    template: str
    kind: str
    page: Page
    context: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Edition:
    """The pages of one language."""

    frame: Frame
    library: Library

    @property
    def lang(self) -> str:
        """The language of the edition."""
        return self.frame.lang

    def job(self, name: PageName) -> Job:
        """The page of a name. Raises `KeyError` where there is no such page."""
        if "/" in name.subject:
            return self._thing(name)
        fixed = {"home": self._home, "not_found": self._not_found, "award": self._award_list}
        make = fixed.get(name.subject)
        return make() if make else self._listing(name)

    def standing_pages(self) -> list[Document]:
        """The pages that every page of the language leads to."""
        return self._cards(self.library.items(f"page@{self.lang}"))

    def _cards(self, items: Iterable[Item]) -> list[Document]:
        found = (self.library.card(item.name, self.lang) for item in items)
        return [document for document in found if document]

    def _kind(self, kind: str, limit: int | None = None) -> list[Document]:
        return self._cards(self.library.items(f"{kind}@{self.lang}")[:limit])

    def _lacking(self, subject: str) -> list[Document]:
        """What the language lacks of a kind or a topic, as another language has it."""
        items = self.library.items(f"{subject}!{self.lang}")[:_UNTRANSLATED]
        found = (self.library.nearest(item.name, self.lang) for item in items)
        return [document for document in found if document]

    def _home(self) -> Job:
        """The cover and the table of contents."""
        frame, library = self.frame, self.library
        # The cover is a picture, the climate a table: both serve a language that lacks the words.
        cover = library.nearest(f"place/{frame.brand.cover}", self.lang)
        climate = library.nearest(f"place/{frame.brand.climate}", self.lang)
        kinds = {kind: self._kind(kind, _ON_FRONT_PAGE) for kind in LISTED}
        context = {
            "cover": cover,
            "contents": [
                Contents(kind, frame.listing(kind), found[:4])
                for kind, found in kinds.items()
                if found
            ],
            "stories": kinds["story"],
            "places": kinds["place"],
            "awards": kinds["award"][:5],
            "award_count": len(library.items(f"award@{self.lang}")),
            "festivals": kinds["festival"],
            "guides": kinds["guide"],
            "climate": cast("place.Facts", climate.facts).climate if climate else [],
        }
        versions = self._everywhere(frame.addresses.home)
        page = frame.page(versions[self.lang], versions, cover=cover.cover if cover else None)
        return Job(versions[self.lang], "home", "", page, context)

    def _thing(self, name: PageName) -> Job:
        """The page of one thing, with what belongs to it; a topic's older pages too."""
        document = self.library.whole(name.subject, self.lang)
        address = self.frame.addresses.numbered(document.address, name.number)
        versions = {self.lang: address} if name.number else self.library.versions(name.subject)
        page = self.frame.document_page(document, address, versions)
        more = self._topic(name, document) if document.kind == "topic" else self._beside(document)
        return Job(address, document.kind, document.kind, page, {"document": document, **more})

    def _beside(self, document: Document) -> dict[str, Any]:
        beside = _BESIDE.get(document.kind)
        return beside(self, document) if beside else {}

    def _topic(self, name: PageName, topic: Document) -> dict[str, Any]:
        return {
            "documents": self._leaf(name),
            "untranslated": [] if name.number else self._lacking(name.subject),
            "pager": self._pager(name, topic.address),
        }

    def _listing(self, name: PageName) -> Job:
        """A page of the list of a kind, or of the archive."""
        kind = name.subject
        front = self.frame.addresses.listing(kind, self.lang)
        address = self.frame.addresses.numbered(front, name.number)
        versions = (
            {self.lang: address}
            if name.number
            else self._everywhere(lambda lang: self.frame.addresses.listing(kind, lang))
        )
        context = self._archive(name) if kind == "archive" else self._list(name)
        context["pager"] = self._pager(name, front)
        page = self.frame.page(address, versions, nearest=kind)
        template, current = ("archive", "") if kind == "archive" else (f"{kind}_list", kind)
        return Job(address, template, current, page, context)

    def _list(self, name: PageName) -> dict[str, Any]:
        return {
            "documents": self._leaf(name),
            "untranslated": [] if name.number else self._lacking(name.subject),
        }

    def _archive(self, name: PageName) -> dict[str, Any]:
        return {"years": _grouped(self._leaf(name), lambda document: str(document.date.year))}

    def _leaf(self, name: PageName) -> list[Document]:
        """What stands on one page of a facet."""
        items = self.library.page_items(name.facet, name.number)
        if name.number and name.number >= page_count(len(items), page_size(name.facet)):
            raise KeyError(str(name))
        return self._cards(leaf(items, page_size(name.facet), name.number).items)

    def _pager(self, name: PageName, front: Address) -> Pager:
        """Where a page of a list leads: the front page is the newest, number 1 the oldest."""
        items = self.library.page_items(name.facet, name.number)
        older_pages = page_count(len(items), page_size(name.facet)) - 1

        def url(number: int | None) -> str:
            return self.frame.addresses.url(self.frame.addresses.numbered(front, number))

        if name.number is None:
            return Pager(None, url(older_pages) if older_pages else None, None)
        newer = None if name.number == older_pages else name.number + 1
        older = url(name.number - 1) if name.number > 1 else None
        return Pager(name.number, older, url(newer))

    def _award_list(self) -> Job:
        """The overview of every award."""
        versions = self._everywhere(lambda lang: self.frame.addresses.listing("award", lang))
        awards = self._kind("award")
        context = {
            "awards": awards,
            "by_year": _grouped(awards, lambda each: str(award_year(each.facts))),
            "by_scope": [
                Group(scope, found)
                for scope in SCOPES
                if (found := [each for each in awards if _scope(each) == scope])
            ],
            "untranslated": self._lacking("award"),
        }
        page = self.frame.page(versions[self.lang], versions, nearest="award")
        return Job(versions[self.lang], "award_list", "award", page, context)

    def _not_found(self) -> Job:
        """What a server shows for an address that does not exist."""
        versions = self._everywhere(lambda lang: Address(lang, "404.html"))
        page = self.frame.page(versions[self.lang], {}, noindex=True)
        return Job(versions[self.lang], "not_found", "", page)

    def _everywhere(self, address: Callable[[str], Address]) -> Versions:
        """The addresses of a page that every language has."""
        return {lang: address(lang) for lang in self.frame.languages}

    def _others(self, document: Document) -> list[Document]:
        """The first of the same kind, without the thing itself."""
        found = self._kind(document.kind, _OTHERS + 1)
        return [other for other in found if other.name != document.name][:_OTHERS]


def _grouped(documents: Sequence[Document], heading: Callable[[Document], str]) -> list[Group]:
    """The documents under their headings, in the order in which they come."""
    groups: dict[str, list[Document]] = {}
    for document in documents:
        groups.setdefault(heading(document), []).append(document)
    return [Group(name, found) for name, found in groups.items()]


def _scope(document: Document) -> str:
    return cast("award.Facts", document.facts).scope


def _beside_story(edition: Edition, story: Document) -> dict[str, Any]:
    return {"related": related(edition.library, story)}


def _beside_place(edition: Edition, document: Document) -> dict[str, Any]:
    library, places = edition.library, edition._kind("place")
    return {
        # What signs and maps say, for readers of another script.
        "local_title": library.title(document.name, "vi") if document.lang == "zh" else "",
        "nearby": nearby(document, places),
        "about": about(library, document),
        "altitudes": heights(places),
    }


def _beside_award(edition: Edition, document: Document) -> dict[str, Any]:
    return {"about": document.places, "others": edition._others(document)}


def _beside_other(edition: Edition, document: Document) -> dict[str, Any]:
    return {"others": edition._others(document)}


_BESIDE: dict[str, Callable[[Edition, Document], dict[str, Any]]] = {
    "story": _beside_story,
    "place": _beside_place,
    "award": _beside_award,
    "festival": _beside_other,
    "guide": _beside_other,
}
