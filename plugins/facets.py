"""The lists that pages show: which things stand in each, in which order, and on which page.

A facet is a list of one language: `story@vi` (a kind), `topic/crafts@vi` (what belongs to a topic),
`place/sa-pa@vi` (what tells of a place), `archive@vi`; with `!` instead of `@`, what the language
lacks of a kind or a topic. A numbered page of a facet is `story@vi#3`.
"""

import bisect
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, cast

from plugins.paging import Leaf, leaves
from plugins.schema import award, place
from plugins.schema.base import Facts
from plugins.store import Store, seal, unseal
from plugins.things import Thing

LISTED = ("place", "story", "festival", "award", "guide", "topic")
PER_PAGE = 24
ARCHIVE_PER_PAGE = 96
_TOPICAL = ("story", "place", "festival", "guide", "award")
_TELLING = ("story", "festival", "guide", "award")
_ARCHIVED = ("story", "festival", "guide", "place")


class Item(NamedTuple):
    """A thing in a list: what it is sorted by, its name, and its day as an ordinal number."""

    order: tuple[Any, ...]
    name: str
    day: int


Items = list[Item]


def read_items(store: Store, facet: str) -> Items:
    """What stands in a facet, as it was written."""
    row = store.one("SELECT items FROM facets WHERE key = ?", facet)
    return list(map(Item._make, unseal(row[0]))) if row else []


def write_items(store: Store, facet: str, items: Items) -> None:
    """Put a facet into the store; an empty one is forgotten."""
    store.do("DELETE FROM facets WHERE key = ?", facet)
    if items:
        # Plain tuples: named ones take twice as long to pickle, and there may be thousands.
        store.do("INSERT INTO facets VALUES (?, ?)", facet, seal(list(map(tuple, items))))


def altitude(facts: Facts) -> int:
    """The height of a place in metres, -1 where it is not known."""
    metres = cast("place.Facts", facts).altitude
    return -1 if metres is None else metres


def award_year(facts: Facts) -> int:
    """The year in which the list of an award was published."""
    return cast("award.Facts", facts).year


def _newest(facts: Facts) -> int:
    return -facts.date.toordinal()


# Places by height, awards by year, what has no day by name; all else the newest first.
_RANKS: dict[str, Callable[[Facts], int]] = {
    "place": lambda facts: -altitude(facts),
    "award": lambda facts: -award_year(facts),
    "topic": lambda _: 0,
    "page": lambda _: 0,
}


def spots(thing: Thing, languages: Iterable[str]) -> dict[str, Item]:
    """Where a thing stands, if it is out: facet → item."""
    found: dict[str, Item] = {}
    for lang in languages:
        if lang in thing.versions:
            found |= _listed(thing, lang, thing.versions[lang].sort_key)
        else:
            found |= _lacking(thing, lang)
    return found


def _listed(thing: Thing, lang: str, title: str) -> dict[str, Item]:
    kind, facts = thing.kind, thing.facts
    newest = _newest(facts)

    def item(*order: object) -> Item:
        return Item((*order, title), thing.name, -newest)

    found = {f"{kind}@{lang}": item(_RANKS.get(kind, _newest)(facts))}
    if kind in _ARCHIVED:
        found[f"archive@{lang}"] = item(newest, _ARCHIVED.index(kind))
    if kind in _TOPICAL:
        rank = _TOPICAL.index(kind)
        found |= {f"topic/{key}@{lang}": item(newest, rank) for key in facts.topics}
    if kind in _TELLING:
        rank = _TELLING.index(kind)
        for index, key in enumerate(facts.places):
            found[f"place/{key}@{lang}"] = item(index, rank, newest)
    return found


def _lacking(thing: Thing, lang: str) -> dict[str, Item]:
    item = Item((_newest(thing.facts),), thing.name, thing.facts.date.toordinal())
    topics = thing.facts.topics if thing.kind in _TOPICAL else ()
    return {f"{thing.kind}!{lang}": item, **{f"topic/{key}!{lang}": item for key in topics}}


def moved(items: Items, leaving: Iterable[Item], coming: Iterable[Item]) -> Items:
    """A sorted list without some things and with others."""
    gone = set(leaving)
    kept = [item for item in items if item not in gone]
    for item in coming:
        bisect.insort(kept, item)
    return kept


def page_size(facet: str) -> int:
    """How many things stand on a page of a facet; 0 where it has no pages of its own."""
    name, at, _ = facet.partition("@")
    if not at or name.startswith("place/") or name in ("award", "page"):
        return 0
    return ARCHIVE_PER_PAGE if name == "archive" else PER_PAGE


def pages_of(facet: str, items: Sequence[Item]) -> list[Leaf[Item]]:
    """The pages of a facet, the front page first; where it has none, all of it on one."""
    return leaves(items, page_size(facet) or max(1, len(items)))


def changed(facet: str, before: Items, after: Items) -> Iterator[str]:
    """What pages may have asked for and would now get otherwise: the facet, and pages of it."""
    if [item[1:] for item in before] != [item[1:] for item in after]:
        yield facet
    if page_size(facet):
        old, new = _by_number(facet, before), _by_number(facet, after)
        yield from (
            f"{facet}#{number}" if number else f"{facet}#"
            for number in old.keys() | new.keys()
            if old.get(number) != new.get(number)
        )


def _by_number(facet: str, items: Items) -> Mapping[int | None, object]:
    """What a page shows: its things, and which page it leads to beside its neighbours by number.

    The front page leads to the newest of the older pages, and that one back to it.
    """
    found = pages_of(facet, items)
    newest = len(found) - 1
    return {
        leaf.number: (
            [item.name for item in leaf.items],
            newest if leaf.number in (None, newest) else None,
        )
        for leaf in found
    }
