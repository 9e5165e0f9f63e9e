import errno
import os
from pathlib import Path

import pytest

from plugins.output import (
    FOLDER,
    Slot,
    Staging,
    Stamp,
    Writer,
    differing,
    folders,
    has,
    links,
    pages_in,
    refuse_dangerous,
    remove,
    stamps,
    strangers,
)
from plugins.problems import BadSettings


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An output folder that does not exist yet."""
    return tmp_path / "output"


@pytest.fixture
def staging(tmp_path: Path) -> Staging:
    """Where finished files wait."""
    return Staging(tmp_path / "staging")


def write(root: Path, **files: str) -> list[Stamp]:
    """Write files, `_` standing for a slash; all that there is to know of the output then.

    What a build leaves is what it wrote: files that are no longer written are removed.
    """
    staging = Staging(root.parent / "staging")
    slots = [staging.add(name.replace("_", "/"), text.encode()) for name, text in files.items()]
    names = [slot.name for slot in slots]
    remove(root, strangers(root, names))
    written = [Writer(root).write(slot) for slot in slots]
    return [*written, *folders(root, names)[0]]


def tree(root: Path) -> dict[str, str]:
    """Every file below a folder."""
    files = (path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_text() for path in files}


def read(slot: Slot) -> bytes:
    """What waits to be put into the output."""
    return Path(slot.path).read_bytes()


def test_a_slot_holds_what_was_put_there(staging: Staging) -> None:
    """Every file comes out as it went in, in any order, an empty one too."""
    slots = [staging.add(name, name.encode()) for name in ("a", "", "b/c.html")]

    assert [b"b/c.html", b"", b"a"] == [read(slot) for slot in reversed(slots)]


def test_those_who_put_files_there_do_not_disturb_each_other(staging: Staging) -> None:
    """Pages and the other files of a build wait beside each other."""
    page = staging.add("index.html", b"a page")
    style = Staging(staging.folder).add("main.css", b"a stylesheet")

    assert [b"a page", b"a stylesheet"] == [read(page), read(style)]


def test_nothing_is_written_before_everything_is_made(root: Path, staging: Staging) -> None:
    """What waits leaves the output folder alone."""
    staging.add("index.html", b"a")

    assert not root.exists()


def test_files_are_written(root: Path, staging: Staging, tmp_path: Path) -> None:
    """Pages are moved and finished pictures copied, into folders as needed."""
    (tmp_path / "photo.jpg").write_text("pixels")
    write = Writer(root).begin()
    slot = staging.add("en/index.html", b"a")
    page = write(slot)
    picture = write(Slot("images/photo.jpg", str(tmp_path / "photo.jpg"), move=False))

    assert ("en/index.html", 1) == (page[0], page[2])
    assert ("images/photo.jpg", 6) == (picture[0], picture[2])
    assert {"en/index.html": "a", "images/photo.jpg": "pixels"} == tree(root)
    assert "pixels" == (tmp_path / "photo.jpg").read_text()
    assert not Path(slot.path).exists()


def test_a_write_tells_what_the_file_is_now(root: Path, staging: Staging) -> None:
    """Its stamp is that of the file in the output."""
    written = Writer(root).write(staging.add("index.html", b"abc"))

    assert [written] == list(stamps(root, ["index.html"]))


def test_files_may_be_read_by_a_web_server(root: Path) -> None:
    """Others may read what was written, whatever the mask of the process says."""
    before = os.umask(0o077)
    try:
        write(root, index="a")
    finally:
        os.umask(before)

    assert 0o644 == (root / "index").stat().st_mode & 0o777


def test_a_file_changes_in_one_step(root: Path) -> None:
    """Whoever has it open reads the old one to its end; nothing else is left in the folder."""
    write(root, index="old words")
    with (root / "index").open() as reader:
        write(root, index="new")

        assert "old words" == reader.read()
    assert {"index": "new"} == tree(root)


def test_a_write_of_a_part_is_not_taken_for_the_whole(
    root: Path, staging: Staging, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A system may take less than it was given, as a disk that is almost full does."""
    whole = os.write
    monkeypatch.setattr(os, "write", lambda file, content: whole(file, bytes(content)[:3]))
    first, second = staging.add("a", b"first page"), staging.add("b", b"second page")

    assert [b"first page", b"second page"] == [read(first), read(second)]
    Writer(root).write(Slot("copy", first.path, move=False))
    assert {"copy": "first page"} == tree(root)


def test_what_a_build_that_was_killed_left_behind_is_no_obstacle(root: Path) -> None:
    """Half-written files are strangers, and are written over."""
    write(root, index="a")
    (root / f".part-{os.getpid()}").write_text("half of something longer")
    (root / ".part-1").write_text("half")

    assert {".part-1", f".part-{os.getpid()}"} == set(strangers(root, ["index"]))
    write(root, index="b")
    assert {"index": "b"} == tree(root)


def test_a_file_may_become_a_folder_and_the_reverse(root: Path) -> None:
    """Addresses change their shape between two builds."""
    write(root, a="1", b_c="2", b_d_e="3")
    write(root, a_x="4", b="5")

    assert {"a/x": "4", "b": "5"} == tree(root)


def test_a_file_becomes_a_folder_also_where_nobody_has_removed_it(
    root: Path, staging: Staging
) -> None:
    """The writer itself makes room, for files and for folders."""
    write(root, a="1", b_c="2")
    for slot in (staging.add("a/x/y", b"3"), staging.add("b", b"4")):
        Writer(root).write(slot)

    assert {"a/x/y": "3", "b": "4"} == tree(root)


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A folder that no build may touch, with a file in it."""
    folder = tmp_path / "outside"
    folder.mkdir()
    (folder / "file").write_text("precious")
    return folder


def test_a_symbolic_link_in_the_output_is_no_way_out(root: Path, outside: Path) -> None:
    """A link is taken away; what it leads to stays."""
    root.mkdir()
    for name, target in {
        "folder": outside,
        "old": outside,
        "file": outside / "file",
        "dead": outside / "nothing",
    }.items():
        (root / name).symlink_to(target)
    write(root, index="a", file="b", folder_file="c", dead_file="d")

    assert {"index": "a", "file": "b", "folder/file": "c", "dead/file": "d"} == tree(root)
    assert not [path for path in root.rglob("*") if path.is_symlink()]
    assert {"file": "precious"} == tree(outside)


def test_removing_does_not_follow_a_link(root: Path, outside: Path) -> None:
    """Neither a link to a folder nor one to a file costs anything but the link."""
    root.mkdir()
    (root / "folder").symlink_to(outside)
    (root / "file").symlink_to(outside / "file")
    remove(root, ["folder", "file"])

    assert [] == list(root.iterdir())
    assert {"file": "precious"} == tree(outside)


def test_links_are_found_wherever_they_are(root: Path, outside: Path) -> None:
    """Links to folders, to files and to nothing; without any, none is found."""
    write(root, en_places_index="a")
    assert [] == links(root)
    for target in (outside, outside / "file", outside / "nothing"):
        (root / "en" / "places" / "link").symlink_to(target)

        assert ["en/places/link"] == links(root)
        (root / "en" / "places" / "link").unlink()


def test_a_change_of_one_byte_is_seen(root: Path) -> None:
    """Files are compared by their bytes; what is no file holds nothing."""
    write(root, index="a")

    assert has(root, "index", b"a", ())
    assert not has(root, "index", b"b", ())
    assert not has(root, "index", b"ab", ())
    assert not has(root, "nothing", b"", ())
    assert not has(root, "", b"", ())


def test_a_file_behind_a_link_is_not_in_the_output(root: Path) -> None:
    """Though it seems to be; its neighbours are."""
    write(root, en_index="a", english="b")

    assert not has(root, "en/index", b"a", ("en",))
    assert not has(root, "en/index", b"a", ("zh", "en/index"))
    assert has(root, "english", b"b", ("en",))


def test_folders_are_named_with_all_that_are_around_them(root: Path) -> None:
    """From the file up to the output itself; those that are gone stand apart."""
    write(root, en_places_index="a", index="b")
    there, missing = folders(root, ["en/places/index", "zh/places/index", "en/places/x"])

    assert {"", "en", "en/places"} == {name for name, _, _ in there}
    assert {FOLDER} == {size for _, _, size in there}
    assert {"zh", "zh/places"} == set(missing)


def change(path: Path, content: str) -> None:
    """Write a file whose time differs from that of the old one."""
    path.write_text(content)
    os.utime(path, ns=(1, 1))


def test_an_output_that_nobody_touched_does_not_differ(root: Path) -> None:
    """Files and folders are as they were noted."""
    known = write(root, index="a", en_index="b", en_places_index="c")

    assert ([], []) == differing(root, known)


def test_an_output_on_another_file_system_is_written(
    root: Path, staging: Staging, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing can be moved from one to another: it is copied, and still appears in one step."""
    real = os.rename

    def rename(source: str, target: str) -> None:
        if not source.startswith(str(root)):
            raise OSError(errno.EXDEV, "Invalid cross-device link")
        real(source, target)

    class Elsewhere:
        """What a file on the other file system is."""

        st_dev = -1

    whole = os.stat
    slots = [staging.add("index", b"a"), staging.add("en/index", b"b")]
    monkeypatch.setattr(os, "rename", rename)
    monkeypatch.setattr(os, "replace", rename)
    monkeypatch.setattr(
        os,
        "stat",
        lambda path, **more: (
            Elsewhere() if str(path).startswith(str(staging.folder)) else whole(path, **more)
        ),
    )
    for slot in slots:
        Writer(root).write(slot)
    monkeypatch.undo()

    assert {"index": "a", "en/index": "b"} == tree(root)


def test_what_was_changed_in_the_output_is_found(root: Path) -> None:
    """Another time, another size, or the file is gone; also with the folder around it."""
    known = write(root, index="a", same="a", en_index="b", en_places_index="c", zh_index="d")
    found = (root / "en" / "index").stat()
    change(root / "index", "b")
    (root / "en" / "index").write_text("longer")
    os.utime(root / "en" / "index", ns=(found.st_atime_ns, found.st_mtime_ns))
    remove(root, ["en/places/index", "zh/index"])
    wrong, foreign = differing(root, known)

    assert {"index", "en/index", "en/places/index", "zh/index"} == set(wrong)
    assert [] == foreign


def test_foreign_files_are_found(root: Path) -> None:
    """Files and folders beside ours, at the top and deep inside."""
    known = write(root, index="a", en_places_index="b")
    (root / "old.html").touch()
    (root / "en" / "places" / "old.html").touch()
    (root / "en" / "old" / "folder").mkdir(parents=True)
    (root / "en" / ".hidden").touch()

    wrong, foreign = differing(root, known)
    assert [] == wrong
    assert {"old.html", "en/places/old.html", "en/old", "en/.hidden"} == set(foreign)


def test_hidden_entries_at_the_top_are_the_publishers(root: Path) -> None:
    """.git and its like are neither foreign nor strangers."""
    known = write(root, index="a")
    (root / ".git").mkdir()
    (root / ".git" / "config").touch()
    (root / ".nojekyll").touch()

    assert ([], []) == differing(root, known)
    assert [] == strangers(root, ["index"])


def test_a_folder_that_became_a_link_is_foreign_and_its_files_differ(
    root: Path, outside: Path
) -> None:
    """Even where the same files seem to be in it."""
    known = write(root, index="a", en_index="b", en_places_index="c")
    (root / "en").rename(outside / "en")
    (root / "en").symlink_to(outside / "en")
    wrong, foreign = differing(root, known)

    assert {"en/index", "en/places/index"} == set(wrong)
    assert ["en"] == foreign


def test_a_folder_that_became_a_file_is_foreign_and_its_files_differ(root: Path) -> None:
    """Somebody has put a file where a folder of ours was."""
    known = write(root, index="a", en_index="b")
    remove(root, ["en"])
    (root / "en").touch()
    wrong, foreign = differing(root, known)

    assert ["en/index"] == sorted(set(wrong))
    assert ["en"] == sorted(set(foreign))


def test_the_output_itself_may_be_a_link(root: Path, outside: Path) -> None:
    """Where the output stands is the publisher's choice: the link stays, and is no difference."""
    remove(outside, ["file"])
    root.symlink_to(outside)
    known = write(root, index="a", en_index="b")

    assert ([], []) == differing(root, known)
    change(root / "index", "b")
    assert (["index"], []) == differing(root, known)


def test_an_output_that_is_gone_differs_in_all_its_files(root: Path) -> None:
    """Somebody has removed the whole folder."""
    known = write(root, index="a", en_index="b")
    remove(root.parent, [root.name])

    assert ({"index", "en/index"}, []) == (set(differing(root, known)[0]), [])


def test_strangers_are_all_that_is_not_ours(root: Path, outside: Path) -> None:
    """Files, empty folders, and links even where a folder of ours should be."""
    write(root, index="a", en_index="b", en_old_index="c")
    (root / "empty" / "folder").mkdir(parents=True)
    (root / "foreign").touch()
    (root / "zh").symlink_to(outside)

    assert {"en/old", "empty", "foreign", "zh"} == set(
        strangers(root, ["index", "en/index", "zh/index"])
    )


def test_the_pages_among_strangers_are_found(root: Path, outside: Path) -> None:
    """HTML files by themselves and in folders; nothing behind a link, nor a link itself."""
    write(root, **{"a.html": "1", "b.css": "2", "old_deep_index.html": "3", "old_x.css": "4"})
    (outside / "index.html").touch()
    (root / "link").symlink_to(outside)
    (root / "old" / "link").symlink_to(outside)
    (root / "old" / "link.html").symlink_to(outside / "index.html")
    names = ["a.html", "b.css", "old", "link", "gone.html"]

    assert {"a.html", "old/deep/index.html", "gone.html"} == set(pages_in(root, names))


def test_without_an_output_there_are_no_strangers(root: Path) -> None:
    """The first build begins with nothing."""
    assert [] == strangers(root, ["index"])


def test_what_is_no_longer_made_vanishes(root: Path) -> None:
    """Old pages go with the folders that are empty without them; others stay."""
    write(root, index="a", en_old_deep_index="b", zh_old_index="c", zh_new_index="d")
    remove(root, ["en/old/deep/index", "zh/old/index", "nothing/at/all"])

    assert {"index", "zh", "zh/new", "zh/new/index"} == {
        path.relative_to(root).as_posix() for path in root.rglob("*")
    }


def test_the_output_itself_is_never_removed(root: Path) -> None:
    """Also when nothing is left in it."""
    write(root, index="a")
    remove(root, ["index"])

    assert [] == list(root.iterdir())


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

    with pytest.raises(BadSettings, match="must lie apart"):
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
