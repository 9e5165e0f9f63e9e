"""Which documents belong together: by place, by topic, by distance."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from heapq import nlargest

from plugins.documents import Document
from plugins.facets import altitude
from plugins.library import Library
from plugins.schema.place import Coordinates
from plugins.views import Nearby

_EARTH_RADIUS_KM = 6371.0088  # mean radius, IUGG
_RELATED = 3
_NEARBY = 4
_ABOUT = 48
# Of a topic with a thousand stories, the newest are looked at.
_CANDIDATES = 50
_READ_ON = ("story/", "festival/", "guide/")


def related(library: Library, document: Document) -> list[Document]:
    """What shares most places and topics, a place counting double; newest first."""
    shared: Counter[str] = Counter()
    days: dict[str, int] = {}
    for kind, keys, weight in (
        ("topic", document.facts.topics, 1),
        ("place", document.facts.places, 2),
    ):
        for key in keys:
            facet = f"{kind}/{key}@{document.lang}"
            for item in library.head(facet, _READ_ON, _CANDIDATES):
                shared[item.name] += weight
                days[item.name] = item.day
    del shared[document.name]
    # Most share little: only those that reach the last place need be put in order.
    least = min(nlargest(_RELATED, shared.values()), default=0)
    near = (name for name, weight in shared.items() if weight >= least)
    best = sorted(near, key=lambda name: (-shared[name], -days[name], name))[:_RELATED]
    found = (library.card(name, document.lang) for name in best)
    return [other for other in found if other]


def about(library: Library, place: Document) -> list[Document]:
    """The documents that name a place in their facts, those first for which it comes first."""
    items = library.items(f"{place.name}@{place.lang}")[:_ABOUT]
    found = (library.card(item.name, place.lang) for item in items)
    return [document for document in found if document]


def heights(places: Iterable[Document]) -> list[tuple[Document, int]]:
    """The places whose height is known, with their metres."""
    return [(place, altitude(place.facts)) for place in places if altitude(place.facts) >= 0]


def nearby(place: Document, others: Sequence[Document]) -> list[Nearby]:
    """The nearest places with known coordinates."""
    here = getattr(place.facts, "coordinates", None)
    if here is None:
        return []
    found = [
        Nearby(other, distance_km(here, there))
        for other in others
        if other.name != place.name and (there := getattr(other.facts, "coordinates", None))
    ]
    return sorted(found, key=lambda each: each.km)[:_NEARBY]


def distance_km(one: Coordinates, other: Coordinates) -> float:
    """The great-circle distance in kilometres (haversine formula)."""
    lat, other_lat = math.radians(one.lat), math.radians(other.lat)
    half_lat = math.sin((other_lat - lat) / 2) ** 2
    half_lon = math.sin(math.radians(other.lon - one.lon) / 2) ** 2
    share = half_lat + math.cos(lat) * math.cos(other_lat) * half_lon
    return 2 * _EARTH_RADIUS_KM * math.asin(math.sqrt(share))
