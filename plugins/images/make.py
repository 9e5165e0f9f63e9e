"""Make the offers that the cache lacks, on every core, with progress."""

import multiprocessing
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from pathlib import Path

from plugins.config import Config
from plugins.images.cache import Cache, Offer, Rendition, digest_of
from plugins.images.encode import Target, open_studio
from plugins.images.jobs import Job, Want
from plugins.images.originals import NotAPicture
from plugins.pool import serve_the_build, worker_count
from plugins.problems import BuildStopped, Problem
from plugins.progress import steps

# What one original may cost a worker; a picture that needs more is a bomb, or broken.
_MEMORY = 1 << 30
_SECONDS = 120
_LITTLE = 1 / 8  # the least scale at which a JPEG is decoded
_REMEDY = "Export the picture again as a JPEG, PNG, WebP or AVIF file."


def make(jobs: Sequence[Job], config: Config) -> int:
    """Make the offers of these jobs; how many renditions were made.

    Raises `BuildStopped` with every picture that cannot be used.
    """
    if not jobs:
        return 0
    made = 0
    content, cache = config.content, Cache(config.picture_cache)
    problems: list[Problem] = []
    for path, outcome in steps("Pictures", _run(jobs, partial(work, content, cache)), len(jobs)):
        if isinstance(outcome, str):
            problems.append(_problem(content, path, outcome))
        else:
            made += outcome
    if problems:
        raise BuildStopped(sorted(problems, key=lambda problem: problem.path))
    return made


def undecodable(jobs: Sequence[Job], config: Config) -> list[Problem]:
    """The originals of these jobs that cannot be used; nothing is made of any."""
    if not jobs:
        return []
    content = config.content
    tried = steps("Pictures", _run(jobs, partial(attempt, content)), len(jobs))
    return [_problem(content, path, why) for path, why in tried if isinstance(why, str)]


def _problem(content: Path, path: str, why: str) -> Problem:
    return Problem(Path(content.name, path), 0, f"{why}.", _REMEDY)


def attempt(content: Path, job: Job) -> int | str:
    """Decode the original of a job as far as the smallest rendition needs it; why that fails."""
    try:
        original = (content / job.path).read_bytes()
        open_studio(original, Path(job.path).suffix.lower(), job.treatment, _LITTLE)
    except NotAPicture as reason:
        return str(reason)
    except OSError as error:
        return f"it cannot be read ({error.strerror})"
    return 0


def work(content: Path, cache: Cache, job: Job) -> int | str:
    """Do one job; how many renditions were made, or why the original cannot be used."""
    try:
        original = (content / job.path).read_bytes()
    except OSError as error:
        return f"it cannot be read ({error.strerror})"
    targets = {target for want in job.wants for target in want.targets}
    scale = max(target.scale for target in targets)
    try:
        studio = open_studio(original, Path(job.path).suffix.lower(), job.treatment, scale)
        encoded = dict(studio.encode(targets))
        tone = studio.tone()
    except NotAPicture as reason:
        return str(reason)
    return len({kept for want in job.wants for kept in _keep(cache, want, encoded, tone)})


def _keep(cache: Cache, want: Want, encoded: dict[Target, bytes], tone: int) -> list[Target]:
    """Keep what a want offers; its targets that are worth having."""
    kept = list(worth_having(want, encoded))
    contents = {digest_of(encoded[target]): encoded[target] for target in kept}
    renditions = tuple(
        Rendition(target.format, target.width, target.height, digest_of(encoded[target]))
        for target in kept
    )
    cache.keep(want.key, Offer(tone, renditions), contents)
    return kept


def worth_having(want: Want, encoded: dict[Target, bytes]) -> Iterator[Target]:
    """The targets of a want without those that cost more bytes than a better one.

    Better is the next wider of the same format; and the format that all browsers know, where
    another one of the same width is no smaller. Narrow before wide.
    """
    fallback = want.formats[-1]
    plain = {each.width: len(encoded[each]) for each in want.targets if each.format == fallback}
    for format in want.formats:
        kept: list[Target] = []
        least = float("inf")
        for target in sorted(want.targets, key=lambda target: -target.width):
            size = len(encoded[target])
            if target.format != format or size >= least:
                continue
            if format == fallback or size < plain[target.width]:
                kept.append(target)
                least = size
        yield from reversed(kept)


def _run(jobs: Sequence[Job], task: Callable[[Job], int | str]) -> Iterator[tuple[str, int | str]]:
    """The path of each job as it is done, with what came of it.

    An original that kills its worker takes the others' work with it: what is left is done in a
    worker each, so that the one to blame is known.
    """
    left = {job.path: job for job in jobs}
    try:
        for path, outcome in _all(list(jobs), task, min(worker_count(), len(jobs))):
            del left[path]
            yield path, outcome
    except BrokenProcessPool:
        for path, job in left.items():
            try:
                [(_, outcome)] = _all([job], task, 1)
                yield path, outcome
            except BrokenProcessPool:
                yield path, "it needs more time or memory than a picture may"


def _all(
    jobs: list[Job], task: Callable[[Job], int | str], workers: int
) -> Iterator[tuple[str, int | str]]:
    with _executor(workers) as pool:
        futures = {pool.submit(_limited, task, _SECONDS, job): job.path for job in jobs}
        try:
            for future in as_completed(futures):
                yield futures[future], future.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _executor(workers: int) -> Executor:
    # A fresh interpreter: forking a process that may have threads is unsafe.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, context, initializer=_begin)


def _begin() -> None:
    """In a worker: it ends with its build, and cannot take all the memory."""
    serve_the_build()
    if sys.platform == "linux":  # other systems have no such limit, or do not heed it
        import resource  # noqa: PLC0415

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def _limited(task: Callable[[Job], int | str], seconds: int, job: Job) -> int | str:
    """Do a job; a worker that takes longer than that is ended by the system."""
    _ring_after(seconds)
    try:
        return task(job)
    except MemoryError:
        return "it needs too much memory"
    finally:
        _ring_after(0)


def _ring_after(seconds: int) -> None:
    """Have the system end this process after so many seconds, 0 for never."""
    if sys.platform != "win32":
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(seconds)
