"""Make the renditions with pyvips: shrink-on-load, sizes in a chain, a process a photograph."""

import sys
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pyvips

from tests.bench.photos.job import Job, read

_SLOWEST = 9  # AVIF's speed is libvips' effort the other way round


def encode_all(job: Job) -> None:
    """Make everything; libvips itself works with one thread here: VIPS_CONCURRENCY=1."""
    Path(job.output).mkdir(parents=True, exist_ok=True)
    with ProcessPoolExecutor(job.workers, get_context("spawn")) as pool:
        list(pool.map(partial(_encode, job), job.originals))


def _encode(job: Job, original: str) -> None:
    pyvips.cache_set_max(0)
    options = _options(job)
    image = None
    for (width, height), renditions in job.by_size():
        fixed = {"height": height, "size": "force"}
        if image is None:
            image = pyvips.Image.thumbnail(original, width, **fixed).copy_memory()
        else:
            image = image.thumbnail_image(width, **fixed).copy_memory()
        for rendition in renditions:
            path = str(job.file(original, rendition))
            image.write_to_file(path, Q=rendition.quality, **options[rendition.format])


def _options(job: Job) -> dict[str, dict[str, Any]]:
    bare = {"keep": "none"}
    return {
        "avif": {"effort": _SLOWEST - job.speed, "subsample_mode": "on", **bare},
        "webp": {"effort": job.method, **bare},
        "jpg": {"optimize_coding": True, "interlace": True, "subsample_mode": "on", **bare},
    }


if __name__ == "__main__":
    encode_all(read(Path(sys.argv[1])))
