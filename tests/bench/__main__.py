"""`python -m tests.bench`: compare whole builds, or the making of pictures; choose qualities."""

import argparse
import math
import shutil
import tempfile
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from pathlib import Path

from rich.console import Console

from tests.bench import options, plot, report
from tests.bench.counting import UnequalWork
from tests.bench.measure import Failed
from tests.bench.options import Names, write_json
from tests.bench.result import MODES
from tests.bench.session import Options, cold, compare
from tests.bench.tools.base import CannotRun, remove
from tests.bench.tools.registry import TOOLS

# Wide enough for the table, also where the output is a file.
_console = Console(highlight=False, width=max(100, shutil.get_terminal_size().columns))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the comparison; 1 where a tool fails or the tools do not make the same pages."""
    asked = _parser().parse_args(arguments)
    try:
        with _work_folder(asked.work) as folder:
            run: Callable[[argparse.Namespace, Path, Console], int] = asked.run
            return run(asked, Path(folder), _console)
    except (UnequalWork, Failed, CannotRun) as error:
        _console.print(str(error), markup=False, soft_wrap=True)
        return 1


def _build(asked: argparse.Namespace, work: Path, _: Console) -> int:
    if asked.growth:
        return _growth(asked, work)
    chosen = Options(asked.stories, asked.tools, asked.modes, asked.runs, work)
    result = compare(chosen, _console.print)
    _console.print(report.table(result))
    for remark in report.remarks(result):
        _console.print(remark, markup=False, soft_wrap=True)
    if asked.json:
        write_json(asked.json, report.to_json(result))
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
        write_json(asked.json, {"growth": {"seconds": seconds, "exponent": exponent}})
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    commands = parser.add_subparsers(required=True)
    build = commands.add_parser("build", help="compare whole builds")
    add = build.add_argument
    add("--stories", type=int, default=1000, help="stories of the corpus, each in 3 languages")
    add("--runs", type=int, default=3, help="how often; medians are shown")
    add("--tools", type=Names(TOOLS), default=list(TOOLS), help=",".join(TOOLS))
    add("--modes", type=Names(MODES), default=list(MODES), help=",".join(MODES))
    add("--growth", type=_sizes, help="two sizes: only our cold build, and how it grows")
    add("--json", type=Path, help="write every figure to this file")
    add("--markdown", type=Path, help="write the table to this file")
    add("--plot", type=Path, help="draw the figures into this SVG file")
    build.set_defaults(run=_build)
    options.add_pictures(commands.add_parser("pictures", help="compare the making of pictures"))
    options.add_quality(commands.add_parser("quality", help="choose the qualities of pictures"))
    for command in commands.choices.values():
        command.add_argument("--work", type=_empty, help="a new folder to work in, and to keep")
    return parser


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


if __name__ == "__main__":
    raise SystemExit(main())
