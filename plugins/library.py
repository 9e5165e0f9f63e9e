"""Put the bundles together: check what they say of each other, and make the documents."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from markupsafe import Markup, escape

from plugins.addresses import Address, Addresses, Language
from plugins.bundles import Bundle
from plugins.documents import Body, Document, Part, PlacedFigure
from plugins.prose import Prose
from plugins.schema.base import Picture
from plugins.survey import Figure

_LINK = re.compile(r'<a href="ref:([^"#]+)(#[^"]*)?"([^>]*)>(.*?)</a>', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Original:
    """A picture file of a bundle, and what its facts say of it."""

    path: Path
    facts: Picture


@dataclass(slots=True)
class Library:
    """Every document by bundle name and language, and every picture by its full path."""

    documents: dict[str, dict[str, Document]] = field(default_factory=dict)
    originals: dict[str, Original] = field(default_factory=dict)

    def of_kind(self, kind: str, lang: str) -> list[Document]:
        """The documents of a kind that exist in a language, in the order of their keys."""
        return [found[lang] for found in self._versions(kind) if lang in found]

    def untranslated(self, kind: str, lang: str) -> list[Document]:
        """The documents of a kind that a language lacks, as another language has them."""
        return [
            nearest(found, lang).as_foreign() for found in self._versions(kind) if lang not in found
        ]

    def _versions(self, kind: str) -> Iterator[dict[str, Document]]:
        return (found for name, found in self.documents.items() if name.startswith(f"{kind}/"))


def nearest(versions: Mapping[str, Document], lang: str) -> Document:
    """The version in a language, else the English, else the Vietnamese one."""
    return versions[nearest_language(versions, lang)]


def nearest_language(known: Collection[str], lang: str) -> str:
    """A language itself where it is known, else English, else Vietnamese, which all things have."""
    return next((code for code in (lang, "en") if code in known), "vi")


def addresses_of(bundle: Bundle, addresses: Addresses) -> dict[str, Address]:
    """The address of a bundle in each of its languages.

    The last part is the slug, else the key; Chinese uses the English slug.
    """
    english = bundle.texts.get("en")
    shared = {"zh": english.words.slug} if english else {}
    return {
        lang: addresses.thing(bundle.kind, lang, text.words.slug or shared.get(lang) or bundle.key)
        for lang, text in bundle.texts.items()
    }


def assemble(
    bundles: Sequence[Bundle],
    proses: Mapping[tuple[str, str], Prose],
    addresses: Addresses,
    languages: Mapping[str, Language],
) -> Library:
    """Make the documents of bundles that were checked; `proses` is by bundle name and language."""
    library = Library()
    for bundle in bundles:
        for file, facts in bundle.facts.pictures.items():
            library.originals[f"{bundle.name}/{file}"] = Original(bundle.pictures[file], facts)
        library.documents[bundle.name] = {
            lang: _document(bundle, lang, address, addresses, languages)
            for lang, address in addresses_of(bundle, addresses).items()
        }
    for bundle in bundles:
        for lang, document in library.documents[bundle.name].items():
            prose = proses[bundle.name, lang]
            document.body = _body(bundle, lang, prose, library.documents, languages)
            for kind, keys in (("topic", bundle.facts.topics), ("place", bundle.facts.places)):
                found = [nearest(library.documents[f"{kind}/{key}"], lang) for key in keys]
                getattr(document, f"{kind}s").extend(found)
    return library


def full_picture_path(bundle: Bundle, path: str) -> str:
    """The path of a picture from the root of the content: kind/key/file."""
    return path if "/" in path else f"{bundle.name}/{path}"


def _document(
    bundle: Bundle,
    lang: str,
    address: Address,
    addresses: Addresses,
    languages: Mapping[str, Language],
) -> Document:
    cover = bundle.facts.cover
    return Document(
        kind=bundle.kind,
        key=bundle.key,
        lang=lang,
        bcp47=languages[lang].bcp47,
        address=address,
        url=addresses.url(address),
        facts=bundle.facts,
        words=bundle.texts[lang].words,
        cover=full_picture_path(bundle, cover) if cover else None,
        body=Body((), (), 1),
    )


def _body(
    bundle: Bundle,
    lang: str,
    prose: Prose,
    documents: Mapping[str, Mapping[str, Document]],
    languages: Mapping[str, Language],
) -> Body:
    """The text with the addresses of everything that it refers to."""

    def link(match: re.Match[str]) -> str:
        name, fragment, attributes, label = match.groups()
        target = nearest(documents[name], lang)
        href = escape(target.url + (fragment or ""))
        if target.lang == lang:
            return f'<a href="{href}"{attributes}>{label}</a>'
        note = f'<span lang="{target.bcp47}">{languages[target.lang].name}</span>'
        opening = f'<a href="{href}" hreflang="{target.bcp47}"{attributes}>'
        return f"{opening}{label}</a> ({note})"

    def part(piece: str | Figure) -> Part:
        if isinstance(piece, Figure):
            path = full_picture_path(bundle, piece.picture)
            return Part(figure=PlacedFigure(path, piece.alt, piece.caption))
        return Part(html=Markup(_LINK.sub(link, piece)))

    return Body(tuple(map(part, prose.parts)), prose.headings, prose.minutes)
