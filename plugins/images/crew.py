"""Who makes the offers: an executor does the jobs; a picture that kills its worker is named."""

import multiprocessing
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial

from plugins.images.jobs import Job
from plugins.pool import serve_the_build, worker_count

# How many renditions were made, or why the original cannot be used.
Outcome = int | str
Task = Callable[[Job], Outcome]

# What one original may cost a worker; a picture that needs more is a bomb, or broken.
_MEMORY = 1 << 30
_SECONDS = 120
TOO_MUCH_MEMORY = "it needs too much memory"
_DEADLY = "it needs more time or memory than a picture may"
_LATE = "nothing came of it in time"
# So many jobs wait for each worker.
_AHEAD = 4


@dataclass(frozen=True, slots=True)
class Crew:
    """Workers behind an executor.

    `open` gives an executor of at most so many workers, `order` what it is to call for a job.
    `died` is what a future raises whose worker died. So many jobs are submitted `ahead`; where none
    of them is done for so many seconds of `patience`, no more are.
    """

    open: Callable[[int], AbstractContextManager[Executor]]
    order: Callable[[Job], Callable[[], Outcome]]
    died: type[Exception]
    ahead: int
    patience: float | None = None


def outcomes(crew: Crew, jobs: Sequence[Job]) -> Iterator[tuple[str, Outcome]]:
    """The path of each job as it is done, with what came of it.

    An original that kills its worker may take the work of others with it: what is left is done one
    by one, so that the one to blame is known.
    """
    left: list[Job] = []
    for job, outcome in _all(crew, jobs):
        if outcome is None:
            left.append(job)
        else:
            yield job.path, outcome
    for suspect in left:
        for job, outcome in _all(crew, [suspect]):
            yield job.path, _DEADLY if outcome is None else outcome


def _all(crew: Crew, jobs: Sequence[Job]) -> Iterator[tuple[Job, Outcome | None]]:
    """What came of each job, None where its worker died."""
    waiting, running = list(reversed(jobs)), dict[Future[Outcome], Job]()
    with crew.open(min(worker_count(), len(jobs))) as executor:
        while waiting or running:
            while waiting and len(running) < crew.ahead:
                job = waiting.pop()
                try:
                    running[executor.submit(crew.order(job))] = job
                except crew.died:
                    yield job, None
            done, _ = wait(running, crew.patience, FIRST_COMPLETED)
            if running and not done:
                yield from ((job, _LATE) for job in running.values())
                return
            for future in done:
                yield running.pop(future), _outcome(future, crew.died)


def _outcome(future: Future[Outcome], died: type[Exception]) -> Outcome | None:
    try:
        return future.result()
    except died:
        return None


def processes(task: Task) -> Crew:
    """A process for every core of this machine, each within limits."""
    return Crew(
        open=_pool,
        order=lambda job: partial(_limited, task, _SECONDS, job),
        died=BrokenProcessPool,
        ahead=_AHEAD * worker_count(),
    )


@contextmanager
def _pool(workers: int) -> Iterator[Executor]:
    # A fresh interpreter: forking a process that may have threads is unsafe.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, context, initializer=_begin) as pool:
        try:
            yield pool
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _begin() -> None:
    """In a worker: it ends with its build, and cannot take all the memory."""
    serve_the_build()
    if sys.platform == "linux":  # other systems have no such limit, or do not heed it
        import resource  # noqa: PLC0415

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def _limited(task: Task, seconds: int, job: Job) -> Outcome:
    """Do a job; a worker that takes longer than that is ended by the system."""
    _ring_after(seconds)
    try:
        return task(job)
    except MemoryError:
        return TOO_MUCH_MEMORY
    finally:
        _ring_after(0)


def _ring_after(seconds: int) -> None:
    """Have the system end this process after so many seconds, 0 for never."""
    if sys.platform != "win32":
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(seconds)
