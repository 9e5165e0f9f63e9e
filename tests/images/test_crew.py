import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from plugins.images.crew import Crew, Outcome, outcomes
from plugins.images.encode import Treatment
from plugins.images.jobs import Job
from tests.images.jobs import RIGHTS

TREATMENT = Treatment((4, 3), False, "", RIGHTS)
JOBS = [Job(f"place/cat-cat/{number}.jpg", TREATMENT, ()) for number in range(20)]


class Died(Exception):
    """What a future raises whose worker died."""


def crew(task: Callable[[Job], Outcome], ahead: int = 4, patience: float | None = None) -> Crew:
    """Threads that do a task."""
    return Crew(
        open=ThreadPoolExecutor,
        order=lambda job: partial(task, job),
        died=Died,
        ahead=ahead,
        patience=patience,
    )


def number(job: Job) -> int:
    """The number of a job."""
    return int(Path(job.path).stem)


def test_every_job_has_its_outcome() -> None:
    """Whatever the executor; jobs of one original have one each."""
    jobs = [*JOBS, *JOBS]

    assert sorted((job.path, number(job)) for job in jobs) == sorted(outcomes(crew(number), jobs))


def test_few_jobs_are_given_ahead() -> None:
    """A job may carry its original: all of them would be too much."""
    given: list[Job] = []
    done: list[str] = []

    def order(job: Job) -> Callable[[], Outcome]:
        given.append(job)
        assert len(given) - len(done) <= 4
        return partial(number, job)

    for path, _ in outcomes(replace(crew(number), order=order), JOBS):
        done.append(path)
    assert len(JOBS) == len(given) == len(done)


def test_who_kills_a_worker_is_told_from_who_was_beside_it() -> None:
    """What is left is done again, one by one."""
    seen: list[int] = []

    def deadly(job: Job) -> int:
        seen.append(number(job))
        if number(job) == 7 or (number(job) == 8 and seen.count(8) == 1):
            raise Died
        return number(job)

    found = dict(outcomes(crew(deadly), JOBS))

    assert "it needs more time or memory than a picture may" == found.pop(JOBS[7].path)
    assert {job.path: number(job) for job in JOBS if number(job) != 7} == found
    assert [2, 2] == [seen.count(7), seen.count(8)]


def test_what_is_no_death_is_raised() -> None:
    """A mistake of ours is not blamed on a picture."""

    def wrong(job: Job) -> int:
        raise LookupError(job.path)

    with pytest.raises(LookupError):
        list(outcomes(crew(wrong), JOBS))


def test_nobody_is_waited_for_without_end() -> None:
    """Those of which nothing comes are named; the others are done."""
    end = threading.Event()

    def slow(job: Job) -> int:
        if number(job) in (3, 4):
            end.wait(30)
        return number(job)

    started = time.monotonic()
    crew_of_three = replace(crew(slow, patience=1.0), open=lambda _: pool)
    with ThreadPoolExecutor(3) as threads:
        pool = nullcontext(threads)
        found = dict(outcomes(crew_of_three, JOBS))
        end.set()

    assert time.monotonic() - started < 10
    assert {JOBS[3].path, JOBS[4].path} == {path for path in found if isinstance(found[path], str)}
    assert "nothing came of it in time" == found[JOBS[3].path]
    assert len(JOBS) == len(found)
