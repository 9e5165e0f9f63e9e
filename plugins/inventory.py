"""Which pages there are: those of every language, those of a thing, those of a facet."""

from collections.abc import Iterable, Iterator

from plugins.facets import LISTED, page_size
from plugins.library import Library
from plugins.pages import PageName
from plugins.paging import page_count

ALWAYS = ("home", *LISTED, "archive", "not_found")
# Asks with one of these are for a part of a thing or of a list, which decides on no page.
_OF_PARTS = frozenset("%:#!")
# What owns the pages that are always there.
SITE = "site"


def pages_of(owner: str, library: Library, languages: Iterable[str]) -> Iterator[PageName]:
    """The pages that an owner has: the site, a thing ("place/cat-cat"), or a facet ("story@vi")."""
    if owner == SITE:
        yield from (PageName(subject, lang) for lang in languages for subject in ALWAYS)
    elif "@" in owner:
        yield from _numbered(owner, library)
    elif "/" in owner:
        yield from (PageName(owner, lang) for lang in library.versions(owner))


def _numbered(facet: str, library: Library) -> Iterator[PageName]:
    """The older pages of a facet; those of a topic exist where the topic itself does."""
    name = PageName.parse(facet)
    size = page_size(facet)
    if not size or ("/" in name.subject and name.lang not in library.versions(name.subject)):
        return
    for number in range(1, page_count(len(library.source.items(facet)), size)):
        yield PageName(name.subject, name.lang, number)


def owner_of(name: PageName) -> str:
    """The owner of a page."""
    if name.number:
        return name.facet
    return name.subject if "/" in name.subject else SITE


def owners(asks: Iterable[str], languages: Iterable[str]) -> set[str]:
    """The owners whose pages may be others after these asks have changed."""
    found = {ask for ask in asks if not _OF_PARTS.intersection(ask)}
    topics = [name for name in found if name.startswith("topic/") and "@" not in name]
    return found | {f"{name}@{lang}" for name in topics for lang in languages}
