"""Make the renditions with the project's own API: the one place that knows it."""

import sys
from pathlib import Path

from plugins.images.encode import OPTIONS, Target, encode
from plugins.images.make import make
from plugins.images.quality import quality
from tests.bench.photos.job import Job, read


def encode_all(job: Job) -> int:
    """Make what is missing; how many were made."""
    targets = {Path(original).name: _targets(job, original) for original in job.originals}
    return make(targets, Path(job.originals[0]).parent)


def encode_one(job: Job, original: str) -> None:
    """Make the renditions of one original in this process."""
    encode(Path(original), _targets(job, original))


def quality_in_force(format: str, width: int) -> int:
    """The quality of a photograph's rendition: one a format, or by the table."""
    return int(OPTIONS[format].get("quality", quality(format, "photograph", width)))


def _targets(job: Job, original: str) -> list[Target]:
    return [
        Target(each.width, each.height, each.format, job.file(original, each))
        for each in job.renditions
    ]


if __name__ == "__main__":
    encode_all(read(Path(sys.argv[1])))
