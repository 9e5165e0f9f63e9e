"""Run ours a second time, and count what it decodes: nothing may be left to do."""

import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from PIL import Image, ImageFile

from tests.bench.photos.job import Job, read
from tests.bench.photos.ours import encode_all, site_of


@dataclass(frozen=True, slots=True)
class Again:
    """A second run: what it opened, decoded, started and made, and how long it took."""

    opened: int
    decodes: int
    processes: int
    made: int
    ms_per_1000: float


def again(job: Job) -> Again:
    """Run ours in this process. What another process decodes is not seen: those are counted."""
    site = site_of(job)  # a build has read its settings long before
    with counted() as calls:
        started = time.perf_counter()
        made = encode_all(job, site)
        milliseconds = (time.perf_counter() - started) * 1e3
    renditions = len(job.originals) * len(job.renditions)
    return Again(made=made, ms_per_1000=milliseconds / renditions * 1000, **calls)


@contextmanager
def counted() -> Iterator[dict[str, int]]:
    """How often Pillow opens and decodes a file, and a process is started, while inside."""
    Image.init()
    calls = {"opened": 0, "decodes": 0, "processes": 0}
    replaced: list[tuple[Any, str, Callable[..., Any]]] = []

    def watch(owner: Any, name: str, count: str) -> None:
        genuine = getattr(owner, name)

        def counting(*arguments: Any, **named: Any) -> Any:
            calls[count] += 1
            return genuine(*arguments, **named)

        replaced.append((owner, name, genuine))
        setattr(owner, name, counting)

    watch(Image, "open", "opened")
    watch(BaseProcess, "start", "processes")
    for reader in _readers(ImageFile.ImageFile):
        watch(reader, "load", "decodes")
    try:
        yield calls
    finally:
        for owner, name, genuine in replaced:
            setattr(owner, name, genuine)


def _readers(kind: type[Any]) -> Iterator[type[Any]]:
    """Every class that reads a format in its own way."""
    if "load" in vars(kind):
        yield kind
    for special in kind.__subclasses__():
        yield from _readers(special)


if __name__ == "__main__":
    found = again(read(Path(sys.argv[1])))
    Path(sys.argv[2]).write_text(json.dumps(asdict(found)), encoding="utf-8")
