import io
import struct
import zlib
from collections.abc import Sequence
from itertools import product
from pathlib import Path
from typing import Any, cast

import pytest
from PIL import Image

from plugins.images.colour import to_srgb, tone, upright
from plugins.images.crops import Box
from plugins.images.encode import Target, Treatment, open_studio
from plugins.images.rights import Rights
from tests.images import profiles
from tests.images.colours import (
    ADOBE_GAMMA,
    ADOBE_RGB,
    DISPLAY_P3,
    SRGB,
    Matrix,
    Triple,
    decoded,
    difference,
    encoded,
    inverse,
    lab,
    light_of,
    times,
)
from tests.images.photographs import chunk, exif, halves, raw_png, save
from tests.images.profiles import Curve


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


# Eight-bit colours that every space here holds: greys, skin, leaves, sky, indigo, crimson, gold.
PATCHES: list[Triple] = [
    *((0, 0, 0), (64, 64, 64), (128, 128, 128), (255, 255, 255)),
    *((194, 150, 130), (87, 108, 67), (98, 122, 157), (27, 35, 70), (175, 54, 60), (231, 199, 31)),
    *((255, 60, 60), (40, 250, 60), (60, 60, 250)),
]
# What nobody sees beside one another, and what nobody minds.
SAME, ALIKE = 2.0, 5.0


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, 2.5, 0), (73, 25, -18), 27.1492),
        ((50, 0, 0), (50, -1, 2), 2.3669),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
    ],
)
def test_differences_are_those_that_were_published(
    one: Triple, two: Triple, expected: float
) -> None:
    """Sharma, Wu, Dalal (2005): the measure that the tests below trust."""
    assert difference(one, two) == pytest.approx(expected, abs=1e-4)
    assert difference(two, one) == pytest.approx(expected, abs=1e-4)


def stripes(channels: Sequence[Sequence[int]], mode: str) -> Image.Image:
    """A picture with a stripe of 16 pixels for each colour."""
    image = Image.new(mode, (16 * len(channels), 16))
    for index, values in enumerate(channels):
        colour = tuple(values) if len(values) > 1 else values[0]
        image.paste(colour, (16 * index, 0, 16 * index + 16, 16))
    return image


def furthest(image: Image.Image, expected: Sequence[Triple]) -> float:
    """How far the stripe is from its colour (in Lab) that is furthest from it."""
    found = [image.convert("RGB").getpixel((16 * index + 8, 8)) for index in range(len(expected))]
    pairs = zip(found, expected, strict=True)
    return max(difference(lab(cast("Triple", pixel)), colour) for pixel, colour in pairs)


def patches(mode: str = "RGB") -> list[Triple]:
    """The Lab colours of the patches, or of their greys."""
    return [lab(patch) for patch in PATCHES if mode == "RGB" or len(set(patch)) == 1]


def in_space(matrix: Matrix, curve: Curve, steps: int = 255) -> list[list[int]]:
    """The patches as a space has them."""
    return [
        [
            round(steps * curve(min(1, max(0, light))))
            for light in times(inverse(matrix), times(SRGB, light_of(patch)))
        ]
        for patch in PATCHES
    ]


def through(path: Path) -> Image.Image:
    """What is made of a file before it is encoded."""
    with Image.open(path) as image:
        return to_srgb(image, transparent=False)


def adobe(light: float) -> float:
    """The channel of Adobe RGB for a light."""
    return float(light ** (1 / ADOBE_GAMMA))


P3 = profiles.rgb(DISPLAY_P3, profiles.sampled(decoded))
ADOBE = profiles.rgb(ADOBE_RGB, profiles.gamma(ADOBE_GAMMA))
LINEAR_GREY = profiles.grey(profiles.gamma(1.0))
SPACES = [
    pytest.param(DISPLAY_P3, encoded, P3, id="Display P3"),
    pytest.param(ADOBE_RGB, adobe, ADOBE, id="Adobe RGB"),
]


@pytest.mark.parametrize("ending", ["png", "webp", "avif", "jpg"])
@pytest.mark.parametrize(("matrix", "curve", "icc"), SPACES)
def test_wide_gamut_colours_are_what_they_were(
    tmp_path: Path, matrix: Matrix, curve: Curve, icc: bytes, ending: str
) -> None:
    """By their profile, in every format; without it they would be others."""
    image = stripes(in_space(matrix, curve), "RGB")
    options: dict[str, Any] = {"png": {}, "webp": {"lossless": True}}.get(
        ending, {"quality": 100, "subsampling": "4:4:4"}
    )
    kept = save(tmp_path / f"a.{ending}", image, icc_profile=icc, **options)
    bare = save(tmp_path / f"b.{ending}", image, **options)

    assert furthest(through(kept), patches()) <= SAME
    assert furthest(through(bare), patches()) > SAME


def test_a_colour_that_screens_lack_becomes_the_nearest_of_theirs(tmp_path: Path) -> None:
    """The green of Display P3 is as green as can be; nothing turns over."""
    path = save(tmp_path / "a.png", stripes([[0, 255, 0]], "RGB"), icc_profile=P3)

    assert furthest(through(path), [lab((0, 255, 0))]) <= SAME


@pytest.mark.parametrize("alpha", [False, True])
@pytest.mark.parametrize(("matrix", "curve", "icc"), SPACES)
def test_sixteen_bits_of_a_wide_gamut_are_converted(
    tmp_path: Path, matrix: Matrix, curve: Curve, icc: bytes, alpha: bool
) -> None:
    """As a raw developer exports them."""
    row = b"".join(
        struct.pack(">4H" if alpha else ">3H", *values, *([65535] if alpha else [])) * 16
        for values in in_space(matrix, curve, 65535)
    )
    size = (16 * len(PATCHES), 16)
    iccp = chunk(b"iCCP", b"test\0\0" + zlib.compress(icc))
    path = tmp_path / "a.png"
    path.write_bytes(raw_png(6 if alpha else 2, 16, [row] * 16, size, iccp))

    assert furthest(through(path), patches()) <= SAME


def test_a_turned_picture_keeps_its_profile(tmp_path: Path) -> None:
    """Colours are converted after it stands upright."""
    image = stripes(in_space(ADOBE_RGB, adobe), "RGB").transpose(Image.Transpose.ROTATE_180)
    with Image.open(save(tmp_path / "a.png", image, icc_profile=ADOBE, exif=exif(3))) as opened:
        made = to_srgb(upright(opened), transparent=False)

    assert furthest(made, patches()) <= SAME


def inks(amounts: Sequence[float]) -> Triple:
    """A press on which inks tint a white paper, in Lab, and black darkens all of them.

    Its black is black: how other ones are deepened is left to the library.
    """
    cyan, magenta, yellow, black = amounts
    return (
        (1 - black) * (100 - 25 * cyan - 35 * magenta - 10 * yellow),
        (1 - black) * (30 * magenta - 20 * cyan - 5 * yellow),
        (1 - black) * (45 * yellow - 30 * cyan - 5 * magenta),
    )


def test_inks_are_converted_by_the_profile_of_their_press(tmp_path: Path) -> None:
    """Each alone, with another and with some black; without it they would be others."""
    some = [each for each in product((0, 1), repeat=3) if sum(each) < 3]
    amounts = [(*each, black) for each in some for black in (0, 0.4, 1)]
    image = stripes([[round(255 * amount) for amount in each] for each in amounts], "CMYK")
    kept = save(tmp_path / "a.jpg", image, quality=100, icc_profile=profiles.cmyk(inks))
    bare = save(tmp_path / "b.jpg", image, quality=100)
    expected = [inks(each) for each in amounts]

    assert furthest(through(kept), expected) <= SAME
    assert furthest(through(bare), expected) > SAME


def test_inks_of_no_press_are_those_of_a_screen(tmp_path: Path) -> None:
    """Each takes its light away, and black takes of all: nobody can know better."""
    amounts = [(0, 0, 0, 0), (255, 0, 0, 0), (0, 128, 255, 0), (0, 0, 0, 255), (0, 0, 0, 128)]
    path = save(tmp_path / "a.jpg", stripes(amounts, "CMYK"), quality=100)
    expected = [
        lab(
            (
                (255 - cyan) * light / 255,
                (255 - magenta) * light / 255,
                (255 - yellow) * light / 255,
            )
        )
        for cyan, magenta, yellow, black in amounts
        for light in [255 - black]
    ]

    assert furthest(through(path), expected) <= SAME


@pytest.mark.parametrize("ending", ["png", "jpg"])
def test_greys_are_converted_by_their_profile(tmp_path: Path, ending: str) -> None:
    """Of light, for example; without a profile they are those of sRGB."""
    greys = [patch for patch in PATCHES if len(set(patch)) == 1]
    plain = stripes([[int(grey[0])] for grey in greys], "L")
    linear = stripes([[round(255 * light_of(grey)[0])] for grey in greys], "L")
    options: dict[str, Any] = {"quality": 100} if ending == "jpg" else {}
    by_profile = save(tmp_path / f"a.{ending}", linear, icc_profile=LINEAR_GREY, **options)

    assert furthest(through(by_profile), patches("L")) <= SAME
    assert furthest(through(save(tmp_path / f"b.{ending}", plain, **options)), patches("L")) <= SAME


def test_greys_may_have_a_profile_of_colours(tmp_path: Path) -> None:
    """Programs leave it in when they take the colours out."""
    linear = profiles.rgb(SRGB, profiles.gamma(1.0))
    image = stripes([[round(255 * decoded(128 / 255))]], "L")

    assert (
        furthest(
            through(save(tmp_path / "a.jpg", image, icc_profile=linear)), [lab((128, 128, 128))]
        )
        <= SAME
    )


@pytest.mark.parametrize("mode", ["LA", "RGBA", "P"])
def test_transparent_pictures_are_converted_by_their_profile(tmp_path: Path, mode: str) -> None:
    """Before they are laid on white, as a browser does; palettes without transparency too."""
    if mode == "LA":
        image, icc, expected = stripes([[55, 128]], "LA"), LINEAR_GREY, PATCHES[2]
    else:
        [(red, green, blue)] = [in_space(ADOBE_RGB, adobe)[8]]
        image = stripes([[red, green, blue, 128 if mode == "RGBA" else 255]], "RGBA")
        image = image.convert("RGB").quantize(2) if mode == "P" else image
        icc, expected = ADOBE, PATCHES[8]
    path = save(tmp_path / "a.png", image, icc_profile=icc)
    share = 1.0 if mode == "P" else 128 / 255
    on_white = [255 - share * (255 - channel) for channel in expected]
    with Image.open(path) as opened:
        assert mode == opened.mode
        kept = to_srgb(opened, transparent=mode != "P")

    assert furthest(through(path), [lab(cast("Triple", on_white))]) <= SAME
    assert furthest(kept, [lab(expected)]) <= SAME
    assert (mode != "P") == (kept.mode == "RGBA")


@pytest.mark.parametrize(
    ("kind", "values", "key"),
    [
        pytest.param(0, [(20000,), (60000,)], b"\x4e\x20", id="greys"),
        pytest.param(
            2,
            [(20000, 1000, 65535), (1, 2, 3)],
            struct.pack(">3H", 20000, 1000, 65535),
            id="colours",
        ),
    ],
)
def test_the_colour_that_stands_for_nothing_may_have_sixteen_bits(
    tmp_path: Path, kind: int, values: list[tuple[int, ...]], key: bytes
) -> None:
    """The one is transparent, the other is not."""
    row = b"".join(struct.pack(f">{len(each)}H", *each) for each in values)
    path = tmp_path / "a.png"
    path.write_bytes(raw_png(kind, 16, [row], (2, 1), chunk(b"tRNS", key)))
    with Image.open(path) as image:
        made = to_srgb(image, transparent=True)

    assert [0, 255] == list(made.getchannel("A").tobytes())


def test_sixteen_bits_of_grey_with_a_profile_are_converted(tmp_path: Path) -> None:
    """Greys of light, as scanners give them."""
    row = struct.pack(">H", round(65535 * decoded(128 / 255))) * 16
    iccp = chunk(b"iCCP", b"test\0\0" + zlib.compress(LINEAR_GREY))
    path = tmp_path / "a.png"
    path.write_bytes(raw_png(0, 16, [row] * 16, (16, 16), iccp))

    assert furthest(through(path), [lab((128, 128, 128))]) <= SAME


@pytest.mark.parametrize(
    ("gamma", "chunks", "value", "expected"),
    [
        pytest.param(100_000, [], 55, 128, id="light"),
        pytest.param(45_455, [], 128, 128, id="that of sRGB"),
        pytest.param(46_000, [], 128, 128, id="nearly"),
        pytest.param(100_000, [chunk(b"sRGB", b"\0")], 55, 55, id="beside the word sRGB"),
        pytest.param(0, [], 55, 55, id="none"),
        pytest.param(2**31 - 1, [], 55, 55, id="absurd"),
    ],
)
def test_the_gamma_of_a_png_counts(
    tmp_path: Path, gamma: int, chunks: list[bytes], value: int, expected: int
) -> None:
    """Where it has neither a profile nor the word sRGB, as in a browser."""
    given = [chunk(b"gAMA", struct.pack(">I", gamma)), *chunks]
    path = tmp_path / "a.png"
    path.write_bytes(raw_png(2, 8, [bytes([value] * 48)] * 16, (16, 16), *given))

    assert furthest(through(path), [lab((expected,) * 3)]) <= SAME


@pytest.mark.parametrize("mode", ["1", "P"])
def test_pictures_of_few_colours_keep_them(tmp_path: Path, mode: str) -> None:
    """Black and white, and a palette of all patches."""
    chosen = [(0, 0, 0), (255, 255, 255)] if mode == "1" else PATCHES
    image = stripes(cast("list[list[int]]", chosen), "RGB").convert(
        mode, dither=Image.Dither.NONE, palette=Image.Palette.ADAPTIVE
    )

    assert furthest(through(save(tmp_path / "a.png", image)), list(map(lab, chosen))) <= SAME


@pytest.mark.parametrize("format", ["avif", "webp", "jpg", "png"])
def test_a_rendition_is_like_its_original_in_colour(tmp_path: Path, format: str) -> None:
    """What readers get of a wide gamut, compressed."""
    path = save(tmp_path / "a.png", stripes(in_space(DISPLAY_P3, encoded), "RGB"), icc_profile=P3)
    size = (16 * len(PATCHES), 16)
    target = Target(Box(0, 0, *size), *size, format)
    treatment = Treatment(size, False, "photograph", Rights("A", "B", "C", "D", "E"))
    [(_, content)] = open_studio(path.read_bytes(), ".png", treatment, 1.0).encode([target])
    with Image.open(io.BytesIO(content)) as made:
        assert furthest(made, patches()) <= (SAME if format == "png" else ALIKE)
