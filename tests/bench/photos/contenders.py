"""The tools of the comparison: their versions, qualities and commands."""

import os
import shutil
import sys
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import ClassVar

from PIL import Image

from plugins.images.encode import OPTIONS
from plugins.images.quality import quality
from tests.bench.photos.job import FORMATS, WIDTHS, Job, Rendition
from tests.bench.tools.base import BENCH, CannotRun
from tests.bench.tools.node import install, node, pinned

_NAIVE_SPEED, _NAIVE_METHOD = 6, 4  # what Pillow does where nothing is said


@dataclass(slots=True)
class Contender(ABC):
    """A tool with a folder of its own; `more` is added to our quality for an equal score."""

    folder: Path

    name: ClassVar[str]
    more: ClassVar[dict[str, int]] = {}

    @property
    def output(self) -> Path:
        """Where its renditions go."""
        return self.folder / "output"

    @property
    def cache(self) -> Path:
        """What it keeps from one run to the next, if anything."""
        return self.folder / "cache"

    @property
    def job(self) -> Path:
        """The file that tells it what to do."""
        return self.folder / "job.json"

    @abstractmethod
    def version(self) -> str:
        """Its version. Raises `CannotRun` where it is not installed."""

    @abstractmethod
    def command(self) -> Sequence[str]:
        """The command that does the job, to be run in the root of the repository."""

    def environment(self) -> dict[str, str]:
        """The environment of the command; libvips works with one thread in each process."""
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        return {**kept, "LC_ALL": "C.UTF-8", "VIPS_CONCURRENCY": "1"}

    def prepare(self, originals: Sequence[Path]) -> None:
        """Write the job. Raises `CannotRun`."""
        self.folder.mkdir(parents=True)
        self.planned(originals).write(self.job)

    def planned(self, originals: Sequence[Path]) -> Job:
        """The job: three widths in three formats of each."""
        with Image.open(originals[0]) as image:
            size = image.size
        renditions = tuple(
            Rendition(width, round(width * size[1] / size[0]), format, self.quality(format, width))
            for width in WIDTHS
            for format in FORMATS
        )
        speed, method = self.effort()
        names = tuple(map(str, originals))
        return Job(names, size, str(self.output), renditions, speed, method)

    def quality(self, format: str, width: int) -> int:
        """The quality that it is given."""
        return quality(format, "photograph", width) + self.more.get(format, 0)

    def effort(self) -> tuple[int, int]:
        """AVIF's speed and WebP's method: ours."""
        return int(OPTIONS["avif"]["speed"]), int(OPTIONS["webp"]["method"])


class Ours(Contender):
    """The generator's own."""

    name: ClassVar[str] = "ours"

    def version(self) -> str:
        """That of Pillow: ours is in the repository."""
        return f"with Pillow {version('pillow')}"

    def command(self) -> Sequence[str]:
        """A Python; as in a build, its workers have no main module to load."""
        code = "import sys; from tests.bench.photos.ours import main; main(sys.argv[1])"
        return (sys.executable, "-c", code, str(self.job))


class Naive(Contender):
    """Pillow, one rendition after the other."""

    name: ClassVar[str] = "naive"

    def version(self) -> str:
        """That of Pillow."""
        return f"with Pillow {version('pillow')}"

    def effort(self) -> tuple[int, int]:
        """Pillow's own choice."""
        return _NAIVE_SPEED, _NAIVE_METHOD

    def command(self) -> Sequence[str]:
        """A Python."""
        return (sys.executable, "-m", "tests.bench.photos.naive", str(self.job))


class Vips(Contender):
    """libvips through pyvips."""

    name: ClassVar[str] = "pyvips"

    def version(self) -> str:
        """The version of the binding. Raises `CannotRun`."""
        try:
            return f"{version('pyvips')} with libvips {version('pyvips-binary')}"
        except PackageNotFoundError as missing:
            message = f"{missing.name} is not installed: see requirements-bench.txt"
            raise CannotRun(message) from None

    def command(self) -> Sequence[str]:
        """A Python."""
        return (sys.executable, "-m", "tests.bench.photos.vips", str(self.job))


class Sharp(Contender):
    """sharp from npm, which is libvips too."""

    name: ClassVar[str] = "sharp"

    def version(self) -> str:
        """The version that package.json names. Raises `CannotRun` where Node is missing."""
        node()
        return pinned("sharp")

    def prepare(self, originals: Sequence[Path]) -> None:
        """Write the job, and install sharp beside it."""
        Contender.prepare(self, originals)
        install(self.folder)
        shutil.copyfile(BENCH / "photos" / "sharp.mjs", self.folder / "sharp.mjs")

    def command(self) -> Sequence[str]:
        """A Node."""
        return (str(node()), str(self.folder / "sharp.mjs"), str(self.job))


CONTENDERS: dict[str, type[Contender]] = {each.name: each for each in (Ours, Naive, Vips, Sharp)}
