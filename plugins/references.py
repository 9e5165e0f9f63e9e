"""Check what bundles say of each other: every name, link, picture and address must be right."""

import difflib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from plugins.addresses import Address, Addresses
from plugins.bundles import Bundle, Text
from plugins.library import addresses_of, full_picture_path, nearest_language
from plugins.problems import Problem
from plugins.prose import Prose
from plugins.schema.base import PICTURE_NAME
from plugins.sorting import without_marks

Proses = Mapping[tuple[str, str], Prose]


def check(
    bundles: Iterable[Bundle],
    proses: Proses,
    addresses: Addresses,
    broken: Collection[Path] = (),
) -> list[Problem]:
    """Everything that is wrong between the bundles.

    `broken` are files that could not be read, as problems show them: what they hold is not missing.
    """
    by_name = {bundle.name: bundle for bundle in bundles}
    checker = _Checker(by_name, proses, addresses, broken)
    problems = [found for bundle in by_name.values() for found in checker.bundle(bundle)]
    return [*problems, *_clashes(by_name.values(), addresses)]


@dataclass(frozen=True, slots=True)
class _Checker:
    bundles: Mapping[str, Bundle]
    proses: Proses
    addresses: Addresses
    broken: Collection[Path]

    def bundle(self, bundle: Bundle) -> Iterator[Problem]:
        yield from self.source_language(bundle)
        yield from self.keys(bundle)
        yield from self.pictures(bundle)
        for lang, text in bundle.texts.items():
            yield from self.cover_words(bundle, text)
            yield from self.prose(bundle, lang, text)

    def source_language(self, bundle: Bundle) -> Iterator[Problem]:
        path = bundle.facts_path.with_name("vi.md")
        if "vi" not in bundle.texts and path not in self.broken:
            what = "the Vietnamese text is missing."
            remedy = "Vietnamese is the source language: write vi.md first."
            yield Problem(path, 0, what, remedy)

    def keys(self, bundle: Bundle) -> Iterator[Problem]:
        """Topics and places that the facts name."""
        for kind, keys in (("topic", bundle.facts.topics), ("place", bundle.facts.places)):
            for index, key in enumerate(keys):
                if not self.exists(f"{kind}/{key}"):
                    what = f"there is no {kind} {key!r}."
                    yield _fact(bundle, (f"{kind}s", index), what, self.near(f"{kind}/{key}"))

    def pictures(self, bundle: Bundle) -> Iterator[Problem]:
        """Picture files, their facts, and the cover."""
        for file in bundle.facts.pictures.keys() - bundle.pictures.keys():
            remedy = f"Put the file {file} beside facts.yaml, or take its entry out."
            yield _fact(bundle, ("pictures", file), f"{file} is not in the folder.", remedy)
        for file in bundle.pictures.keys() - bundle.facts.pictures.keys():
            if not re.fullmatch(PICTURE_NAME, file):
                yield _misnamed(bundle, file)
                continue
            what = f"{file} has no credit and licence."
            remedy = f"pictures:\n  {file}:\n    credit: …\n    licence: …\n    medium: photograph"
            yield _fact(bundle, ("pictures",), what, remedy)
        for file, other in _same_stem(bundle.pictures):
            what = f"{file} and {other} differ only in their endings."
            yield _fact(bundle, ("pictures", file), what, "Give one of them another name.")
        cover = bundle.facts.cover
        if cover and not self.has_picture(bundle, cover):
            yield _fact(bundle, ("cover",), f"there is no picture {cover!r}.", self.files(bundle))

    def cover_words(self, bundle: Bundle, text: Text) -> Iterator[Problem]:
        cover, words = bundle.facts.cover, text.words
        if cover and not words.cover_alt:
            what = "cover_alt is missing."
            remedy = (
                f"Describe {cover} in one sentence, for readers who cannot see it:\ncover_alt: …"
            )
            yield Problem(text.path, 1, what, remedy)
        for key in ("cover_alt", "cover_caption"):
            if not cover and getattr(words, key):
                what = f"{key} describes a cover, but facts.yaml names none."
                remedy = "Take it out, or add `cover:` to facts.yaml."
                yield Problem(text.path, text.mapping.line((key,)), what, remedy)

    def prose(self, bundle: Bundle, lang: str, text: Text) -> Iterator[Problem]:
        prose = self.proses[bundle.name, lang]
        for mistake in prose.mistakes:
            line = text.line_of(mistake.typed)
            yield Problem(text.path, line, mistake.what, mistake.remedy)
        for link in prose.links:
            yield from self.link(bundle, lang, text, link)
        for figure in prose.figures:
            if figure.picture and not self.has_picture(bundle, figure.picture):
                what = f"there is no picture {figure.picture!r}."
                line = text.line_of(f"({figure.picture}")
                yield Problem(text.path, line, what, self.files(bundle))

    def link(self, bundle: Bundle, lang: str, text: Text, link: str) -> Iterator[Problem]:
        name, _, fragment = link.partition("#")
        line = text.line_of(f"({link}")
        target = self.bundles.get(name) if name else bundle
        if target is None:
            if not self.exists(name):
                what = f"there is no {name!r} to link to."
                yield Problem(text.path, line, what, self.near(name))
            return
        prose = self.proses.get((target.name, nearest_language(target.texts, lang)))
        ids = [heading.id for heading in prose.headings] if prose else []
        if fragment and fragment not in ids:
            what = f"{target.name} has no heading #{fragment}."
            yield Problem(text.path, line, what, f"Its headings are: {', '.join(ids) or 'none'}.")

    def has_picture(self, bundle: Bundle, path: str) -> bool:
        name, _, file = full_picture_path(bundle, path).rpartition("/")
        if name in self.bundles:
            return file in self.bundles[name].pictures
        return self.exists(name)

    def exists(self, name: str) -> bool:
        """Whether there is such a bundle, be it one with mistakes."""
        return name in self.bundles or name in {"/".join(path.parts[1:3]) for path in self.broken}

    def near(self, name: str) -> str:
        found = difflib.get_close_matches(name, self.bundles, n=1)
        return f"Did you mean {found[0]}?" if found else "Name a folder of content as kind/key."

    def files(self, bundle: Bundle) -> str:
        names = ", ".join(sorted(bundle.pictures)) or "none"
        return f"The pictures of this bundle are: {names}. Of another: kind/key/photo.jpg."


def _same_stem(files: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Pairs of picture files whose renditions would have one name."""
    first: dict[str, str] = {}
    for file in sorted(files):
        stem = file.rpartition(".")[0]
        if stem in first:
            yield first[stem], file
        first.setdefault(stem, file)


def _misnamed(bundle: Bundle, file: str) -> Problem:
    stem, _, ending = file.rpartition(".")
    better = "-".join(re.findall(r"[a-z0-9]+", without_marks(stem))) or "photo"
    what = f"the name of the picture {file!r} cannot stand in an address."
    remedy = f"Rename it: small letters, digits and hyphens.\n{better}.{ending.lower()}"
    return Problem(bundle.facts_path.with_name(file), 0, what, remedy)


def _fact(bundle: Bundle, key: tuple[str | int, ...], what: str, remedy: str) -> Problem:
    return Problem(bundle.facts_path, bundle.facts_mapping.line(key), what, remedy)


def _clashes(bundles: Iterable[Bundle], addresses: Addresses) -> Iterator[Problem]:
    """Two things at one address, or a standing page where a list is."""
    taken: dict[Address, str] = {
        addresses.listing(kind, lang): f"the list of kind {kind}"
        for kind, words in addresses.sections.items()
        for lang in words
        if words[lang]
    }
    taken |= {Address("vi", f"{word}/"): "a folder of the site" for word in addresses.reserved}
    for bundle in bundles:
        for lang, address in addresses_of(bundle, addresses).items():
            section, _, last = address.path.rstrip("/").rpartition("/")
            numbered = "a numbered page of its list" if section and last.isdigit() else None
            owner = taken.get(address, numbered)
            if owner:
                text = bundle.texts[lang]
                what = f"its address /{address.path} belongs to {owner} already."
                remedy = "Give it another address:\nslug: …"
                yield Problem(text.path, text.mapping.line(("slug",)), what, remedy)
            taken.setdefault(address, bundle.name)
