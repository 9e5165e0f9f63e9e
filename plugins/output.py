"""The output folder: what is rendered waits beside it, then only what differs is put in place.

A file changes in one step, so that a reader never meets half of it. What no build has made is
removed, apart from hidden entries at the top (.git and its like), which are the publisher's.
"""

import os
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from plugins.problems import BadSettings

# A build that was killed may leave one of these behind.
_UNFINISHED = ".part-"
# The folder of the cache in which finished files wait.
STAGING = "staging"
# A folder's line in the list of outputs.
FOLDER = -1

Stamp = tuple[str, int, int]


@dataclass(frozen=True)
class Slot:
    """A finished file for the output: its name there, and where it waits to be moved or copied."""

    name: str
    path: str
    move: bool


@dataclass(slots=True)
class Staging:
    """A folder in which the files of one process wait until all pages are rendered.

    Files that are made in one folder and renamed into their own cost a third of those that are
    made in the new folder itself: ext4 spreads new folders, and what is made in them, far apart.
    """

    folder: Path
    _count: int = 0
    _prefix: str = ""

    def add(self, name: str, content: bytes) -> Slot:
        """Keep the new content of an output file."""
        if not self._prefix:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._prefix = tempfile.mkdtemp(dir=self.folder)
        self._count += 1
        path = f"{self._prefix}/{self._count}"
        _write_new(path, content)
        return Slot(name, path, move=True)


@dataclass(frozen=True, slots=True)
class Writer:
    """Puts finished files into an output folder."""

    root: Path

    def begin(self) -> Callable[[Slot], Stamp]:
        """What a process does with a slot."""
        return self.write

    def write(self, slot: Slot) -> Stamp:
        """Put a file into its place in one step; its name, time and size."""
        path = f"{self.root}/{slot.name}"
        source = slot.path if slot.move else self._copy(slot.path)
        try:
            os.rename(source, path)
        except OSError:
            source = self._make_room(path, source)
            os.replace(source, path)
        found = os.lstat(path)
        return slot.name, found.st_mtime_ns, found.st_size

    def _make_room(self, path: str, source: str) -> str:
        """Make it possible to rename `source` to `path`; where the file now is."""
        _make_folder(Path(path).parent, self.root)
        if os.path.isdir(path) and not os.path.islink(path):  # a folder from an older build
            _remove(Path(path))
        is_elsewhere = os.stat(source).st_dev != os.stat(self.root).st_dev
        return self._copy(source) if is_elsewhere else source

    def _copy(self, source: str) -> str:
        """A copy on the file system of the output."""
        os.makedirs(self.root, exist_ok=True)
        temporary = f"{self.root}/{_UNFINISHED}{os.getpid()}"
        with open(source, "rb") as file:
            _write_new(temporary, file.read())
        return temporary


def _write_new(path: str, content: bytes) -> None:
    """Write a file that everybody may read."""
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    try:
        left = memoryview(content)
        while left:  # a system may write less than it was given
            left = left[os.write(file, left) :]
        os.fchmod(file, 0o644)
    finally:
        os.close(file)


def has(root: Path, name: str, content: bytes, links: tuple[str, ...]) -> bool:
    """Whether the output has a file with exactly this content, not only behind one of the links."""
    if links and any(name == link or name.startswith(f"{link}/") for link in links):
        return False
    try:
        return (root / name).read_bytes() == content
    except OSError:
        return False


def stamps(root: Path, names: Iterable[str]) -> Iterator[Stamp]:
    """Files as they are now."""
    for name in names:
        found = os.lstat(f"{root}/{name}")
        yield name, found.st_mtime_ns, found.st_size


def remove(root: Path, names: Iterable[str]) -> None:
    """Remove files, and the folders that are empty without them."""
    for name in names:
        path = root / name
        _remove(path)
        for folder in path.relative_to(root).parents:
            if folder.parts and (root / folder).is_dir() and not any((root / folder).iterdir()):
                (root / folder).rmdir()


def folders(root: Path, names: Iterable[str]) -> tuple[list[Stamp], list[str]]:
    """The folders around files of these names: those that exist, and those that do not."""
    inner = {name.rpartition("/")[0] for name in names}
    there: list[Stamp] = []
    missing = []
    for folder in {each for name in inner for each in _with_parents(name)}:
        try:
            there.append((folder, os.stat(f"{root}/{folder}").st_mtime_ns, FOLDER))
        except OSError:
            missing.append(folder)
    return there, missing


def _with_parents(folder: str) -> Iterator[str]:
    yield folder
    while folder:
        folder = folder.rpartition("/")[0]
        yield folder


def differing(root: Path, known: Sequence[Stamp]) -> tuple[list[str], list[str]]:
    """Names that are not as a build has left them, and names that no build has made."""
    wrong: list[str] = []
    changed_folders: list[str] = []
    links: list[str] = []
    base = str(root)
    for name, mtime_ns, size in known:
        try:
            # The output itself may be a link: where it stands is the publisher's choice.
            found = os.lstat(f"{base}/{name}") if name else os.stat(base)
        except OSError:
            if size != FOLDER:
                wrong.append(name)
            continue
        if size == FOLDER:
            if not stat.S_ISDIR(found.st_mode):
                links.append(name)
            elif found.st_mtime_ns != mtime_ns:
                changed_folders.append(name)
        elif (found.st_mtime_ns, found.st_size) != (mtime_ns, size):
            wrong.append(name)
    ours = {name for name, _, _ in known} if changed_folders else set()
    foreign = [name for folder in changed_folders for name in _foreign(root, folder, ours)]
    below = [name for name, _, size in known if size != FOLDER and name.startswith(_below(links))]
    return [*wrong, *below], [*foreign, *links]


def _below(folders: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"{folder}/" for folder in folders)


def _foreign(root: Path, folder: str, ours: set[str]) -> Iterator[str]:
    """What stands in a folder and is not ours."""
    for path in _entries(root / folder if folder else root):
        name = path.relative_to(root).as_posix()
        if name not in ours and not _is_kept(name):
            yield name


def strangers(root: Path, ours: Iterable[str]) -> list[str]:
    """Everything in the output that is not ours; empty folders too."""
    wanted = set(ours)
    folders = {each for name in wanted for each in _with_parents(name.rpartition("/")[0])}
    found = []
    for path, inner, files in os.walk(root):
        base = Path(path).relative_to(root).as_posix()
        prefix = "" if base == "." else f"{base}/"
        for name in list(inner):
            whole = f"{prefix}{name}"
            if _is_kept(whole) or whole not in folders or (Path(path) / name).is_symlink():
                inner.remove(name)
                found += [] if _is_kept(whole) else [whole]
        found += [
            f"{prefix}{name}"
            for name in files
            if f"{prefix}{name}" not in wanted and not _is_kept(f"{prefix}{name}")
        ]
    return found


def links(root: Path) -> list[str]:
    """The symbolic links in the output."""
    return [
        (Path(path) / name).relative_to(root).as_posix()
        for path, folders, files in os.walk(root)
        for name in (*folders, *files)
        if (Path(path) / name).is_symlink()
    ]


def pages_in(root: Path, names: Iterable[str]) -> Iterator[str]:
    """The HTML files among files and folders of these names; nothing behind a link."""
    for name in names:
        path = root / name
        if path.is_dir() and not path.is_symlink():
            inside = (found for found in path.rglob("*.html") if not found.is_symlink())
            yield from (found.relative_to(root).as_posix() for found in inside)
        elif name.endswith(".html"):
            yield name


def _is_kept(name: str) -> bool:
    """Hidden entries at the top are the publisher's."""
    return name.startswith(".") and not name.startswith(_UNFINISHED)


def refuse_dangerous(output: Path, sources: Iterable[Path]) -> None:
    """Refuse an output folder that would cost somebody their files. Raises `BadSettings`.

    What a build did not make is removed from the output; so it must be apart from the sources, and
    empty or made by a build, which leaves at least one index.html in it.
    """
    root = output.resolve()
    for source in (path.resolve() for path in sources):
        if source.is_relative_to(root) or root.is_relative_to(source):
            raise BadSettings(f"OUTPUT_PATH {output} and {source} must lie apart")
    if output.exists() and not output.is_dir():
        raise BadSettings(f"OUTPUT_PATH {output} is a file; name a folder")
    ours = any(root.rglob("index.html"))
    if not ours and any(not path.name.startswith(".") for path in _entries(root)):
        raise BadSettings(f"OUTPUT_PATH {output} holds files that no build made; empty it first")


def _entries(folder: Path) -> list[Path]:
    return list(folder.iterdir()) if folder.is_dir() else []


def _make_folder(folder: Path, root: Path) -> None:
    """Make a folder, also where an older build left a file of that name, or a link."""
    try:
        os.makedirs(folder, exist_ok=True)  # runs for every new page
    except (FileExistsError, NotADirectoryError):
        _make_room(folder, root)
        folder.mkdir(parents=True, exist_ok=True)


def _make_room(folder: Path, root: Path) -> None:
    """Take away what stands where a folder must be."""
    parts = [part for part in (folder, *folder.parents) if part.is_relative_to(root)]
    for part in reversed(parts):
        if part != root and (part.is_symlink() or part.is_file()):
            part.unlink()


def _remove(path: Path) -> None:
    """Remove a file or a folder with all that is in it; never what a link leads to."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
