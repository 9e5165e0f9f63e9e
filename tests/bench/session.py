"""Run the comparison: prepare every tool, build in turn, count, and measure the floor."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.corpus import Corpus, make_corpus
from tests.bench.counting import check_equal, html_files, html_mebibytes
from tests.bench.edits import EDITS, undo
from tests.bench.estimate import MEASURED_STORIES, must_estimate, scaled
from tests.bench.floor import floor
from tests.bench.measure import Cost, measure
from tests.bench.pictures import Pictures, renditions
from tests.bench.result import MODES, Result
from tests.bench.tools.base import CannotRun, Tool
from tests.bench.tools.ours import Ours
from tests.bench.tools.registry import PEERS

# Peers build everything anew in every mode: after the first run, these two tell the rest.
_REPEATED = ("cold", "unchanged")

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Options:
    """What to compare: modes and tools by their names, and how often."""

    stories: int
    tools: Sequence[str]
    modes: Sequence[str]
    runs: int
    work: Path


@dataclass(frozen=True, slots=True)
class Contender:
    """A tool with the corpus that it builds."""

    tool: Tool
    corpus: Corpus

    def run(self, mode: str) -> Cost:
        """Prepare the sources for a mode, then build. Raises `measure.Failed`."""
        if mode == "cold":
            self.tool.forget()
        elif mode in EDITS:
            EDITS[mode](self.tool, self.corpus)
        return measure(self.tool.command(), self.tool.folder, self.tool.environment())


def compare(options: Options, say: Say) -> Result:
    """Compare. Raises `UnequalWork` and `measure.Failed`."""
    result = Result(options.stories)
    corpus = make_corpus(options.stories)
    say(f"Writing {options.stories} stories, and making the pictures once …")
    ours = Contender(Ours(options.work / Ours.name), corpus)
    pictures = _make_pictures(ours)
    contenders = [ours] if Ours.name in options.tools else []
    result.versions[Ours.name] = ours.tool.version()
    for contender in _peers(options, corpus, result):
        try:
            version = contender.tool.version()
            contender.tool.prepare(contender.corpus, pictures)
            result.versions[contender.tool.name] = version
            contenders.append(contender)
        except CannotRun as reason:
            result.left_out[contender.tool.name] = str(reason)
            say(f"{contender.tool.name} is left out: {reason}")
    for number in range(options.runs):
        say(f"Run {number + 1} of {options.runs} …")
        _one_round(contenders, _modes(options, number), result)
    result.floor = floor(ours.tool.folder / "content", ours.tool.output, options.work / "floor")
    return result


def cold(stories: int, folder: Path) -> Cost:
    """A cold build of ours alone."""
    ours = Contender(Ours(folder), make_corpus(stories))
    _make_pictures(ours)
    return ours.run("cold")


def _make_pictures(ours: Contender) -> Pictures:
    """Build once: later builds find finished pictures, and peers get the same."""
    ours.tool.prepare(ours.corpus, Pictures(Path(), {}))
    ours.run("cold")
    pictured = [topic.key for topic in ours.corpus.topics if topic.pictured]
    return renditions(ours.tool.folder, pictured)


def _peers(options: Options, corpus: Corpus, result: Result) -> Iterator[Contender]:
    for name, tool in PEERS.items():
        if name not in options.tools:
            continue
        if must_estimate(name, corpus.size):
            result.estimated.append(name)
            fewer = make_corpus(MEASURED_STORIES, len(corpus.topics))
            yield Contender(tool(options.work / name), fewer)
        else:
            yield Contender(tool(options.work / name), corpus)


def _modes(options: Options, number: int) -> Callable[[str], Iterable[str]]:
    """The modes of a tool in a run; the first is always cold."""
    wanted = [mode for mode in MODES if mode == "cold" or mode in options.modes]

    def modes(tool: str) -> Iterable[str]:
        everything = number == 0 or tool == Ours.name
        return [mode for mode in wanted if everything or mode in _REPEATED]

    return modes


def _count(contenders: Sequence[Contender], result: Result) -> None:
    """Count what was made; tools that are estimated have made less. Raises `UnequalWork`."""
    outputs = {
        contender.tool.name: contender.tool.output
        for contender in contenders
        if contender.tool.name not in result.estimated
    }
    result.made = {name: html_files(output) for name, output in outputs.items()}
    result.html_mib = {name: html_mebibytes(output) for name, output in outputs.items()}
    check_equal(result.made)


def _one_round(
    contenders: Sequence[Contender], modes: Callable[[str], Iterable[str]], result: Result
) -> None:
    """Every mode of every tool, the tools in turn; afterwards the sources are as before."""
    for mode in MODES:
        for contender in contenders:
            name = contender.tool.name
            if mode in modes(name):
                cost = contender.run(mode)
                estimated = name in result.estimated
                result.add(name, mode, scaled(cost, result.stories) if estimated else cost)
        if mode == "cold":
            _count(contenders, result)
    for contender in contenders:
        undo(contender.tool, contender.corpus)
