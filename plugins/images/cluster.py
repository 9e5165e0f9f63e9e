"""The same jobs on a cluster of Dask, whose workers share nothing with this machine but a cache.

Every job carries its original; what a worker makes of it, it leaves in the shared cache.
"""

import pickle
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from plugins.images.cache import Cache
from plugins.images.crew import TOO_MUCH_MEMORY, Crew, Outcome, outcomes
from plugins.images.encode import recipe
from plugins.images.jobs import Job
from plugins.images.shared import INSTALL, give, shown
from plugins.problems import BadSettings
from plugins.progress import steps

_PATIENCE_SECONDS = 300.0
# A scheduler, and one worker of it, must be there within so many seconds.
_TO_CONNECT = 10
_AHEAD = 2
_REMEDY = "or leave PICTURE_EXECUTOR empty, to make pictures on this machine"

Work = Callable[[Path, Cache, Job], Outcome]


def on_cluster(
    scheduler: str, url: str, work: Work, content: Path, jobs: Sequence[Job]
) -> list[tuple[str, Outcome]]:
    """What came of each job; offers are in the shared cache at `url`.

    Needs a process of its own, see `pool.apart`. Raises `BadSettings` where the scheduler or its
    workers cannot be used.
    """
    try:
        from distributed import Client, KilledWorker  # noqa: PLC0415  # most builds have no cluster
    except ImportError as error:
        what = f"PICTURE_EXECUTOR needs packages that are not installed ({error.name or error})"
        raise BadSettings(f"{what}; {INSTALL}, {_REMEDY}") from None
    mark = _mark()
    with _connected(Client, scheduler) as (client, threads):
        executor = client.get_executor(pure=False)
        crew = Crew(
            open=lambda _: nullcontext(executor),
            order=lambda job: _wrapped(
                partial(do, work, url, mark, (content / job.path).read_bytes(), job)
            ),
            died=KilledWorker,
            ahead=_AHEAD * threads,
            patience=_PATIENCE_SECONDS,
        )
        return list(steps("Pictures", outcomes(crew, jobs), len(jobs)))


@contextmanager
def _connected(client_of: Any, scheduler: str) -> Iterator[tuple[Any, int]]:
    """A client of the scheduler, and how many threads its workers have."""
    from dask import config  # noqa: PLC0415

    # A job carries its original, which Dask thinks is much.
    with config.set({"distributed.admin.large-graph-warning-threshold": "1GB"}):
        try:
            client = client_of(scheduler, timeout=_TO_CONNECT, set_as_default=False)
        except (OSError, ValueError, TimeoutError):
            what = f"the scheduler at {scheduler} does not answer"
            raise BadSettings(f"PICTURE_EXECUTOR: {what}; start it, {_REMEDY}") from None
        with client:
            try:
                client.wait_for_workers(1, timeout=_TO_CONNECT)
            except TimeoutError:
                what = f"the scheduler at {scheduler} has no workers"
                raise BadSettings(f"PICTURE_EXECUTOR: {what}; start some, {_REMEDY}") from None
            try:
                yield client, sum(client.nthreads().values())
            except BadSettings:
                raise
            except Exception as error:
                what = f"a worker of {scheduler} failed ({type(error).__name__}: {error})"
                remedy = f"start it in a checkout of the same commit, {_REMEDY}"
                raise BadSettings(f"PICTURE_EXECUTOR: {what}; {remedy}") from error


def _wrapped(call: Callable[[], Outcome]) -> Callable[[], Outcome]:
    """The same call in bytes that the scheduler, which looks at all, need not understand."""
    content = pickle.dumps(call)

    def unwrap() -> Outcome:
        outcome: Outcome = pickle.loads(content)()
        return outcome

    return unwrap


def do(work: Work, url: str, mark: str, original: bytes, job: Job) -> Outcome:
    """On a worker: do a job in folders of its own, and leave the offers in the shared cache."""
    if mark != _mark():
        what = "a worker has other encoders than this machine"
        raise BadSettings(f"PICTURE_EXECUTOR: {what}; install the same packages there, {_REMEDY}")
    with tempfile.TemporaryDirectory() as folder:
        content, cache = Path(folder, "content"), Cache(Path(folder, "images"))
        path = content / job.path
        path.parent.mkdir(parents=True)
        path.write_bytes(original)
        try:
            outcome = work(content, cache, job)
        except MemoryError:
            return TOO_MUCH_MEMORY
        _, why_not = give(url, cache, [want.key for want in job.wants])
    if why_not:
        what = f"a worker cannot use PICTURE_CACHE {shown(url)} ({why_not})"
        raise BadSettings(f"{what}; let it write there, {_REMEDY}")
    return outcome


def _mark() -> str:
    """What this machine makes of pictures, as far as it is not in the job: a digest."""
    return sha256(recipe().encode()).hexdigest()
