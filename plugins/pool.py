"""Do one thing for many items: in this process for few, in a process a core for many."""

import ctypes
import gc
import multiprocessing
import os
import pickle
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any, NoReturn, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

_PR_SET_PDEATHSIG = 1  # linux/prctl.h
_SECONDS_TO_END = 1.0
# What this process does with an item: a worker is told once, not with every item.
_task: list[Callable[[Any], Any]] = []
_FORK = "fork" in multiprocessing.get_all_start_methods() and os.uname().sysname != "Darwin"


def each(
    begin: Callable[[], Callable[[Item], Result]],
    items: Sequence[Item],
    many: int,
    workers: int = 0,
) -> Iterator[Result]:
    """The result for every item, in any order.

    `begin` runs once in every process, and gives what is to be done with an item. Fewer than
    `many` items are done in this process. `workers` is the number of processes, 0 for one a core.
    """
    count = workers or worker_count()
    if len(items) < many or count < 2:
        task = begin()
        yield from (task(item) for item in items)
        return
    # Pages of memory that nobody writes to stay shared between the processes.
    gc.collect()
    gc.freeze()
    context = multiprocessing.get_context("fork" if _FORK else "spawn")
    with ProcessPoolExecutor(count, context, _begin, (begin,)) as pool:
        try:
            for chunk in as_completed([pool.submit(_do, part) for part in _parts(items, count)]):
                yield from chunk.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
        finally:
            gc.unfreeze()


def meanwhile(function: Callable[[], Result]) -> Callable[[], Result]:
    """Begin something in a process of its own; what is returned waits for its result.

    Where processes cannot fork, it is done when the result is asked for.
    """
    if not _FORK:
        return function
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        _answer(function, writing)
    os.close(writing)

    def result() -> Result:
        with os.fdopen(reading, "rb") as pipe:
            content = pipe.read()
        os.waitpid(child, 0)
        answer: Result = _come_home(content)
        return answer

    return result


def apart(function: Callable[..., Result], *given: object) -> Result:
    """Do something in a fresh process of its own, which ends with all its threads when it is done.

    So it may wait for others in as many threads as it likes: the build has none, and can fork.
    Raises what the function raises, `ChildProcessError` where its process was killed.
    """
    context = multiprocessing.get_context("spawn")
    reading, writing = context.Pipe(duplex=False)
    process = context.Process(target=_tell, args=(writing, function, given), daemon=True)
    process.start()
    writing.close()
    try:
        content = reading.recv_bytes()
        # It has to tidy up what the system keeps for it; threads may keep it from its end.
        process.join(_SECONDS_TO_END)
    except EOFError:
        raise ChildProcessError("the process was killed") from None
    finally:
        process.kill()
        process.join()
        reading.close()
    answer: Result = _come_home(content)
    return answer


def _tell(pipe: Connection, function: Callable[..., Any], given: Sequence[object]) -> None:
    """Send what a function returns, or what went wrong."""
    pipe.send_bytes(_outcome(function, given))


def _answer(function: Callable[[], Any], pipe: int) -> NoReturn:
    """Write what a function returns, or what went wrong, and end this process."""
    outcome = _outcome(function, ())
    # Where nobody asks any more, nobody reads.
    with suppress(OSError), os.fdopen(pipe, "wb") as file:
        file.write(outcome)
    os._exit(0)


def _outcome(function: Callable[..., Any], given: Sequence[object]) -> bytes:
    """In a process of its own: what a function returns, or what went wrong."""
    serve_the_build()
    try:
        return pickle.dumps((True, function(*given)))
    except BaseException as error:  # noqa: BLE001  # it is raised where the result is asked for
        return pickle.dumps((False, error))


def _come_home(outcome: bytes) -> Any:
    """What the function returned, which our own child wrote. Raises what it raised."""
    went_well, found = pickle.loads(outcome)
    if not went_well:
        raise found
    return found


def worker_count() -> int:
    """One a core; the environment variable SITE_WORKERS says otherwise."""
    chosen = os.environ.get("SITE_WORKERS", "")
    return max(1, int(chosen)) if chosen.isdecimal() else os.cpu_count() or 1


def serve_the_build() -> None:
    """Ctrl-C is for the build, which ends its workers itself; a worker never outlives its build."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        # Even where the build is killed: what it has begun to write, nobody may go on writing.
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _parts(items: Sequence[Item], workers: int) -> Iterator[Sequence[Item]]:
    """Parts of which each worker gets several, so that none waits long for the last."""
    size = max(1, min(64, len(items) // (workers * 4)))
    return (items[start : start + size] for start in range(0, len(items), size))


def _begin(begin: Callable[[], Callable[[Any], Any]]) -> None:
    serve_the_build()
    # What a worker makes is soon gone, and hardly ever in circles.
    gc.set_threshold(100_000)
    _task[:] = [begin()]


def _do(items: Sequence[Any]) -> list[Any]:
    return [_task[0](item) for item in items]
