from collections.abc import Sequence
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from plugins.images.encode import OPTIONS, PIL_FORMATS, Target, encode, recipe
from plugins.images.originals import NotAPicture, measure
from tests.images.photographs import BLUE, RED, exif, halves, save, srgb, with_metadata

FORMATS = tuple(OPTIONS)


def rendition(
    original: Path, width: int = 30, height: int = 20, format: str = "jpg"
) -> Image.Image:
    """One rendition of an original, decoded."""
    target = Target(width, height, format, original.with_name(f"rendition.{format}"))
    encode(original, [target])
    with Image.open(target.path) as image:
        image.load()
        return image


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


def test_all_renditions_of_an_original_are_made_at_once(tmp_path: Path) -> None:
    """Decoded once, every size and format in any order, folders as needed."""
    targets = [
        Target(width, width * 2 // 3, format, tmp_path / "cache" / f"{width}.{format}")
        for width in (15, 60, 30)
        for format in FORMATS
    ]
    encode(save(tmp_path / "photo.jpg"), targets)

    for target in targets:
        with Image.open(target.path) as image:
            assert (target.width, target.height) == image.size
    assert {target.path for target in targets} == set((tmp_path / "cache").iterdir())


def test_a_wide_rendition_is_as_sharp_beside_a_narrow_one(tmp_path: Path) -> None:
    """The wide one is made first: nothing is scaled up again."""
    path = save(tmp_path / "photo.png", Image.effect_noise((60, 40), 50))
    alone = Target(60, 40, "webp", tmp_path / "alone.webp")
    beside = Target(60, 40, "webp", tmp_path / "beside.webp")
    encode(path, [alone])
    encode(path, [Target(15, 10, "webp", tmp_path / "narrow.webp"), beside])

    assert alone.path.read_bytes() == beside.path.read_bytes()


def test_the_marks_of_metadata_are_in_the_original(tmp_path: Path) -> None:
    """What the next test looks for does stand in the file that it begins with."""
    raw = with_metadata(tmp_path / "photo.jpg").read_bytes()

    for mark in (b"Exif", b"Camera-maker", b"GPS-datum", b"XMP-words", b"Comment-words", b"acsp"):
        assert mark in raw


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("size", [(60, 40), (30, 20)], ids=["full size", "smaller"])
def test_a_rendition_carries_no_metadata(
    tmp_path: Path, format: str, size: tuple[int, int]
) -> None:
    """Neither camera, place, words nor profile are left in the bytes."""
    image = rendition(with_metadata(tmp_path / "photo.jpg"), *size, format)
    raw = (tmp_path / f"rendition.{format}").read_bytes().lower()

    for mark in (b"exif", b"gps", b"xmp", b"adobe", b"camera", b"artist", b"comment", b"acsp"):
        assert mark not in raw, mark
    assert not set(image.info) & {"exif", "xmp", "comment", "icc_profile"}
    assert not dict(image.getexif())


@pytest.mark.parametrize("name", ["photo.png", "photo.webp"])
def test_metadata_of_other_originals_goes_too(tmp_path: Path, name: str) -> None:
    """PNG and WebP can carry it as well."""
    path = save(tmp_path / name, exif=exif(), icc_profile=srgb())
    assert b"Camera-maker" in path.read_bytes()
    rendition(path)

    assert b"Camera" not in (tmp_path / "rendition.jpg").read_bytes()


def test_what_hides_behind_a_picture_is_dropped(tmp_path: Path) -> None:
    """A file appended to a JPEG does not reach the site."""
    path = save(tmp_path / "photo.jpg")
    path.write_bytes(path.read_bytes() + b"PK\x03\x04 a hidden archive")
    rendition(path, 60, 40)

    assert b"hidden" not in (tmp_path / "rendition.jpg").read_bytes()


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_original_gives_the_same_bytes(tmp_path: Path, format: str) -> None:
    """Builds can be compared byte by byte."""
    path = save(tmp_path / "photo.png", Image.effect_noise((60, 40), 50))
    raw = []
    for folder in ("one", "two"):
        target = Target(40, 27, format, tmp_path / folder / "x")
        encode(path, [target])
        raw.append(target.path.read_bytes())

    assert raw[0] == raw[1]


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


@pytest.mark.parametrize("ending", [".jpg", ".webp"])
def test_a_file_that_is_cut_off_is_refused(tmp_path: Path, ending: str) -> None:
    """Half a picture is none, and no half-written file is left."""
    path = save(tmp_path / f"photo{ending}", Image.effect_noise((60, 40), 50).convert("RGB"))
    path.write_bytes(path.read_bytes()[:-200])
    target = Target(30, 20, "jpg", tmp_path / "cache" / "x.jpg")

    with pytest.raises(NotAPicture, match=r"it (cannot be decoded|is damaged) \("):
        encode(path, [target])
    assert not target.path.parent.exists()


def test_a_rendition_that_fails_leaves_nothing(tmp_path: Path) -> None:
    """There is no temporary file beside what could not be written."""
    (tmp_path / "cache" / "x.jpg").mkdir(parents=True)

    with pytest.raises(IsADirectoryError):
        encode(save(tmp_path / "photo.jpg"), [Target(30, 20, "jpg", tmp_path / "cache" / "x.jpg")])
    assert ["x.jpg"] == [path.name for path in (tmp_path / "cache").iterdir()]


def test_another_quality_is_another_recipe(monkeypatch: pytest.MonkeyPatch) -> None:
    """Renditions of an older recipe are not taken for those of the new one."""
    before = recipe()
    monkeypatch.setitem(OPTIONS["jpg"], "quality", 50)

    assert before != recipe()
