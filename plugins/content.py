"""The content layer of the store: bring it up to date with the sources, and note what changed.

What changed is noted as asks, the words in which pages say what they were given: "place/cat-cat"
(where the versions of a thing are, and its pictures), "place/cat-cat:en" (its card: facts and words
of a language), "place/cat-cat%en" (its text), and facets (plugins/facets.py).
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from plugins.bundles import folders
from plugins.clock import Clock
from plugins.config import Config
from plugins.crosscheck import check_references
from plugins.facets import Item, Items, changed, moved, read_items, write_items
from plugins.pool import each
from plugins.problems import Problem
from plugins.progress import steps
from plugins.reading import Look, Reader, Reading, Task, sort_keys
from plugins.stamps import is_unchanged, parse
from plugins.store import Store, seal, unseal
from plugins.things import Thing

# From this many bundles on, starting processes is worth its time.
_MANY = 24


@dataclass(slots=True)
class Changes:
    """What one refresh has changed: bundles, and what left or joined each facet."""

    asks: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    leaving: dict[str, list[Item]] = field(default_factory=dict)
    coming: dict[str, list[Item]] = field(default_factory=dict)

    def move(self, before: dict[str, Item], after: dict[str, Item]) -> None:
        """A thing stands elsewhere than before."""
        for moves, these, others in (
            (self.leaving, before, after),
            (self.coming, after, before),
        ):
            for facet, item in these.items():
                if others.get(facet) != item:
                    moves.setdefault(facet, []).append(item)


@dataclass(frozen=True)
class Content:
    """The content layer of a store; `fresh` while the store is new and has no indexes.

    `lists` are the facets that a refresh has changed, as they now are.
    """

    store: Store
    config: Config
    clock: Clock
    fresh: bool
    lists: dict[str, Items] = field(default_factory=dict)

    def refresh(self, checksum: bool, only: Collection[str] | None = None) -> list[Problem]:
        """Read what has changed; what is wrong beside the bundles.

        Every byte is read with `checksum`; `only` are the bundles that can have changed, where
        somebody has watched the folder.
        """
        names, stray = folders(self.config.content)
        known = self._stamps(only)
        tasks = list(self._tasks(names, known, checksum, only))
        reader = Reader(
            self.config.content, list(self.config.languages), self.config.addresses, self.clock
        )
        looks = each(reader.begin, tasks, _MANY)
        changes = Changes()
        with self.store.transaction():
            for look in steps("Texts", looks, len(tasks)):
                self._take(look, changes)
            for name in sorted(known.keys() - set(names)):
                self._forget(name, changes)
            self._pass_time(changes)
            self._rearrange(changes)
            check_references(self.store, None if self.fresh else changes.names)
            pending = sorted(changes.asks)
            self.store.many("INSERT OR IGNORE INTO pending VALUES (?)", ((ask,) for ask in pending))
            self.store.put("now", self.clock.now)
        return stray

    def next_change(self) -> int | None:
        """The next moment at which the site would be another one by itself."""
        row = self.store.one("SELECT min(at) FROM instants WHERE at > ?", self.clock.now)
        return row[0] if row else None

    def _stamps(self, only: Collection[str] | None) -> dict[str, str]:
        if only is None:
            return dict(self.store.all("SELECT name, files FROM stamps"))
        rows = (self.store.one("SELECT name, files FROM stamps WHERE name = ?", n) for n in only)
        return dict(row for row in rows if row)

    def _tasks(
        self,
        names: Sequence[str],
        known: dict[str, str],
        checksum: bool,
        only: Collection[str] | None,
    ) -> Iterator[Task]:
        """The bundles that may have changed."""
        folder = str(self.config.content)
        for name in names if only is None else sorted(set(only).intersection(names)):
            text = known.get(name)
            if text is None:
                yield Task(name)
            elif checksum or not is_unchanged(f"{folder}/{name}", text):
                yield Task(name, parse(text).digests, self._sort_keys(name))

    def _sort_keys(self, name: str) -> dict[str, tuple[str, str]]:
        row = self.store.one("SELECT thing FROM things WHERE name = ?", name)
        return dict(sort_keys(unseal(row[0]))) if row and row[0] else {}

    def _take(self, look: Look, changes: Changes) -> None:
        """Put what was read into the store."""
        name, reading = look.name, look.reading
        stamps = look.stamps.text()
        self.store.do("INSERT OR REPLACE INTO stamps VALUES (?, ?)", name, stamps)
        if reading is None:
            return
        if not self.fresh:
            self._note(name, reading, changes)
            self._remove(name)
        changes.names.add(name)
        published = reading.spots if reading.published <= self.clock.now else {}
        if self.fresh:
            changes.move({}, published)
        placed = seal((reading.published, reading.spots))
        face = seal(reading.face)
        self.store.do("INSERT INTO things VALUES (?, ?, ?, ?)", name, reading.thing, face, placed)
        self.store.many(
            "INSERT INTO proses VALUES (?, ?, ?)",
            [(name, lang, prose) for lang, prose in reading.proses.items()],
        )
        if reading.problems:
            self.store.do("INSERT INTO problems VALUES (?, ?)", name, seal(reading.problems))
        self.store.many(
            "INSERT INTO refs VALUES (?, ?, ?, 1)",
            [(each.target, name, seal(each)) for each in reading.references],
        )
        self.store.many(
            "INSERT INTO addresses VALUES (?, ?, ?, ?, ?)",
            [
                (lang, address.path, name, path.as_posix(), line)
                for lang, (address, path, line) in reading.addresses.items()
            ],
        )
        self.store.many(
            "INSERT INTO instants VALUES (?, ?)", [(at, name) for at in reading.instants]
        )
        self.store.many(
            "INSERT INTO expiries VALUES (?, ?, ?)",
            [(each.at, name, seal(each)) for each in reading.expiries],
        )

    def _note(self, name: str, reading: Reading, changes: Changes) -> None:
        """What another reading of a bundle changes."""
        row = self.store.one("SELECT thing, placed FROM things WHERE name = ?", name)
        if row is None or row[0] is None or reading.thing is None:
            changes.asks |= self._all_of(name)
        elif row[0] != reading.thing:
            changes.asks |= self._parts(name, unseal(row[0]), unseal(reading.thing))
        before = dict(self.store.all("SELECT lang, prose FROM proses WHERE name = ?", name))
        changes.asks |= {
            f"{name}%{lang}"
            for lang in before.keys() | reading.proses.keys()
            if _differ(before.get(lang), reading.proses.get(lang))
        }
        published = reading.spots if reading.published <= self.clock.now else {}
        changes.move(self._placed(row[1] if row else None), published)

    def _parts(self, name: str, before: Thing, now: Thing) -> set[str]:
        """What of a thing has changed: the words of some languages, or everything."""
        if before.without_words() != now.without_words():
            return self._all_of(name)
        versions = now.versions.items()
        return {f"{name}:{lang}" for lang, each in versions if before.versions[lang] != each}

    def _all_of(self, name: str) -> set[str]:
        """A thing with its card in every language."""
        return {name, *(f"{name}:{lang}" for lang in self.config.languages)}

    def _placed(self, placed: object) -> dict[str, Item]:
        """Where a thing stood when the store was last brought up to date."""
        if placed is None:
            return {}
        published, spots = unseal(placed)
        return spots if published <= self.store.get("now", self.clock.now) else {}

    def _remove(self, name: str) -> None:
        for table, column in (
            ("things", "name"),
            ("proses", "name"),
            ("problems", "name"),
            ("refs", "source"),
            ("addresses", "name"),
            ("instants", "name"),
            ("expiries", "name"),
        ):
            self.store.do(f"DELETE FROM {table} WHERE {column} = ?", name)

    def _forget(self, name: str, changes: Changes) -> None:
        """The folder of a bundle is gone."""
        row = self.store.one("SELECT placed FROM things WHERE name = ?", name)
        changes.move(self._placed(row[0] if row else None), {})
        changes.asks |= self._all_of(name)
        changes.names.add(name)
        self._remove(name)
        self.store.do("DELETE FROM stamps WHERE name = ?", name)

    def _pass_time(self, changes: Changes) -> None:
        """What the clock has decided otherwise since the last build, be it put forward or back."""
        last = self.store.get("now", self.clock.now)
        passed = self.store.all(
            "SELECT DISTINCT name FROM instants WHERE at > ? AND at <= ?",
            *sorted((last, self.clock.now)),
        )
        names = {name for (name,) in passed}
        for name in names:
            changes.asks |= self._all_of(name)
        for name in names - changes.names:
            row = self.store.one("SELECT placed FROM things WHERE name = ?", name)
            published, spots = unseal(row[0] if row else None)
            before = spots if published <= last else {}
            changes.move(before, spots if published <= self.clock.now else {})

    def _rearrange(self, changes: Changes) -> None:
        """Bring the facets up to date."""
        for facet in sorted(changes.leaving.keys() | changes.coming.keys()):
            before = read_items(self.store, facet)
            coming = changes.coming.get(facet, [])
            after = (
                sorted(coming)
                if self.fresh
                else moved(before, changes.leaving.get(facet, []), coming)
            )
            write_items(self.store, facet, after)
            if not self.fresh:
                self.lists[facet] = after
                changes.asks.update(changed(facet, before, after))


def _differ(before: bytes | None, now: bytes | None) -> bool:
    """Whether two sealed values differ; equal ones may have been pickled otherwise."""
    if before is None or now is None:
        return before is not now
    return before != now and bool(unseal(before) != unseal(now))
