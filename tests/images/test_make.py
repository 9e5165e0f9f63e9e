import os
from pathlib import Path

import pytest
from PIL import Image

from plugins.images.encode import Target
from plugins.images.make import make
from plugins.problems import BuildStopped, Problem
from tests.images.photographs import halves, save


def targets(project: Path, *names: str) -> dict[str, list[Target]]:
    """A thumbnail in each format of every picture; originals that are missing are made, whole."""
    found = {}
    for name in names:
        path = project / "content" / "place" / "cat-cat" / name
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            save(path, halves(400, 300))
        found[f"place/cat-cat/{name}"] = [
            Target(320, 240, format, project / "cache" / f"{name}.{format}")
            for format in ("avif", "webp", "jpg")
        ]
    return found


def test_renditions_are_made_once(tmp_path: Path) -> None:
    """The first build makes every rendition, the second none."""
    first = targets(tmp_path, "one.jpg", "two.png")

    assert 6 == make(first, tmp_path / "content")
    for path in (target.path for found in first.values() for target in found):
        with Image.open(path) as image:
            assert (320, 240) == image.size, path
    assert 0 == make(targets(tmp_path, "one.jpg", "two.png"), tmp_path / "content")


def test_the_cache_is_not_asked_for_what_it_has(tmp_path: Path) -> None:
    """Only what is missing is made; what is there is not touched."""
    wanted = targets(tmp_path, "one.jpg")
    [there, *_] = wanted["place/cat-cat/one.jpg"]
    there.path.parent.mkdir(parents=True)
    there.path.write_text("made before")
    os.utime(there.path, (1, 1))

    assert 2 == make(wanted, tmp_path / "content")
    assert ("made before", 1) == (there.path.read_text(), there.path.stat().st_mtime)


def test_without_pictures_nothing_is_made(tmp_path: Path) -> None:
    """A site may have none."""
    assert 0 == make({}, tmp_path / "content")


def test_every_picture_that_cannot_be_decoded_is_reported(tmp_path: Path) -> None:
    """Each is named by its path in the project; the whole ones do not hide them."""
    wanted = targets(tmp_path, "one.jpg", "two.jpg", "whole.jpg")
    for name in ("one.jpg", "two.jpg"):
        path = tmp_path / "content" / "place" / "cat-cat" / name
        path.write_bytes(path.read_bytes()[:-600])

    with pytest.raises(BuildStopped) as caught:
        make(wanted, tmp_path / "content")
    problems: list[Problem] = caught.value.problems
    assert [
        ("content/place/cat-cat/one.jpg", 0),
        ("content/place/cat-cat/two.jpg", 0),
    ] == [(each.path.as_posix(), each.line) for each in problems]
    assert all(each.what.startswith("it cannot be decoded (") for each in problems)
    assert {"Export the picture again as a JPEG, PNG or WebP file."} == {
        each.remedy for each in problems
    }
