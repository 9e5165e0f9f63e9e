"""Run the comparison: paint, let every tool encode in turn, count, score, and run ours again."""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench.measure import Failed, measure
from tests.bench.photos.again import Again
from tests.bench.photos.contenders import CONTENDERS, Contender
from tests.bench.photos.counting import check_equal, made, sizes
from tests.bench.photos.job import FORMATS, WIDTHS, read
from tests.bench.photos.photograph import SIZE, paint_all
from tests.bench.photos.result import Result
from tests.bench.photos.score import sample, scores
from tests.bench.tools.base import ROOT, CannotRun, remove

_STAGED = 6  # originals are enough to tell where the time goes

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Options:
    """How many photographs of which size, which tools, how often; how many are scored."""

    photos: int
    tools: Sequence[str]
    runs: int
    scored: int
    work: Path
    size: tuple[int, int] = SIZE


def compare(options: Options, say: Say) -> Result:
    """Compare. Raises `UnequalWork` and `measure.Failed`."""
    result = Result(options.photos, options.photos * len(WIDTHS) * len(FORMATS))
    say(f"Making {options.photos} photographs …")
    originals = paint_all(options.work / "photographs", options.photos, options.size)
    contenders = list(_ready(options, originals, result, say))
    for number in range(options.runs):
        say(f"Run {number + 1} of {options.runs} …")
        # Whoever was first is last the next time.
        for contender in contenders[:: -1 if number % 2 else 1]:
            _run(contender, result)
            say(f"  {contender.name}: {result.costs[contender.name][-1].wall:.1f} s")
        check_equal({each.name: made(each.output) for each in contenders})
    say("Scoring …")
    for contender in contenders:
        result.bytes[contender.name] = sizes(contender.output)
        if options.scored:
            pairs = sample(read(contender.job), options.scored)
            result.scores[contender.name] = scores(pairs)
    for contender in contenders:
        if contender.name == "ours":
            result.again = _again(contender)
            result.stages = _stages(contender, originals)
    return result


def _ready(
    options: Options, originals: Sequence[Path], result: Result, say: Say
) -> Iterator[Contender]:
    """The tools that can run here."""
    for name in options.tools:
        contender = CONTENDERS[name](options.work / name)
        try:
            version = contender.version()
            contender.prepare(originals)
        except CannotRun as reason:
            result.left_out[name] = str(reason)
            say(f"{name} is left out: {reason}")
            continue
        result.versions[name] = version
        result.efforts[name] = contender.effort()
        result.qualities[name] = {
            format: {width: contender.quality(format, width) for width in WIDTHS}
            for format in FORMATS
        }
        yield contender


def _run(contender: Contender, result: Result) -> None:
    remove(contender.output)
    remove(contender.cache)
    cost = measure(contender.command(), ROOT, contender.environment())
    result.costs.setdefault(contender.name, []).append(cost)


def _again(ours: Contender) -> Again:
    """Ours once more, in a process of its own. Raises `Failed` where it has decoded anything."""
    found = Again(**_told(ours, "again", ours.job))
    if found.decodes or found.processes or found.made:
        raise Failed(f"The second run of ours has not found everything made: {found}")
    return found


def _stages(ours: Contender, originals: Sequence[Path]) -> dict[str, float]:
    alone = type(ours)(ours.folder / "stages")
    alone.prepare(originals[:_STAGED])
    return _told(ours, "stages", alone.job)


def _told(ours: Contender, module: str, job: Path) -> dict[str, Any]:
    report = ours.folder / f"{module}.json"
    command = (sys.executable, "-m", f"tests.bench.photos.{module}", str(job), str(report))
    measure(command, ROOT, ours.environment())
    told: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
    return told
