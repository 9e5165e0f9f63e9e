"""A copy of the project that a test may edit and build with the real command."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from lxml import etree

from plugins.problems import Problem
from tests.checkers.built_site import BuiltSite, Page

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "tests" / "sample" / "content"
SITE_URL = "https://site.example"
# A name for whoever splits at spaces, or thinks that a letter is a byte.
NAME = "dự án thế này"
_COPIED = ("plugins", "theme", "pelicanconf.py", "publishconf.py")
_PROBLEM = re.compile(
    r"^(?P<path>(?:content|theme)\b[^\n]*?)(?::(?P<line>\d+))?: (?P<what>[^\n]+)\n"
    r"(?P<remedy>(?:  [^\n]*\n)+)",
    re.MULTILINE,
)
_PROGRESS = re.compile(r"^[A-Z][a-z]+: \d+ of \d+\n", re.MULTILINE)
_LIMIT_SECONDS = 120


@dataclass(frozen=True)
class Result:
    """What a command said, and its exit code."""

    code: int
    stdout: str
    stderr: str

    @property
    def problems(self) -> list[Problem]:
        """The problems that the build reports, in its order; their paths begin in the project."""
        return [
            Problem(
                Path(found["path"]),
                int(found["line"] or 0),
                found["what"],
                "\n".join(line[2:] for line in found["remedy"].splitlines()),
            )
            for found in _PROBLEM.finditer(self.stderr)
        ]

    @property
    def complaints(self) -> str:
        """Standard error without the lines that show progress, which a busy machine makes long."""
        return _PROGRESS.sub("", self.stderr)

    def line(self, name: str) -> str:
        """A line of the summary by the word before its colon."""
        found = re.search(rf"^{name}: +(.*)$", self.stdout, re.MULTILINE)
        assert found, f"no line {name!r} in {self.stdout!r}"
        return found[1]


class Site(BuiltSite):
    """A built site whose pages are found by their paths."""

    @cached_property
    def by_path(self) -> dict[str, Page]:
        """Every page by its path below the address of the site: "" or "en/places/"."""
        return {page.file.removesuffix("index.html"): page for page in self.pages}

    def page(self, path: str) -> Page:
        """The page at a path, which must exist."""
        return self.by_path[path]


@dataclass(frozen=True)
class Project:
    """A project folder."""

    root: Path

    @property
    def output(self) -> Path:
        """Where it builds."""
        return self.root / "output"

    @property
    def content(self) -> Path:
        """Where its content is."""
        return self.root / "content"

    @property
    def site(self) -> Site:
        """What it has built for `SITE_URL`."""
        return Site(self.output, SITE_URL)

    def copied_to(self, folder: Path) -> "Project":
        """A copy in a folder that does not exist yet; files keep their times."""
        shutil.copytree(self.root, folder, symlinks=True)
        return Project(folder)

    def write(self, name: str, content: str | bytes) -> None:
        """Write a file, and the folders above it."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)

    def replace(self, name: str, old: str, new: str) -> None:
        """Replace the first `old` in a file, where it must stand."""
        text = (self.root / name).read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {name}"
        self.write(name, text.replace(old, new, 1))

    def append(self, name: str, text: str) -> None:
        """Add to the end of a file that exists."""
        self.write(name, (self.root / name).read_bytes() + text.encode())

    def remove(self, name: str) -> None:
        """Remove a file or a whole folder."""
        path = self.root / name
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()

    def rename(self, name: str, new: str) -> None:
        """Give a file or folder another name."""
        (self.root / name).rename(self.root / new)

    def link(self, name: str, target: str | Path) -> None:
        """Make a symbolic link in place of whatever has that name."""
        path = self.root / name
        if path.exists():
            self.remove(name)
        path.symlink_to(target)

    def build(self, *arguments: str, environment: Mapping[str, str] | None = None) -> Result:
        """Run the real command."""
        return self.python("-m", "plugins.build", *arguments, environment=environment)

    def python(self, *arguments: str, environment: Mapping[str, str] | None = None) -> Result:
        """Run Python in the project, with nothing of the tests' own environment but its paths."""
        finished = subprocess.run(
            [sys.executable, *arguments],
            cwd=self.root,
            env=clean_environment(environment),
            capture_output=True,
            encoding="utf-8",
            timeout=_LIMIT_SECONDS,
            check=False,
        )
        return Result(finished.returncode, finished.stdout, finished.stderr)

    def tree(self) -> dict[str, bytes]:
        """Every file of the output by its name, hidden ones included."""
        return {
            path.relative_to(self.output).as_posix(): path.read_bytes()
            for path in self.output.rglob("*")
            if path.is_file()
        }


def clean_environment(more: Mapping[str, str] | None) -> dict[str, str]:
    """What a command finds in its environment: as little as possible, then `more`."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return {**kept, "LC_ALL": "C.UTF-8", "SITE_URL": SITE_URL, **(more or {})}


def new_project(folder: Path, content: Path = SAMPLE) -> Project:
    """The project as it is now, with another content root, in a folder that does not exist yet."""
    unwanted = shutil.ignore_patterns("node_modules", "__pycache__", "*.part")
    for name in _COPIED:
        source, target = ROOT / name, folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=unwanted)
        else:
            shutil.copyfile(source, target)
    shutil.copytree(content, folder / "content")
    return Project(folder)


Change = Callable[[Project], None]


@dataclass(frozen=True)
class Attempt:
    """A build after a change, and the output as it was before and is after."""

    project: Project
    result: Result
    before: dict[str, bytes]
    after: dict[str, bytes]


def attempt(
    start: Project, folder: Path, change: Change, environment: Mapping[str, str] | None = None
) -> Attempt:
    """Copy a project, change it, build it."""
    project = start.copied_to(folder)
    before = project.tree()
    change(project)
    result = project.build(environment=environment)
    return Attempt(project, result, before, project.tree())


@contextmanager
def attempts(
    start: Project,
    folder: Path,
    changes: Mapping[str, Change],
    environment: Mapping[str, str] | None = None,
) -> Iterator[Mapping[str, Future[Attempt]]]:
    """Many attempts at once, as many at a time as there are cores."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        yield {
            name: pool.submit(attempt, start, folder / str(index) / NAME, change, environment)
            for index, (name, change) in enumerate(changes.items())
        }
        pool.shutdown(cancel_futures=True)


def text_of(element: etree._Element) -> str:
    """The text of an element as one reads it: white space is one space."""
    return " ".join("".join(map(str, element.itertext())).split())
