"""What is wrong within a bundle: with its files, its facts, and the words about them."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from plugins.addresses import Address, Addresses
from plugins.bundles import Bundle, Text
from plugins.problems import Problem
from plugins.prose import Prose
from plugins.schema.base import LICENCES, PICTURE_NAME, Work
from plugins.sorting import without_marks


def mistakes(
    bundle: Bundle,
    proses: Mapping[str, Prose],
    addresses: Addresses,
    broken: Collection[Path] = (),
) -> Iterator[Problem]:
    """Everything that is wrong within a bundle.

    `broken` are files of it that could not be read, as problems show them: what they hold is not
    missing.
    """
    yield from _source_language(bundle, broken)
    yield from _pictures(bundle)
    for lang, text in bundle.texts.items():
        yield from _cover_words(bundle, text)
        for mistake in proses[lang].mistakes:
            line = text.line_of(mistake.typed)
            yield Problem(text.path, line, mistake.what, mistake.remedy)
    for lang, address in _addresses(bundle, addresses).items():
        owner = _reserved(address, addresses)
        if owner:
            text = bundle.texts[lang]
            yield taken(text.path, text.mapping.line(("slug",)), address.path, owner)


def _addresses(bundle: Bundle, addresses: Addresses) -> dict[str, Address]:
    slugs = {lang: text.words.slug for lang, text in bundle.texts.items()}
    return addresses.versions(bundle.kind, bundle.key, slugs)


def _source_language(bundle: Bundle, broken: Collection[Path]) -> Iterator[Problem]:
    path = bundle.facts_path.with_name("vi.md")
    if "vi" not in bundle.texts and path not in broken:
        what = "the Vietnamese text is missing."
        yield Problem(path, 0, what, "Vietnamese is the source language: write vi.md first.")


def _pictures(bundle: Bundle) -> Iterator[Problem]:
    """Picture files and their facts."""
    for file in bundle.facts.pictures.keys() - bundle.pictures.keys():
        remedy = f"Put the file {file} beside facts.yaml, or take its entry out."
        yield fact(bundle, ("pictures", file), f"{file} is not in the folder.", remedy)
    for file in bundle.pictures.keys() - bundle.facts.pictures.keys():
        if not re.fullmatch(PICTURE_NAME, file):
            yield misnamed(bundle.facts_path.with_name(file), "picture", "photo")
            continue
        what = f"{file} has no credit and licence."
        remedy = f"pictures:\n  {file}:\n    credit: …\n    licence: …\n    medium: photograph"
        yield fact(bundle, ("pictures",), what, remedy)
    for file, facts in bundle.facts.pictures.items():
        yield from rights(bundle, ("pictures", file), facts)
    for file, other in _same_stem(bundle.pictures):
        what = f"{file} and {other} differ only in their endings."
        yield fact(bundle, ("pictures", file), what, "Give one of them another name.")


def rights(bundle: Bundle, key: tuple[str, str], work: Work) -> Iterator[Problem]:
    """Terms that nobody can read, and persons who were not asked; `key` is that of the work."""
    if work.licence and not work.terms:
        what = f"where the terms of {work.licence!r} stand is not said."
        known = ", ".join(LICENCES)
        remedy = f"Add `licence_url: https://…`, or choose one of {known}."
        yield fact(bundle, (*key, "licence"), what, remedy)
    if work.people and not work.consent:
        what = f"{key[1]} shows persons, but no consent is recorded."
        remedy = "Say where their consent is kept:\nconsent: …"
        yield fact(bundle, (*key, "people"), what, remedy)


def _cover_words(bundle: Bundle, text: Text) -> Iterator[Problem]:
    cover, words = bundle.facts.cover, text.words
    if cover and not words.cover_alt:
        what = "cover_alt is missing."
        remedy = f"Describe {cover} in one sentence, for readers who cannot see it:\ncover_alt: …"
        yield Problem(text.path, 1, what, remedy)
    for key in ("cover_alt", "cover_caption"):
        if not cover and getattr(words, key):
            what = f"{key} describes a cover, but facts.yaml names none."
            remedy = "Take it out, or add `cover:` to facts.yaml."
            yield Problem(text.path, text.mapping.line((key,)), what, remedy)


def _same_stem(files: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Pairs of picture files whose renditions would have one name."""
    first: dict[str, str] = {}
    for file in sorted(files):
        stem = file.rpartition(".")[0]
        if stem in first:
            yield first[stem], file
        first.setdefault(stem, file)


def misnamed(path: Path, what: str, otherwise: str) -> Problem:
    """What to say of a file whose name cannot stand in an address, `otherwise` for one of signs."""
    better = "-".join(re.findall(r"[a-z0-9]+", without_marks(path.stem))) or otherwise
    remedy = f"Rename it: small letters, digits and hyphens.\n{better}{path.suffix.lower()}"
    return Problem(
        path, 0, f"the name of the {what} {path.name!r} cannot stand in an address.", remedy
    )


def fact(bundle: Bundle, key: tuple[str | int, ...], what: str, remedy: str) -> Problem:
    """What is wrong at a key of the facts."""
    return Problem(bundle.facts_path, bundle.facts_mapping.line(key), what, remedy)


def _reserved(address: Address, addresses: Addresses) -> str | None:
    """What the site itself has at an address."""
    lists = {
        addresses.listing(kind, lang): f"the list of kind {kind}"
        for kind, words in addresses.sections.items()
        for lang in words
        if words[lang]
    }
    section, _, last = address.path.rstrip("/").rpartition("/")
    if section and last.isdigit():
        return "a numbered page of its list"
    if address.lang == "vi" and address.path.rstrip("/") in addresses.reserved:
        return "a folder of the site"
    return lists.get(address)


def taken(path: Path, line: int, address: str, owner: str) -> Problem:
    """What to say of an address that belongs to something else."""
    what = f"its address /{address} belongs to {owner} already."
    return Problem(path, line, what, "Give it another address:\nslug: …")
