"""Look at a picture file without decoding it: what it is, and how large."""

import hashlib
import io
import warnings
from dataclasses import dataclass
from pathlib import Path

from PIL import ExifTags, Image, UnidentifiedImageError

from plugins.images.colour import is_transparent

FORMATS = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".webp": "WEBP", ".avif": "AVIF"}
# Some telephones put a second, smaller picture behind the first: a JPEG all the same.
_SAME_AS_JPEG = "MPO"
MAX_BYTES = 30_000_000
MAX_PIXELS = 50_000_000
# A progressive JPEG comes in about ten passes, each over all pixels, and may have a preview.
MAX_PASSES = 100
_JPEG, _PASS = b"\xff\xd8", b"\xff\xda"
# What else writers call a picture: where in the file it shows, by which bytes, what it is.
_OTHERS = (
    (4, b"ftyphei", "HEIC"),
    (4, b"ftyphev", "HEIC"),
    (4, b"ftypcrx", "RAW"),
    (0, b"II*\0", "TIFF or RAW"),
    (0, b"MM\0*", "TIFF or RAW"),
    (0, b"FUJIFILM", "RAW"),
    (0, b"GIF8", "GIF"),
    (0, b"BM", "BMP"),
    (0, b"<svg", "SVG"),
    (0, b"<?xml", "SVG"),
    (0, b"%PDF", "PDF"),
)
# What Pillow raises for a file that is cut off or changed.
DAMAGED = (OSError, RuntimeError, SyntaxError, ValueError, UserWarning)
_TURNED = {5, 6, 7, 8}  # EXIF orientations that exchange width and height


class NotAPicture(Exception):
    """The file cannot be used as a picture; the message says why."""


@dataclass(frozen=True)
class Measured:
    """A picture file: its size in pixels as seen upright, and the digest of its bytes."""

    width: int
    height: int
    digest: str
    transparent: bool = False


def measure(path: Path) -> Measured:
    """Read the header of a picture. Raises `NotAPicture`, with a reason for the writer."""
    content = _read(path)
    # Only in a JPEG are these bytes never those of the pixels themselves.
    if content.startswith(_JPEG) and content.count(_PASS) > MAX_PASSES:
        raise NotAPicture(f"it is drawn in more than {MAX_PASSES} passes")
    with open_checked(io.BytesIO(content), path.suffix.lower()) as image:
        width, height = image.size
        transparent = is_transparent(image)
        if image.getexif().get(ExifTags.Base.Orientation) in _TURNED:
            width, height = height, width
    return Measured(width, height, hashlib.sha256(content).hexdigest(), transparent)


def _read(path: Path) -> bytes:
    """The bytes of a file that is not too large."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise NotAPicture(f"it has {size / 1e6:.0f} MB; the limit is {MAX_BYTES / 1e6:.0f}")
        return path.read_bytes()
    except OSError as error:
        raise NotAPicture(f"it cannot be read ({error.strerror})") from None


def open_checked(file: io.BytesIO, ending: str) -> Image.Image:
    """Open a picture of an allowed format, the one that its name says. Raises `NotAPicture`."""
    expected = FORMATS[ending]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            image = Image.open(file, formats=tuple(set(FORMATS.values())))
    except UnidentifiedImageError:
        raise NotAPicture(f"it is {_kind(file.getvalue())}") from None
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise NotAPicture("it has too many pixels") from None
    except DAMAGED as error:
        raise NotAPicture(f"it is damaged ({error})") from None
    try:
        _check(image, expected)
    except NotAPicture:
        image.close()
        raise
    return image


def _kind(content: bytes) -> str:
    """What a file is that is no picture which we open."""
    if not content:
        return "empty"
    for place, sign, kind in _OTHERS:
        if content[place : place + len(sign)] == sign:
            return f"{kind}, whatever its name says"
    return "not a JPEG, PNG, WebP or AVIF picture"


def _check(image: Image.Image, expected: str) -> None:
    """Refuse another format than the expected, animation, too many pixels, and damage."""
    is_mpo = image.format == _SAME_AS_JPEG
    if image.format != expected and not (is_mpo and expected == "JPEG"):
        raise NotAPicture(f"its name says {expected}, but it is {image.format}")
    if getattr(image, "is_animated", False) and not is_mpo:
        raise NotAPicture("it moves; give a still picture")
    pixels = image.width * image.height
    if pixels > MAX_PIXELS:
        limit = f"the limit is {MAX_PIXELS / 1e6:.0f}: make it smaller"
        raise NotAPicture(f"it has {pixels / 1e6:.1f} megapixels; {limit}")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            image.getexif()
    except DAMAGED as error:
        raise NotAPicture(f"it is damaged ({error})") from None
