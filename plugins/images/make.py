"""Make the renditions that the cache lacks, on every core, with progress."""

import multiprocessing
import os
from collections.abc import Collection, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

from plugins.images.encode import Target, encode
from plugins.images.originals import NotAPicture
from plugins.pool import serve_the_build
from plugins.problems import BuildStopped, Problem
from plugins.progress import steps


def make(targets: Mapping[str, Collection[Target]], content: Path) -> int:
    """Make the renditions that the cache lacks, of each original; how many were made.

    The paths of originals begin in the folder `content`.
    Raises `BuildStopped` with every picture that cannot be decoded.
    """
    jobs = [
        (path, missing)
        for path, wanted in targets.items()
        if (missing := [target for target in wanted if not target.path.exists()])
    ]
    remedy = "Export the picture again as a JPEG, PNG or WebP file."
    problems = [
        Problem(Path(content.name, path), 0, f"{reason}.", remedy)
        for path, reason in steps("Pictures", _run(jobs, content), len(jobs))
        if reason
    ]
    if problems:
        raise BuildStopped(problems)
    return sum(len(missing) for _, missing in jobs)


def _run(jobs: list[tuple[str, list[Target]]], content: Path) -> Iterator[tuple[str, str]]:
    """Each original's path as it is done, with the reason where it failed, else ""."""
    if not jobs:
        return
    workers = min(os.cpu_count() or 1, len(jobs))
    # A fresh interpreter: forking a process that may have threads is unsafe.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, context, initializer=serve_the_build) as pool:
        futures = {pool.submit(_encode, content / path, targets): path for path, targets in jobs}
        try:
            for future in as_completed(futures):
                yield futures[future], future.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _encode(path: Path, targets: list[Target]) -> str:
    """The reason why an original cannot be used, else ""."""
    try:
        encode(path, targets)
    except NotAPicture as reason:
        return str(reason)
    return ""
