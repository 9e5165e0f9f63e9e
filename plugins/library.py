"""Documents, made of what the store keeps, as pages ask for them; and what each page asked."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Protocol

from markupsafe import Markup, escape

from plugins.addresses import Address, Addresses, Language
from plugins.clock import Clock
from plugins.documents import Body, Document, Part, PlacedFigure, PlacedVideo
from plugins.facets import Item, read_items
from plugins.images.originals import Measured
from plugins.prose import Prose
from plugins.schema.base import Picture
from plugins.schema.festival import Facts as Festival
from plugins.schema.guide import Facts as Guide
from plugins.store import Store, StoreBroken, unseal
from plugins.survey import Clip, Figure, Gallery
from plugins.things import Thing, full_path, nearest_language
from plugins.videos.placed import playing

_LINK = re.compile(r'<a href="ref:([^"#]+)(#[^"]*)?"([^>]*)>(.*?)</a>', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Original:
    """A picture file of a bundle: its path, its size, and what its facts say of it."""

    path: Path
    measured: Measured
    facts: Picture


class Source(Protocol):
    """Where things, texts and facets come from."""

    def thing(self, name: str) -> Thing | None:
        """The thing of a name, None where there is none."""

    def prose(self, name: str, lang: str) -> Prose:
        """A text that exists."""

    def items(self, facet: str) -> Sequence[Item]:
        """What stands in a facet."""


@dataclass(frozen=True, slots=True)
class Stored:
    """The source that a build has: its store. Things and facets are read once."""

    store: Store
    things: dict[str, Thing | None] = field(default_factory=dict)
    facets: dict[str, Sequence[Item]] = field(default_factory=dict)

    def thing(self, name: str) -> Thing | None:
        """The thing of a name, None where there is none."""
        if name not in self.things:
            row = self.store.one("SELECT thing FROM things WHERE name = ?", name)
            self.things[name] = unseal(row[0]) if row else None
        return self.things[name]

    def prose(self, name: str, lang: str) -> Prose:
        """A text that exists. Raises `StoreBroken` where it is missing."""
        row = self.store.one("SELECT prose FROM proses WHERE name = ? AND lang = ?", name, lang)
        if row is None:
            raise StoreBroken(f"the text of {name} is missing")
        prose: Prose = unseal(row[0])
        return prose

    def items(self, facet: str) -> Sequence[Item]:
        """What stands in a facet."""
        if facet not in self.facets:
            self.facets[facet] = read_items(self.store, facet)
        return self.facets[facet]


@dataclass(frozen=True, slots=True)
class Library:
    """Documents in every language.

    Whatever is asked is noted in `asked`, so that a page knows on what it depends. There is no
    other way to a document: what is not noted cannot have been shown.
    """

    source: Source
    content: Path
    addresses: Addresses
    languages: Mapping[str, Language]
    clock: Clock
    asked: set[str] = field(default_factory=set)
    _cards: dict[tuple[str, str], tuple[Document | None, frozenset[str]]] = field(
        default_factory=dict
    )
    _shown: dict[str, Thing | None] = field(default_factory=dict)
    _marks: dict[str, str] = field(default_factory=dict)
    _versions: dict[str, dict[str, Address]] = field(default_factory=dict)
    _heads: dict[tuple[str, tuple[str, ...], int], Sequence[Item]] = field(default_factory=dict)

    def items(self, facet: str) -> Sequence[Item]:
        """What stands in a facet."""
        self.asked.add(facet)
        return self.source.items(facet)

    def head(self, facet: str, kinds: tuple[str, ...], limit: int) -> Sequence[Item]:
        """The first things of these kinds ("story/", …) in a facet."""
        self.asked.add(facet)
        key = (facet, kinds, limit)
        if key not in self._heads:
            found = (item for item in self.source.items(facet) if item.name.startswith(kinds))
            self._heads[key] = tuple(islice(found, limit))
        return self._heads[key]

    def page_items(self, facet: str, number: int | None) -> Sequence[Item]:
        """The same, for one page of it, which depends on no other."""
        self.asked.add(f"{facet}#{number or ''}")
        return self.source.items(facet)

    def versions(self, name: str) -> dict[str, Address]:
        """The address of a thing in each of its languages; none where it is not on the site."""
        self.asked.add(name)
        return self._addresses(name)

    def card(self, name: str, lang: str) -> Document | None:
        """A thing without its text, in a language; None where it is not on the site."""
        if (name, lang) not in self._cards:
            outer, asked = set(self.asked), self.asked
            asked.clear()
            document = self._card(name, lang)
            self._cards[name, lang] = document, frozenset(asked)
            asked |= outer
        document, asks = self._cards[name, lang]
        self.asked.update(asks)
        return document

    def nearest(self, name: str, lang: str) -> Document | None:
        """A thing in a language, else in the one that has it, marked as foreign."""
        known = self.versions(name)
        chosen = nearest_language(known, lang)
        document = self.card(name, chosen)
        return document.as_foreign() if document and chosen != lang else document

    def whole(self, name: str, lang: str) -> Document:
        """A thing with its text, topics and places. Raises `KeyError` where it is not out."""
        card, thing = self.card(name, lang), self._out(name)  # the card has noted both
        if card is None or thing is None:
            raise KeyError(name)
        return replace(
            card,
            body=self._body(name, lang),
            topics=self._named("topic", thing.facts.topics, lang),
            places=self._named("place", thing.facts.places, lang),
        )

    def title(self, name: str, lang: str) -> str:
        """The title of a thing in a language."""
        document = self.card(name, lang)
        return document.title if document else ""

    def original(self, path: str) -> Original:
        """The picture at kind/key/file, which exists."""
        name, _, file = path.rpartition("/")
        self.asked.add(name)
        thing = self.source.thing(name)
        if thing is None:
            raise KeyError(path)
        return Original(self.content / path, thing.pictures[file], thing.facts.pictures[file])

    def _addresses(self, name: str) -> dict[str, Address]:
        """What `versions` gives, for those who note what they ask."""
        thing = self._out(name)
        if thing is None:
            return {}
        if name not in self._versions:
            self._versions[name] = thing.addresses(self.addresses)
        return self._versions[name]

    def _out(self, name: str) -> Thing | None:
        """A thing that is on the site today, for those who note what they ask."""
        if name not in self._shown:
            thing = self.source.thing(name)
            is_out = thing is not None and self.clock.is_out(thing.facts)
            self._shown[name] = thing if is_out else None
        return self._shown[name]

    def _named(self, kind: str, keys: Sequence[str], lang: str) -> list[Document]:
        """The things of these keys that are on the site, in this language or the nearest."""
        found = (self.nearest(f"{kind}/{key}", lang) for key in keys)
        return [each for each in found if each]

    def _card(self, name: str, lang: str) -> Document | None:
        self.asked.add(f"{name}:{lang}")
        thing = self._out(name)
        if thing is None or lang not in thing.versions:
            return None
        version, facts = thing.versions[lang], thing.facts
        address = self._addresses(name)[lang]
        cover = full_path(name, facts.cover) if facts.cover else None
        url = self.addresses.url(address)
        coming = self.clock.next_dates(facts) if isinstance(facts, Festival) else None
        due = isinstance(facts, Guide) and self.clock.is_due(facts)
        marks = (thing.mark, version.mark, self._picture_mark(cover))
        given = (name, lang, url, cover, marks, coming, due)
        return Document(
            kind=thing.kind,
            key=thing.key,
            lang=lang,
            bcp47=self.languages[lang].bcp47,
            address=address,
            url=url,
            facts=facts,
            words=version.words,
            cover=cover,
            mark=repr(given),
            coming=coming,
            due=due,
        )

    def _picture_mark(self, path: str | None) -> str:
        """All that a picture shows: its pixels, and what its facts say of it."""
        if path is None:
            return ""
        original = self.original(path)
        if path not in self._marks:
            self._marks[path] = f"{original.measured} {original.facts}"
        return self._marks[path]

    def _body(self, name: str, lang: str) -> Body:
        """The text with the addresses of everything that it refers to."""
        self.asked.add(f"{name}%{lang}")
        prose = self.source.prose(name, lang)

        def link(match: re.Match[str]) -> str:
            target, fragment, attributes, label = match.groups()
            return self._link(target, fragment or "", attributes, label, lang)

        def placed(figure: Figure) -> PlacedFigure:
            path = full_path(name, figure.picture)
            return PlacedFigure(path, figure.alt, figure.caption, self._picture_mark(path))

        def part(piece: str | Figure | Clip | Gallery) -> Part:
            if isinstance(piece, Clip):
                return Part(video=self._video(piece, name, lang))
            if isinstance(piece, Figure):
                return Part(figure=placed(piece))
            if isinstance(piece, Gallery):
                return Part(gallery=tuple(map(placed, piece.figures)))
            return Part(html=Markup(_LINK.sub(link, piece)))  # cleaned by sanitize

        return Body(tuple(map(part, prose.parts)), prose.headings, prose.minutes)

    def _video(self, clip: Clip, name: str, lang: str) -> PlacedVideo:
        """A video in a text of `name`; it exists, and readers of the language can see it."""
        owner, _, video = full_path(name, clip.video).rpartition("/")
        self.asked.add(owner)
        thing = self.source.thing(owner)
        if thing is None:
            raise KeyError(clip.video)
        shown = playing(thing, video, lang, self.languages, self.addresses.root)
        return PlacedVideo(clip.alt, clip.caption, shown, self._picture_mark(shown.poster))

    def _link(self, name: str, fragment: str, attributes: str, label: str, lang: str) -> str:
        """A link to another bundle; where that is not out yet, only the words."""
        versions = self.versions(name)
        if not versions:
            return label
        found = nearest_language(versions, lang)
        href = escape(self.addresses.url(versions[found]) + fragment)
        if found == lang:
            return f'<a href="{href}"{attributes}>{label}</a>'
        language = self.languages[found]
        note = f'<span lang="{language.bcp47}">{language.name}</span>'
        opening = f'<a href="{href}" hreflang="{language.bcp47}"{attributes}>'
        return f"{opening}{label}</a> ({note})"
