"""The sample's film, and what cameras and programs add to one."""

from tests.sample.make_pictures import CONTENT

FOLDER = CONTENT / "story" / "first-walk"
MP4 = (FOLDER / "walk.mp4").read_bytes()
WEBM = (FOLDER / "walk.webm").read_bytes()
CAPTIONS = (FOLDER / "walk.en.vtt").read_bytes()
# Where the sample was not filmed, as QuickTime, 3GPP, Apple, XMP and Matroska write it.
PLACE = b"+22.3064+103.7741+3147/"
XYZ = b"\xa9xyz", b"\0\x17\x15\xc7" + PLACE
LOCI = b"loci", b"\0\0\0\0\x55\xc4\0\0\0\x67\xc6\x2b\0\x16\x4e\x70\x0c\x4b\0\0earth\0\0"
KEYS = b"meta", b"\0\0\0\x40keysmdtacom.apple.quicktime.location.ISO6709" + PLACE
XMP = b"uuid", b"\xbe\x7a\xcf\xcb\x97\xa9\x42\xe8<exif:GPSLatitude>22,18.4N</exif:GPSLatitude>"


def box(kind: bytes, inside: bytes) -> bytes:
    """A box of an MP4 file."""
    return (len(inside) + 8).to_bytes(4) + kind + inside


def in_moov(more: bytes, film: bytes = MP4) -> bytes:
    """A film with more at the end of its index."""
    place = film.index(b"moov") - 4
    size = int.from_bytes(film[place : place + 4])
    end = place + size
    grown = (size + len(more)).to_bytes(4)
    return film[:place] + grown + film[place + 4 : end] + more + film[end:]


def element(name: bytes, inside: bytes) -> bytes:
    """An element of a WebM file."""
    return name + (0x4000 | len(inside)).to_bytes(2) + inside


def tag(name: bytes, value: bytes) -> bytes:
    """The element Tags with one SimpleTag."""
    simple = element(b"\x67\xc8", element(b"\x45\xa3", name) + element(b"\x44\x87", value))
    return element(b"\x12\x54\xc3\x67", element(b"\x73\x73", simple))
