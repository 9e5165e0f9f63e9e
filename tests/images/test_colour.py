import pytest
from PIL import Image

from plugins.images.colour import tone
from tests.images.photographs import halves


@pytest.mark.parametrize(
    ("colour", "number"),
    [
        pytest.param((0, 0, 0), 0, id="black"),
        pytest.param((255, 255, 255), 63, id="white"),
        pytest.param((63, 64, 127), 5, id="a little green and blue"),
        pytest.param((200, 30, 30), 48, id="red"),
    ],
)
def test_a_plain_picture_has_the_tone_of_its_colour(
    colour: tuple[int, int, int], number: int
) -> None:
    """Four steps of red, green and blue each."""
    assert number == tone(Image.new("RGB", (50, 40), colour))


def test_the_commonest_tone_counts() -> None:
    """Not the mean, which may stand nowhere in the picture."""
    image = halves()
    image.paste((200, 30, 30), (0, 0, 40, 40))

    assert 48 == tone(image)


@pytest.mark.parametrize("mode", ["RGBA", "L", "RGB"])
def test_every_picture_has_a_tone(mode: str) -> None:
    """Transparent and grey ones too."""
    assert 0 <= tone(Image.new(mode, (1, 1))) < 64
