import os
from collections.abc import Callable
from pathlib import Path

import pytest

from plugins.stamps import Stamps, is_unchanged, look, parse

LONG_AGO = 1_700_000_000_000_000_000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of two files that nobody has touched for a long time."""
    made = tmp_path / "cat-cat"
    made.mkdir()
    (made / "facts.yaml").write_bytes(b"date: 2026-01-05\n")
    (made / "vi.md").write_bytes(b"---\n")
    rest(made)
    return made


def rest(folder: Path) -> None:
    """Let all that stands in a folder, and the folder, be as old as can be trusted."""
    for path in (*folder.iterdir(), folder):
        os.utime(path, ns=(LONG_AGO, LONG_AGO), follow_symlinks=False)


def unchanged(folder: Path, stamps: Stamps) -> bool:
    """Whether a folder is as these stamps say, when they come back from the store."""
    return is_unchanged(str(folder), stamps.text())


def test_a_folder_of_the_same_stamps_is_unchanged(folder: Path) -> None:
    """Nothing is read again then."""
    assert unchanged(folder, look(str(folder)))


def test_stamps_tell_times_sizes_and_bytes(folder: Path) -> None:
    """Equal bytes have one digest, others another."""
    (folder / "en.md").write_bytes(b"---\n")
    rest(folder)
    stamps = look(str(folder))

    assert LONG_AGO == stamps.mtime_ns
    assert {"facts.yaml": (LONG_AGO, 17), "vi.md": (LONG_AGO, 4), "en.md": (LONG_AGO, 4)} == {
        name: (mtime, size) for name, (mtime, size, _) in stamps.files.items()
    }
    assert stamps.digests["vi.md"] == stamps.digests["en.md"] != stamps.digests["facts.yaml"]


def write(folder: Path) -> None:
    """Other bytes of the same number, saved a moment later."""
    (folder / "vi.md").write_bytes(b"+++\n")
    os.utime(folder / "vi.md", ns=(LONG_AGO, LONG_AGO + 1))


def shorten(folder: Path) -> None:
    """Fewer bytes under the old time, as some programs that copy leave them."""
    (folder / "vi.md").write_bytes(b"-")
    os.utime(folder / "vi.md", ns=(LONG_AGO, LONG_AGO))


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(write, id="other bytes of the same size"),
        pytest.param(shorten, id="another size at the same time"),
        pytest.param(lambda folder: (folder / "zh.md").touch(), id="a new file"),
        pytest.param(lambda folder: (folder / "vi.md").unlink(), id="a file that is gone"),
        pytest.param(lambda folder: (folder / "vi.md").rename(folder / "en.md"), id="a new name"),
        pytest.param(lambda folder: folder.rename(folder.with_name("else")), id="no folder"),
    ],
)
def test_a_folder_with_a_change_is_looked_at(
    folder: Path, change: Callable[[Path], object]
) -> None:
    """Whatever happened to a file, the folder's time or the file's says so."""
    stamps = look(str(folder))
    change(folder)

    assert not unchanged(folder, stamps)


def test_a_restored_file_has_the_digest_that_it_had(folder: Path) -> None:
    """Times say that a folder may have changed, bytes whether it has."""
    before = look(str(folder))
    os.utime(folder / "vi.md")

    assert not unchanged(folder, before)
    assert before.digests == look(str(folder)).digests


def test_bytes_of_the_same_size_and_time_are_told_apart_when_read(folder: Path) -> None:
    """Where times lie, a look at every byte finds the change."""
    before = look(str(folder))
    (folder / "vi.md").write_bytes(b"+++\n")
    rest(folder)

    assert unchanged(folder, before)
    assert before.digests != look(str(folder)).digests


@pytest.mark.parametrize("fresh", ["vi.md", "."])
def test_what_is_too_fresh_is_looked_at_again(folder: Path, fresh: str) -> None:
    """A second save within one tick of the clock of files would have the same time."""
    os.utime(folder / fresh)
    stamps = look(str(folder))

    assert 0 == (stamps.mtime_ns if fresh == "." else stamps.files[fresh][0])
    assert not unchanged(folder, stamps)


def test_a_time_to_come_is_not_trusted(folder: Path) -> None:
    """Some clocks of files run ahead."""
    os.utime(folder / "vi.md", ns=(4 * LONG_AGO, 4 * LONG_AGO))

    assert not unchanged(folder, look(str(folder)))


def test_hidden_files_do_not_count(folder: Path) -> None:
    """What an operating system leaves behind is no part of a bundle."""
    (folder / ".DS_Store").touch()

    assert {"facts.yaml", "vi.md"} == set(look(str(folder)).files)


def test_what_is_no_file_is_never_opened(folder: Path, tmp_path: Path) -> None:
    """Folders, links and pipes have their kind for a digest."""
    (tmp_path / "outside.md").write_bytes(b"secret")
    (folder / "more").mkdir()
    (folder / "en.md").symlink_to(tmp_path / "outside.md")
    os.mkfifo(folder / "zh.md")
    rest(folder)
    stamps = look(str(folder))

    assert 3 == len({stamps.digests[name] for name in ("more", "en.md", "zh.md")})
    assert unchanged(folder, stamps)
    (tmp_path / "outside.md").write_bytes(b"another secret")
    assert stamps == look(str(folder))


def test_a_link_in_place_of_a_file_is_a_change(folder: Path, tmp_path: Path) -> None:
    """Even where it leads to the same bytes."""
    stamps = look(str(folder))
    (folder / "vi.md").rename(tmp_path / "vi.md")
    (folder / "vi.md").symlink_to(tmp_path / "vi.md")
    rest(folder)

    assert not unchanged(folder, stamps)
    assert stamps.digests != look(str(folder)).digests


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("Đỉnh Núi 1.JPG", id="letters and blanks"),
        pytest.param("a\tb.jpg", id="tab"),
        pytest.param("a\nb.jpg", id="line break"),
        pytest.param("a\rb.jpg", id="carriage return"),
        pytest.param("a\x85b.jpg", id="a line break of others"),
        pytest.param("\\t\\n%09", id="what looks escaped"),
        pytest.param(os.fsdecode(b"caf\xe9.jpg"), id="no UTF-8"),
    ],
)
def test_a_name_may_be_whatever_a_file_system_allows(folder: Path, name: str) -> None:
    """The stamps keep it, as a text that any store takes."""
    (folder / name).touch()
    rest(folder)
    stamps = look(str(folder))
    kept = stamps.text().encode("utf-8").decode("utf-8")

    assert name in stamps.files
    assert stamps == parse(kept)
    assert is_unchanged(str(folder), kept)


@pytest.mark.parametrize("text", ["", "x", "1\na", "1\na\t2\t3", "1\na\tx\t3\td"])
def test_what_are_no_stamps_is_refused(folder: Path, text: str) -> None:
    """A folder that is known by no stamps is looked at."""
    with pytest.raises(ValueError, match=r"values to unpack|invalid literal"):
        parse(text)
    assert not is_unchanged(str(folder), text)


def test_stamps_do_not_depend_on_the_order_of_a_folder() -> None:
    """The same files make the same text."""
    one, other = ("a", (1, 2, "x")), ("b", (3, 4, "y"))

    assert Stamps(5, dict([one, other])).text() == Stamps(5, dict([other, one])).text()


def test_a_file_that_cannot_be_opened_is_looked_at_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It belongs to somebody else, or is gone since: whoever reads it says so."""

    def refuse(*_: object) -> object:
        raise PermissionError

    monkeypatch.setattr("plugins.stamps.open", refuse, raising=False)
    stamps = look(str(folder))
    monkeypatch.undo()

    assert {"unreadable"} == set(stamps.digests.values())
    assert not unchanged(folder, stamps)
    assert stamps.digests != look(str(folder)).digests
