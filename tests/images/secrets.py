"""Originals that tell everything: where, when, by whom, with which camera, and what editors leave.

Every secret is a word of its own, so that one that is found says from where it came.
"""

import io
import struct
import zlib
from pathlib import Path

from PIL import ExifTags, Image

from tests.images.photographs import chunk, halves, save, srgb

SECRETS = {
    name: f"secret-{name}".encode()
    for name in (
        *("make", "artist", "serial", "lens", "owner", "comment", "note", "gps", "thumbnail"),
        *("xmp", "extended", "photoshop", "place", "jfxx", "vendor", "words", "profile", "behind"),
    )
}


def write(path: Path) -> Path:
    """Write an original of the format that the name says, with all that the format can hold."""
    options = {"exif": _exif(), "icc_profile": _profile(), "xmp": _xmp()}
    if path.suffix == ".png":
        options.pop("xmp")
    save(path, halves(), **options)
    content = path.read_bytes()
    path.write_bytes(_MORE[path.suffix](content))
    return path


def told(path: Path) -> set[str]:
    """The secrets that stand in an original in plain bytes."""
    content = path.read_bytes()
    return {name for name, word in SECRETS.items() if word in content}


def _word(name: str) -> str:
    return SECRETS[name].decode()


def _exif() -> bytes:
    """EXIF with all that names a person, a camera or a place, and a thumbnail."""
    data = Image.Exif()
    data[ExifTags.Base.Make] = _word("make")
    data[ExifTags.Base.Artist] = _word("artist")
    data.get_ifd(ExifTags.IFD.Exif).update(
        {
            ExifTags.Base.BodySerialNumber: _word("serial"),
            ExifTags.Base.LensSerialNumber: _word("lens"),
            ExifTags.Base.CameraOwnerName: _word("owner"),
            ExifTags.Base.UserComment: b"ASCII\0\0\0" + SECRETS["comment"],
            ExifTags.Base.MakerNote: SECRETS["note"] * 20,
        }
    )
    data.get_ifd(ExifTags.IFD.GPSInfo).update(
        {
            ExifTags.GPS.GPSLatitudeRef: "N",
            ExifTags.GPS.GPSLatitude: (22.0, 20.0, 1.0),
            ExifTags.GPS.GPSMapDatum: _word("gps"),
        }
    )
    return _with_thumbnail(data.tobytes())


def _with_thumbnail(exif: bytes) -> bytes:
    """EXIF whose second directory, to which the first one leads, is a thumbnail."""
    small = io.BytesIO()
    halves(6, 4).save(small, "JPEG", comment=SECRETS["thumbnail"])
    content = small.getvalue()
    tiff = bytearray(exif.removeprefix(b"Exif\0\0"))
    order = "<" if tiff[:2] == b"II" else ">"
    [first] = struct.unpack_from(f"{order}I", tiff, 4)
    [count] = struct.unpack_from(f"{order}H", tiff, first)
    tiff += b"\0" * (len(tiff) % 2)
    struct.pack_into(f"{order}I", tiff, first + 2 + 12 * count, len(tiff))
    start = len(tiff) + 2 + 12 * 2 + 4
    entries = ((0x0201, 4, 1, start), (0x0202, 4, 1, len(content)))
    tiff += struct.pack(f"{order}H", len(entries))
    for entry in entries:
        tiff += struct.pack(f"{order}HHII", *entry)
    return b"Exif\0\0" + bytes(tiff) + b"\0" * 4 + content


def _profile() -> bytes:
    """A profile with a secret in a tag that nobody needs."""
    profile = srgb()
    [tags] = struct.unpack_from(">I", profile, 128)
    for index in range(tags):
        name, start, size = struct.unpack_from(">4sII", profile, 132 + 12 * index)
        if name == b"cprt":
            word = SECRETS["profile"]
            assert len(word) <= size - 28
            return profile[: start + 28] + word + profile[start + 28 + len(word) :]
    raise AssertionError("the profile has no copyright")


def _xmp() -> bytes:
    return b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><note>%s</note></x:xmpmeta>" % SECRETS["xmp"]


def _segment(marker: int, content: bytes) -> bytes:
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(content) + 2) + content


def _jpeg(content: bytes) -> bytes:
    place = SECRETS["place"]
    iptc = struct.pack(">BBBH", 0x1C, 2, 90, len(place)) + place
    blocks = b"".join(
        b"8BIM" + struct.pack(">HHI", number, 0, len(inside)) + inside + b"\0" * (len(inside) % 2)
        for number, inside in ((0x0404, iptc), (0x040C, SECRETS["photoshop"]))
    )
    extended = b"http://ns.adobe.com/xmp/extension/\0" + b"A" * 32 + struct.pack(">II", 9, 0)
    segments = [
        _segment(0xE0, b"JFXX\0\x13\x01\x01" + SECRETS["jfxx"]),
        _segment(0xE1, extended + SECRETS["extended"]),
        _segment(0xEC, b"Ducky\0" + SECRETS["vendor"]),
        _segment(0xED, b"Photoshop 3.0\0" + blocks),
        _segment(0xFE, SECRETS["words"]),
    ]
    end = 4 + struct.unpack(">H", content[4:6])[0]
    return content[:end] + b"".join(segments) + content[end:] + SECRETS["behind"]


def _png(content: bytes) -> bytes:
    chunks = [
        chunk(b"tEXt", b"Comment\0" + SECRETS["words"]),
        chunk(b"zTXt", b"Comment\0\0" + zlib.compress(SECRETS["extended"])),
        chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + _xmp()),
        chunk(b"prVt", SECRETS["vendor"]),
    ]
    return content[:33] + b"".join(chunks) + content[33:] + SECRETS["behind"]


def _webp(content: bytes) -> bytes:
    word = SECRETS["vendor"]
    padded = word + b"\0" * (len(word) % 2)
    body = content[8:] + b"PRIV" + struct.pack("<I", len(word)) + padded
    return b"RIFF" + struct.pack("<I", len(body)) + body + SECRETS["behind"]


def _avif(content: bytes) -> bytes:
    return content + struct.pack(">I", 8 + len(SECRETS["behind"])) + b"free" + SECRETS["behind"]


_MORE = {".jpg": _jpeg, ".png": _png, ".webp": _webp, ".avif": _avif}
