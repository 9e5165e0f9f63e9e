"""Say what was found: as a table for people, as JSON for programs."""

import os
import platform
from collections.abc import Iterator
from dataclasses import asdict

from rich.table import Table

from tests.bench import tabulate
from tests.bench.estimate import MEASURED_STORIES
from tests.bench.measure import Cost
from tests.bench.result import MODES, Result
from tests.bench.tabulate import Row


def rows(result: Result) -> Iterator[Row]:
    """The heading of the table, then a row for each tool, then the floor."""
    yield ("", "pages", *MODES, "CPU", "MiB")
    files = result.html_files()
    for tool in result.costs:
        costs = result.medians(tool)
        estimated = tool in result.estimated
        about = "≈ " if estimated else ""
        walls = (about + _seconds(costs[mode]) if mode in costs else "–" for mode in MODES)
        yield (
            f"{about}{tool}",
            f"{files[tool]:,}" if tool in files else "–",
            *walls,
            f"{about}{costs['cold'].cpu:.2f}" if "cold" in costs else "–",
            _mebibytes(result.peak(tool)),
        )
    if result.floor:
        seconds = f"{result.floor.read + result.floor.create_2:.2f}"
        yield ("floor", "", seconds, *[""] * (len(MODES) + 1))


def remarks(result: Result) -> Iterator[str]:
    """What stands below the table."""
    for name, ratio in result.ratios().items():
        if ratio is not None:
            mode, _, tool = name.split("_")
            about = ", an estimate" if tool in result.estimated else ""
            yield f"ours / {tool}, {mode}: {ratio:.3f}{about}"
    if result.floor:
        yield (
            f"floor: reading all sources: {result.floor.read:.2f} s; creating all output"
            f" {result.floor.create_1:.2f} s with 1 process, {result.floor.create_2:.2f} s with 2"
        )
    for tool, reason in result.left_out.items():
        yield f"{tool} is left out: {reason}"
    versions = ", ".join(f"{tool} {version}" for tool, version in result.versions.items())
    yield f"{result.stories:,} stories in three languages; {versions}"
    for tool in result.estimated:
        yield f"≈ {tool} is an estimate, from {MEASURED_STORIES} stories and a fit of its growth"
    yield (
        f"wall seconds by mode, medians, on {os.cpu_count()} CPUs; CPU: seconds of a cold build;"
        " MiB: the largest process"
    )


def table(result: Result) -> Table:
    """The table for a terminal."""
    return tabulate.table(rows(result))


def markdown(result: Result) -> str:
    """Table and remarks as Markdown."""
    return tabulate.markdown(rows(result), remarks(result))


def to_json(result: Result) -> dict[str, object]:
    """Every figure."""
    tools = {tool: _details(result, tool) for tool in result.costs}
    ours = result.medians("ours") if "ours" in result.costs else {}
    return {
        "stories": result.stories,
        "html_files": result.html_files(),
        "html_mib": result.html_mib,
        "ratios": result.ratios(),
        "seconds": {mode: cost.wall for mode, cost in ours.items()},
        "peak_mib": {tool: result.peak(tool) for tool in result.costs},
        "estimated": result.estimated,
        "left_out": result.left_out,
        "tools": tools,
        "floor": asdict(result.floor) if result.floor else None,
        "cpus": os.cpu_count(),
        "platform": platform.platform(),
        "python": platform.python_version(),
    }


def _details(result: Result, tool: str) -> dict[str, object]:
    medians = result.medians(tool)
    return {
        "version": result.versions[tool],
        "sections": dict(sorted(result.made.get(tool, {}).items())),
        "modes": {
            mode: {"median": asdict(medians[mode]), "runs": [asdict(cost) for cost in costs]}
            for mode, costs in result.costs[tool].items()
        },
    }


def _seconds(cost: Cost) -> str:
    return f"{cost.wall:.2f}"


def _mebibytes(peak: float | None) -> str:
    return "–" if peak is None else f"{peak:,.0f}"
