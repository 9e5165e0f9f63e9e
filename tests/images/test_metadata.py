"""Nothing that an original tells besides its pixels reaches a reader."""

import struct
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from plugins.images.crops import Box
from plugins.images.encode import Target, Treatment, open_studio
from plugins.images.originals import measure
from plugins.images.rights import Rights
from tests.images.secrets import SECRETS, told, write
from tests.toolchain import exiftool

ENDINGS = ("jpg", "png", "webp", "avif")
RIGHTS = Rights("A", "B", "C", "D", "https://example.org/terms", "https://example.org/ask")
EVERYWHERE = {"make", "artist", "serial", "lens", "owner", "comment", "note", "gps", "thumbnail"}
# Which parts a rendition may have. What an APP1 of a JPEG holds is looked at as well.
PARTS = {
    "jpg": {"SOI", "APP0", "APP1", "APP13", "DQT", "SOF2", "DHT", "SOS", "EOI"},
    "png": {"IHDR", "iTXt", "IDAT", "IEND"},
    "webp": {"VP8X", "VP8 ", "XMP "},
    "avif": {"ftyp", "meta", "mdat"},
}


def renditions(original: Path) -> dict[str, bytes]:
    """A rendition in every format, of the size of the original."""
    measured = measure(original)
    size = (measured.width, measured.height)
    targets = [Target(Box(0, 0, *size), *size, format) for format in ENDINGS]
    treatment = Treatment(size, measured.transparent, "photograph", RIGHTS)
    studio = open_studio(original.read_bytes(), original.suffix, treatment, 1.0)
    return {target.format: content for target, content in studio.encode(targets)}


def parts(format: str, content: bytes) -> Iterator[str]:
    """Of what a file consists, to its last byte."""
    return {"jpg": _segments, "png": _chunks, "webp": _riff, "avif": _boxes}[format](content)


def _segments(content: bytes) -> Iterator[str]:
    names = {0xD8: "SOI", 0xDB: "DQT", 0xC2: "SOF2", 0xC4: "DHT", 0xDA: "SOS", 0xD9: "EOI"}
    place = 0
    while place < len(content):
        marker = content[place + 1]
        known = names.get(marker, f"APP{marker - 0xE0}" if 0xE0 <= marker < 0xF0 else hex(marker))
        yield known if content[place] == 0xFF else "bytes"
        place += 2
        if known in ("SOI", "EOI"):
            continue
        place += struct.unpack_from(">H", content, place)[0]
        while known == "SOS" and (content[place] != 0xFF or content[place + 1] == 0):
            place += 1


def _chunks(content: bytes) -> Iterator[str]:
    place = 8
    while place < len(content):
        size, name = struct.unpack_from(">I4s", content, place)
        yield name.decode("latin-1")
        place += 12 + size


def _riff(content: bytes) -> Iterator[str]:
    place = 12
    while place < len(content):
        name, size = struct.unpack_from("<4sI", content, place)
        yield name.decode("latin-1")
        place += 8 + size + size % 2


def _boxes(content: bytes) -> Iterator[str]:
    place = 0
    while place < len(content):
        size, name = struct.unpack_from(">I4s", content, place)
        yield name.decode("latin-1")
        place += size


@pytest.mark.parametrize("ending", ENDINGS)
def test_an_original_that_tells_everything_is_told_apart_from_its_renditions(
    tmp_path: Path, ending: str
) -> None:
    """No secret word is in any byte of any format, and no part that could hold one."""
    original = write(tmp_path / f"a.{ending}")
    assert told(original) >= EVERYWHERE | {"behind"}
    for format, content in renditions(original).items():
        assert [] == [name for name, word in SECRETS.items() if word in content], format
        assert PARTS[format] == set(parts(format, content)), format
        assert b"Exif" not in content


@pytest.mark.parametrize(
    ("ending", "names"),
    [
        ("jpg", {"xmp", "extended", "photoshop", "place", "jfxx", "vendor", "words", "profile"}),
        ("png", {"xmp", "vendor", "words"}),
        ("webp", {"xmp", "vendor", "profile"}),
        ("avif", {"xmp", "profile"}),
    ],
)
def test_the_originals_do_tell(tmp_path: Path, ending: str, names: set[str]) -> None:
    """The control: each format holds what it can, in parts that a rendition may not have."""
    original = write(tmp_path / f"a.{ending}")

    assert told(original) >= names
    if ending != "avif":  # there, they are items of the one box `meta`
        assert not set(parts(ending, _whole(original, ending))) <= PARTS[ending]
    with Image.open(original) as image:
        assert image.getexif().get_ifd(0x8825)


def _whole(original: Path, ending: str) -> bytes:
    """An original without the word behind it, which is no part."""
    return original.read_bytes().removesuffix(SECRETS["behind"])


@pytest.mark.parametrize("ending", ["jpg", "png", "webp"])
def test_a_word_behind_a_picture_is_seen(tmp_path: Path, ending: str) -> None:
    """The control of the walk through the parts: it does go on to the last byte."""
    content = renditions(write(tmp_path / f"a.{ending}"))[ending] + b"behindbehind"

    with pytest.raises((AssertionError, struct.error, IndexError)):
        assert PARTS[ending] == set(parts(ending, content))


@pytest.mark.long
@pytest.mark.parametrize("ending", ENDINGS)
def test_exiftool_finds_the_secrets_in_originals_alone(tmp_path: Path, ending: str) -> None:
    """A reader that knows every camera sees the rights and nothing else."""
    (tmp_path / "originals").mkdir()
    (tmp_path / "made").mkdir()
    original = write(tmp_path / "originals" / f"a.{ending}")
    for format, content in renditions(original).items():
        (tmp_path / "made" / f"a.{format}").write_bytes(content)
    [found] = exiftool.read(tmp_path / "originals").values()
    made = exiftool.read(tmp_path / "made")

    assert {"GPS", "IFD0", "ExifIFD", "IFD1"} <= exiftool.groups(found)
    assert "secret-serial" in str(found)
    assert len(ENDINGS) == len(made)
    for path, words in made.items():
        assert "secret-" not in str(words), path
        assert exiftool.groups(words) <= exiftool.OF_A_RENDITION, path
        assert ("A", "B", "https://example.org/terms") == (
            words["XMP-dc:Creator"][0],
            words["XMP-photoshop:Credit"],
            words["XMP-xmpRights:WebStatement"],
        )
