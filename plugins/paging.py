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


def page_count(things: int, size: int) -> int:
    """How many pages a list has: the front page, and older ones where there is enough for two."""
    return max(1, things // size)


def leaf(newest_first: Sequence[Item], size: int, number: int | None) -> Leaf[Item]:
    """A page: the front page with the newest `size` to `2 * size - 1` things, or a full older one.

    Older pages are numbered from the oldest, so that a new thing moves none of them.
    """
    older = page_count(len(newest_first), size) - 1
    end = len(newest_first) - (older if number is None else number - 1) * size
    return Leaf(number, newest_first[:end] if number is None else newest_first[end - size : end])


def leaves(newest_first: Sequence[Item], size: int) -> list[Leaf[Item]]:
    """Every page of a list, the front page first."""
    older = page_count(len(newest_first), size) - 1
    return [leaf(newest_first, size, number) for number in (None, *range(older, 0, -1))]
