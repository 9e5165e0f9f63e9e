"""What a tool is to do, in a file that Python and Node both read."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import groupby
from pathlib import Path

WIDTHS = (480, 960, 1600)
FORMATS = ("avif", "webp", "jpg")


@dataclass(frozen=True, slots=True)
class Rendition:
    """A rendition of every original: pixels, format, and the encoder's quality."""

    width: int
    height: int
    format: str
    quality: int


@dataclass(frozen=True, slots=True)
class Job:
    """Originals and their pixels, the renditions of each, and the effort.

    The effort is AVIF's speed and WebP's method.
    """

    originals: tuple[str, ...]
    size: tuple[int, int]
    output: str
    renditions: tuple[Rendition, ...]
    speed: int
    method: int
    workers: int = 2

    def file(self, original: str, rendition: Rendition) -> Path:
        """Where a rendition goes."""
        name = f"{Path(original).stem}-{rendition.width}.{rendition.format}"
        return Path(self.output, name)

    def by_size(self) -> Iterator[tuple[tuple[int, int], list[Rendition]]]:
        """The renditions of each size, the largest first."""
        ordered = sorted(self.renditions, key=lambda each: -each.width)
        for size, group in groupby(ordered, key=lambda each: (each.width, each.height)):
            yield size, list(group)

    def write(self, path: Path) -> None:
        """Write the job as JSON."""
        path.write_text(json.dumps(asdict(self)), encoding="utf-8")


def read(path: Path) -> Job:
    """The job that a file describes."""
    told = json.loads(path.read_text(encoding="utf-8"))
    renditions = tuple(Rendition(**each) for each in told.pop("renditions"))
    width, height = told.pop("size")
    originals = tuple(told.pop("originals"))
    return Job(originals=originals, size=(width, height), renditions=renditions, **told)
