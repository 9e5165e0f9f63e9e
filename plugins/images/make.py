"""Make the renditions that the cache lacks, on every core, with progress."""

import multiprocessing
import os
import signal
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

from plugins.images.encode import Target, encode
from plugins.images.originals import NotAPicture
from plugins.images.plan import Plan
from plugins.library import Original
from plugins.problems import BuildStopped, Problem
from plugins.progress import steps


def make(plan: Plan, shown_from: Path) -> tuple[int, int]:
    """Make what is missing; how many renditions were made and how many reused.

    Raises `BuildStopped` with every picture that cannot be decoded.
    """
    jobs = plan.jobs()
    made = sum(len(targets) for _, targets in jobs)
    reused = sum(len(targets) for targets in plan.targets.values()) - made
    problems = [
        Problem(
            plan.originals[path].path.relative_to(shown_from),
            0,
            f"{reason}.",
            "Export the picture again as a JPEG, PNG or WebP file.",
        )
        for path, reason in steps("Pictures", _run(jobs, plan.originals), len(jobs))
        if reason
    ]
    if problems:
        raise BuildStopped(problems)
    return made, reused


def _run(
    jobs: list[tuple[str, list[Target]]], originals: Mapping[str, Original]
) -> Iterator[tuple[str, str]]:
    """Each original's path as it is done, with the reason where it failed, else ""."""
    if not jobs:
        return
    workers = min(os.cpu_count() or 1, len(jobs))
    # A fresh interpreter: forking a process that may have threads is unsafe.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, context, initializer=_leave_interrupts) as pool:
        futures = {
            pool.submit(_encode, originals[path].path, targets): path for path, targets in jobs
        }
        try:
            for future in as_completed(futures):
                yield futures[future], future.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _leave_interrupts() -> None:
    """Ctrl-C is for the build: it ends its workers itself."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _encode(path: Path, targets: list[Target]) -> str:
    """The reason why an original cannot be used, else ""."""
    try:
        encode(path, targets)
    except NotAPicture as reason:
        return str(reason)
    return ""
