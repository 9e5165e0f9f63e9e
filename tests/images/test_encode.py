import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageCms, IptcImagePlugin

from plugins.images import quality as qualities
from plugins.images.crops import Box
from plugins.images.encode import (
    OPTIONS,
    PIL_FORMATS,
    Target,
    Treatment,
    open_studio,
    recipe,
)
from plugins.images.originals import NotAPicture, measure
from plugins.images.rights import Rights
from tests.images.photographs import BLUE, RED, exif, halves, save, srgb, with_metadata

FORMATS = ("avif", "webp", "jpg")
RIGHTS = Rights(
    creator="Một người vẽ",
    credit="Sa Pa – Fansipan",
    copyright="© Sa Pa – Fansipan <2026>",
    licence="CC BY 4.0",
    terms="https://example.org/terms?a=1&b=2",
    acquire="https://example.org/ask",
)


def encoded(
    original: Path,
    width: int = 30,
    height: int = 20,
    format: str = "jpg",
    *,
    box: Box | None = None,
    transparent: bool = False,
) -> bytes:
    """One rendition of an original."""
    measured = measure(original)
    size = (measured.width, measured.height)
    target = Target(box or Box(0, 0, *size), width, height, format)
    treatment = Treatment(size, transparent, "photograph", RIGHTS)
    studio = open_studio(original.read_bytes(), original.suffix, treatment, target.scale)
    [(made, content)] = studio.encode([target])
    assert made == target
    return content


def decoded(content: bytes) -> Image.Image:
    """A picture file, decoded."""
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


def rendition(
    original: Path, width: int = 30, height: int = 20, format: str = "jpg", **more: Any
) -> Image.Image:
    """One rendition of an original, decoded."""
    return decoded(encoded(original, width, height, format, **more))


def near(
    image: Image.Image, place: tuple[int, int], colour: Sequence[int], tolerance: int = 16
) -> bool:
    """Whether a pixel has about that colour."""
    pixel = image.convert("RGB").getpixel(place)
    assert isinstance(pixel, tuple)
    return all(abs(one - two) <= tolerance for one, two in zip(pixel, colour, strict=True))


@pytest.mark.parametrize("format", FORMATS)
def test_a_rendition_decodes_to_its_size(tmp_path: Path, format: str) -> None:
    """Format, size and colours are right."""
    image = rendition(save(tmp_path / "photo.png"), format=format)

    assert (PIL_FORMATS[format], (30, 20), "RGB") == (image.format, image.size, image.mode)
    assert near(image, (4, 10), RED)
    assert near(image, (25, 10), BLUE)


def many(path: Path, *targets: Target) -> dict[Target, bytes]:
    """Several renditions of a picture of 60 x 40 pixels."""
    treatment = Treatment((60, 40), False, "photograph", RIGHTS)
    scale = max(target.scale for target in targets)
    return dict(open_studio(path.read_bytes(), path.suffix, treatment, scale).encode(targets))


def test_all_renditions_of_an_original_are_made_at_once(tmp_path: Path) -> None:
    """Decoded once: every size, part and format, in any order."""
    parts = {Box(0, 0, 60, 40): (3, 2), Box(20, 0, 60, 40): (1, 1)}
    targets = [
        Target(box, width, width * down // across, format)
        for box, (across, down) in parts.items()
        for width in (15, 36, 30)
        for format in FORMATS
    ]
    made = many(save(tmp_path / "photo.jpg"), *targets)

    assert set(targets) == set(made)
    for target, content in made.items():
        assert (target.width, target.height) == decoded(content).size
        assert PIL_FORMATS[target.format] == decoded(content).format


def test_a_wide_rendition_is_as_sharp_beside_a_narrow_one(tmp_path: Path) -> None:
    """The wide one is made first: nothing is scaled up again."""
    path = save(tmp_path / "photo.png", Image.effect_noise((60, 40), 50))
    whole = Box(0, 0, 60, 40)
    wide, narrow = Target(whole, 60, 40, "webp"), Target(whole, 15, 10, "webp")

    assert many(path, wide)[wide] == many(path, narrow, wide)[wide]


@pytest.mark.parametrize("ending", [".png", ".jpg"])
def test_a_part_is_cut_out_of_the_upright_picture(tmp_path: Path, ending: str) -> None:
    """Also where a JPEG is decoded at a fraction of its size, and after it was turned."""
    path = save(tmp_path / f"photo{ending}", halves(1200, 800), exif=exif(6))
    top = rendition(path, 40, 20, box=Box(0, 0, 800, 400))
    seam = rendition(path, 40, 40, box=Box(0, 200, 800, 1000))

    assert near(top, (20, 2), RED)
    assert near(top, (20, 18), RED)
    assert near(seam, (20, 12), RED)
    assert near(seam, (20, 28), BLUE)


def test_a_part_of_another_part_is_not_scaled_from_it(tmp_path: Path) -> None:
    """Each part begins with the original."""
    left, right = Box(0, 0, 30, 40), Box(30, 0, 60, 40)
    targets = [Target(box, 15, 20, "webp") for box in (left, right)]
    made = many(save(tmp_path / "photo.png"), *targets)

    assert near(decoded(made[targets[0]]), (7, 10), RED)
    assert near(decoded(made[targets[1]]), (7, 10), BLUE)


def test_the_marks_of_metadata_are_in_the_original(tmp_path: Path) -> None:
    """What the next test looks for does stand in the file that it begins with."""
    raw = with_metadata(tmp_path / "photo.jpg").read_bytes()

    for mark in (b"Exif", b"Camera-maker", b"GPS-datum", b"XMP-words", b"Comment-words", b"acsp"):
        assert mark in raw


@pytest.mark.parametrize("format", [*FORMATS, "png"])
@pytest.mark.parametrize("size", [(60, 40), (30, 20)], ids=["full size", "smaller"])
def test_a_rendition_carries_nothing_of_the_original(
    tmp_path: Path, format: str, size: tuple[int, int]
) -> None:
    """Neither camera, place, words, thumbnail nor profile are left in the bytes."""
    raw = encoded(with_metadata(tmp_path / "photo.jpg"), *size, format)

    for mark in (b"Exif", b"GPS", b"XMP-words", b"Camera", b"Artist", b"Comment-words", b"acsp"):
        assert mark not in raw, mark
    assert not {"exif", "comment", "icc_profile"} & set(decoded(raw).info)
    assert not dict(decoded(raw).getexif())


@pytest.mark.parametrize("name", ["photo.png", "photo.webp", "photo.avif"])
def test_metadata_of_other_originals_goes_too(tmp_path: Path, name: str) -> None:
    """They can carry it as well."""
    path = save(tmp_path / name, exif=exif(), icc_profile=srgb())
    assert b"Camera-maker" in path.read_bytes()

    assert b"Camera" not in encoded(path)


def test_what_hides_behind_a_picture_is_dropped(tmp_path: Path) -> None:
    """A file appended to a JPEG does not reach the site."""
    path = save(tmp_path / "photo.jpg")
    path.write_bytes(path.read_bytes() + b"PK\x03\x04 a hidden archive")

    assert b"hidden" not in encoded(path, 60, 40)


@pytest.mark.parametrize("format", [*FORMATS, "png"])
def test_a_rendition_carries_its_rights(tmp_path: Path, format: str) -> None:
    """Whoever saves it can still read whose it is; a reader that is not our writer tells."""
    packet = rendition(save(tmp_path / "photo.png"), format=format).getxmp()
    description = packet["xmpmeta"]["RDF"]["Description"]

    assert RIGHTS.creator == description["creator"]["Seq"]["li"]
    assert RIGHTS.copyright == description["rights"]["Alt"]["li"]["text"]
    assert RIGHTS.licence == description["UsageTerms"]["Alt"]["li"]["text"]
    assert (RIGHTS.credit, RIGHTS.terms, "True") == tuple(
        description[name] for name in ("Credit", "WebStatement", "Marked")
    )
    assert RIGHTS.acquire == description["Licensor"]["Seq"]["li"]["LicensorURL"]


def test_a_jpeg_carries_them_for_older_programs_too(tmp_path: Path) -> None:
    """By-line, credit and copyright notice, in UTF-8."""
    with Image.open(io.BytesIO(encoded(save(tmp_path / "photo.png")))) as image:
        found = IptcImagePlugin.getiptcinfo(image)

    assert found is not None
    assert [RIGHTS.creator, RIGHTS.credit, RIGHTS.copyright] == [
        bytes(found[2, number]).decode()  # type: ignore[arg-type]
        for number in (80, 110, 116)
    ]
    assert b"\x1b%G" == found[1, 90]


@pytest.mark.parametrize("format", [*FORMATS, "png"])
def test_the_same_original_gives_the_same_bytes(tmp_path: Path, format: str) -> None:
    """Builds can be compared byte by byte."""
    path = save(tmp_path / "photo.png", Image.effect_noise((60, 40), 50))

    assert encoded(path, 40, 27, format) == encoded(path, 40, 27, format)


# Where the red half is once a picture of each orientation stands upright.
RED_SIDE = {
    1: "left",
    2: "right",
    3: "right",
    4: "left",
    5: "top",
    6: "top",
    7: "bottom",
    8: "bottom",
}
SPOTS = {"left": (5, 10), "right": (25, 10), "top": (10, 5), "bottom": (10, 25)}
OPPOSITE = {"left": "right", "right": "left", "top": "bottom", "bottom": "top"}


@pytest.mark.parametrize("orientation", RED_SIDE)
@pytest.mark.parametrize("ending", [".jpg", ".png", ".webp"])
def test_a_rendition_stands_upright(tmp_path: Path, ending: str, orientation: int) -> None:
    """The pixels are turned as the camera was held, and agree with the measured size."""
    path = save(tmp_path / f"photo{ending}", exif=exif(orientation))
    measured = measure(path)
    image = rendition(path, measured.width // 2, measured.height // 2)
    side = RED_SIDE[orientation]

    assert near(image, SPOTS[side], RED)
    assert near(image, SPOTS[OPPOSITE[side]], BLUE)


def test_a_large_original_is_scaled_down_to_the_right_picture(tmp_path: Path) -> None:
    """A JPEG that is decoded at a fraction of its size is still the whole picture."""
    image = rendition(save(tmp_path / "photo.jpg", halves(1203, 801)), 30, 20)

    assert near(image, (8, 1), RED)
    assert near(image, (22, 18), BLUE)


def test_transparency_is_laid_on_white(tmp_path: Path) -> None:
    """Half-transparent red becomes light red, nothing becomes white."""
    image = Image.new("RGBA", (60, 40), (255, 0, 0, 128))
    image.paste((0, 0, 0, 0), (30, 0, 60, 40))
    made = rendition(save(tmp_path / "photo.png", image), 60, 40)

    assert near(made, (10, 20), (255, 127, 127))
    assert near(made, (50, 20), (255, 255, 255))


@pytest.mark.parametrize("format", ["avif", "webp", "png"])
def test_transparency_is_kept_where_it_is_wanted(tmp_path: Path, format: str) -> None:
    """Flat art lies on the paper of the page, by day and by night."""
    image = Image.new("RGBA", (60, 40), (200, 30, 30, 255))
    image.paste((0, 0, 0, 0), (30, 0, 60, 40))
    made = rendition(save(tmp_path / "art.png", image), 60, 40, format, transparent=True)
    left, right = made.getpixel((10, 20)), made.getpixel((50, 20))

    assert "RGBA" == made.mode
    assert near(made, (10, 20), RED)
    assert isinstance(left, tuple)
    assert isinstance(right, tuple)
    assert (255, 0) == (left[3], right[3])


def test_a_jpeg_of_a_transparent_picture_lies_on_white(tmp_path: Path) -> None:
    """There is no other way."""
    image = Image.new("RGBA", (60, 40), (0, 0, 0, 0))
    made = rendition(save(tmp_path / "art.png", image), 60, 40, "jpg", transparent=True)

    assert near(made, (10, 20), (255, 255, 255))


@pytest.mark.parametrize("mode", ["P", "LA"])
def test_transparency_of_few_colours_is_laid_on_white(tmp_path: Path, mode: str) -> None:
    """A palette or greys with a transparent part."""
    if mode == "P":
        image = Image.new("P", (60, 40), 0)
        image.putpalette([0, 0, 0, 200, 30, 30])
        image.paste(1, (0, 0, 30, 40))
        path = save(tmp_path / "photo.png", image, transparency=0)
        left = RED
    else:
        image = Image.new("LA", (60, 40), (0, 0))
        image.paste((100, 255), (0, 0, 30, 40))
        path = save(tmp_path / "photo.png", image)
        left = (100, 100, 100)
    made = rendition(path, 60, 40)

    assert near(made, (10, 20), left)
    assert near(made, (50, 20), (255, 255, 255))


def test_a_colour_that_stands_for_nothing_becomes_white(tmp_path: Path) -> None:
    """A PNG without an alpha channel can still be transparent."""
    image = Image.new("L", (60, 40), 0)
    image.paste(100, (0, 0, 30, 40))
    made = rendition(save(tmp_path / "photo.png", image, transparency=0), 60, 40)

    assert near(made, (10, 20), (100, 100, 100))
    assert near(made, (50, 20), (255, 255, 255))


def test_ink_colours_become_screen_colours(tmp_path: Path) -> None:
    """A CMYK picture is readable by every browser."""
    image = Image.new("CMYK", (60, 40), (0, 255, 255, 0))
    made = rendition(save(tmp_path / "photo.jpg", image))

    assert ("RGB", True) == (made.mode, near(made, (10, 10), (255, 0, 0)))


@pytest.mark.parametrize(("deep", "grey"), [(0, 0), (20000, 78), (32768, 128), (65535, 255)])
def test_sixteen_bits_become_eight(tmp_path: Path, deep: int, grey: int) -> None:
    """A deep grey keeps its brightness."""
    made = rendition(save(tmp_path / "photo.png", Image.new("I;16", (60, 40), deep)))

    assert near(made, (10, 10), (grey, grey, grey), 2)


@pytest.mark.parametrize("mode", ["1", "L", "P"])
def test_pictures_of_few_colours_are_made(tmp_path: Path, mode: str) -> None:
    """Black and white, greys, and a palette."""
    made = rendition(save(tmp_path / "photo.png", Image.new("RGB", (60, 40)).convert(mode)))

    assert ("RGB", True) == (made.mode, near(made, (10, 10), (0, 0, 0)))


def test_colours_are_converted_by_their_profile(tmp_path: Path) -> None:
    """Where a profile means blue by red, the rendition is blue."""
    swapped = srgb().replace(b"rXYZ", b"????").replace(b"bXYZ", b"rXYZ").replace(b"????", b"bXYZ")
    same = rendition(save(tmp_path / "photo.png", icc_profile=srgb()))
    other = rendition(save(tmp_path / "photo.png", icc_profile=swapped))

    assert near(same, (4, 10), RED)
    assert near(other, (4, 10), BLUE)


@pytest.mark.parametrize(
    "profile",
    [
        pytest.param(b"no profile at all", id="damaged"),
        pytest.param(
            ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes(), id="of another mode"
        ),
    ],
)
def test_a_profile_that_does_not_fit_is_ignored(tmp_path: Path, profile: bytes) -> None:
    """The numbers are taken as they are."""
    made = rendition(save(tmp_path / "photo.png", icc_profile=profile))

    assert near(made, (4, 10), RED)


@pytest.mark.parametrize("ending", [".jpg", ".webp", ".avif"])
def test_a_file_that_is_cut_off_is_refused(tmp_path: Path, ending: str) -> None:
    """Half a picture is none."""
    path = save(tmp_path / f"photo{ending}", Image.effect_noise((60, 40), 50).convert("RGB"))
    treatment = Treatment((60, 40), False, "photograph", RIGHTS)

    with pytest.raises(NotAPicture, match=r"it (cannot be decoded|is damaged) \("):
        open_studio(path.read_bytes()[:-200], ending, treatment, 1.0)


def test_another_quality_is_another_recipe(monkeypatch: pytest.MonkeyPatch) -> None:
    """Renditions of an older recipe are not taken for those of the new one."""
    before = recipe()
    monkeypatch.setitem(OPTIONS["avif"], "speed", 7)
    other = recipe()
    monkeypatch.setitem(qualities._QUALITY["jpg"], "photograph", ((9999, 50),))

    assert 3 == len({before, other, recipe()})


@pytest.mark.parametrize("width", [480, 1600])
def test_the_quality_is_that_of_the_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    """By format, medium and width: a lower number, a smaller file."""
    path = save(tmp_path / "photo.png", Image.effect_noise((1600, 100), 50))
    before = {format: len(encoded(path, width, 100, format)) for format in FORMATS}
    for format in FORMATS:
        monkeypatch.setitem(qualities._QUALITY[format], "photograph", ((480, 20), (9999, 30)))
    after = {format: len(encoded(path, width, 100, format)) for format in FORMATS}

    assert all(after[format] < before[format] for format in FORMATS)
