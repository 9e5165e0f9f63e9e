"""What is wrong between bundles: dead names, taken addresses, pictures whose time is over."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from plugins.problems import Problem
from plugins.references import Face, Reference, complaint, expired, holds, shows
from plugins.selfcheck import taken
from plugins.store import Store, unseal


@dataclass(frozen=True, slots=True)
class _Faces:
    """What may be named of each bundle, read once."""

    store: Store
    known: dict[str, tuple[Face | None] | None] = field(default_factory=dict)

    def of(self, name: str) -> tuple[Face | None] | None:
        """The face of a bundle, in which None stands for mistakes; None for no such bundle."""
        if name not in self.known:
            row = self.store.one("SELECT face FROM things WHERE name = ?", name)
            self.known[name] = (unseal(row[0]),) if row else None
        return self.known[name]

    def hold(self, reference: Reference) -> bool:
        """Whether there is what a reference names."""
        target = self.of(reference.target)
        return target is not None and holds(reference, target[0])


def check_references(store: Store, names: Iterable[str] | None) -> None:
    """Note which references of these bundles, and to them, hold; None for all bundles."""
    query = "SELECT rowid, ref, holds FROM refs"
    if names is None:
        found = store.all(query)
    else:
        either = f"{query} WHERE source = ? OR bundle = ?"
        found = [row for name in names for row in store.all(either, name, name)]
    faces = _Faces(store)
    differing = []
    for row, sealed, before in found:
        now = faces.hold(unseal(sealed))
        if now != bool(before):
            differing.append((now, row))
    store.many("UPDATE refs SET holds = ? WHERE rowid = ?", differing)


def problems(store: Store) -> list[Problem]:
    """Everything that is wrong with the bundles at the moment of which the store tells."""
    own = [
        problem for (found,) in store.all("SELECT found FROM problems") for problem in unseal(found)
    ]
    return [*own, *_broken_references(store), *_clashes(store), *_expired(store)]


def _broken_references(store: Store) -> Iterator[Problem]:
    rows = store.all("SELECT source, ref FROM refs WHERE NOT holds")
    if not rows:
        return
    faces = _Faces(store)
    names = [name for (name,) in store.all("SELECT name FROM things ORDER BY name")]
    for source, sealed in rows:
        reference = unseal(sealed)
        own = faces.of(source)
        yield complaint(reference, faces.of(reference.target), own[0] if own else None, names)


def _clashes(store: Store) -> Iterator[Problem]:
    """Two things at one address; the first in the order of names keeps it."""
    rows = store.all("SELECT lang, path FROM addresses GROUP BY lang, path HAVING count(*) > 1")
    for lang, path in rows:
        owners = store.all(
            "SELECT name, file, line FROM addresses WHERE lang = ? AND path = ? ORDER BY name",
            lang,
            path,
        )
        for _, file, line in owners[1:]:
            yield taken(Path(file), line, path, owners[0][0])


def _expired(store: Store) -> Iterator[Problem]:
    """Pictures that may no longer be shown, but are used; by what is not out yet, too."""
    query = "SELECT name, expiry FROM expiries WHERE at <= ? ORDER BY name"
    for name, sealed in store.all(query, store.get("now", 0)):
        expiry = unseal(sealed)
        found = (unseal(ref) for (ref,) in store.all("SELECT ref FROM refs WHERE bundle = ?", name))
        users = [reference for reference in found if shows(reference, expiry.file)]
        if users:
            yield expired(expiry, users)
