import pytest

from plugins.documents import Document
from plugins.relations import about, distance_km, heights, nearby, related
from plugins.schema.place import Coordinates
from plugins.things import Thing
from tests.specimens import document, library, thing

STORY = thing("story/here", topics=["walks", "tea"], places=["cat-cat", "ta-van"])


def point(lat: float, lon: float) -> Coordinates:
    """A point on the earth."""
    return Coordinates(lat=lat, lon=lon, quality="exact")


def place(key: str, lat: float, lon: float) -> Document:
    """A place with coordinates."""
    return document(f"place/{key}", coordinates={"lat": lat, "lon": lon, "quality": "rough"})


def related_to(here: Thing, *others: Thing, lang: str = "vi") -> list[str]:
    """The names of what is related to a thing."""
    known = library(here, *others)
    document = known.card(here.name, lang)
    assert document
    return [other.name for other in related(known, document)]


def stories(*keys: str) -> list[str]:
    """The names of stories."""
    return [f"story/{key}" for key in keys]


def test_what_shares_most_is_related_first() -> None:
    """A common place counts like two common topics."""
    others = [
        thing("story/one-topic", topics=["tea"]),
        thing("story/two-places", places=["ta-van", "cat-cat"]),
        thing("story/place-and-topic", places=["cat-cat"], topics=["tea"]),
        thing("story/nothing", topics=["snow"]),
    ]

    assert stories("two-places", "place-and-topic", "one-topic") == related_to(STORY, *others)


def test_a_place_counts_double() -> None:
    """One place and two topics weigh the same; the newer one comes first."""
    newer_place = thing("story/place", places=["cat-cat"], date="2026-02-01")
    topics = thing("story/topics", topics=["walks", "tea"])
    older_place = thing("story/old", places=["cat-cat"], date="2025-02-01")

    assert stories("place", "topics", "old") == related_to(STORY, older_place, topics, newer_place)


def test_related_things_of_one_day_are_in_the_order_of_their_names() -> None:
    """The order is always the same, and three are enough."""
    others = [thing(f"story/{key}", topics=["tea"]) for key in ("d", "c", "a", "b")]

    assert stories("a", "b", "c") == related_to(STORY, *others)


def test_nothing_is_related_to_itself() -> None:
    """The thing itself is left out, one of the same key and another kind is not."""
    assert ["guide/here"] == related_to(STORY, thing("guide/here", topics=["tea"]))


def test_what_is_related_can_be_read() -> None:
    """Stories, festivals and guides: a place or an award is no text to go on with."""
    kinds = ("story", "place", "award", "festival", "guide", "page")
    others = [thing(f"{kind}/{kind}", topics=["tea"], places=["cat-cat"]) for kind in kinds]

    assert ["festival/festival", "guide/guide", "story/story"] == related_to(STORY, *others)


def test_what_is_related_is_in_the_same_language() -> None:
    """What is not translated, or not out yet, is not offered."""
    here = thing("story/here", "vi", "en", topics=["tea"])
    others = [
        thing("story/vi", "vi", topics=["tea"]),
        thing("story/en", "vi", "en", topics=["tea"]),
        thing("story/later", "vi", "en", topics=["tea"], date="2099-01-01"),
    ]

    assert stories("en") == related_to(here, *others, lang="en")


def told_of(name: str, *others: Thing, lang: str = "vi") -> list[str]:
    """The names of what is about a place."""
    known = library(thing(name, "vi", "en"), *others)
    document = known.card(name, lang)
    assert document
    return [other.name for other in about(known, document)]


def test_what_is_about_a_place_names_it() -> None:
    """Those for which it is the most important place come first, stories before guides."""
    others = [
        thing("story/second", places=["ta-van", "cat-cat"]),
        thing("guide/first-too", places=["cat-cat"]),
        thing("story/first", places=["cat-cat", "ta-van"]),
        thing("story/none", places=["ta-van"]),
    ]

    assert ["story/first", "guide/first-too", "story/second"] == told_of("place/cat-cat", *others)


def test_what_is_about_a_place_is_in_its_language() -> None:
    """And there is an end to it: the list is one page."""
    others = [thing(f"story/{number}", places=["cat-cat"]) for number in range(60)]
    english = thing("story/en", "vi", "en", places=["cat-cat"])

    assert 48 == len(told_of("place/cat-cat", *others))
    assert ["story/en"] == told_of("place/cat-cat", *others, english, lang="en")


def test_heights_are_those_that_are_known() -> None:
    """In the order of the places; the sea has one too."""
    peak, sea = document("place/peak", altitude=3147), document("place/sea", altitude=0)

    assert [(peak, 3147), (sea, 0)] == heights([peak, document("place/unknown"), sea])


def test_the_nearest_places_come_first() -> None:
    """Nearest first, without the place itself and those of unknown coordinates."""
    here = place("here", 22.3, 103.8)
    others = [
        place("far", 22.6, 103.8),
        here,
        place("near", 22.31, 103.8),
        document("place/nowhere"),
    ]

    assert ["near", "far"] == [each.document.key for each in nearby(here, others)]
    assert [1.1, 33.4] == [round(each.km, 1) for each in nearby(here, others)]


def test_four_places_are_near_enough() -> None:
    """The others are not shown."""
    others = [place(f"at-{lat}", lat, 103.8) for lat in (28, 24, 27, 25, 26)]

    assert ["at-24", "at-25", "at-26", "at-27"] == [
        each.document.key for each in nearby(place("here", 22, 103.8), others)
    ]


def test_a_place_of_unknown_coordinates_is_near_to_nothing() -> None:
    """Without a point there is no distance."""
    assert [] == nearby(document("place/nowhere"), [place("near", 22.31, 103.8)])


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
