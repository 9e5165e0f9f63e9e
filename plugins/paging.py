"""Cut a list into pages that stay as they are when something new comes on top."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Leaf(Generic[Item]):
    """One page of a list: its number counted from the oldest, None for the front page."""

    number: int | None
    items: Sequence[Item]


def leaves(newest_first: Sequence[Item], size: int) -> list[Leaf[Item]]:
    """The front page with the newest `size` to `2 * size - 1` things, then full older pages.

    Older pages are numbered from the oldest, so that a new thing moves none of them.
    """
    full = max(0, len(newest_first) // size - 1)
    front = len(newest_first) - full * size
    older = [
        Leaf(full - index, newest_first[front + index * size : front + (index + 1) * size])
        for index in range(full)
    ]
    return [Leaf(None, newest_first[:front]), *older]
