"""The quality of a rendition."""

import pytest

from plugins.images.encode import OPTIONS
from plugins.images.quality import quality
from plugins.images.slots import SLOTS

MEDIA = ("photograph", "illustration")
WIDTHS = sorted({width for slot in SLOTS.values() for width in slot.widths})


@pytest.mark.parametrize("format", OPTIONS)
def test_every_rendition_has_a_quality(format: str) -> None:
    """Every format, medium and width of the layout, and pictures wider than any slot."""
    for medium in MEDIA:
        values = [quality(format, medium, width) for width in (*WIDTHS, 20_000)]

        assert all(30 <= value <= 95 for value in values)


def test_wide_renditions_need_no_better_encoding() -> None:
    """Their pixels are smaller on the screen."""
    for format in OPTIONS:
        for medium in MEDIA:
            values = [quality(format, medium, width) for width in (480, 1200, 2400)]

            assert values == sorted(values, reverse=True)
