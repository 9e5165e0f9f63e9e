"""The memory of the build: one SQLite file, whose every value is sealed by its digest.

Classes that are stored, or sent between processes, have no slots: pickle fills the dict of an
object several times as fast as the slots of a frozen one.

Two layers. The content layer says what the sources hold; `pending` names what in it has changed
since the pages layer, which says what the output shows, was last brought up to date.
"""

import hashlib
import io
import pickle
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_SEAL = 16
_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID;
CREATE TABLE stamps (name TEXT PRIMARY KEY, files BLOB) WITHOUT ROWID;
CREATE TABLE things (name TEXT PRIMARY KEY, thing BLOB, face BLOB, placed BLOB);
CREATE TABLE proses (name TEXT, lang TEXT, prose BLOB, PRIMARY KEY (name, lang));
CREATE TABLE problems (name TEXT PRIMARY KEY, found BLOB);
CREATE TABLE refs (bundle TEXT, source TEXT, ref BLOB, holds INTEGER);
CREATE TABLE addresses (lang TEXT, path TEXT, name TEXT, file TEXT, line INTEGER);
CREATE TABLE facets (key TEXT PRIMARY KEY, items BLOB);
CREATE TABLE instants (at INTEGER, name TEXT);
CREATE TABLE expiries (at INTEGER, name TEXT, expiry BLOB);
CREATE TABLE pending (ask TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE pages (id INTEGER PRIMARY KEY, key TEXT, owner TEXT, lang TEXT, file TEXT,
  template TEXT, made BLOB, uses BLOB, entry BLOB);
CREATE TABLE asks (ask INTEGER, page INTEGER);
CREATE TABLE names (id INTEGER PRIMARY KEY, ask TEXT);
CREATE TABLE outputs (path TEXT PRIMARY KEY, mtime_ns INTEGER, size INTEGER) WITHOUT ROWID;
"""
# Made after a store is filled: ten times faster than keeping them up to date meanwhile.
_INDEXES = {
    "content": (
        "CREATE INDEX refs_bundle ON refs (bundle)",
        "CREATE INDEX refs_source ON refs (source)",
        "CREATE INDEX refs_broken ON refs (source) WHERE NOT holds",
        "CREATE INDEX addresses_path ON addresses (lang, path)",
        "CREATE INDEX addresses_name ON addresses (name)",
        "CREATE INDEX instants_at ON instants (at)",
        "CREATE INDEX instants_name ON instants (name)",
        "CREATE INDEX expiries_at ON expiries (at)",
        "CREATE INDEX expiries_name ON expiries (name)",
    ),
    "pages": (
        "CREATE UNIQUE INDEX pages_key ON pages (key)",
        "CREATE INDEX pages_owner ON pages (owner)",
        "CREATE INDEX pages_lang ON pages (lang)",
        "CREATE INDEX pages_template ON pages (template)",
        "CREATE INDEX pages_file ON pages (file)",
        "CREATE UNIQUE INDEX names_ask ON names (ask)",
        "CREATE INDEX asks_ask ON asks (ask)",
        "CREATE INDEX asks_page ON asks (page)",
    ),
}


class StoreBroken(Exception):
    """The store cannot be used; the message says why."""


class _Unpickler(pickle.Unpickler):
    """Makes our own values only: a store is a file, and a file may come from anywhere."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in _HARMLESS:
            return super().find_class(module, name)
        if module.startswith("plugins.") and "." not in name:
            found = super().find_class(module, name)
            # What our modules import from others is not ours.
            if isinstance(found, type) and found.__module__ == module:
                return found
        raise StoreBroken(f"{module}.{name} has no place in a store")


_HARMLESS = {
    ("datetime", "date"),
    ("datetime", "datetime"),
    ("datetime", "timezone"),
    ("datetime", "timedelta"),
    ("pydantic_core._pydantic_core", "TzInfo"),
    ("pathlib", "PosixPath"),
    ("pathlib", "WindowsPath"),
    ("pathlib._local", "PosixPath"),
    ("pathlib._local", "WindowsPath"),
}


def seal(value: object) -> bytes:
    """A value as bytes that vouch for themselves."""
    content = pickle.dumps(value, 5)
    return hashlib.blake2b(content, digest_size=_SEAL).digest() + content


def unseal(sealed: object) -> Any:
    """The value of sealed bytes. Raises `StoreBroken` where a bit is wrong."""
    if not isinstance(sealed, bytes):
        raise StoreBroken("a value is missing")
    content = sealed[_SEAL:]
    if hashlib.blake2b(content, digest_size=_SEAL).digest() != sealed[:_SEAL]:
        raise StoreBroken("a value is damaged")
    try:
        return _Unpickler(io.BytesIO(content)).load()
    except StoreBroken:
        raise
    except Exception as error:  # noqa: BLE001  # pickle raises whatever comes of the bytes
        raise StoreBroken(f"a value cannot be read ({error})") from None


class Store:
    """An open store. Every method may raise `StoreBroken`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.connection = sqlite3.connect(path, isolation_level=None, timeout=60)

    def use_more_memory(self) -> None:
        """Sixteen megabytes, not two: a large build would read its tables again and again."""
        self.do("PRAGMA cache_size = -16384")

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()

    def all(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Every row that a query finds."""
        try:
            return self.connection.execute(query, values).fetchall()
        except (sqlite3.DatabaseError, OverflowError, UnicodeDecodeError) as error:
            raise StoreBroken(str(error)) from None

    def one(self, query: str, *values: object) -> tuple[Any, ...] | None:
        """The first row that a query finds."""
        found = self.all(query, *values)
        return found[0] if found else None

    def do(self, statement: str, *values: object) -> None:
        """Change something."""
        self.all(statement, *values)

    def many(self, statement: str, rows: Iterable[tuple[object, ...]]) -> None:
        """Change something for each of many rows."""
        try:
            self.connection.executemany(statement, rows)
        except (sqlite3.DatabaseError, OverflowError) as error:
            raise StoreBroken(str(error)) from None

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of it or nothing."""
        self.do("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.connection.rollback()
            raise
        self.do("COMMIT")

    def get(self, key: str, default: Any = None) -> Any:
        """A value of the table `meta`."""
        row = self.one("SELECT value FROM meta WHERE key = ?", key)
        return default if row is None else unseal(row[0])

    def put(self, key: str, value: object) -> None:
        """Set a value of the table `meta`."""
        self.do("INSERT OR REPLACE INTO meta VALUES (?, ?)", key, seal(value))

    def index(self, layer: str) -> None:
        """Make the indexes of a layer that was just filled."""
        for statement in _INDEXES[layer]:
            self.do(statement.replace("INDEX ", "INDEX IF NOT EXISTS ", 1))

    def unindex_pages(self) -> None:
        """Empty the pages layer, to fill it anew."""
        for statement in _INDEXES["pages"]:
            self.do(f"DROP INDEX IF EXISTS {statement.split(' ON ')[0].split()[-1]}")
        for table in ("pages", "asks", "names"):
            self.do(f"DELETE FROM {table}")


def open_store(path: Path, version: str) -> Store:
    """The store of this version. Raises `StoreBroken` with the reason for a full build."""
    if not path.is_file():
        raise StoreBroken("there is no store yet")
    store = Store(path)
    try:
        why_not = _why_not(store, version)
    except (StoreBroken, sqlite3.DatabaseError) as error:
        why_not = f"the store cannot be read ({error})"
    if why_not:
        store.close()
        raise StoreBroken(why_not)
    return store


def can_be_opened(path: Path, version: str) -> bool:
    """Whether there is a store of this version to go on from."""
    try:
        open_store(path, version).close()
    except StoreBroken:
        return False
    return True


def _why_not(store: Store, version: str) -> str:
    """Why a store cannot be used; "" where it can."""
    _survive_crashes(store)
    if store.get("version") != version:
        return "the program, its settings or its libraries have changed"
    if not store.get("filled"):
        return "the build that made the store did not come to its end"
    return ""


def _survive_crashes(store: Store) -> None:
    store.use_more_memory()
    store.do("PRAGMA journal_mode = WAL")
    store.do("PRAGMA synchronous = NORMAL")


def new_store(path: Path, version: str) -> Store:
    """An empty store in place of any other. It counts from `filled` on."""
    path.parent.mkdir(parents=True, exist_ok=True)
    for old in (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
        old.unlink(missing_ok=True)
    store = Store(path)
    store.use_more_memory()
    # Nothing is lost when this fails: a store that is not filled is thrown away.
    store.do("PRAGMA journal_mode = OFF")
    store.do("PRAGMA synchronous = OFF")
    store.connection.executescript(_TABLES)
    store.put("version", version)
    return store


def filled(store: Store) -> Store:
    """Say that a new store is complete; the same store, from now on safe against crashes."""
    store.index("content")
    store.put("filled", True)
    path = store.path
    store.close()
    again = Store(path)
    _survive_crashes(again)
    return again
