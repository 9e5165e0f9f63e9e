"""Which documents belong together: by place, by topic, by distance."""

import math
from collections.abc import Iterable, Sequence

from plugins.documents import Document
from plugins.schema.place import Coordinates
from plugins.views import Nearby

_EARTH_RADIUS_KM = 6371.0088  # mean radius, IUGG


def related(document: Document, others: Iterable[Document], limit: int) -> list[Document]:
    """The documents that share most places and topics, a place counting double; newest first."""
    places, topics = set(document.facts.places), set(document.facts.topics)

    def shared(other: Document) -> int:
        common_places = len(places & set(other.facts.places))
        return 2 * common_places + len(topics & set(other.facts.topics))

    candidates = [other for other in others if other.name != document.name and shared(other)]
    candidates.sort(key=lambda other: other.name)
    candidates.sort(key=lambda other: (shared(other), other.date), reverse=True)
    return candidates[:limit]


def about(place: Document, others: Iterable[Document]) -> list[Document]:
    """The documents that name a place in their facts, those first for which it comes first."""
    found = [other for other in others if place.key in other.facts.places]
    return sorted(found, key=lambda other: other.facts.places.index(place.key))


def nearby(place: Document, others: Sequence[Document], limit: int) -> list[Nearby]:
    """The nearest places with known coordinates."""
    here = getattr(place.facts, "coordinates", None)
    if here is None:
        return []
    found = [
        Nearby(other, distance_km(here, there))
        for other in others
        if other.name != place.name and (there := getattr(other.facts, "coordinates", None))
    ]
    return sorted(found, key=lambda each: each.km)[:limit]


def distance_km(one: Coordinates, other: Coordinates) -> float:
    """The great-circle distance in kilometres (haversine formula)."""
    lat, other_lat = math.radians(one.lat), math.radians(other.lat)
    half_lat = math.sin((other_lat - lat) / 2) ** 2
    half_lon = math.sin(math.radians(other.lon - one.lon) / 2) ** 2
    share = half_lat + math.cos(lat) * math.cos(other_lat) * half_lon
    return 2 * _EARTH_RADIUS_KM * math.asin(math.sqrt(share))
