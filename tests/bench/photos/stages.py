"""Where the time of ours goes: decoding, resizing, and each encoder."""

import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from PIL import Image, ImageFile

from tests.bench.photos.job import Job, read
from tests.bench.photos.ours import encode_one


def stages(job: Job) -> dict[str, float]:
    """Milliseconds an original in one process, by what Pillow was asked to do."""
    Path(job.output).mkdir(parents=True, exist_ok=True)
    spent: defaultdict[str, float] = defaultdict(float)
    started = time.perf_counter()
    with _timed(spent):
        for original in job.originals:
            encode_one(job, original)
    spent["other"] = time.perf_counter() - started - sum(spent.values())
    return {name: seconds * 1e3 / len(job.originals) for name, seconds in spent.items()}


@contextmanager
def _timed(spent: defaultdict[str, float]) -> Iterator[None]:
    inside: list[str] = []

    def timed(genuine: Callable[..., Any], name: Callable[..., str]) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            if inside:  # Pillow calls itself: resizing reduces first, saving loads
                return genuine(*arguments, **named)
            inside.append(name(*arguments, **named))
            started = time.perf_counter()
            try:
                return genuine(*arguments, **named)
            finally:
                spent[inside.pop()] += time.perf_counter() - started

        return call

    load = timed(ImageFile.ImageFile.load, lambda *_, **__: "decode")
    resize = timed(Image.Image.resize, lambda *_, **__: "resize")
    save = timed(Image.Image.save, lambda _, __, name, **___: f"encode {name}")
    with (
        patch.object(ImageFile.ImageFile, "load", load),
        patch.object(Image.Image, "resize", resize),
        patch.object(Image.Image, "save", save),
    ):
        yield


if __name__ == "__main__":
    found = stages(read(Path(sys.argv[1])))
    Path(sys.argv[2]).write_text(json.dumps(found), encoding="utf-8")
