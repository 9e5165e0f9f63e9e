"""Compare what encoders offer besides quality: bytes and time where the score is the same."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from plugins.images.quality import quality
from tests.bench.quality.calibrate import TIERS
from tests.bench.quality.sources import MEDIA, Source
from tests.bench.quality.trial import Laboratory, Settings, Summary, laboratory, usual

_WIDTH, _STEP, _HIGHEST = 800, 8, 95
_TARGETS = {medium: tiers[0].target for medium, tiers in TIERS.items()}
VARIANTS: dict[str, dict[str, Settings]] = {
    "avif": {
        **{f"speed {speed}": {"speed": speed} for speed in range(5, 11)},
        "speed 8, 4:4:4": {"speed": 8, "subsampling": "4:4:4"},
    },
    # Pillow does not pass on libwebp's sharp YUV.
    "webp": {f"method {method}": {"method": method} for method in range(7)},
    "jpg": {
        "progressive": {},
        "optimised": {"progressive": False},
        "plain": {"progressive": False, "optimize": False},
        "progressive, 4:2:2": {"subsampling": "4:2:2"},
        "progressive, 4:4:4": {"subsampling": "4:4:4"},
    },
}


@dataclass(frozen=True, slots=True)
class Lever:
    """Settings at an equal score: the quality that this takes, bytes, CPU seconds."""

    format: str
    medium: str
    name: str
    quality: float
    bytes: float
    seconds: float


def compare(sources: Sequence[Source], say: Callable[[str], None]) -> list[Lever]:
    """Every variant of every format and medium."""
    found = []
    with laboratory() as lab:
        for format, variants in VARIANTS.items():
            for medium in MEDIA:
                pictures = [source for source in sources if source.medium == medium]
                say(f"{format}, {medium}: {len(variants)} settings …")
                for name, variant in variants.items():
                    base = quality(format, medium, _WIDTH)
                    points = _points(lab, pictures, format, variant, base)
                    found.append(Lever(format, medium, name, *at_score(points, _TARGETS[medium])))
    return found


def at_score(points: Sequence[Summary], target: float) -> tuple[float, float, float]:
    """Quality, bytes and seconds at a score, on the line between the two nearest points.

    Bytes grow by factors, so their logarithm is taken. A score outside is on the line extended.
    """
    low, high = sorted(sorted(points, key=lambda each: abs(each.mean - target))[:2], key=_mean)
    share = (target - low.mean) / (high.mean - low.mean)

    def between(first: float, second: float) -> float:
        return first + share * (second - first)

    bytes = math.exp(between(math.log(low.bytes), math.log(high.bytes)))
    return (
        between(low.quality, high.quality),
        bytes,
        between(low.seconds, high.seconds),
    )


def _mean(point: Summary) -> float:
    return point.mean


def _points(
    lab: Laboratory, pictures: Sequence[Source], format: str, variant: Settings, base: int
) -> list[Summary]:
    """What three qualities around one give."""
    return [
        lab.measure(pictures, _WIDTH, format, usual(format, tried, **variant))
        for tried in (base - _STEP, base, min(_HIGHEST, base + _STEP))
    ]
