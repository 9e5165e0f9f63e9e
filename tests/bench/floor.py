"""What the machine itself needs: read every source, create every file of the output anew."""

import multiprocessing
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.tools.base import remove

File = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Floor:
    """Seconds to read the sources, and to create the output with one process and with two."""

    read: float
    create_1: float
    create_2: float


def floor(sources: Path, output: Path, empty: Path) -> Floor:
    """Measure it; `empty` is a folder that does not exist, and does not afterwards."""
    started = time.monotonic()
    for path in sources.rglob("*"):
        if path.is_file():
            path.read_bytes()
    read = time.monotonic() - started
    files = [
        (path.relative_to(output).as_posix(), path.stat().st_size)
        for path in output.rglob("*")
        if path.is_file()
    ]
    return Floor(read, _created(files, empty, 1), _created(files, empty, 2))


def _created(files: Sequence[File], folder: Path, processes: int) -> float:
    """Seconds to create files of these names and sizes."""
    remove(folder)
    context = multiprocessing.get_context("fork")
    workers = [
        context.Process(target=_create, args=(files[index::processes], folder))
        for index in range(processes)
    ]
    started = time.monotonic()
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    seconds = time.monotonic() - started
    remove(folder)
    return seconds


def _create(files: Sequence[File], folder: Path) -> None:
    # What stands in the files costs nothing, and need not be held in memory.
    content = memoryview(bytes(max((size for _, size in files), default=0)))
    for name, size in files:
        path = f"{folder}/{name}"
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        except FileNotFoundError:
            os.makedirs(os.path.dirname(path), exist_ok=True)
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.write(handle, content[:size])
        os.close(handle)
