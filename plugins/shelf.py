"""The documents of one language, in the orders in which pages show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from plugins.documents import Document
from plugins.library import Library
from plugins.schema import award, place
from plugins.sorting import KEYS


@dataclass(frozen=True, slots=True)
class Shelf:
    """The library as readers of one language see it."""

    library: Library
    lang: str

    def by_title(self, documents: Iterable[Document]) -> list[Document]:
        """The documents in the order of the language's alphabet."""
        order = KEYS[self.lang]
        return sorted(documents, key=lambda document: order(document.title))

    def newest(self, kind: str) -> list[Document]:
        """The documents of a kind, the newest first."""
        titled = self.by_title(self.library.of_kind(kind, self.lang))
        return sorted(titled, key=lambda document: document.date, reverse=True)

    def in_order(self, kind: str) -> list[Document]:
        """A kind in the order of its list: places by height, awards by year, topics by name."""
        if kind == "place":
            return sorted(self.titled(kind), key=altitude, reverse=True)
        if kind == "award":
            return sorted(self.titled(kind), key=award_year, reverse=True)
        if kind in ("topic", "page"):
            return self.titled(kind)
        return self.newest(kind)

    def titled(self, kind: str) -> list[Document]:
        """The documents of a kind in the order of the alphabet."""
        return self.by_title(self.library.of_kind(kind, self.lang))

    def untranslated(self, kind: str) -> list[Document]:
        """What the language lacks of a kind, as another language has it."""
        return self.library.untranslated(kind, self.lang)

    def all(self, *kinds: str) -> list[Document]:
        """The documents of several kinds, each kind newest first."""
        return [document for kind in kinds for document in self.newest(kind)]


def altitude(document: Document) -> int:
    """The height of a place in metres, -1 where it is not known."""
    facts = cast("place.Facts", document.facts)
    return -1 if facts.altitude is None else facts.altitude


def award_year(document: Document) -> int:
    """The year in which the list of an award was published."""
    return cast("award.Facts", document.facts).year


def award_scope(document: Document) -> str:
    """What the subject of an award was compared with."""
    return cast("award.Facts", document.facts).scope
