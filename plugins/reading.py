"""Read one bundle: its files, its Markdown, its mistakes; all that the store keeps of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from plugins.addresses import Address, Addresses
from plugins.bundles import Bundle, read_bundle
from plugins.clock import Clock
from plugins.facets import Item, spots
from plugins.images.originals import Measured, NotAPicture, measure
from plugins.problems import Problem
from plugins.prose import convert
from plugins.references import Expiry, Face, Reference, expiries, face, references
from plugins.selfcheck import mistakes
from plugins.sorting import KEYS
from plugins.stamps import Stamps, look
from plugins.store import seal
from plugins.things import Thing, Version
from plugins.videos import checks

SortKeys = Mapping[str, tuple[str, str]]


@dataclass(frozen=True)
class Task:
    """A bundle to look at, and what is known of it.

    `digests` are those of its files when it was last read; `sort_keys` are, by language, its last
    title and the key by which that is sorted.
    """

    name: str
    digests: Mapping[str, str] = field(default_factory=dict)
    sort_keys: SortKeys = field(default_factory=dict)


@dataclass(frozen=True)
class Reading:
    """What the store keeps of a bundle; `thing` and `face` are None where it cannot be read.

    `thing` and `proses` are sealed. `published` is the moment from which it may be shown.
    """

    thing: bytes | None
    face: Face | None
    proses: dict[str, bytes]
    spots: dict[str, Item]
    addresses: dict[str, tuple[Address, Path, int]]
    references: list[Reference]
    instants: list[int]
    expiries: list[Expiry]
    published: int
    problems: list[Problem]


@dataclass(frozen=True)
class Look:
    """What became of a task; `reading` is None where no byte has changed."""

    name: str
    stamps: Stamps
    reading: Reading | None


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads bundles of a content folder."""

    content: Path
    languages: Sequence[str]
    addresses: Addresses
    clock: Clock

    def begin(self) -> Callable[[Task], Look]:
        """What a worker does with a task."""
        return self.look

    def look(self, task: Task) -> Look:
        """Read a bundle where its bytes have changed."""
        stamps = look(str(self.content / task.name))
        if stamps.digests == task.digests:
            return Look(task.name, stamps, None)
        return Look(task.name, stamps, self.read(task))

    def read(self, task: Task) -> Reading:
        """Read a bundle."""
        bundle, problems = read_bundle(self.content, task.name, self.languages)
        if bundle is None:
            return Reading(None, None, {}, {}, {}, [], [], [], 0, problems)
        proses = {lang: convert(text.body, text.words.title) for lang, text in bundle.texts.items()}
        measured, unusable = self._measure(bundle)
        videos, unfit = checks.read(bundle)
        broken = {problem.path for problem in problems}
        problems += [*mistakes(bundle, proses, self.addresses, broken), *unusable]
        problems += [*checks.mistakes(bundle, self.languages), *unfit]
        thing = Thing(
            bundle.kind,
            bundle.key,
            bundle.mark,
            bundle.facts,
            {
                lang: Version(text.words, text.mark, _sort_key(lang, text.words.title, task))
                for lang, text in bundle.texts.items()
            },
            measured,
            videos,
        )
        return Reading(
            thing=seal(thing),
            face=face(bundle, proses, self.languages),
            proses={lang: seal(prose) for lang, prose in proses.items()},
            spots=spots(thing, self.languages),
            addresses=self._addresses(bundle, thing),
            references=list(references(bundle, proses)),
            instants=self.clock.instants(bundle.facts),
            expiries=list(expiries(bundle, self.clock)),
            published=self.clock.published(bundle.facts),
            problems=problems,
        )

    def _addresses(self, bundle: Bundle, thing: Thing) -> dict[str, tuple[Address, Path, int]]:
        """Each address, with the line of the text that decides it."""
        return {
            lang: (address, text.path, text.mapping.line(("slug",)))
            for lang, address in thing.addresses(self.addresses).items()
            if (text := bundle.texts[lang])
        }

    def _measure(self, bundle: Bundle) -> tuple[dict[str, Measured], list[Problem]]:
        """The size of every picture, and those that are none."""
        measured, problems = {}, []
        for file, path in bundle.pictures.items():
            try:
                measured[file] = measure(path)
            except NotAPicture as reason:
                remedy = "Export it again as a JPEG, PNG, WebP or AVIF picture."
                shown = path.relative_to(self.content.parent)
                problems.append(Problem(shown, 0, f"the picture cannot be used: {reason}.", remedy))
        return measured, problems


def sort_keys(thing: Thing) -> SortKeys:
    """The titles of a thing with their sort keys, for the next time that it is read."""
    return {
        lang: (version.words.title, version.sort_key) for lang, version in thing.versions.items()
    }


def _sort_key(lang: str, title: str, task: Task) -> str:
    """The key of a title; one that is known is not made again, for pinyin takes long to load."""
    known, key = task.sort_keys.get(lang, ("", ""))
    return key if title == known else KEYS[lang](title)
