"""One build at a time: a second one waits for the first."""

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

_PATIENCE_SECONDS = 3600


@contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Hold the lock that a file stands for; it ends with its process, however that ends.

    SQLite's own lock is in the standard library on every system.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as connection:
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            print("Another build is under way; waiting for it.", file=sys.stderr, flush=True)
            connection.execute(f"PRAGMA busy_timeout = {_PATIENCE_SECONDS * 1000}")
            connection.execute("BEGIN EXCLUSIVE")
        yield
