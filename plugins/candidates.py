"""Which pages a build must look at, and why; the others were given nothing else than before."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from plugins.inventory import SITE, owners, pages_of
from plugins.ledger import Ledger
from plugins.library import Library
from plugins.pages import PageName

Marks = tuple[Mapping[str, str], Mapping[str, str], Mapping[str, bytes]]


@dataclass(frozen=True, slots=True)
class Candidates:
    """The pages to look at, with the reasons; and the names of pages that are gone."""

    reasons: Mapping[str, tuple[str, ...]]
    gone: Sequence[str]


def every_page(
    ledger: Ledger, library: Library, languages: Collection[str], why: str
) -> Candidates:
    """All pages, for one reason."""
    things = (name for (name,) in ledger.store.all("SELECT name FROM things ORDER BY name"))
    facets = (key for (key,) in ledger.store.all("SELECT key FROM facets ORDER BY key"))
    wanted = _pages([SITE, *things, *facets], library, languages)
    return Candidates(dict.fromkeys(wanted, (f"full build: {why}",)), [])


def after_changes(
    ledger: Ledger,
    library: Library,
    languages: Collection[str],
    marks: tuple[Marks, Marks],
    damaged: Iterable[str],
) -> Candidates:
    """The pages that what changed can concern.

    `marks` are digests of what many pages have in common, then and now: of templates, catalogues
    and frames. `damaged` are output files that are not as they were written.
    """
    pending = ledger.pending()
    subjects = sorted(owners(pending, languages))
    wanted = dict.fromkeys(_pages(subjects, library, languages))
    had = set(_in(languages, (n for owner in subjects for n in ledger.named("owner = ?", owner))))
    found: dict[str, list[str]] = {}

    def because(reason: str, names: Iterable[str]) -> None:
        for name in _in(languages, names):
            found.setdefault(name, []).append(reason)

    for ask in pending:
        because(f"changed: {ask}", ledger.asking(ask))
    (templates, words, frames), (now_templates, now_words, now_frames) = marks
    for template in _differing(templates, now_templates):
        because(f"template: {template}", ledger.named("template = ?", template[: -len(".html")]))
    for lang in _differing(words, now_words):
        because(f"interface words: {lang}", ledger.named("lang = ?", lang))
    for lang in _differing(frames, now_frames):
        because(f"what every page shows: {lang}", ledger.named("lang = ?", lang))
    for file in damaged:
        because("its file is not as it was written", ledger.named("file = ?", file))
    because("new", (name for name in wanted if name not in had))
    gone = sorted(had - wanted.keys())
    reasons = {name: tuple(why) for name, why in sorted(found.items()) if name not in set(gone)}
    return Candidates(reasons, gone)


def _pages(subjects: Iterable[str], library: Library, languages: Collection[str]) -> list[str]:
    found = (name for subject in subjects for name in pages_of(subject, library, languages))
    return [str(name) for name in found if name.lang in languages]


def _in(languages: Collection[str], names: Iterable[str]) -> Iterator[str]:
    """The pages of these languages."""
    return (name for name in names if PageName.parse(name).lang in languages)


def _differing(before: Mapping[str, object], now: Mapping[str, object]) -> list[str]:
    return [name for name, mark in now.items() if before.get(name) != mark]
