"""One process at a time: several test workers may start on a machine that has nothing yet."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

PATIENCE = 900.0


@contextmanager
def exclusive(file: Path) -> Iterator[None]:
    """Hold the lock that `file` stands for; wait up to `PATIENCE` seconds for it.

    SQLite's lock is in the standard library on every system, and it ends with its process.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(file, timeout=PATIENCE, isolation_level=None)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        yield
