from pathlib import Path

import pytest
from PIL import Image

from plugins.library import Library
from plugins.problems import BuildStopped, Problem
from plugins.reading import read_content
from tests.specimens import ADDRESSES, LANGUAGES, PICTURES, markdown, write_bundle


def test_content_becomes_a_library_and_the_sizes_of_its_pictures(tmp_path: Path) -> None:
    """Everything is read, converted and measured."""
    folder = write_bundle(tmp_path, "place/cat-cat", None, PICTURES)
    Image.new("RGB", (30, 20)).save(folder / "terraces.jpg")
    library, measured = read_content(tmp_path, ADDRESSES, LANGUAGES, [])

    assert isinstance(library, Library)
    assert {"place/cat-cat"} == set(library.documents)
    assert {"place/cat-cat/terraces.jpg": (30, 20)} == {
        path: (picture.width, picture.height) for path, picture in measured.items()
    }


def test_everything_wrong_is_told_at_once(tmp_path: Path) -> None:
    """Mistakes in facts, texts, links and pictures and those found before come in one message."""
    content = tmp_path / "content"
    folder = write_bundle(content, "place/cat-cat", None, PICTURES)
    (folder / "terraces.jpg").write_bytes(b"not a picture")
    write_bundle(content, "page/about", {"vi": markdown(body="[a](place/zzz)")})
    write_bundle(content, "page/other", {"vi": markdown(body="# A")}, "colour: red\n")
    earlier = Problem(Path("theme/templates/base.html"), 3, "there is no icon.", "Mend it.")

    with pytest.raises(BuildStopped) as caught:
        read_content(content, ADDRESSES, LANGUAGES, [earlier])
    assert [
        "content/page/about/vi.md: there is no 'place/zzz' to link to.",
        "content/page/other/facts.yaml: colour is not a key that we know.",
        "content/place/cat-cat/terraces.jpg: the picture cannot be used: "
        "it is not a JPEG, PNG or WebP picture.",
        "theme/templates/base.html: there is no icon.",
    ] == [f"{each.path.as_posix()}: {each.what}" for each in caught.value.problems]


def test_a_folder_that_is_reached_by_a_link_is_read(tmp_path: Path) -> None:
    """Where the project itself stands behind a symbolic link, problems are shown all the same."""
    content = tmp_path / "real" / "content"
    folder = write_bundle(content, "place/cat-cat", None, PICTURES)
    (folder / "terraces.jpg").touch()
    (tmp_path / "link").symlink_to(tmp_path / "real")

    with pytest.raises(BuildStopped) as caught:
        read_content(tmp_path / "link" / "content", ADDRESSES, LANGUAGES, [])
    assert ["content/place/cat-cat/terraces.jpg"] == [
        each.path.as_posix() for each in caught.value.problems
    ]
