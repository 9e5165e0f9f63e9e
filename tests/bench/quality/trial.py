"""Encode a picture in memory, and tell its score, its bytes and the encoder's CPU time."""

import os
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from multiprocessing import get_context
from pathlib import Path
from statistics import fmean

from PIL import Image

from plugins.images.encode import OPTIONS, PIL_FORMATS
from tests.bench.photos.score import reference, score
from tests.bench.quality.sources import Source

_SCORED_WIDTH = 640

Settings = Mapping[str, int | bool | str]


@dataclass(frozen=True, slots=True)
class Trial:
    """A rendition to try."""

    original: str
    width: int
    format: str
    settings: Settings


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a rendition turned out."""

    score: float
    bytes: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Summary:
    """How a quality suits several pictures: score, bytes and CPU seconds of the encoder."""

    quality: int
    mean: float
    worst: float
    bytes: float
    heaviest: int
    seconds: float


class Laboratory:
    """Tries renditions on every core."""

    def __init__(self, pool: ProcessPoolExecutor) -> None:
        self._pool = pool

    def measure(
        self, pictures: Sequence[Source], width: int, format: str, settings: Settings
    ) -> Summary:
        """How settings suit the pictures at a width."""
        trials = [Trial(picture.path, width, format, settings) for picture in pictures]
        return summary(int(settings["quality"]), self._pool.map(attempt, trials))


@contextmanager
def laboratory() -> Iterator[Laboratory]:
    """A laboratory, with a process a core."""
    with ProcessPoolExecutor(os.cpu_count(), get_context("spawn")) as pool:
        yield Laboratory(pool)


def usual(format: str, quality: int, **more: int | bool | str) -> Settings:
    """The settings that the site encodes with, at a quality; `more` takes their place."""
    return {**OPTIONS[format], "quality": quality, **more}


def attempt(trial: Trial) -> Outcome:
    """Encode a picture, decode it, score it."""
    with Image.open(Path(trial.original)) as opened:
        height = round(opened.height * trial.width / opened.width)
    wanted = reference(trial.original, (trial.width, height))
    file = BytesIO()
    started = time.process_time()
    wanted.save(file, PIL_FORMATS[trial.format], **trial.settings)
    seconds = time.process_time() - started
    with Image.open(file) as decoded:
        scored = score(_strip(wanted), _strip(decoded.convert("RGB")))
    return Outcome(scored, len(file.getvalue()), seconds)


def _strip(image: Image.Image) -> Image.Image:
    """The middle of a wide picture from top to bottom: scoring takes a second for each million."""
    left = max(0, (image.width - _SCORED_WIDTH) // 2)
    return image.crop((left, 0, image.width - left, image.height))


def summary(quality: int, outcomes: Iterable[Outcome]) -> Summary:
    """Outcomes in one."""
    found = list(outcomes)
    return Summary(
        quality,
        mean=fmean(each.score for each in found),
        worst=min(each.score for each in found),
        bytes=fmean(each.bytes for each in found),
        heaviest=max(each.bytes for each in found),
        seconds=fmean(each.seconds for each in found),
    )
