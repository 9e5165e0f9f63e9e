"""How the qualities of pictures are chosen."""

import ast

import pytest

from plugins.images import quality as table
from tests.bench.photos.job import FORMATS
from tests.bench.quality import report
from tests.bench.quality.calibrate import TIERS, Chosen, lowest
from tests.bench.quality.levers import VARIANTS, Lever, at_score
from tests.bench.quality.sources import MEDIA
from tests.bench.quality.trial import Outcome, Summary, summary, usual


def summed(quality: int, mean: float, bytes: float = 1000.0) -> Summary:
    """What a quality gives."""
    return Summary(quality, mean, mean - 5, bytes, 2000, 0.1)


def test_the_lowest_quality_that_reaches_the_target_is_found() -> None:
    """Where the score grows with the quality; few are tried."""
    tried = []

    def measure(quality: int) -> Summary:
        tried.append(quality)
        return summed(quality, quality + 0.5)

    assert lowest(measure, 70).quality == 70
    assert len(tried) <= 7


def test_a_target_out_of_reach_gives_the_highest_quality() -> None:
    """Its score is then below the target, and the evidence says so."""
    found = lowest(lambda quality: summed(quality, 40.0), 70)

    assert found.quality == 94
    assert found.mean == pytest.approx(40)


def test_the_worst_picture_is_reported_beside_the_mean() -> None:
    """A mean alone hides a picture that suffers."""
    found = summary(50, [Outcome(60.0, 100, 0.2), Outcome(80.0, 300, 0.4)])

    assert (found.mean, found.worst) == (70.0, 60.0)
    assert (found.bytes, found.heaviest) == (200, 300)


def test_levers_are_compared_at_the_same_score() -> None:
    """Between two points bytes grow by a factor: halfway it is the square root."""
    quality, bytes, _ = at_score([summed(40, 60, 1000), summed(60, 80, 4000)], 70)

    assert quality == pytest.approx(50)
    assert bytes == pytest.approx(2000)


def test_settings_are_those_of_the_site() -> None:
    """With another quality, or what a lever puts in their place."""
    assert usual("webp", 70, method=6) == {**usual("webp", 70), "method": 6}
    assert usual("webp", 70)["quality"] == 70


def test_the_printed_table_is_the_module_s_own_form() -> None:
    """What is printed can be pasted: the same formats, media and tiers."""
    chosen: Chosen = {
        (format, medium): [summed(70, 70.0) for _ in TIERS[medium]]
        for format in FORMATS
        for medium in MEDIA
    }
    printed = ast.literal_eval(report.source(chosen).removeprefix("_QUALITY = "))

    assert printed.keys() == table._QUALITY.keys()
    for format, media in table._QUALITY.items():
        assert printed[format].keys() == media.keys()
        for medium, tiers in media.items():
            assert [tier.widest for tier in TIERS[medium]] == [widest for widest, _ in tiers]
            assert len(printed[format][medium]) == len(tiers)


def test_figures_are_told() -> None:
    """A row and an entry for every quality and every lever."""
    tiers = TIERS["photograph"]
    chosen: Chosen = {("avif", "photograph"): [summed(50, 71.0) for _ in tiers]}
    levers = [Lever("webp", "photograph", "method 4", 76.4, 45_000.0, 0.03)]

    assert len(list(report.rows(chosen))) == 1 + len(tiers)
    assert report.to_json(chosen)[0]["target"] == tiers[0].target
    assert list(report.lever_rows(levers))[1][3:] == ("76", "45.0", "30")
    assert report.levers_to_json(levers)[0]["name"] == "method 4"
    assert VARIANTS.keys() == set(FORMATS)
