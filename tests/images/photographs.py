"""Picture files as writers have them, made while the tests run."""

import struct
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PIL import ExifTags, Image, ImageCms

RED, BLUE = (200, 30, 30), (30, 30, 200)


def halves(width: int = 60, height: int = 40) -> Image.Image:
    """A picture whose left half is red and whose right half is blue."""
    image = Image.new("RGB", (width, height), RED)
    image.paste(BLUE, (width // 2, 0, width, height))
    return image


def save(path: Path, image: Image.Image | None = None, **options: Any) -> Path:
    """Save a picture, by default one of two halves, in the format of its name."""
    (image or halves()).save(path, **options)
    return path


def exif(orientation: int | None = None) -> Image.Exif:
    """What a camera writes: its maker, where it stood, and how it was held."""
    data = Image.Exif()
    data[ExifTags.Base.Make] = "Camera-maker"
    data[ExifTags.Base.Artist] = "Artist-name"
    if orientation:
        data[ExifTags.Base.Orientation] = orientation
    data.get_ifd(ExifTags.IFD.GPSInfo).update(
        {
            ExifTags.GPS.GPSLatitudeRef: "N",
            ExifTags.GPS.GPSLatitude: (22.0, 20.0, 1.0),
            ExifTags.GPS.GPSMapDatum: "GPS-datum",
        }
    )
    return data


def srgb() -> bytes:
    """A colour profile."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def with_metadata(path: Path) -> Path:
    """A JPEG with everything that a camera and an editor leave in a file."""
    return save(
        path,
        exif=exif(),
        icc_profile=srgb(),
        comment=b"Comment-words",
        xmp=b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>XMP-words</x:xmpmeta>",
    )


def raw_png(
    kind: int, bits: int, rows: Sequence[bytes], size: tuple[int, int], *chunks: bytes
) -> bytes:
    """A PNG of its own: colour type, bits a channel, rows without filters, chunks before them."""
    header = struct.pack(">IIBBBBB", *size, bits, kind, 0, 0, 0)
    content = zlib.compress(b"".join(b"\0" + row for row in rows))
    body = [chunk(b"IHDR", header), *chunks, chunk(b"IDAT", content), chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(body)


def chunk(name: bytes, content: bytes) -> bytes:
    """A chunk of a PNG."""
    check = struct.pack(">I", zlib.crc32(name + content))
    return struct.pack(">I", len(content)) + name + content + check


def bomb(path: Path, width: int, height: int) -> Path:
    """A PNG of a few bytes that claims an enormous size."""
    raw = save(path, Image.new("1", (1, 1))).read_bytes()
    header = struct.pack(">II", width, height) + raw[24:29]
    path.write_bytes(raw[:8] + chunk(b"IHDR", header) + raw[33:])
    return path
