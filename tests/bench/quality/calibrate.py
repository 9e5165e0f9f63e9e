"""Find the quality at which each format reaches a score, by medium and width."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tests.bench.photos.job import FORMATS
from tests.bench.quality.sources import MEDIA, Source
from tests.bench.quality.trial import Laboratory, Summary, laboratory, usual

_LOWEST, _HIGHEST = 30, 94

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Tier:
    """Renditions up to a width: at which width they are tried, and the score they are to reach."""

    widest: int
    tried: int
    target: float


# docs/decisions/0008-picture-quality.md defends the targets.
TIERS = {
    "photograph": (Tier(800, 800, 70), Tier(1200, 1200, 68), Tier(9999, 1600, 64)),
    "illustration": (Tier(800, 800, 58), Tier(1200, 1200, 56), Tier(9999, 1600, 52)),
}

# By format and medium: what was found for each tier.
Chosen = dict[tuple[str, str], list[Summary]]


def calibrate(sources: Sequence[Source], say: Say) -> Chosen:
    """The lowest quality of each format, medium and tier whose mean score reaches the target."""
    chosen: Chosen = {}
    with laboratory() as lab:
        for format in FORMATS:
            for medium in MEDIA:
                pictures = [source for source in sources if source.medium == medium]
                say(f"{format}, {medium}: {len(pictures)} pictures …")
                chosen[format, medium] = [
                    _fit(lab, pictures, format, tier) for tier in TIERS[medium]
                ]
    return chosen


def _fit(lab: Laboratory, pictures: Sequence[Source], format: str, tier: Tier) -> Summary:
    def measure(quality: int) -> Summary:
        return lab.measure(pictures, tier.tried, format, usual(format, quality))

    return lowest(measure, tier.target)


def lowest(measure: Callable[[int], Summary], target: float) -> Summary:
    """What the lowest quality that reaches a target gives, or the highest where none does."""
    low, high, best = _LOWEST, _HIGHEST, None
    while low < high:
        middle = (low + high) // 2
        found = measure(middle)
        if found.mean >= target:
            high, best = middle, found
        else:
            low = middle + 1
    return best or measure(high)
