"""Options of the commands about pictures. Their modules need packages that `build` does not."""

import argparse
import json
from collections.abc import Collection
from pathlib import Path

from rich.console import Console

from tests.bench import tabulate
from tests.bench.tools.base import CannotRun

PICTURE_TOOLS = ("ours", "naive", "pyvips", "sharp")
_MISSING = "{} is not installed: see requirements-bench.txt"


class Names:
    """Reads names from a list with commas."""

    def __init__(self, known: Collection[str]) -> None:
        self.known = known

    def __call__(self, text: str) -> list[str]:
        """The names. Raises `argparse.ArgumentTypeError` for one that is not known."""
        names = text.split(",")
        if unknown := set(names) - set(self.known):
            raise argparse.ArgumentTypeError(f"{', '.join(sorted(unknown))} is not known")
        return names


def add_pictures(parser: argparse.ArgumentParser) -> None:
    """The options of `pictures`."""
    add, tools = parser.add_argument, list(PICTURE_TOOLS)
    add("--photos", type=int, default=60, help="photographs of 4000 × 3000 pixels")
    add("--runs", type=int, default=2, help="how often; medians are shown")
    add("--tools", type=Names(tools), default=tools, help=",".join(tools))
    add("--scored", type=int, default=3, help="photographs whose renditions are scored")
    add("--json", type=Path, help="write every figure to this file")
    add("--markdown", type=Path, help="write the table to this file")
    parser.set_defaults(run=_pictures)


def add_quality(parser: argparse.ArgumentParser) -> None:
    """The options of `quality`."""
    add = parser.add_argument
    add("--pictures", type=int, default=6, help="pictures of each medium")
    add("--photographs", type=Path, help="a folder of real photographs, used besides our own")
    add("--levers", action="store_true", help="compare the encoders' other settings instead")
    add("--json", type=Path, help="write every figure to this file")
    add("--markdown", type=Path, help="write the tables to this file")
    parser.set_defaults(run=_quality)


def write_json(path: Path, value: object) -> None:
    """Write a value to a file."""
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _pictures(asked: argparse.Namespace, work: Path, console: Console) -> int:
    try:
        from tests.bench.photos import report
        from tests.bench.photos.session import Options, compare
    except ModuleNotFoundError as error:
        raise CannotRun(_MISSING.format(error.name)) from None
    chosen = Options(asked.photos, asked.tools, asked.runs, asked.scored, work)
    result = compare(chosen, console.print)
    console.print(tabulate.table(report.rows(result)))
    for remark in report.remarks(result):
        console.print(remark, markup=False, soft_wrap=True)
    if asked.json:
        write_json(asked.json, report.to_json(result))
    if asked.markdown:
        text = tabulate.markdown(report.rows(result), report.remarks(result))
        asked.markdown.write_text(text, encoding="utf-8")
    return 0


def _quality(asked: argparse.Namespace, work: Path, console: Console) -> int:
    try:
        from tests.bench.quality import calibrate, levers, report
        from tests.bench.quality.sources import sources
    except ModuleNotFoundError as error:
        raise CannotRun(_MISSING.format(error.name)) from None
    found = sources(work, asked.pictures, asked.photographs)
    if asked.levers:
        compared = levers.compare(found, console.print)
        rows, figures = list(report.lever_rows(compared)), report.levers_to_json(compared)
        text = ""
    else:
        chosen = calibrate.calibrate(found, console.print)
        rows, figures = list(report.rows(chosen)), report.to_json(chosen)
        text = report.source(chosen)
        console.print(text, markup=False, soft_wrap=True)
    console.print(tabulate.table(rows))
    if asked.json:
        write_json(asked.json, figures)
    if asked.markdown:
        fenced = f"\n```python\n{text}```\n" if text else ""
        asked.markdown.write_text(tabulate.markdown(rows, []) + fenced, encoding="utf-8")
    return 0
