import pytest

from plugins.images.crops import Box, crop

MIDDLE = (0.5, 0.5)


@pytest.mark.parametrize(
    ("ratio", "focus", "box"),
    [
        pytest.param(None, (0.1, 0.9), Box(0, 0, 300, 200), id="as it is"),
        pytest.param((3, 2), (0.1, 0.9), Box(0, 0, 300, 200), id="the same proportions"),
        pytest.param((1, 1), MIDDLE, Box(50, 0, 250, 200), id="square"),
        pytest.param((1, 1), (0.4, 0.5), Box(20, 0, 220, 200), id="left of the middle"),
        pytest.param((1, 1), (0.0, 0.5), Box(0, 0, 200, 200), id="at the left edge"),
        pytest.param((1, 1), (1.0, 0.5), Box(100, 0, 300, 200), id="at the right edge"),
        pytest.param((3, 1), (0.5, 0.2), Box(0, 0, 300, 100), id="at the top"),
        pytest.param((3, 1), (0.5, 0.6), Box(0, 70, 300, 170), id="below the middle"),
        pytest.param((3, 1), (0.5, 1.0), Box(0, 100, 300, 200), id="at the bottom"),
        pytest.param((1, 2), MIDDLE, Box(100, 0, 200, 200), id="upright"),
    ],
)
def test_a_part_is_as_large_as_it_can_be_around_the_focus(
    ratio: tuple[int, int] | None, focus: tuple[float, float], box: Box
) -> None:
    """Within the picture, in the proportions that are asked for."""
    assert box == crop(300, 200, ratio, focus)
    assert (box.right - box.left, box.bottom - box.top) == (box.width, box.height)


@pytest.mark.parametrize("size", [(1, 1), (2, 4000), (4000, 2), (1950, 2418)])
@pytest.mark.parametrize("ratio", [(1, 1), (16, 9), (40, 21), (8, 3), (9, 16)])
@pytest.mark.parametrize("focus", [(0.0, 0.0), (0.53, 0.32), (1.0, 1.0)])
def test_every_part_lies_within_its_picture(
    size: tuple[int, int], ratio: tuple[int, int], focus: tuple[float, float]
) -> None:
    """However narrow that is; it reaches from edge to edge one way."""
    box = crop(*size, ratio, focus)

    assert 0 <= box.left < box.right <= size[0]
    assert 0 <= box.top < box.bottom <= size[1]
    assert box.width == size[0] or box.height == size[1]
