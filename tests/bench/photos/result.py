"""What a comparison of pictures has found."""

import statistics
from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.bench.measure import Cost, median
from tests.bench.photos.again import Again

_WALL = ("naive", "sharp", "pyvips")


@dataclass(slots=True)
class Result:
    """Costs of every tool, run after run; what it made, and how that looks.

    `bytes` and `scores` are by tool and format, `qualities` by tool, format and width;
    `stages` are milliseconds an original of ours in one process.
    """

    photos: int
    renditions: int = 0
    versions: dict[str, str] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)
    qualities: dict[str, dict[str, dict[int, int]]] = field(default_factory=dict)
    efforts: dict[str, tuple[int, int]] = field(default_factory=dict)
    costs: dict[str, list[Cost]] = field(default_factory=dict)
    bytes: dict[str, Mapping[str, int]] = field(default_factory=dict)
    scores: dict[str, dict[str, float]] = field(default_factory=dict)
    again: Again | None = None
    stages: dict[str, float] = field(default_factory=dict)

    def median(self, tool: str) -> Cost:
        """The median cost of a tool."""
        return median(self.costs[tool])

    def score(self, tool: str) -> float:
        """The mean score of a tool: formats count alike."""
        return statistics.fmean(self.scores[tool].values())

    def ratios(self) -> dict[str, float | None]:
        """Ours as a share of another tool's: wall time, run by run, and bytes."""
        wall = {f"wall_vs_{tool}": self._wall(tool) for tool in _WALL}
        return {**wall, **{f"bytes_vs_{tool}": self._bytes(tool) for tool in _WALL}}

    def _wall(self, tool: str) -> float | None:
        ours, theirs = self.costs.get("ours", []), self.costs.get(tool, [])
        shares = [one.wall / other.wall for one, other in zip(ours, theirs, strict=False)]
        return statistics.median(shares) if shares else None

    def _bytes(self, tool: str) -> float | None:
        ours, theirs = self.bytes.get("ours"), self.bytes.get(tool)
        return sum(ours.values()) / sum(theirs.values()) if ours and theirs else None
