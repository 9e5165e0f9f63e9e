from pathlib import Path

import pytest
from PIL import Image

from plugins.images.make import make
from plugins.images.originals import measure
from plugins.images.plan import Plan
from plugins.library import Original
from plugins.problems import BuildStopped, Problem
from plugins.schema.base import Picture
from tests.images.photographs import halves, save

FACTS = Picture(credit="A photographer", licence="CC BY 4.0", medium="photograph")


def plan(project: Path, *names: str) -> Plan:
    """A plan in which every picture is a thumbnail; each original was whole when measured."""
    paths = {f"place/cat-cat/{name}": project / "content" / name for name in names}
    for path in paths.values():
        if not path.exists():
            path.parent.mkdir(exist_ok=True)
            save(path, halves(400, 300))
    planned = Plan(
        "/images",
        project / "cache",
        {name: Original(path, FACTS) for name, path in paths.items()},
        {name: measure(path) for name, path in paths.items()},
    )
    for name in paths:
        planned.picture(name, "thumb")
    return planned


def test_renditions_are_made_once(tmp_path: Path) -> None:
    """The first build makes every rendition, the second none."""
    first = plan(tmp_path, "one.jpg", "two.png")

    assert (6, 0) == make(first, tmp_path)
    for name, path in first.files():
        with Image.open(path) as image:
            assert (320, 240) == image.size, name
    assert (0, 6) == make(plan(tmp_path, "one.jpg", "two.png"), tmp_path)


def test_without_pictures_nothing_is_made(tmp_path: Path) -> None:
    """A site may have none."""
    assert (0, 0) == make(plan(tmp_path), tmp_path)


def test_every_picture_that_cannot_be_decoded_is_reported(tmp_path: Path) -> None:
    """Each is named by its path in the project; the whole ones do not hide them."""
    planned = plan(tmp_path, "one.jpg", "two.jpg", "whole.jpg")
    for name in ("one.jpg", "two.jpg"):
        path = tmp_path / "content" / name
        path.write_bytes(path.read_bytes()[:-600])

    with pytest.raises(BuildStopped) as caught:
        make(planned, tmp_path)
    problems: list[Problem] = caught.value.problems
    assert [
        ("content/one.jpg", 0),
        ("content/two.jpg", 0),
    ] == [(each.path.as_posix(), each.line) for each in problems]
    assert all(each.what.startswith("it cannot be decoded (") for each in problems)
    assert {"Export the picture again as a JPEG, PNG or WebP file."} == {
        each.remedy for each in problems
    }
