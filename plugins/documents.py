"""What templates are given: one document for one thing in one language, with its text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date as Day

from markupsafe import Markup

from plugins.addresses import Address
from plugins.prose import Heading
from plugins.schema.base import Facts, Words
from plugins.schema.festival import Dates
from plugins.videos.placed import Copy, Playing


@dataclass(frozen=True, slots=True)
class PlacedFigure:
    """A picture in a text: its full path (kind/key/file), alt text, and caption ("" for none).

    `mark` stands for its pixels and its rights.
    """

    picture: str
    alt: str
    caption: str
    mark: str


@dataclass(frozen=True, slots=True)
class PlacedVideo:
    """A video in a text: alt text, caption ("" for none), and what plays it.

    `mark` stands for the pixels and the rights of its poster.
    """

    alt: str
    caption: str
    playing: Playing
    mark: str


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a text: either HTML, a figure, a video, or a gallery of figures."""

    html: Markup | None = None
    figure: PlacedFigure | None = None
    video: PlacedVideo | None = None
    gallery: tuple[PlacedFigure, ...] = ()

    @property
    def is_apart(self) -> bool:
        """Whether it stands beside the columns of text, not in them."""
        return bool(self.gallery or self.video)


@dataclass(frozen=True, slots=True)
class Body:
    """A text that is ready for a page."""

    parts: tuple[Part, ...]
    headings: tuple[Heading, ...]
    reading_minutes: int

    @property
    def copies(self) -> set[Copy]:
        """The files that it publishes as they are."""
        films = (part.video.playing.film for part in self.parts if part.video)
        return {copy for film in films if film for copy in film.copies}

    @property
    def figures(self) -> Iterator[PlacedFigure]:
        """The figures of the text, those of galleries too, in order."""
        for part in self.parts:
            yield from part.gallery
            if part.figure:
                yield part.figure


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """One thing in one language.

    `url` is without the host; `foreign` is true for a copy that stands in a list of another
    language because the thing is not translated. `mark` changes with all that a card can show.
    `coming` are the next days of a festival, and `due` tells that a guide must be checked again:
    both as the clock decides. `body`, `topics` and `places` are given to the thing's own page
    alone.
    """

    kind: str
    key: str
    lang: str
    bcp47: str
    address: Address
    url: str
    facts: Facts
    words: Words
    cover: str | None
    mark: str
    coming: Dates | None = None
    due: bool = False
    foreign: bool = False
    body: Body | None = None
    topics: Sequence["Document"] | None = None
    places: Sequence["Document"] | None = None

    @property
    def name(self) -> str:
        """The bundle's name: "place/cat-cat"."""
        return f"{self.kind}/{self.key}"

    @property
    def title(self) -> str:
        """The title in this language."""
        return self.words.title

    @property
    def summary(self) -> str:
        """The summary in this language."""
        return self.words.summary

    @property
    def date(self) -> Day:
        """The day of publication."""
        return self.facts.date

    @property
    def cover_alt(self) -> str:
        """What the cover shows; "" without a cover."""
        return self.words.cover_alt or ""

    @property
    def cover_caption(self) -> str:
        """The line under the cover; "" for none."""
        return self.words.cover_caption or ""

    def as_foreign(self) -> "Document":
        """The same document, marked as standing among those of another language."""
        return replace(self, foreign=True)
