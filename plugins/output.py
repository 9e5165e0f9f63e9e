"""Hold everything that a build makes until all of it is made, then write only what changed."""

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from plugins.problems import BadSettings

# A build that was killed may leave one of these behind.
_UNFINISHED = ".part-"


class TwiceWritten(Exception):
    """Two pages want the same file."""


@dataclass(slots=True)
class Outbox:
    """The files of a build: the bytes, or a finished file to copy, by the path below `root`."""

    root: Path
    files: dict[str, bytes | Path] = field(default_factory=dict)

    def put(self, name: str, content: bytes | Path) -> None:
        """Take a file. Raises `TwiceWritten`, and `ValueError` for a name that leads out."""
        if name.startswith("/") or ".." in name.split("/"):
            raise ValueError(f"{name!r} leads out of the output folder")
        if name in self.files:
            raise TwiceWritten(f"{name} is written twice")
        self.files[name] = content

    def write(self) -> list[str]:
        """Write what differs, remove what is no longer made; the names that were written.

        A file changes in one step, so that a reader never meets half of it.
        """
        self.root.mkdir(parents=True, exist_ok=True)
        changed = [name for name, content in self.files.items() if self._write(name, content)]
        self._remove_others()
        return changed

    def _write(self, name: str, content: bytes | Path) -> bool:
        path = self.root / name
        data = content.read_bytes() if isinstance(content, Path) else content
        if path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data:
            return False
        if path.is_dir():
            _remove_tree(path)
        _make_folder(path.parent)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=_UNFINISHED, delete=False) as file:
            file.write(data)
        temporary = Path(file.name)
        temporary.chmod(0o644)
        temporary.replace(path)
        return True

    def _remove_others(self) -> None:
        """Files that this build did not make; hidden ones at the top (.git) are not ours."""
        wanted = {self.root / name for name in self.files}
        for path in sorted(self.root.rglob("*"), reverse=True):
            top = path.relative_to(self.root).parts[0]
            if top.startswith(".") and not top.startswith(_UNFINISHED):
                continue
            if path.is_dir() and not path.is_symlink():
                if not any(path.iterdir()):
                    path.rmdir()
            elif path not in wanted:
                path.unlink()


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


def _make_folder(folder: Path) -> None:
    """Make a folder, also where an older build left a file of that name."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        next(part for part in (folder, *folder.parents) if part.is_file()).unlink()
        folder.mkdir(parents=True, exist_ok=True)


def _remove_tree(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir() and not path.is_symlink():
            path.rmdir()
        else:
            path.unlink()
    folder.rmdir()
