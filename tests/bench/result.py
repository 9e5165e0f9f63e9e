"""What a comparison has found."""

import statistics
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.bench.floor import Floor
from tests.bench.measure import Cost, median

MODES = ("cold", "unchanged", "body", "title", "new", "template")
# Name, the mode of both, and the other tool: ours is divided by it.
RATIOS = {
    "cold_vs_hugo": ("cold", "hugo"),
    "cold_vs_pelican": ("cold", "pelican"),
    "cold_vs_eleventy": ("cold", "eleventy"),
    "unchanged_vs_hugo": ("unchanged", "hugo"),
}


@dataclass(slots=True)
class Result:
    """The costs of every tool and mode, run after run, and the pages that each has made.

    `html_mib` is the size of those pages: near each other where the templates are equivalent.

    `estimated` tools were run with fewer stories, and their costs reckoned from that.
    """

    stories: int
    versions: dict[str, str] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)
    estimated: list[str] = field(default_factory=list)
    made: dict[str, Counter[str]] = field(default_factory=dict)
    html_mib: dict[str, float] = field(default_factory=dict)
    costs: dict[str, dict[str, list[Cost]]] = field(default_factory=dict)
    floor: Floor | None = None

    def add(self, tool: str, mode: str, cost: Cost) -> None:
        """Note the cost of one run."""
        self.costs.setdefault(tool, {}).setdefault(mode, []).append(cost)

    def medians(self, tool: str) -> dict[str, Cost]:
        """The median cost of a tool by mode."""
        return {mode: median(costs) for mode, costs in self.costs[tool].items()}

    def html_files(self) -> dict[str, int]:
        """How many pages each tool has made."""
        return {tool: sum(counts.values()) for tool, counts in self.made.items()}

    def peak(self, tool: str) -> float | None:
        """MiB of the largest process of a tool, in the mode that needs most."""
        peaks = [cost.peak for cost in self.medians(tool).values() if cost.peak is not None]
        return max(peaks, default=None)

    def ratios(self) -> Mapping[str, float | None]:
        """Our wall time as a share of another tool's: the median of the runs side by side."""
        return {name: self._ratio(mode, tool) for name, (mode, tool) in RATIOS.items()}

    def _ratio(self, mode: str, tool: str) -> float | None:
        ours = self.costs.get("ours", {}).get(mode, [])
        theirs = self.costs.get(tool, {}).get(mode, [])
        shares = [one.wall / other.wall for one, other in zip(ours, theirs, strict=False)]
        return statistics.median(shares) if shares else None
