"""Files that mean harm: each is refused with a reason, or nothing but its pixels is published."""

import time
from pathlib import Path

import pytest
from PIL import Image

from plugins.images.crops import Box
from plugins.images.encode import Target, Treatment, open_studio
from plugins.images.originals import Measured, NotAPicture, measure
from plugins.images.rights import Rights
from tests.images.hostile import HARMLESS, PAYLOAD, REFUSED, UNDECODABLE, encoded
from tests.images.test_metadata import PARTS, parts

RIGHTS = Rights("A", "B", "C", "D", "https://example.org/terms")
# What one of these small files may take on a busy machine.
_SECONDS = 10


def renditions(path: Path, measured: Measured) -> dict[str, bytes]:
    """What is made of an original in the three formats. Raises `NotAPicture`."""
    size = (measured.width, measured.height)
    targets = [Target(Box(0, 0, *size), 30, 20, format) for format in ("avif", "webp", "jpg")]
    treatment = Treatment(size, measured.transparent, "photograph", RIGHTS)
    studio = open_studio(path.read_bytes(), path.suffix, treatment, 1.0)
    return {target.format: content for target, content in studio.encode(targets)}


@pytest.mark.parametrize("name", REFUSED)
def test_what_the_header_tells_is_refused_at_once(tmp_path: Path, name: str) -> None:
    """With a reason for the writer."""
    make, reason = REFUSED[name]
    path = tmp_path / name
    path.write_bytes(make())
    started = time.monotonic()
    with pytest.raises(NotAPicture) as caught:
        measure(path)

    assert str(caught.value).startswith(reason)
    assert time.monotonic() - started < _SECONDS


@pytest.mark.parametrize("name", UNDECODABLE)
def test_what_shows_later_is_refused_then(tmp_path: Path, name: str) -> None:
    """With a reason, too."""
    path = tmp_path / name
    path.write_bytes(UNDECODABLE[name]())
    measured = measure(path)

    with pytest.raises(NotAPicture, match=r"it cannot be decoded \("):
        renditions(path, measured)


@pytest.mark.parametrize("name", HARMLESS)
def test_only_pixels_are_published(tmp_path: Path, name: str) -> None:
    """Nothing that hides in a file, and nothing that it claims, reaches a rendition."""
    path = tmp_path / name
    path.write_bytes(HARMLESS[name]())
    started = time.monotonic()
    made = renditions(path, measure(path))

    assert time.monotonic() - started < _SECONDS
    for format, content in made.items():
        assert PAYLOAD not in content
        assert b"<script" not in content
        assert PARTS[format] == set(parts(format, content)), format


def test_polyglots_do_carry_what_is_looked_for() -> None:
    """The control of the test above."""
    carriers = [name for name, make in HARMLESS.items() if PAYLOAD in make()]

    assert 7 == len(carriers)
    assert all(b"<script" in HARMLESS[name]() for name in carriers if "html" in name)


@pytest.mark.parametrize("format", ["WEBP", "AVIF", "JPEG"])
def test_wherever_a_picture_is_cut_off_it_is_refused(tmp_path: Path, format: str) -> None:
    """At every tenth byte: there is a reason, never another error."""
    noise = Image.effect_noise((60, 40), 50).convert("RGB")
    whole = encoded(format, noise)
    path = tmp_path / f"a.{'jpg' if format == 'JPEG' else format.lower()}"
    for length in range(0, len(whole), 10):
        path.write_bytes(whole[:length])
        with pytest.raises(NotAPicture):
            renditions(path, measure(path))


def test_a_png_is_whole_where_its_pixels_are(tmp_path: Path) -> None:
    """The same, but for the last chunk, which holds nothing."""
    noise = Image.effect_noise((40, 20), 50).convert("RGB")
    whole, path = encoded("PNG", noise), tmp_path / "a.png"
    for length in range(0, len(whole) - 24, 10):
        path.write_bytes(whole[:length])
        with pytest.raises(NotAPicture):
            renditions(path, measure(path))


def test_usual_pictures_have_few_passes(tmp_path: Path) -> None:
    """The limit is far from what cameras and programs write."""
    path = tmp_path / "a.jpg"
    path.write_bytes(encoded("JPEG", progressive=True))

    assert 60 == measure(path).width
