"""Picture files that mean harm, or that broken programs write: small, but large once decoded.

Everything is made while the tests run, from the formats' own rules.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from functools import cache
from typing import Any

from PIL import Image

from tests.images.photographs import chunk, halves

ZEROS = b"\0" * 50_000_000
BOMB = 100_000_000


def encoded(format: str, image: Image.Image | None = None, **options: Any) -> bytes:
    """A whole picture in a format."""
    file = io.BytesIO()
    (image or halves()).save(file, format, **options)
    return file.getvalue()


def segment(marker: int, content: bytes) -> bytes:
    """A segment of a JPEG."""
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(content) + 2) + content


def behind_soi(jpeg: bytes, *segments: bytes) -> bytes:
    """A JPEG with more segments behind its first two bytes."""
    return jpeg[:2] + b"".join(segments) + jpeg[2:]


def png_with(*chunks: bytes) -> bytes:
    """A small PNG with more chunks behind its header."""
    content = encoded("PNG")
    return content[:33] + b"".join(chunks) + content[33:]


@cache
def deflated_zeros(size: int) -> bytes:
    """So many zeros, deflated: a thousandth of it."""
    packer = zlib.compressobj(9)
    parts = [packer.compress(ZEROS[: size % len(ZEROS)])]
    parts += [packer.compress(ZEROS) for _ in range(size // len(ZEROS))]
    return b"".join([*parts, packer.flush()])


def one_bit(side: int) -> bytes:
    """A PNG of a bit a pixel, all of them there, in a thousandth of their bytes."""
    content = deflated_zeros(side * (1 + (side + 7) // 8))
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    parts = [chunk(b"IHDR", header), chunk(b"IDAT", content), chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def png_longer_than_it_says() -> bytes:
    """A small PNG that goes on for many megabytes."""
    header = struct.pack(">IIBBBBB", 60, 40, 8, 2, 0, 0, 0)
    parts = [chunk(b"IHDR", header), chunk(b"IDAT", deflated_zeros(BOMB)), chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def jpeg_of_size(width: int, height: int) -> bytes:
    """A JPEG whose header claims another size."""
    content = bytearray(encoded("JPEG"))
    struct.pack_into(">HH", content, content.index(b"\xff\xc0") + 5, height, width)
    return bytes(content)


def many_passes(count: int) -> bytes:
    """A progressive JPEG whose last pass comes again and again."""
    content = encoded("JPEG", progressive=True)
    last = content.rindex(b"\xff\xda")
    return content[:last] + content[last:-2] * count + b"\xff\xd9"


def webp_of_size(side: int) -> bytes:
    """A WebP whose header claims another size."""
    content = bytearray(encoded("WEBP", lossless=True))
    place = content.index(b"VP8L") + 9
    [bits] = struct.unpack_from("<I", content, place)
    struct.pack_into("<I", content, place, bits >> 28 << 28 | (side - 1) << 14 | (side - 1))
    return bytes(content)


def avif_of_size(side: int) -> bytes:
    """An AVIF whose header claims another size."""
    content = bytearray(encoded("AVIF"))
    struct.pack_into(">II", content, content.index(b"ispe") + 8, side, side)
    return bytes(content)


def avif_without_picture() -> bytes:
    """An AVIF that names a picture which it has not."""
    return encoded("AVIF").replace(b"pitm\0\0\0\0\0\x01", b"pitm\0\0\0\0\0\x07")


def spoilt(format: str, begins: bytes, skip: int, **options: Any) -> bytes:
    """A picture of which some bytes are overwritten, so many behind these."""
    content = encoded(format, Image.effect_noise((60, 40), 50).convert("RGB"), **options)
    place = content.index(begins) + len(begins) + skip
    return content[:place] + b"\x55" * 400 + content[place + 400 :]


def moving(format: str) -> bytes:
    """A picture of two frames."""
    return encoded(format, save_all=True, append_images=[Image.new("RGB", (60, 40))])


def exif(*entries: tuple[int, int, int, int], following: int = 0) -> bytes:
    """A JPEG with one directory: tag, type, count and value of each entry; where the next is."""
    body = b"".join(struct.pack("<HHII", *entry) for entry in entries)
    head = b"Exif\0\0II*\0\x08\0\0\0" + struct.pack("<H", len(entries))
    content = head + body + struct.pack("<I", following)
    return behind_soi(encoded("JPEG"), segment(0xE1, content))


def icc(size: int | None = None, tags: int = 0, space: bytes = b"RGB ", body: bytes = b"") -> bytes:
    """A JPEG with a profile that claims a size, a number of tags and a colour space."""
    claimed = 132 + len(body) if size is None else size
    fields = (claimed, b"evil", 0x02100000, b"mntr", space, b"XYZ ", b"", b"acsp")
    header = struct.pack(">I4sI4s4s4s12s4s", *fields).ljust(128, b"\0")
    return with_icc(header + struct.pack(">I", tags) + body)


def with_icc(profile: bytes) -> bytes:
    """A JPEG with a profile."""
    return behind_soi(encoded("JPEG"), segment(0xE2, b"ICC_PROFILE\0\x01\x01" + profile))


def zip_behind(picture: bytes) -> bytes:
    """A picture that is an archive, too."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("payload.txt", PAYLOAD)
    return picture + file.getvalue()


def animation_control(frames: int) -> bytes:
    """What makes a moving picture of a PNG."""
    return chunk(b"acTL", struct.pack(">II", frames, 0))


PAYLOAD = b"payload-of-a-polyglot"
_SCRIPT = b"<html><script>/*%s*/</script>" % PAYLOAD
_MOVES = "it moves; give a still picture"
_DAMAGED = "it is damaged ("
_TOO_MANY = "it has too many pixels"
_NONE = "it is not a JPEG, PNG, WebP or AVIF picture"

Make = Callable[[], bytes]
# What the header tells already, and why.
REFUSED: dict[str, tuple[Make, str]] = {
    "empty.jpg": (lambda: b"", "it is empty"),
    "drawing.png": (lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>", "it is SVG, whatever"),
    "telephone.jpg": (lambda: b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "it is HEIC, whatever"),
    "raw.jpg": (lambda: encoded("TIFF"), "it is TIFF or RAW, whatever"),
    "page.jpg": (lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n", _NONE),
    "renamed.jpg": (lambda: encoded("PNG"), "its name says JPEG, but it is PNG"),
    "begun.jpg": (lambda: b"\xff\xd8\xff", _NONE),
    "nothing.jpg": (lambda: jpeg_of_size(0, 0), _NONE),
    "wide.jpg": (lambda: jpeg_of_size(65535, 65535), _TOO_MANY),
    "one-bit.png": (lambda: one_bit(30000), _TOO_MANY),
    "wide.webp": (lambda: webp_of_size(16383), _TOO_MANY),
    "wide.avif": (lambda: avif_of_size(16384), _TOO_MANY),
    "large.avif": (lambda: avif_of_size(7100), "it has 50.4 megapixels"),
    "passes.jpg": (lambda: many_passes(4000), "it is drawn in more than 100 passes"),
    "words.png": (lambda: png_with(chunk(b"zTXt", b"C\0\0" + deflated_zeros(BOMB))), _DAMAGED),
    "colours.png": (lambda: png_with(chunk(b"iCCP", b"C\0\0" + deflated_zeros(BOMB))), _DAMAGED),
    "camera.png": (lambda: png_with(chunk(b"eXIf", b"xx")), _DAMAGED),
    "moving.png": (lambda: png_with(animation_control(2)), _MOVES),
    "never.png": (lambda: png_with(animation_control(0)), _DAMAGED),
    "for-ever.png": (lambda: png_with(animation_control(2**31 - 1)), _MOVES),
    "moving.webp": (lambda: moving("WEBP"), _MOVES),
    "moving.avif": (lambda: moving("AVIF"), _MOVES),
    "lost.avif": (avif_without_picture, _DAMAGED),
    "claims.jpg": (lambda: exif((0x010F, 2, 2**32 - 1, 8)), _DAMAGED),
    "counts.jpg": (
        lambda: behind_soi(encoded("JPEG"), segment(0xE1, b"Exif\0\0II*\0\x08\0\0\0\xff\xff")),
        _DAMAGED,
    ),
}
# What only shows when it is decoded.
UNDECODABLE: dict[str, Make] = {
    "half.jpg": lambda: encoded("JPEG", Image.effect_noise((60, 40), 50))[:-200],
    "spoilt.webp": lambda: spoilt("WEBP", b"VP8L", 36, lossless=True),
    "spoilt.avif": lambda: spoilt("AVIF", b"mdat", 0),
    "tall.jpg": lambda: jpeg_of_size(1, 65535),
    "twice.jpg": lambda: encoded("JPEG")[:-2] + encoded("JPEG")[2:],
}
# What is a picture all the same: only its pixels may reach a reader.
HARMLESS: dict[str, Make] = {
    "zip.jpg": lambda: zip_behind(encoded("JPEG")),
    "html-comment.jpg": lambda: behind_soi(encoded("JPEG"), segment(0xFE, _SCRIPT)),
    "html-behind.jpg": lambda: encoded("JPEG") + _SCRIPT,
    "js.png": lambda: png_with(chunk(b"tEXt", b"Comment\0" + _SCRIPT)),
    "zip.png": lambda: zip_behind(encoded("PNG")),
    "php.webp": lambda: encoded("WEBP") + b"<?php /*%s*/" % PAYLOAD,
    "html.avif": lambda: encoded("AVIF") + _SCRIPT,
    "icc-tags.jpg": lambda: icc(tags=2**32 - 1),
    "icc-cut.jpg": lambda: icc(tags=100, body=b"\xff" * 1200),
    "icc-large.jpg": lambda: icc(size=100_000_000),
    "icc-tag.jpg": lambda: icc(tags=1, body=struct.pack(">4sII", b"rXYZ", 144, 2**32 - 16)),
    "icc-space.jpg": lambda: icc(space=b"CMYK"),
    "icc-short.jpg": lambda: with_icc(b"\0\0\0"),
    "icc-none.jpg": lambda: with_icc(b""),
    "exif-loop.jpg": lambda: exif((0x8769, 4, 1, 8), (0x8825, 4, 1, 8), following=8),
    "exif-turn.jpg": lambda: exif((0x0112, 4, 1, 2**32 - 1)),
    "exif-nine.jpg": lambda: exif((0x0112, 3, 1, 9)),
    "exif-word.jpg": lambda: exif((0x0112, 2, 4, 0x41414141)),
    "exif-many.jpg": lambda: exif(*[(0x0112, 3, 1, 1)] * 5000),
    "exif-far.jpg": lambda: exif(following=2**32 - 16),
    "exif-none.jpg": lambda: behind_soi(encoded("JPEG"), segment(0xE1, b"Exif\0\0")),
    "adobe.jpg": lambda: behind_soi(encoded("JPEG"), segment(0xEE, b"Adobe\0d\0\0\0\0\x02")),
    "cmyk-nine.jpg": lambda: encoded("JPEG", Image.new("CMYK", (60, 40))).replace(
        b"Adobe\0d\0\0\0\0\0", b"Adobe\0d\0\0\0\0\x09"
    ),
    "cmyk-unsaid.jpg": lambda: encoded("JPEG", Image.new("CMYK", (60, 40))).replace(
        b"Adobe", b"Other"
    ),
    "longer.png": png_longer_than_it_says,
}
