"""Make the renditions of one original: decoded once, cropped, scaled, bare but for its rights."""

import io
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import PIL
from PIL import Image, PngImagePlugin, features

from plugins.images.colour import bare, to_srgb, tone, upright
from plugins.images.crops import Box
from plugins.images.originals import DAMAGED, NotAPicture, open_checked
from plugins.images.quality import quality
from plugins.images.rights import Rights, with_iptc, xmp

# What each encoder is told besides the quality: docs/decisions/0003-renditions.md
OPTIONS: dict[str, dict[str, int | bool]] = {
    "avif": {"speed": 8, "max_threads": 1},
    "webp": {"method": 5},
    "jpg": {"optimize": True, "progressive": True},
    "png": {"optimize": True},
}
PIL_FORMATS = {"avif": "AVIF", "webp": "WEBP", "jpg": "JPEG", "png": "PNG"}
_WITHOUT_LOSS = ("png",)


@dataclass(frozen=True)
class Target:
    """A rendition to make: the part of the upright original, the size in pixels, the format."""

    box: Box
    width: int
    height: int
    format: str

    @property
    def scale(self) -> float:
        """Its pixels for one of the original."""
        return max(self.width / self.box.width, self.height / self.box.height)


@dataclass(frozen=True)
class Treatment:
    """What all renditions of an original have in common.

    `size` is that of the upright original. Where it is `transparent`, so are they, but for JPEG.
    """

    size: tuple[int, int]
    transparent: bool
    medium: str
    rights: Rights


def recipe() -> str:
    """All that decides the bytes of a rendition besides its original, target and treatment."""
    versions = [features.version(name) for name in ("avif", "webp", "libjpeg_turbo", "littlecms2")]
    qualities = [
        quality(format, medium, width)
        for format in PIL_FORMATS
        if format not in _WITHOUT_LOSS
        for medium in ("photograph", "illustration")
        for width in range(320, 2401, 80)
    ]
    return repr((sorted(OPTIONS.items()), qualities, versions, PIL.__version__, 3))


@dataclass(frozen=True, slots=True)
class Studio:
    """An original, decoded no larger than its widest target needs it."""

    image: Image.Image
    treatment: Treatment

    def tone(self) -> int:
        """The tone of the whole; see `colour.tone`."""
        return tone(self.image)

    def encode(self, targets: Iterable[Target]) -> Iterator[tuple[Target, bytes]]:
        """Every target with its bytes. Those of one part are scaled down from one another."""
        by_box: dict[Box, list[Target]] = {}
        for target in targets:
            by_box.setdefault(target.box, []).append(target)
        for box, wanted in by_box.items():
            yield from self._part(box, sorted(wanted, key=lambda target: -target.width))

    def _part(self, box: Box, targets: Iterable[Target]) -> Iterator[tuple[Target, bytes]]:
        source = self.image
        part: tuple[float, float, float, float] | None = self._scaled(box)
        for target in targets:
            size = (target.width, target.height)
            if source.size != size or part is not None:
                source = source.resize(size, Image.Resampling.LANCZOS, part, reducing_gap=3.0)
            part = None
            yield target, _save(source, target, self.treatment)

    def _scaled(self, box: Box) -> tuple[float, float, float, float]:
        """A part of the original in the pixels that were decoded."""
        across = self.image.width / self.treatment.size[0]
        down = self.image.height / self.treatment.size[1]
        right, bottom = min(box.right * across, self.image.width), box.bottom * down
        return (box.left * across, box.top * down, right, min(bottom, self.image.height))


def open_studio(original: bytes, ending: str, treatment: Treatment, scale: float) -> Studio:
    """Decode an original, of which `scale` of its pixels are needed each way.

    Raises `NotAPicture` where it cannot be decoded.
    """
    with open_checked(io.BytesIO(original), ending) as opened:
        # A JPEG is decoded at 1/2, 1/4 or 1/8 where that will do.
        across, down = opened.size
        opened.draft("RGB", (math.ceil(across * scale), math.ceil(down * scale)))
        try:
            pixels = to_srgb(upright(opened), transparent=treatment.transparent)
            return Studio(bare(pixels), treatment)
        except DAMAGED as error:
            raise NotAPicture(f"it cannot be decoded ({error})") from None


def _save(image: Image.Image, target: Target, treatment: Treatment) -> bytes:
    """The bytes of a rendition, with its rights."""
    options: dict[str, Any] = dict(OPTIONS[target.format])
    if target.format not in _WITHOUT_LOSS:
        options["quality"] = quality(target.format, treatment.medium, target.width)
    packet = xmp(treatment.rights)
    if target.format == "png":
        options["pnginfo"] = _png_text(packet)
    else:
        options["xmp"] = packet
    if target.format == "jpg" and image.mode == "RGBA":
        image = to_srgb(image, transparent=False)
    file = io.BytesIO()
    image.save(file, PIL_FORMATS[target.format], **options)
    content = file.getvalue()
    return with_iptc(content, treatment.rights) if target.format == "jpg" else content


def _png_text(packet: bytes) -> PngImagePlugin.PngInfo:
    """Where a PNG carries XMP."""
    info = PngImagePlugin.PngInfo()
    info.add_itxt("XML:com.adobe.xmp", packet.decode())
    return info
