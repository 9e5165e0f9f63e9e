"""Count the pages that each tool has made, and refuse to compare unequal work."""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from tests.bench.words import LANGS

Counts = Mapping[str, int]


class UnequalWork(Exception):
    """Two tools have made different numbers of pages; the message says where they differ."""


def html_files(output: Path) -> Counter[str]:
    """How many HTML files a tool has made, by language and section: "en/stories", "vi"."""
    return Counter(_section(path.relative_to(output)) for path in output.rglob("*.html"))


def html_mebibytes(output: Path) -> float:
    """How large the HTML files of a tool are together, in MiB."""
    return sum(path.stat().st_size for path in output.rglob("*.html")) / 2**20


def check_equal(made: Mapping[str, Counts]) -> None:
    """Refuse tools that have not made what the first has made. Raises `UnequalWork`."""
    if not made:
        return
    (first, expected), *others = made.items()
    differences = [
        f"{section}: {first} has {expected.get(section, 0)}, {name} has {counts.get(section, 0)}"
        for name, counts in others
        for section in sorted({*expected, *counts})
        if expected.get(section, 0) != counts.get(section, 0)
    ]
    if differences:
        totals = ", ".join(f"{name} {sum(counts.values())}" for name, counts in made.items())
        listed = "\n".join(f"  {difference}" for difference in differences)
        raise UnequalWork(f"The tools have not made the same pages ({totals}):\n{listed}")


def _section(path: Path) -> str:
    """The language and the section of a page."""
    lang, *rest = path.parts if path.parts[0] in LANGS else ("vi", *path.parts)
    return "/".join((lang, *rest[:-1][:1]))
