"""Make the renditions of one original: decoded once, scaled down, bare of metadata."""

import io
import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import PIL
from PIL import ExifTags, Image, ImageCms, features

from plugins.images.originals import DAMAGED, NotAPicture, open_checked

# Quality and effort by format: docs/decisions/0003-renditions.md
OPTIONS: dict[str, dict[str, int | bool]] = {
    "avif": {"quality": 52, "speed": 8, "max_threads": 1},
    "webp": {"quality": 76, "method": 4},
    "jpg": {"quality": 78, "optimize": True, "progressive": True},
}
PIL_FORMATS = {"avif": "AVIF", "webp": "WEBP", "jpg": "JPEG"}
_PAPER = (255, 255, 255)
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


@dataclass(frozen=True, slots=True)
class Target:
    """A rendition to make: its width and height in pixels, its format, and where it goes."""

    width: int
    height: int
    format: str
    path: Path


def recipe() -> str:
    """All that decides the bytes of a rendition besides its original and its size."""
    versions = [features.version(name) for name in ("avif", "webp", "libjpeg_turbo", "littlecms2")]
    return repr((sorted(OPTIONS.items()), versions, PIL.__version__, 1))


def encode(original: Path, targets: Sequence[Target]) -> None:
    """Write every target of one original. Raises `NotAPicture` where it cannot be decoded."""
    ordered = sorted(targets, key=lambda target: -target.width)
    image = _upright(original, ordered[0])
    for target in ordered:
        size = (target.width, target.height)
        if image.size != size:
            image = image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
        _save(image, target)


def _upright(path: Path, widest: Target) -> Image.Image:
    """The picture turned upright, in sRGB, no larger than needed, and without any metadata."""
    with open_checked(path) as opened:
        side = max(widest.width, widest.height)
        opened.draft("RGB", (side, side))  # a JPEG is decoded at 1/2, 1/4 or 1/8 where that will do
        try:
            return _bare(_to_srgb(_turned(opened)))
        except DAMAGED as error:
            raise NotAPicture(f"it cannot be decoded ({error})") from None


def _turned(image: Image.Image) -> Image.Image:
    """The picture as the camera was held. Only that one tag is read: others may be broken."""
    how = _TURNS.get(image.getexif().get(ExifTags.Base.Orientation, 1))
    return image if how is None else image.transpose(how)


def _to_srgb(image: Image.Image) -> Image.Image:
    """Eight bits a channel in sRGB, transparency laid on white."""
    profile = image.info.get("icc_profile")
    if image.mode.startswith("I"):
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    if image.mode in ("P", "PA", "LA", "RGBA") or "transparency" in image.info:
        layer = image.convert("RGBA")
        image = Image.new("RGB", layer.size, _PAPER)
        image.paste(layer, mask=layer.getchannel("A"))
    if profile and image.mode in ("RGB", "CMYK", "L"):
        image = _through_profile(image, profile)
    return image.convert("RGB")


def _through_profile(image: Image.Image, profile: bytes) -> Image.Image:
    """Convert by the embedded profile; one that does not fit the picture is ignored."""
    srgb = ImageCms.createProfile("sRGB")
    try:
        converted = ImageCms.profileToProfile(
            image, ImageCms.getOpenProfile(io.BytesIO(profile)), srgb, outputMode="RGB"
        )
    except (ImageCms.PyCMSError, OSError):
        return image
    return converted or image


def _bare(image: Image.Image) -> Image.Image:
    """Pixels alone: no comment, profile, EXIF or XMP can follow a pasted copy."""
    bare = Image.new("RGB", image.size)
    bare.paste(image)
    return bare


def _save(image: Image.Image, target: Target) -> None:
    """Write a rendition so that a half-written file never has its name."""
    target.path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=target.path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            image.save(file, PIL_FORMATS[target.format], **OPTIONS[target.format])
        Path(temporary).replace(target.path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
