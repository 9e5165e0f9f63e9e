"""Which pages a language has, and what the template of each is given."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from plugins.addresses import Address
from plugins.documents import Document
from plugins.frame import Frame
from plugins.paging import leaves
from plugins.relations import about, nearby, related
from plugins.schema import place
from plugins.shelf import Shelf, altitude, award_scope, award_year
from plugins.views import Contents, Group, Page, Pager

LISTED = ("place", "story", "festival", "award", "guide", "topic")
# Every template that a job below names; the theme must have them all.
TEMPLATES = (
    *("home", "archive", "not_found", "page", *LISTED),
    *(f"{kind}_list" for kind in LISTED),
)
PER_PAGE = 24
SCOPES = ("world", "asia", "southeast-asia", "vietnam")


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
    """All pages of one language."""

    frame: Frame
    shelf: Shelf

    @property
    def lang(self) -> str:
        """The language of the edition."""
        return self.frame.lang

    def jobs(self) -> Iterator[Job]:
        """Every page of the language."""
        yield self.home()
        for kind in LISTED:
            yield from self.award_list() if kind == "award" else self.listing(kind)
        for kind in (*LISTED, "page"):
            for document in self.shelf.titled(kind):
                yield self.thing(document)
        yield self.archive()
        yield self.not_found()

    def home(self) -> Job:
        """The cover and the table of contents."""
        frame, shelf = self.frame, self.shelf
        # The cover is a picture, the climate a table: both serve a language that lacks the words.
        known = [*shelf.titled("place"), *shelf.untranslated("place")]
        places = {document.key: document for document in known}
        cover = places.get(frame.brand.cover)
        climate = places.get(frame.brand.climate)
        kinds = {kind: shelf.in_order(kind) for kind in LISTED}
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
            "award_count": len(kinds["award"]),
            "festivals": kinds["festival"],
            "guides": kinds["guide"],
            "climate": cast("place.Facts", climate.facts).climate if climate else [],
        }
        versions = self.everywhere(frame.addresses.home)
        page = frame.page(versions[self.lang], versions, cover=cover.cover if cover else None)
        return Job(versions[self.lang], "home", "", page, context)

    def thing(self, document: Document) -> Job:
        """The page of one thing, with what belongs to it."""
        versions = {
            lang: version.address
            for lang, version in self.shelf.library.documents[document.name].items()
        }
        page = self.frame.document_page(document, versions)
        beside = _BESIDE.get(document.kind)
        more = beside(self.shelf, document) if beside else {}
        context = {"document": document, **more}
        return Job(document.address, document.kind, document.kind, page, context)

    def listing(self, kind: str) -> Iterator[Job]:
        """The list of a kind: its front page, and older pages where there are many."""
        addresses, frame = self.frame.addresses, self.frame
        found = leaves(self.shelf.in_order(kind), PER_PAGE)
        for leaf in found:
            address = addresses.listing(kind, self.lang, leaf.number)
            front = self.everywhere(lambda lang: addresses.listing(kind, lang))
            versions = {self.lang: address} if leaf.number else front
            context = {
                "documents": leaf.items,
                "untranslated": [] if leaf.number else self.shelf.untranslated(kind),
                "pager": self.pager(kind, leaf.number, len(found)),
            }
            page = frame.page(address, versions, nearest=kind)
            yield Job(address, f"{kind}_list", kind, page, context)

    def pager(self, kind: str, number: int | None, count: int) -> Pager:
        """Where a page of a list leads: the front page is the newest, number 1 the oldest."""
        older = count - 1 if number is None else number - 1
        newer = None if number is None else number + 1
        return Pager(
            number=number or count,
            count=count,
            older=self.frame.listing(kind, older) if older > 0 else None,
            newer=self.frame.listing(kind, newer if newer and newer < count else None)
            if newer
            else None,
        )

    def award_list(self) -> Iterator[Job]:
        """The overview of every award."""
        versions = self.everywhere(lambda lang: self.frame.addresses.listing("award", lang))
        awards = self.shelf.in_order("award")
        context = {
            "awards": awards,
            "by_year": _grouped(awards, lambda award: str(award_year(award))),
            "by_scope": [
                Group(scope, found)
                for scope in SCOPES
                if (found := [award for award in awards if award_scope(award) == scope])
            ],
            "untranslated": self.shelf.untranslated("award"),
        }
        page = self.frame.page(versions[self.lang], versions, nearest="award")
        yield Job(versions[self.lang], "award_list", "award", page, context)

    def archive(self) -> Job:
        """Everything that was published, by year."""
        versions = self.everywhere(self.frame.addresses.archive)
        newest = sorted(
            self.shelf.all("story", "festival", "guide", "place"),
            key=lambda document: document.date,
            reverse=True,
        )
        years = _grouped(newest, lambda document: str(document.date.year))
        page = self.frame.page(versions[self.lang], versions)
        return Job(versions[self.lang], "archive", "", page, {"years": years})

    def not_found(self) -> Job:
        """What a server shows for an address that does not exist."""
        versions = self.everywhere(lambda lang: Address(lang, "404.html"))
        page = self.frame.page(versions[self.lang], {}, noindex=True)
        return Job(versions[self.lang], "not_found", "", page)

    def everywhere(self, address: Callable[[str], Address]) -> dict[str, Address]:
        """The addresses of a page that every language has."""
        return {lang: address(lang) for lang in self.frame.languages}


def _grouped(documents: Sequence[Document], heading: Callable[[Document], str]) -> list[Group]:
    """The documents under their headings, in the order in which they come."""
    groups: dict[str, list[Document]] = {}
    for document in documents:
        groups.setdefault(heading(document), []).append(document)
    return [Group(name, found) for name, found in groups.items()]


def _beside_story(shelf: Shelf, story: Document) -> dict[str, Any]:
    return {"related": related(story, shelf.all("story", "festival", "guide"), 3)}


def _beside_place(shelf: Shelf, document: Document) -> dict[str, Any]:
    places = shelf.in_order("place")
    local = shelf.library.documents[document.name]["vi"].title
    return {
        # What signs and maps say, for readers of another script.
        "local_title": local if shelf.lang == "zh" else "",
        "nearby": nearby(document, places, 4),
        "about": about(document, shelf.all("story", "festival", "guide", "award")),
        "altitudes": [(each, altitude(each)) for each in places if altitude(each) >= 0],
    }


def _beside_award(shelf: Shelf, award: Document) -> dict[str, Any]:
    others = [other for other in shelf.in_order("award") if other.name != award.name]
    return {"about": award.places, "others": others}


def _beside_festival(shelf: Shelf, festival: Document) -> dict[str, Any]:
    return {"others": [other for other in shelf.newest("festival") if other.key != festival.key]}


def _beside_guide(shelf: Shelf, guide: Document) -> dict[str, Any]:
    return {"others": [other for other in shelf.newest("guide") if other.key != guide.key]}


def _beside_topic(shelf: Shelf, topic: Document) -> dict[str, Any]:
    kinds = ("story", "place", "festival", "guide", "award")
    foreign = [document for kind in kinds for document in shelf.untranslated(kind)]
    return {
        "documents": [d for d in shelf.all(*kinds) if topic.key in d.facts.topics],
        "untranslated": [d for d in foreign if topic.key in d.facts.topics],
    }


_BESIDE: dict[str, Callable[[Shelf, Document], dict[str, Any]]] = {
    "story": _beside_story,
    "place": _beside_place,
    "award": _beside_award,
    "festival": _beside_festival,
    "guide": _beside_guide,
    "topic": _beside_topic,
}
