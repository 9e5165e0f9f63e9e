"""`python -m tests.bench build`: compare our build with those of other generators."""

import argparse
import json
import math
import shutil
import tempfile
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path

from rich.console import Console

from tests.bench import plot, report
from tests.bench.counting import UnequalWork
from tests.bench.measure import Failed
from tests.bench.result import MODES
from tests.bench.session import Options, cold, compare
from tests.bench.tools.base import remove
from tests.bench.tools.registry import TOOLS

# Wide enough for the table, also where the output is a file.
_console = Console(highlight=False, width=max(100, shutil.get_terminal_size().columns))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the comparison; 1 where a tool fails or the tools do not make the same pages."""
    asked = _parser().parse_args(arguments)
    try:
        with _work_folder(asked.work) as folder:
            work = Path(folder)
            return _growth(asked, work) if asked.growth else _build(asked, work)
    except (UnequalWork, Failed) as error:
        _console.print(str(error), markup=False, soft_wrap=True)
        return 1


def _build(asked: argparse.Namespace, work: Path) -> int:
    options = Options(asked.stories, asked.tools, asked.modes, asked.runs, work)
    result = compare(options, _console.print)
    _console.print(report.table(result))
    for remark in report.remarks(result):
        _console.print(remark, markup=False, soft_wrap=True)
    if asked.json:
        _write_json(asked.json, report.to_json(result))
    if asked.markdown:
        asked.markdown.write_text(report.markdown(result), encoding="utf-8")
    if asked.plot:
        asked.plot.write_text(plot.svg(result), encoding="utf-8")
    return 0


def _growth(asked: argparse.Namespace, work: Path) -> int:
    """How our cold build grows from the first size to the last."""
    seconds = {}
    for size in asked.growth:
        folder = work / f"growth-{size}"
        cost = cold(size, folder)
        remove(folder)
        seconds[size] = cost.wall
        _console.print(f"{size:,} stories: {cost.wall:.2f} s, {cost.peak:,.0f} MiB")
    first, last = min(seconds), max(seconds)
    exponent = math.log(seconds[last] / seconds[first]) / math.log(last / first)
    _console.print(f"exponent: {exponent:.2f}")
    if asked.json:
        _write_json(asked.json, {"growth": {"seconds": seconds, "exponent": exponent}})
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    build = parser.add_subparsers(required=True).add_parser("build", help="compare whole builds")
    add = build.add_argument
    add("--stories", type=int, default=1000, help="stories of the corpus, each in 3 languages")
    add("--runs", type=int, default=3, help="how often; medians are shown")
    add("--tools", type=_names(TOOLS), default=list(TOOLS), help=",".join(TOOLS))
    add("--modes", type=_names(MODES), default=list(MODES), help=",".join(MODES))
    add("--growth", type=_sizes, help="two sizes: only our cold build, and how it grows")
    add("--work", type=_empty, help="a new folder to work in, and to keep")
    add("--json", type=Path, help="write every figure to this file")
    add("--markdown", type=Path, help="write the table to this file")
    add("--plot", type=Path, help="draw the figures into this SVG file")
    return parser


def _names(known: Sequence[str] | dict[str, type]) -> "Names":
    return Names(tuple(known))


class Names:
    """Reads names from a list with commas."""

    def __init__(self, known: Sequence[str]) -> None:
        self.known = known

    def __call__(self, text: str) -> list[str]:
        """The names. Raises `argparse.ArgumentTypeError` for one that is not known."""
        names = text.split(",")
        if unknown := set(names) - set(self.known):
            raise argparse.ArgumentTypeError(f"{', '.join(sorted(unknown))} is not known")
        return names


def _sizes(text: str) -> list[int]:
    sizes = [int(size) for size in text.split(",")]
    if len(set(sizes)) < 2:
        raise argparse.ArgumentTypeError("two different sizes are needed")
    return sizes


def _work_folder(asked: Path | None) -> "tempfile.TemporaryDirectory[str] | nullcontext[str]":
    if asked is None:
        return tempfile.TemporaryDirectory(prefix="bench-")
    asked.mkdir(parents=True, exist_ok=True)
    return nullcontext(str(asked.resolve()))


def _empty(text: str) -> Path:
    """A folder that may be written to. Raises `argparse.ArgumentTypeError`."""
    path = Path(text)
    if path.exists() and not (path.is_dir() and not any(path.iterdir())):
        raise argparse.ArgumentTypeError(f"{text} exists already; name a new folder")
    return path


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    raise SystemExit(main())
