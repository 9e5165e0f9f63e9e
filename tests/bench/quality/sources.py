"""The pictures by which qualities are chosen: photographs, and the plates of this site."""

from dataclasses import dataclass
from pathlib import Path
from random import Random

from tests.bench.tools.base import ROOT

MEDIA = ("photograph", "illustration")


@dataclass(frozen=True, slots=True)
class Source:
    """An original and its medium."""

    path: str
    medium: str


def sources(work: Path, count: int, real: Path | None = None) -> list[Source]:
    """So many of each medium, always the same; `real` is a folder of more photographs, all used."""
    # It needs numpy, which only those have who run the comparison.
    from tests.bench.photos.photograph import paint_all

    photographs = paint_all(work / "photographs", count)
    photographs += sorted(real.glob("*.jpg")) if real else []
    plates = sorted((ROOT / "content").glob("*/*/*.jpg"))
    chosen = sorted(Random(2026).sample(plates, min(count, len(plates))))
    named = zip(MEDIA, (photographs, chosen), strict=True)
    return [Source(str(path), medium) for medium, paths in named for path in paths]
