import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress

import pytest

from plugins.pool import apart, each, meanwhile, worker_count
from tests.conftest import ROOT

_PATIENCE_SECONDS = 10


def squares() -> Callable[[int], int]:
    """Begin to square numbers."""
    return square


def square(number: int) -> int:
    """The square of a number."""
    return number * number


def processes() -> Callable[[int], tuple[int, int]]:
    """Begin to tell who works: this process, and which of its items this is."""
    done: list[int] = []

    def tell(number: int) -> tuple[int, int]:
        done.append(number)
        return os.getpid(), len(done)

    return tell


def failing() -> Callable[[int], int]:
    """Begin to fail at one of the numbers."""
    return fail


def fail(number: int) -> int:
    """Fail at one of the numbers."""
    if number == 42:
        raise LookupError("forty-two")
    return number


def broken() -> Callable[[int], int]:
    """Fail at once."""
    raise LookupError("the beginning")


@pytest.mark.parametrize("workers", [1, 2, 4])
@pytest.mark.parametrize("count", [0, 1, 2, 99, 1000])
def test_every_item_has_its_result(workers: int, count: int) -> None:
    """The same for any number of processes, each item once."""
    found = each(squares, range(count), many=1, workers=workers)

    assert [number * number for number in range(count)] == sorted(found)


def test_few_items_are_done_in_this_process() -> None:
    """In their order, and nothing is started for them."""
    found = list(each(processes, range(9), many=10, workers=2))

    assert [(os.getpid(), number) for number in range(1, 10)] == found


def test_many_items_are_done_in_other_processes() -> None:
    """Each of which begins once, and does several."""
    found = list(each(processes, range(1000), many=1000, workers=2))
    pids = {pid for pid, _ in found}

    assert os.getpid() not in pids
    assert 1 <= len(pids) <= 2
    for pid in pids:
        mine = sorted(number for each_pid, number in found if each_pid == pid)
        assert list(range(1, len(mine) + 1)) == mine


def test_one_worker_is_this_process() -> None:
    """A machine of one core starts nothing."""
    assert {os.getpid()} == {pid for pid, _ in each(processes, range(99), many=1, workers=1)}


@pytest.mark.parametrize("workers", [1, 2, 4])
def test_what_goes_wrong_in_a_process_goes_wrong_here(workers: int) -> None:
    """The exception is the same wherever it arose."""
    with pytest.raises(LookupError, match="forty-two"):
        list(each(failing, range(99), many=1, workers=workers))


def test_what_goes_wrong_at_the_beginning_is_no_silence() -> None:
    """A process that cannot begin ends the work."""
    with pytest.raises(LookupError, match="the beginning"):
        list(each(broken, range(9), many=10))


def test_the_work_can_be_left_early() -> None:
    """Whoever has seen enough does not wait for the rest."""
    found = each(squares, range(10_000), many=1, workers=2)

    assert next(iter(found)) in {number * number for number in range(10_000)}
    found.close()  # type: ignore[attr-defined]  # it is a generator


@pytest.mark.parametrize(
    ("value", "expected"),
    [("3", 3), ("0", 1), ("", os.cpu_count()), ("many", os.cpu_count()), ("-1", os.cpu_count())],
)
def test_the_environment_says_how_many_processes(
    monkeypatch: pytest.MonkeyPatch, value: str, expected: int
) -> None:
    """SITE_WORKERS, where it is a number; at least one; else one a core."""
    monkeypatch.setenv("SITE_WORKERS", value)

    assert expected == worker_count()


def test_something_is_done_meanwhile() -> None:
    """In another process, and its result is there when it is asked for."""
    pid = meanwhile(os.getpid)
    number = meanwhile(lambda: square(12))

    assert 144 == number()
    assert os.getpid() != pid()


def test_a_large_result_comes_whole() -> None:
    """More than a pipe holds at once."""
    found = meanwhile(lambda: list(range(100_000)))

    assert list(range(100_000)) == found()


def said(script: str) -> list[str]:
    """The lines of a script that begins something meanwhile, until all its processes have ended."""
    begin = "import os, time\nfrom plugins.pool import meanwhile\n"
    with subprocess.Popen(
        [sys.executable, "-c", begin + script],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        start_new_session=True,
    ) as process:
        try:
            return process.communicate(timeout=_PATIENCE_SECONDS)[0].splitlines()
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


FAILING = """
def fail():
    raise LookupError("forty-two")
"""
ASKED = f"""{FAILING}
result = meanwhile(fail)
try:
    result()
except LookupError as error:
    print(error)
finally:
    print("the end")
"""
LEFT = """
result = meanwhile(lambda: "a" * 1_000_000)
print("the end", flush=True)
"""
FAILED_AND_LEFT = f"""{FAILING}
try:
    result = meanwhile(fail)
    time.sleep(1)
finally:
    print("the end", flush=True)
"""


def test_what_goes_wrong_meanwhile_goes_wrong_here() -> None:
    """The same exception, when the result is asked for; and this process alone goes on."""
    assert ["forty-two", "the end"] == said(ASKED)


@pytest.mark.parametrize("script", [LEFT, FAILED_AND_LEFT], ids=["well", "badly"])
def test_a_result_that_nobody_asks_for_is_forgotten(script: str) -> None:
    """The other process ends where it began: it never goes on with our work, nor speaks."""
    assert ["the end"] == said(script)


def who() -> tuple[int, int]:
    """The number of this process, and how many threads it has."""
    return os.getpid(), threading.active_count()


def test_what_is_done_apart_is_done_in_a_process_of_its_own() -> None:
    """A fresh one; and what it returns arrives."""
    pid, threads = apart(who)

    assert os.getpid() != pid
    assert 1 == threads
    assert 49 == apart(square, 7)


def test_what_fails_apart_fails_here() -> None:
    """With the same exception."""
    with pytest.raises(LookupError, match="forty-two"):
        apart(fail, 42)


def die() -> None:
    """End this process at once."""
    os.kill(os.getpid(), signal.SIGKILL)


def test_a_process_apart_that_is_killed_is_missed() -> None:
    """Nobody waits for it."""
    with pytest.raises(ChildProcessError, match="was killed"):
        apart(die)


def linger() -> int:
    """Leave a thread behind that never ends."""
    threading.Thread(target=time.sleep, args=(600,)).start()
    return os.getpid()


def test_threads_that_never_end_are_not_waited_for() -> None:
    """They end with their process, which is gone when its result is here."""
    pid = apart(linger)

    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
