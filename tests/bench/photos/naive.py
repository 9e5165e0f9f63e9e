"""Make the renditions as a first version does: one after the other, each from the original."""

import sys
from pathlib import Path

from PIL import Image

from tests.bench.photos.job import Job, read


def encode_all(job: Job) -> None:
    """Open, resize and save, with what Pillow does by itself."""
    Path(job.output).mkdir(parents=True, exist_ok=True)
    for original in job.originals:
        for rendition in job.renditions:
            with Image.open(original) as image:
                size = (rendition.width, rendition.height)
                resized = image.resize(size, Image.Resampling.LANCZOS)
            resized.save(job.file(original, rendition), quality=rendition.quality)


if __name__ == "__main__":
    encode_all(read(Path(sys.argv[1])))
