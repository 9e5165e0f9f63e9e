"""Count the renditions that each tool has made, and refuse to compare unequal work."""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from PIL import Image

from tests.bench.counting import UnequalWork

# By file name: the format that the file is in, and its pixels.
Made = Mapping[str, tuple[str, int, int]]
_SHOWN = 10


def made(output: Path) -> dict[str, tuple[str, int, int]]:
    """Every rendition of a tool, from the headers of its files."""
    found = {}
    for path in sorted(output.iterdir()):
        with Image.open(path) as image:
            found[path.name] = (image.format or "", *image.size)
    return found


def sizes(output: Path) -> Counter[str]:
    """Bytes of all renditions by format."""
    total: Counter[str] = Counter()
    for path in output.iterdir():
        total[path.suffix[1:]] += path.stat().st_size
    return total


def check_equal(tools: Mapping[str, Made]) -> None:
    """Refuse tools that have not made what the first has made. Raises `UnequalWork`."""
    if not tools:
        return
    (first, expected), *others = tools.items()
    differences = [
        f"  {name}: {first} has {_said(expected.get(name))}, {other} has {_said(found.get(name))}"
        for other, found in others
        for name in sorted({*expected, *found})
        if expected.get(name) != found.get(name)
    ]
    if differences:
        totals = ", ".join(f"{name} {len(found)}" for name, found in tools.items())
        listed = "\n".join(differences[:_SHOWN])
        raise UnequalWork(f"The tools have not made the same renditions ({totals}):\n{listed}")


def _said(rendition: tuple[str, int, int] | None) -> str:
    return "none" if rendition is None else "{} {}×{}".format(*rendition)
