"""Reckon what stock Pelican would need for more stories than one has the patience for."""

from tests.bench.measure import Cost

MEASURED_STORIES = 500
_PATIENCE = 2000


def must_estimate(tool: str, stories: int) -> bool:
    """Whether a tool is too slow to be run with so many stories."""
    return tool == "pelican" and stories > _PATIENCE


def scaled(cost: Cost, stories: int) -> Cost:
    """The cost for `stories`, from one that was measured with `MEASURED_STORIES`."""
    factor = _seconds(stories) / _seconds(MEASURED_STORIES)
    return Cost(cost.wall * factor, cost.cpu * factor, None)


def _seconds(stories: int) -> float:
    """CPU seconds of a cold build on the machine on which the fit was made.

    The square comes from Pelican's list scans; they were timed alone at 1,000 to 5,000 stories.
    """
    return 0.7 + 32.5e-3 * stories + 0.27e-6 * stories**2
