"""Films that every browser plays and that tell nothing else; and all others, with what to do."""

import hashlib
from pathlib import Path

import pytest

from plugins.videos.films import MAX_MIB, measure
from plugins.videos.refusal import NotAFilm
from tests.videos.films import (
    KEYS,
    LOCI,
    MP4,
    PLACE,
    WEBM,
    XMP,
    XYZ,
    box,
    element,
    in_moov,
    tag,
)

TRACK = box(b"trak", box(b"mdia", box(b"hdlr", bytes(8) + b"meta" + bytes(13))))
UNKNOWN = b"\x01" + b"\xff" * 7


def refusal(folder: Path, name: str, content: bytes) -> NotAFilm:
    """Why a film is refused."""
    (folder / name).write_bytes(content)
    with pytest.raises(NotAFilm) as caught:
        measure(folder / name)
    return caught.value


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("walk.mp4", MP4, id="MP4"),
        pytest.param("walk.webm", WEBM, id="WebM"),
        pytest.param("walk.mp4", in_moov(box(b"udta", box(b"\xa9nam", b"A walk"))), id="a title"),
        pytest.param("walk.mp4", in_moov(box(b"udta", bytes(4))), id="a list that ends in nothing"),
        pytest.param("walk.mp4", MP4 + b"\0\0\0\0free", id="a box to the end"),
        pytest.param(
            "walk.mp4", MP4 + b"\0\0\0\x01mdat" + (16).to_bytes(8), id="a size of eight bytes"
        ),
        pytest.param("walk.webm", WEBM + tag(b"ENCODER", b"Lavf"), id="a tag"),
        pytest.param(
            "walk.webm",
            WEBM.replace(WEBM[WEBM.index(b"\x18\x53\x80\x67") :][4:12], UNKNOWN, 1),
            id="a live recording",
        ),
        # The words may stand in the pictures and the sound, which say nothing.
        pytest.param("walk.mp4", MP4 + box(b"mdat", b"location \xa9xyz"), id="words in the data"),
    ],
)
def test_a_film_has_the_digest_of_its_bytes(tmp_path: Path, name: str, content: bytes) -> None:
    """What else a file may lawfully hold does no harm."""
    (tmp_path / name).write_bytes(content)

    assert hashlib.sha256(content).hexdigest() == measure(tmp_path / name)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("walk.mp4", in_moov(box(b"udta", box(*XYZ))), id="QuickTime"),
        pytest.param("walk.mp4", in_moov(box(b"udta", box(*LOCI))), id="3GPP"),
        pytest.param("walk.mp4", in_moov(box(*KEYS)), id="Apple"),
        pytest.param("walk.mp4", in_moov(box(b"udta", box(*KEYS))), id="Apple, elsewhere"),
        pytest.param("walk.mp4", MP4 + box(*XMP), id="XMP"),
        pytest.param("walk.mp4", MP4 + box(b"free", box(*XYZ)), id="deleted, not overwritten"),
        pytest.param("walk.webm", WEBM + tag(b"LOCATION", PLACE), id="Matroska"),
        pytest.param("walk.webm", WEBM + element(b"\xec", b"location=" + PLACE), id="Void"),
    ],
)
def test_a_film_that_says_where_it_was_made_is_refused(
    tmp_path: Path, name: str, content: bytes
) -> None:
    """Whatever wrote it down; the remedy leaves pictures and sound as they are."""
    reason = refusal(tmp_path, name, content)

    assert "it says where it was filmed" == str(reason)
    assert f"ffmpeg -i {name} " in reason.remedy
    assert "-map_metadata -1" in reason.remedy
    assert "-c copy new" in reason.remedy


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.mp4", b"", "it is not an MP4 film"),
        ("a.mp4", WEBM, "it is not an MP4 film"),
        ("a.webm", MP4, "it is not a WebM film"),
        ("a.webm", b"", "it is not a WebM film"),
        ("a.mp4", MP4.replace(b"ftypisom", b"ftypqt  ", 1), "it is a QuickTime film (MOV)"),
        ("a.webm", WEBM.replace(b"webm", b"mkvx", 1), "it is another Matroska film (MKV)"),
        ("a.mp4", MP4[:-1], "it is damaged or cut off"),
        ("a.mp4", MP4[:32], "it has no pictures, or is cut off"),
        ("a.webm", WEBM[:-1], "it is damaged or cut off"),
        ("a.webm", WEBM[:40], "it is damaged or cut off"),
        ("a.webm", WEBM + b"\0", "it is damaged or cut off"),
        (
            "a.mp4",
            MP4.replace(b"avc1\0\0\0\0", b"hvc1\0\0\0\0", 1),
            "it is coded as hvc1, which not every browser plays",
        ),
        (
            "a.webm",
            WEBM.replace(b"V_VP8", b"V_XYZ"),
            "it is coded as V_XYZ, which not every browser plays",
        ),
        (
            "a.mp4",
            in_moov(TRACK),
            "it holds something that is neither picture nor sound (meta)",
        ),
        (
            "a.webm",
            WEBM + element(b"\x19\x41\xa4\x69", b"anything"),
            "it holds something that is neither picture nor sound",
        ),
    ],
)
def test_what_is_no_film_for_every_browser_is_refused(
    tmp_path: Path, name: str, content: bytes, expected: str
) -> None:
    """By what it is, whatever its name says; the remedy can be copied into a terminal."""
    reason = refusal(tmp_path, name, content)

    assert expected == str(reason)
    assert f"ffmpeg -i {name} " in reason.remedy


def test_a_film_that_is_too_large_is_refused(tmp_path: Path) -> None:
    """With how to make it smaller; one byte less is not too large, but no film either."""
    limit = MAX_MIB << 20
    with (tmp_path / "a.mp4").open("wb") as file:
        file.truncate(limit + 1)
    with pytest.raises(NotAFilm, match=r"it has 25 MiB; the limit is 25") as caught:
        measure(tmp_path / "a.mp4")
    assert "HandBrake" in caught.value.remedy

    assert "it is not an MP4 film" == str(refusal(tmp_path, "b.mp4", bytes(limit)))
