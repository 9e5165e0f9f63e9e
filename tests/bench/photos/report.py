"""Say what was found: as a table for people, as JSON for programs."""

import os
import platform
from collections.abc import Iterator
from dataclasses import asdict

from tests.bench.photos.job import FORMATS
from tests.bench.photos.result import Result
from tests.bench.tabulate import Row


def rows(result: Result) -> Iterator[Row]:
    """The heading of the table, then a row for each tool."""
    sizes = (f"{format} MB" for format in FORMATS)
    scores = (f"{format} score" for format in FORMATS)
    yield ("", "files", "wall", "CPU", "MiB", *sizes, *scores)
    for tool in result.costs:
        cost, scored = result.median(tool), result.scores.get(tool, {})
        yield (
            tool,
            f"{result.renditions:,}",
            f"{cost.wall:.1f}",
            f"{cost.cpu:.1f}",
            "–" if cost.peak is None else f"{cost.peak:,.0f}",
            *(f"{result.bytes[tool].get(format, 0) / 1e6:.2f}" for format in FORMATS),
            *(f"{scored[format]:.1f}" if format in scored else "–" for format in FORMATS),
        )


def remarks(result: Result) -> Iterator[str]:
    """What stands below the table."""
    for name, ratio in result.ratios().items():
        if ratio is not None:
            measure, _, tool = name.split("_")
            yield f"ours / {tool}, {measure}: {ratio:.3f}"
    if again := result.again:
        yield (
            f"second run of ours: {again.opened} files opened, {again.decodes} decoded,"
            f" {again.processes} processes started; {again.ms_per_1000:.0f} ms for 1,000 renditions"
        )
    if result.stages:
        told = ", ".join(f"{name} {spent:.0f}" for name, spent in result.stages.items())
        yield f"ours, milliseconds a photograph in one process: {told}"
    for tool, qualities in result.qualities.items():
        speed, method = result.efforts[tool]
        told = ", ".join(
            f"{format} {'/'.join(str(value) for value in by_width.values())}"
            for format, by_width in qualities.items()
        )
        yield f"{tool}: quality {told}; AVIF speed {speed}, WebP method {method}"
    for tool, reason in result.left_out.items():
        yield f"{tool} is left out: {reason}"
    yield ", ".join(f"{tool} {version}" for tool, version in result.versions.items())
    yield (
        f"{result.photos} photographs; seconds are medians of whole processes, on"
        f" {os.cpu_count()} CPUs; MiB: the largest process; scores: mean SSIMULACRA2 of a sample"
    )


def to_json(result: Result) -> dict[str, object]:
    """Every figure."""
    ours = result.median("ours") if "ours" in result.costs else None
    return {
        "photos": result.photos,
        "renditions": result.renditions,
        "ratios": result.ratios(),
        "score": {tool: result.score(tool) for tool in result.scores},
        "scores": result.scores,
        "peak_mib": ours.peak if ours else None,
        "bytes": {tool: dict(sizes) for tool, sizes in result.bytes.items()},
        "qualities": result.qualities,
        "again": asdict(result.again) if result.again else None,
        "stages_ms": result.stages,
        "left_out": result.left_out,
        "tools": {tool: _details(result, tool) for tool in result.costs},
        "cpus": os.cpu_count(),
        "platform": platform.platform(),
        "python": platform.python_version(),
    }


def _details(result: Result, tool: str) -> dict[str, object]:
    return {
        "version": result.versions[tool],
        "median": asdict(result.median(tool)),
        "runs": [asdict(cost) for cost in result.costs[tool]],
    }
