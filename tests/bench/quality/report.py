"""Print the qualities in the form of `plugins/images/quality.py`, and the evidence."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict

from tests.bench.photos.job import FORMATS
from tests.bench.quality.calibrate import TIERS, Chosen
from tests.bench.quality.levers import Lever
from tests.bench.quality.sources import MEDIA
from tests.bench.tabulate import Row


def source(chosen: Chosen) -> str:
    """The table as Python."""
    lines = ["_QUALITY = {"]
    for format in FORMATS:
        lines.append(f'    "{format}": {{')
        for medium in MEDIA:
            found = zip(TIERS[medium], chosen[format, medium], strict=True)
            tiers = ", ".join(f"({tier.widest}, {each.quality})" for tier, each in found)
            lines.append(f'        "{medium}": ({tiers}),')
        lines.append("    },")
    return "\n".join([*lines, "}", ""])


def rows(chosen: Chosen) -> Iterator[Row]:
    """The heading, then what every quality gives."""
    yield ("", "medium", "width", "target", "quality", "mean", "worst", "kB", "heaviest kB")
    for (format, medium), found in chosen.items():
        for tier, each in zip(TIERS[medium], found, strict=True):
            yield (
                format,
                medium,
                str(tier.tried),
                f"{tier.target:.0f}",
                str(each.quality),
                f"{each.mean:.1f}",
                f"{each.worst:.1f}",
                f"{each.bytes / 1e3:.1f}",
                f"{each.heaviest / 1e3:.1f}",
            )


def to_json(chosen: Chosen) -> list[dict[str, object]]:
    """Every figure."""
    return [
        {"format": format, "medium": medium, **asdict(tier), **asdict(each)}
        for (format, medium), found in chosen.items()
        for tier, each in zip(TIERS[medium], found, strict=True)
    ]


def lever_rows(levers: Sequence[Lever]) -> Iterator[Row]:
    """The heading, then every variant at the same score."""
    yield ("", "medium", "settings", "quality", "kB", "CPU ms")
    for each in levers:
        yield (
            each.format,
            each.medium,
            each.name,
            f"{each.quality:.0f}",
            f"{each.bytes / 1e3:.1f}",
            f"{each.seconds * 1e3:.0f}",
        )


def levers_to_json(levers: Sequence[Lever]) -> list[dict[str, object]]:
    """Every figure."""
    return [asdict(each) for each in levers]
