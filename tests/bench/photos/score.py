"""How near a rendition comes to its original: SSIMULACRA2, 100 for the same pixels.

https://github.com/cloudinary/ssimulacra2: 70 is high quality, 50 medium, 90 visually lossless.
"""

import os
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache
from io import BytesIO
from multiprocessing import get_context
from pathlib import Path
from random import Random
from statistics import fmean

from PIL import Image

from tests.bench.photos.job import FORMATS, Job

# An original, a rendition of it, its format.
Pair = tuple[str, Path, str]


def score(reference: Image.Image, candidate: Image.Image) -> float:
    """The score of a picture. The package wants files: these are in memory."""
    # It needs numpy and scipy, which only those have who run the comparison.
    from ssimulacra2 import compute_ssimulacra2

    return float(compute_ssimulacra2(_file(reference), _file(candidate)))


@lru_cache(maxsize=64)
def reference(original: str, size: tuple[int, int]) -> Image.Image:
    """What a rendition of the size ought to look like: the original, decoded in full, Lanczos."""
    with Image.open(original) as image:
        return image.convert("RGB").resize(size, Image.Resampling.LANCZOS)


def sample(job: Job, originals: int) -> list[Pair]:
    """Every rendition of so many originals, the same ones for every tool."""
    chosen = Random(2026).sample(range(len(job.originals)), min(originals, len(job.originals)))
    return [
        (job.originals[index], job.file(job.originals[index], rendition), rendition.format)
        for index in sorted(chosen)
        for rendition in job.renditions
    ]


def scores(pairs: Sequence[Pair]) -> dict[str, float]:
    """The mean score by format."""
    with ProcessPoolExecutor(os.cpu_count(), get_context("spawn")) as pool:
        found = list(pool.map(_score, pairs))
    return mean_by_format(zip((format for *_, format in pairs), found, strict=True))


def mean_by_format(found: Iterable[tuple[str, float]]) -> dict[str, float]:
    """The mean of each format."""
    by_format: Mapping[str, list[float]] = {format: [] for format in FORMATS}
    for format, value in found:
        by_format[format].append(value)
    return {format: fmean(values) for format, values in by_format.items() if values}


def _score(pair: Pair) -> float:
    original, path, _ = pair
    with Image.open(path) as image:
        return score(reference(original, image.size), image.convert("RGB"))


def _file(image: Image.Image) -> BytesIO:
    file = BytesIO()
    image.save(file, "PPM")
    file.seek(0)
    return file
