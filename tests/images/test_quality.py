import pytest

from plugins.images.encode import PIL_FORMATS
from plugins.images.quality import quality
from plugins.images.slots import SLOTS

WIDTHS = sorted({width for slot in SLOTS.values() for view in slot.views for width in view.widths})


@pytest.mark.parametrize("medium", ["photograph", "illustration"])
@pytest.mark.parametrize("format", [name for name in PIL_FORMATS if name != "png"])
def test_every_rendition_has_a_quality(format: str, medium: str) -> None:
    """Wide ones, which mostly serve dense screens, need no more than narrow ones."""
    found = [quality(format, medium, width) for width in WIDTHS]

    assert all(1 <= each <= 95 for each in found)
    assert found == sorted(found, reverse=True)


def test_a_picture_may_be_wider_than_any_slot() -> None:
    """One that is narrower than its slot's narrowest keeps its own width."""
    assert quality("jpg", "photograph", 1) == quality("jpg", "photograph", 320)
