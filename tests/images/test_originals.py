import hashlib
import io
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image

from plugins.bundles import PICTURE_ENDINGS
from plugins.images import originals
from plugins.images.originals import FORMATS, MAX_PASSES, NotAPicture, measure, open_checked
from tests.images.photographs import bomb, exif, halves, save


def refusal(path: Path) -> str:
    """Why a file cannot be used."""
    with pytest.raises(NotAPicture) as caught:
        measure(path)
    return str(caught.value)


@pytest.mark.parametrize("ending", PICTURE_ENDINGS)
def test_a_picture_has_a_size_and_a_digest(tmp_path: Path, ending: str) -> None:
    """Width and height in pixels, and the digest of the very bytes; for each allowed ending."""
    path = save(tmp_path / f"photo{ending}")
    measured = measure(path)

    assert (60, 40) == (measured.width, measured.height)
    assert hashlib.sha256(path.read_bytes()).hexdigest() == measured.digest


def test_every_ending_of_a_bundle_has_a_format() -> None:
    """What may stand in a bundle can be opened."""
    assert set(PICTURE_ENDINGS) == set(FORMATS)


def test_a_name_in_capitals_is_read(tmp_path: Path) -> None:
    """Cameras write .JPG."""
    save(tmp_path / "photo.jpg").rename(tmp_path / "photo.JPG")

    assert 60 == measure(tmp_path / "photo.JPG").width


@pytest.mark.parametrize("ending", [".jpg", ".png", ".webp"])
@pytest.mark.parametrize(
    ("orientation", "size"),
    [(1, (60, 40)), (3, (60, 40)), (5, (40, 60)), (6, (40, 60)), (7, (40, 60)), (8, (40, 60))],
)
def test_a_picture_is_measured_as_it_is_seen(
    tmp_path: Path, ending: str, orientation: int, size: tuple[int, int]
) -> None:
    """A camera that was held upright exchanges width and height."""
    measured = measure(save(tmp_path / f"photo{ending}", exif=exif(orientation)))

    assert size == (measured.width, measured.height)


@pytest.mark.parametrize(
    ("name", "format", "reason"),
    [
        ("photo.jpg", "PNG", "its name says JPEG, but it is PNG"),
        ("photo.png", "WEBP", "its name says PNG, but it is WEBP"),
        ("photo.webp", "JPEG", "its name says WEBP, but it is JPEG"),
        ("photo.jpg", "GIF", "it is GIF, whatever its name says"),
        ("photo.png", "TIFF", "it is TIFF or RAW, whatever its name says"),
        ("photo.webp", "BMP", "it is BMP, whatever its name says"),
    ],
)
def test_a_picture_is_what_its_name_says(
    tmp_path: Path, name: str, format: str, reason: str
) -> None:
    """Another format is refused, allowed or not."""
    assert reason == refusal(save(tmp_path / name, format=format))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(b"", "it is empty", id="nothing"),
        pytest.param(
            b"just words", "it is not a JPEG, PNG, WebP or AVIF picture", id="no known format"
        ),
        pytest.param(b"<svg/>", "it is SVG, whatever its name says", id="a drawing"),
        pytest.param(b"%PDF-1.4", "it is PDF, whatever its name says", id="a document"),
    ],
)
def test_what_is_no_picture_is_refused(tmp_path: Path, content: bytes, reason: str) -> None:
    """Whatever it is called; what it is instead is said where that is known."""
    (tmp_path / "photo.jpg").write_bytes(content)

    assert reason == refusal(tmp_path / "photo.jpg")


def test_what_cannot_be_read_is_refused(tmp_path: Path) -> None:
    """It may be gone since the folder was looked at, or belong to somebody else."""
    assert "it cannot be read (No such file or directory)" == refusal(tmp_path / "gone.jpg")


@pytest.mark.parametrize("name", ["photo.png", "photo.webp"])
def test_a_picture_that_moves_is_refused(tmp_path: Path, name: str) -> None:
    """Animated PNG and WebP are no still pictures."""
    path = save(tmp_path / name, save_all=True, append_images=[Image.new("RGB", (60, 40))])

    assert "it moves; give a still picture" == refusal(path)


def test_a_bomb_is_refused_before_it_goes_off(tmp_path: Path) -> None:
    """A small file of enormous size is not decoded."""
    assert "it has too many pixels" == refusal(bomb(tmp_path / "bomb.png", 14000, 14000))


def test_more_pixels_than_the_limit_are_refused(tmp_path: Path) -> None:
    """Less than a bomb, but more than any page needs."""
    path = bomb(tmp_path / "large.png", 10000, 5100)

    assert "it has 51.0 megapixels; the limit is 50: make it smaller" == refusal(path)


def test_more_bytes_than_the_limit_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The size of the file is looked at first."""
    monkeypatch.setattr(originals, "MAX_BYTES", 100)

    assert refusal(save(tmp_path / "photo.jpg")).endswith(" MB; the limit is 0")


@pytest.mark.parametrize("ending", [".jpg", ".png", ".webp"])
def test_a_file_that_is_cut_off_is_refused_or_measured(tmp_path: Path, ending: str) -> None:
    """Wherever the cut is, there is either a size or a reason, never another error."""
    whole = save(tmp_path / f"whole{ending}", halves(), exif=exif(6)).read_bytes()
    path = tmp_path / f"cut{ending}"
    reasons = set()
    for length in range(0, len(whole) - 1, 7):
        path.write_bytes(whole[:length])
        try:
            measure(path)
        except NotAPicture as reason:
            reasons.add(str(reason).partition(" (")[0])

    assert {
        "it is empty",
        "it is not a JPEG, PNG, WebP or AVIF picture",
        "it is damaged",
    } == reasons


def test_damaged_camera_data_is_a_reason(tmp_path: Path) -> None:
    """The build does not go on with a warning that nobody reads."""
    path = save(tmp_path / "photo.jpg", exif=exif(6))
    whole = path.read_bytes()
    start = whole.index(b"Exif\0\0") + 6
    path.write_bytes(whole[: start + 8] + b"\xff\xff" + whole[start + 10 :])

    assert refusal(path).startswith("it is damaged (")


def test_a_picture_of_a_name_with_another_ending_is_closed(tmp_path: Path) -> None:
    """A refused file is not left open, or the tests would warn."""
    path = save(tmp_path / "photo.png", format="WEBP")

    with pytest.raises(NotAPicture):
        open_checked(io.BytesIO(path.read_bytes()), ".png")
    path.unlink()


def test_a_jpeg_with_a_second_picture_behind_it_is_a_jpeg(tmp_path: Path) -> None:
    """Some telephones write them (MPO); they do not move."""
    first, second = Image.new("RGB", (60, 40), "red"), Image.new("RGB", (30, 20), "blue")
    path = tmp_path / "photo.jpg"
    first.save(path, "MPO", save_all=True, append_images=[second])
    measured = measure(path)

    assert (60, 40) == (measured.width, measured.height)


@pytest.mark.parametrize(("mode", "transparent"), [("RGB", False), ("RGBA", True), ("LA", True)])
def test_transparency_is_seen_without_decoding(
    tmp_path: Path, mode: str, transparent: bool
) -> None:
    """Such a picture keeps it in every format that can."""
    assert transparent is measure(save(tmp_path / "a.png", Image.new(mode, (4, 4)))).transparent


def test_only_a_jpeg_has_passes(tmp_path: Path) -> None:
    """The same bytes may stand anywhere in another picture, and mean nothing."""
    path = tmp_path / "photo.png"
    save(path, halves(40, 30))
    content = path.read_bytes()
    data = b"pass" + b"\xff\xda" * 2 * MAX_PASSES
    chunk = struct.pack(">I", len(data) - 4) + data + struct.pack(">I", zlib.crc32(data))
    path.write_bytes(content[:33] + chunk + content[33:])

    assert (40, 30) == (measure(path).width, measure(path).height)
