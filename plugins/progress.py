"""Show how far a long step is: a bar on a terminal, plain lines elsewhere."""

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")
_SECONDS_BETWEEN_LINES = 2.0


def steps(name: str, items: Iterable[Item], total: int) -> Iterator[Item]:
    """Pass the items on; without a terminal, a line every two seconds."""
    if not total:
        yield from items
    elif sys.stderr.isatty():
        yield from _bar(name, items, total)
    else:
        yield from _lines(name, items, total)


def _bar(name: str, items: Iterable[Item], total: int) -> Iterator[Item]:
    # Few builds are long enough for a bar, and fewer are watched.
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
    )

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(name, total=total)
        for item in items:
            yield item
            progress.advance(task)


def _lines(name: str, items: Iterable[Item], total: int) -> Iterator[Item]:
    said = time.monotonic()
    for count, item in enumerate(items, 1):
        yield item
        if time.monotonic() - said >= _SECONDS_BETWEEN_LINES:
            said = time.monotonic()
            print(f"{name}: {count} of {total}", file=sys.stderr, flush=True)
