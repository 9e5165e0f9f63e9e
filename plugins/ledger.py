"""The pages layer of the store: what every page was given, and what every output file is."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from plugins.images.plan import Use
from plugins.inventory import owner_of
from plugins.output import Stamp
from plugins.pages import PageName
from plugins.rendering import Made
from plugins.store import Store, StoreBroken, seal, unseal
from plugins.videos.placed import Copy


class Page(NamedTuple):
    """A page as the last build that looked at it left it.

    `reasons` tell why it was last rendered, in which of the builds, counted from the first.
    """

    url: str
    file: str
    fingerprint: bytes
    asks: tuple[int, ...]
    reasons: tuple[str, ...]
    build: int


@dataclass(slots=True)
class Ledger:
    """The pages layer. Changes belong into a transaction of the store.

    `fresh` is true where every page is made anew. `new_uses` and `new_entries` tell whether the
    pages together may show other pictures and films, or fill the sitemap otherwise, than before.
    """

    store: Store
    fresh: bool = field(init=False)
    build: int = field(init=False)
    new_uses: bool = False
    new_entries: bool = False
    _ids: dict[str, int] = field(default_factory=dict)
    _left: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.build = self.store.get("build", 0) + 1
        # A build that ended before its pages were written leaves a store without any.
        self.fresh = not self.store.get("complete", False)

    def begin(self) -> None:
        """Forget every page, where all of them are made anew."""
        if self.fresh:
            self.store.unindex_pages()

    def page(self, name: str) -> Page | None:
        """A page by its name."""
        row = self.store.one("SELECT made FROM pages WHERE key = ?", name)
        return Page(*unseal(row[0])) if row else None

    def named(self, where: str, *values: object) -> list[str]:
        """The names of the pages for which a condition holds."""
        return [name for (name,) in self.store.all(f"SELECT key FROM pages WHERE {where}", *values)]

    def asking(self, ask: str) -> list[str]:
        """The pages that asked something."""
        numbers = "SELECT page FROM asks WHERE ask = (SELECT id FROM names WHERE names.ask = ?)"
        return self.named(f"id IN ({numbers})", ask)

    def asks(self, page: Page) -> list[str]:
        """What a page asked, in words."""
        found = (self.store.one("SELECT ask FROM names WHERE id = ?", ask) for ask in page.asks)
        return sorted(row[0] for row in found if row)

    def pending(self) -> list[str]:
        """What has changed in the content since the pages were brought up to date."""
        return [ask for (ask,) in self.store.all("SELECT ask FROM pending")]

    def take(self, made: Made, reasons: tuple[str, ...]) -> None:
        """Note what became of a page."""
        before = None if self.fresh else self.page(made.name)
        asks = tuple(sorted(self._id(ask) for ask in made.asks))
        if before and not made.rendered:
            page = before._replace(asks=asks)
            if page != before:
                self._put(made, page, *self._kept(made.name))
            return
        page = Page(made.url, made.file, made.fingerprint, asks, reasons, self.build)
        uses, entry = seal((made.uses, made.copies)), seal(made.entry)
        old_uses, old_entry = self._kept(made.name) if before else (b"", b"")
        if before and before.file != made.file:
            self._left.add(before.file)
        self.new_uses |= uses != old_uses
        self.new_entries |= entry != old_entry
        self._put(made, page, uses, entry)

    def _kept(self, name: str) -> tuple[bytes, bytes]:
        """The pictures and films of a page, and its part of the sitemap, sealed."""
        row = self.store.one("SELECT uses, entry FROM pages WHERE key = ?", name)
        return (row[0], row[1]) if row else (b"", b"")

    def _put(self, made: Made, page: Page, uses: bytes, entry: bytes) -> None:
        name = PageName.parse(made.name)
        self._delete(made.name)
        self.store.do(
            "INSERT INTO pages (key, owner, lang, file, template, made, uses, entry)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            made.name,
            owner_of(name),
            name.lang,
            made.file,
            made.template,
            seal(tuple(page)),
            uses,
            entry,
        )
        [(number,)] = self.store.all("SELECT last_insert_rowid()")
        self.store.many("INSERT INTO asks VALUES (?, ?)", [(ask, number) for ask in page.asks])

    def drop(self, name: str) -> None:
        """Forget a page that is gone."""
        page = self.page(name)
        if page:
            self._left.add(page.file)
        self.new_uses = self.new_entries = True
        self._delete(name)

    def _delete(self, name: str) -> None:
        row = None if self.fresh else self.store.one("SELECT id FROM pages WHERE key = ?", name)
        if row:
            self.store.do("DELETE FROM asks WHERE page = ?", row[0])
            self.store.do("DELETE FROM pages WHERE id = ?", row[0])

    def _id(self, ask: str) -> int:
        """The number of an ask."""
        if ask not in self._ids:
            row = None if self.fresh else self.store.one("SELECT id FROM names WHERE ask = ?", ask)
            if row is None:
                self.store.do("INSERT INTO names (ask) VALUES (?)", ask)
                row = self.store.one("SELECT last_insert_rowid()")
            if row is None:
                raise StoreBroken("a name was not stored")
            self._ids[ask] = row[0]
        return self._ids[ask]

    def entries(self) -> Iterator[str]:
        """The part of the sitemap of every page."""
        return (unseal(entry) for (entry,) in self.store.all("SELECT entry FROM pages"))

    def uses(self) -> set[Use]:
        """Every picture that any page shows."""
        return {use for uses, _ in self._shown() for use in uses}

    def copies(self) -> set[Copy]:
        """Every film, and all captions, that any page shows."""
        return {copy for _, copies in self._shown() for copy in copies}

    def _shown(self) -> Iterator[tuple[tuple[Use, ...], tuple[Copy, ...]]]:
        rows = self.store.all("SELECT DISTINCT uses FROM pages")
        return (unseal(uses) for (uses,) in rows)

    def outputs(self, beginning: str) -> set[str]:
        """The files that a build has left in the output, by how their names begin."""
        query = "SELECT path FROM outputs WHERE path >= ? AND path < ? AND size >= 0"
        return {path for (path,) in self.store.all(query, beginning, f"{beginning}\U0010ffff")}

    def count_outputs(self) -> int:
        """How many files there are in the output."""
        [(count,)] = self.store.all("SELECT count(*) FROM outputs WHERE size >= 0")
        return int(count)

    def files(self) -> set[str]:
        """The files of all pages."""
        return {file for (file,) in self.store.all("SELECT file FROM pages")}

    def left(self) -> list[str]:
        """Files that a page has left, and that no other page has taken."""
        return sorted(file for file in self._left if not self.named("file = ?", file))

    def note(self, stamps: Iterable[Stamp]) -> None:
        """Files and folders as they are now."""
        self.store.many("INSERT OR REPLACE INTO outputs VALUES (?, ?, ?)", stamps)

    def forget(self, names: Sequence[str]) -> None:
        """Files and folders that are gone."""
        self.store.many("DELETE FROM outputs WHERE path = ?", [(name,) for name in names])

    def finish(self, complete: bool) -> None:
        """The output is as the content layer says, if every language was made."""
        if self.fresh:
            self.store.index("pages")
        self.store.do("DELETE FROM pending")
        self.store.put("build", self.build)
        self.store.put("complete", complete)
