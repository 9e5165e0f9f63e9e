import pytest

from plugins.documents import Document
from plugins.relations import about, distance_km, nearby, related
from plugins.schema.place import Coordinates
from tests.specimens import document

STORY = document("story/here", topics=["walks", "tea"], places=["cat-cat", "ta-van"])


def point(lat: float, lon: float) -> Coordinates:
    """A point on the earth."""
    return Coordinates(lat=lat, lon=lon, quality="exact")


def place(key: str, lat: float, lon: float) -> Document:
    """A place with coordinates."""
    return document(f"place/{key}", coordinates={"lat": lat, "lon": lon, "quality": "rough"})


def keys(documents: list[Document]) -> list[str]:
    """The keys of documents."""
    return [each.key for each in documents]


def test_what_shares_most_is_related_first() -> None:
    """A common place counts like two common topics."""
    others = [
        document("story/one-topic", topics=["tea"]),
        document("story/two-places", places=["ta-van", "cat-cat"]),
        document("story/place-and-topic", places=["cat-cat"], topics=["tea"]),
        document("story/nothing", topics=["snow"]),
    ]

    assert ["two-places", "place-and-topic", "one-topic"] == keys(related(STORY, others, 9))


def test_a_place_counts_double() -> None:
    """One place and two topics weigh the same; the newer one comes first."""
    newer_place = document("story/place", places=["cat-cat"], date="2026-02-01")
    topics = document("story/topics", topics=["walks", "tea"])
    older_place = document("story/old", places=["cat-cat"], date="2025-02-01")

    assert ["place", "topics", "old"] == keys(related(STORY, [older_place, topics, newer_place], 9))


def test_related_things_of_one_day_are_in_the_order_of_their_names() -> None:
    """The order is always the same."""
    others = [document(f"story/{key}", topics=["tea"]) for key in ("c", "a", "b")]

    assert ["a", "b"] == keys(related(STORY, others, 2))


def test_nothing_is_related_to_itself() -> None:
    """A document among the others is left out, one of the same key and another kind is not."""
    guide = document("guide/here", topics=["tea"])

    assert [guide] == related(STORY, [STORY, guide], 9)


def test_what_is_about_a_place_names_it() -> None:
    """Those for which it is the most important place come first, in the order given."""
    others = [
        document("story/second", places=["ta-van", "cat-cat"]),
        document("story/first", places=["cat-cat", "ta-van"]),
        document("story/none", places=["ta-van"]),
        document("guide/first-too", places=["cat-cat"]),
    ]

    assert ["first", "first-too", "second"] == keys(about(document("place/cat-cat"), others))


def test_the_nearest_places_come_first() -> None:
    """Nearest first, without the place itself and those of unknown coordinates."""
    here = place("here", 22.3, 103.8)
    others = [
        place("far", 22.6, 103.8),
        here,
        place("near", 22.31, 103.8),
        document("place/nowhere"),
        place("farther", 23, 104),
    ]

    assert ["near", "far"] == [each.document.key for each in nearby(here, others, 2)]
    assert [1.1, 33.4] == [round(each.km, 1) for each in nearby(here, others, 2)]


def test_a_place_of_unknown_coordinates_is_near_to_nothing() -> None:
    """Without a point there is no distance."""
    assert [] == nearby(document("place/nowhere"), [place("near", 22.31, 103.8)], 2)


@pytest.mark.parametrize(
    ("one", "other", "km"),
    [
        pytest.param((22.3, 103.8), (22.3, 103.8), 0, id="the same point"),
        pytest.param((0, 0), (0, 90), 10007.56, id="a quarter of the equator"),
        pytest.param((0, 0), (0, 180), 20015.11, id="the other side"),
        pytest.param((0, 179), (0, -179), 222.39, id="across the date line"),
        pytest.param((60, 0), (60, 1), 55.60, id="a degree far north"),
    ],
)
def test_distances_are_great_circles(
    one: tuple[float, float], other: tuple[float, float], km: float
) -> None:
    """A quarter of the mean circumference is 10 007.56 km, and both ways are as long."""
    assert km == round(distance_km(point(*one), point(*other)), 2)
    assert km == round(distance_km(point(*other), point(*one)), 2)
