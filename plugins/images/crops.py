"""Which part of a picture a place shows, when the place has other proportions than the picture."""

from typing import NamedTuple


class Box(NamedTuple):
    """A part of a picture in pixels, from the top left."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """Its width in pixels."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """Its height in pixels."""
        return self.bottom - self.top


def crop(width: int, height: int, ratio: tuple[int, int] | None, focus: tuple[float, float]) -> Box:
    """The largest part with the proportions `ratio` (width, height), around `focus`.

    `focus` is x and y of what matters, as shares from the top left. It stands in the middle of
    the part, or as near to it as the edges let it. None keeps the proportions of the picture.
    """
    if ratio is None:
        return Box(0, 0, width, height)
    across, down = ratio
    part_width = min(width, max(1, round(height * across / down)))
    part_height = min(height, max(1, round(width * down / across)))
    left = _start(width, part_width, focus[0])
    top = _start(height, part_height, focus[1])
    return Box(left, top, left + part_width, top + part_height)


def _start(whole: int, part: int, focus: float) -> int:
    """Where a part begins whose middle is as near to the focus as it can be."""
    return min(max(0, round(whole * focus - part / 2)), whole - part)
