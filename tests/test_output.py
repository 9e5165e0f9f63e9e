import os
from pathlib import Path

import pytest

from plugins.output import Outbox, TwiceWritten, refuse_dangerous
from plugins.problems import BadSettings


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An output folder that does not exist yet."""
    return tmp_path / "output"


def write(root: Path, **files: str) -> list[str]:
    """Write files, `_` standing for a slash; the names that were written."""
    outbox = Outbox(root)
    for name, content in files.items():
        outbox.put(name.replace("_", "/"), content.encode())
    return outbox.write()


def tree(root: Path) -> dict[str, str]:
    """Every file below a folder."""
    files = (path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_text() for path in files}


def test_nothing_is_written_before_everything_is_made(root: Path) -> None:
    """Putting a file into the outbox leaves the output folder alone."""
    Outbox(root).put("index.html", b"a")

    assert not root.exists()


def test_files_are_written(root: Path, tmp_path: Path) -> None:
    """Bytes and finished files arrive, in folders as needed."""
    (tmp_path / "photo.jpg").write_text("pixels")
    outbox = Outbox(root)
    outbox.put("en/index.html", b"a")
    outbox.put("images/photo.jpg", tmp_path / "photo.jpg")

    assert ["en/index.html", "images/photo.jpg"] == outbox.write()
    assert {"en/index.html": "a", "images/photo.jpg": "pixels"} == tree(root)


def test_files_may_be_read_by_a_web_server(root: Path) -> None:
    """Others may read what was written."""
    write(root, index="a")

    assert 0o644 == (root / "index").stat().st_mode & 0o777


def test_what_has_not_changed_is_not_touched(root: Path) -> None:
    """The same bytes keep their time; others are written."""
    write(root, same="a", other="b")
    os.utime(root / "same", (1, 1))

    assert ["other"] == write(root, same="a", other="c")
    assert 1 == (root / "same").stat().st_mtime
    assert {"same": "a", "other": "c"} == tree(root)


def test_a_change_of_one_byte_is_seen(root: Path) -> None:
    """Files of equal size are compared by their bytes."""
    write(root, index="a")

    assert ["index"] == write(root, index="b")


def test_what_is_no_longer_made_vanishes(root: Path) -> None:
    """Old pages go with their folders, and foreign files too."""
    write(root, index="a", en_old="b")
    (root / "foreign").write_text("c")
    (root / "empty" / "folder").mkdir(parents=True)
    write(root, index="a")

    assert [root / "index"] == list(root.rglob("*"))


def test_hidden_files_at_the_top_stay(root: Path) -> None:
    """A folder that is published by Git keeps its .git."""
    (root / ".git").mkdir(parents=True)
    (root / ".git" / "config").write_text("c")
    (root / ".nojekyll").write_text("")
    (root / "en").mkdir()
    (root / "en" / ".hidden").write_text("d")
    write(root, index="a")

    assert {".git/config": "c", ".nojekyll": "", "index": "a"} == tree(root)


def test_what_a_killed_build_left_vanishes(root: Path) -> None:
    """A half-written file is hidden, but not ours to keep."""
    (root / "en").mkdir(parents=True)
    for name in (".part-abc", "en/.part-abc"):
        (root / name).write_text("half")
    write(root, index="a")

    assert {"index": "a"} == tree(root)


def test_a_file_may_become_a_folder_and_the_reverse(root: Path) -> None:
    """Addresses change their shape between two builds."""
    write(root, a="1", b_c="2", b_d_e="3")
    write(root, a_x="4", b="5")

    assert {"a/x": "4", "b": "5"} == tree(root)


def test_a_symbolic_link_in_the_output_is_no_way_out(root: Path, tmp_path: Path) -> None:
    """A link is taken away; what it leads to stays."""
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "file").write_text("precious")
    root.mkdir()
    (root / "folder").symlink_to(tmp_path / "outside")
    (root / "file").symlink_to(tmp_path / "outside" / "file")
    write(root, index="a", file="b")

    assert {"index": "a", "file": "b"} == tree(root)
    assert not (root / "file").is_symlink()
    assert {"file": "precious"} == tree(tmp_path / "outside")


def test_two_pages_cannot_be_one_file(root: Path) -> None:
    """The second one is refused, not silently preferred."""
    outbox = Outbox(root)
    outbox.put("index.html", b"a")

    with pytest.raises(TwiceWritten, match=r"index\.html is written twice"):
        outbox.put("index.html", b"a")


@pytest.mark.parametrize("name", ["../a", "a/../../b", "/etc/passwd", "a/.."])
def test_a_name_that_leads_out_is_refused(root: Path, name: str) -> None:
    """Nothing is written outside the output folder."""
    with pytest.raises(ValueError, match="leads out"):
        Outbox(root).put(name, b"a")


def test_dots_in_a_name_are_no_way_out(root: Path) -> None:
    """Only a whole part of two dots is."""
    write(root, **{"a..b": "1"})

    assert {"a..b": "1"} == tree(root)


@pytest.mark.parametrize(
    ("output", "source"),
    [
        pytest.param("site", "site", id="the same folder"),
        pytest.param("site/content/output", "site/content", id="output inside"),
        pytest.param("site", "site/content", id="output around"),
        pytest.param("site/x/../content", "site/content", id="by a detour"),
        pytest.param("link/output", "site/content", id="by a symbolic link"),
    ],
)
def test_output_and_sources_must_lie_apart(tmp_path: Path, output: str, source: str) -> None:
    """Otherwise a build would publish or remove its own sources."""
    (tmp_path / "site" / "content").mkdir(parents=True)
    (tmp_path / "link").symlink_to(tmp_path / "site" / "content")

    with pytest.raises(ValueError, match="must lie apart"):
        refuse_dangerous(tmp_path / output, [tmp_path / "theme", tmp_path / source])


def test_folders_that_only_begin_alike_lie_apart(tmp_path: Path) -> None:
    """`content` and `content-out` are neighbours."""
    refuse_dangerous(tmp_path / "content-out", [tmp_path / "content"])


def test_a_folder_with_files_of_somebody_else_is_refused(tmp_path: Path) -> None:
    """A wrong OUTPUT_PATH such as docs costs nobody their files."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "guide.md").touch()

    with pytest.raises(BadSettings, match="no build made"):
        refuse_dangerous(tmp_path / "docs", [])


def test_a_folder_that_a_build_made_is_taken_again(tmp_path: Path) -> None:
    """An index.html anywhere in it, or nothing but hidden entries, is enough."""
    (tmp_path / "output" / "en").mkdir(parents=True)
    (tmp_path / "output" / "en" / "index.html").touch()
    (tmp_path / "empty" / ".git").mkdir(parents=True)

    refuse_dangerous(tmp_path / "output", [])
    refuse_dangerous(tmp_path / "empty", [])


def test_a_file_is_no_output_folder(tmp_path: Path) -> None:
    """OUTPUT_PATH names a folder."""
    (tmp_path / "output").touch()

    with pytest.raises(BadSettings, match="is a file"):
        refuse_dangerous(tmp_path / "output", [])
