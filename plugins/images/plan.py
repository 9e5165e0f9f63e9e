"""Plan renditions while pages are rendered: a template asks, and is told what there is.

What there is of a picture is known once it was made. A page that asks for one that was not is
rendered for the list of its pictures, and again when they are finished.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from plugins.images.cache import Cache, Offer, Rendition
from plugins.images.crops import crop
from plugins.images.encode import Target, Treatment, recipe
from plugins.images.jobs import Job, Want
from plugins.images.rights import Rights
from plugins.images.slots import SLOTS, Slot, View
from plugins.library import Original
from plugins.schema.base import Picture as Facts

# A picture that a page shows: its path (kind/key/file), the slot of the layout, the digest of all
# that decides its renditions.
Use = tuple[str, str, str]

MEDIA_TYPES = {
    "avif": "image/avif",
    "webp": "image/webp",
    "jpg": "image/jpeg",
    "png": "image/png",
}
_USUAL_WIDTH = 1200


@dataclass(frozen=True, slots=True)
class Source:
    """One `<source>`: on which screens, its media type, its candidates, the size of the widest."""

    media: str
    type: str
    srcset: str
    sizes: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Picture:
    """What a template needs to show a picture: addresses, the size of the widest, and rights.

    Every browser knows the formats of `src`, one of a usual width, and of `widest`. `tone` is the
    number of the tone that fills the place until the picture is there.
    """

    src: str
    widest: str
    srcset: str
    sources: tuple[Source, ...]
    sizes: str
    width: int
    height: int
    tone: int
    rights: Rights
    medium: str
    inks: tuple[str, ...]


@dataclass(slots=True)
class Plan:
    """The renditions that pages ask for.

    `root` is the address of the picture folder, `cache` has the finished renditions, `original`
    finds the original of a path. `asked` grows with every picture that is asked for, and `unmade`
    with those of them that are still to be made.
    """

    root: str
    cache: Cache
    original: Callable[[str], Original]
    asked: set[Use] = field(default_factory=set)
    unmade: set[Use] = field(default_factory=set)
    _recipe: str = field(default_factory=recipe)
    _known: dict[tuple[str, str], tuple[Use, Picture]] = field(default_factory=dict)

    def picture(self, path: str, slot: str) -> Picture:
        """The picture at kind/key/file for a slot of the layout."""
        known = self._known.get((path, slot))
        if known is None:
            known, complete = self._look(path, slot)
            if complete:
                self._known[path, slot] = known
            else:
                self.unmade.add(known[0])
        self.asked.add(known[0])
        return known[1]

    def jobs(self, uses: Iterable[Use]) -> list[Job]:
        """What the cache lacks of these uses, by original."""
        wanted: dict[str, dict[str, Want]] = {}
        for path, slot, _ in sorted(uses):
            for want in self._wants(path, SLOTS[slot]):
                if self.cache.offer(want.key) is None:
                    wanted.setdefault(path, {})[want.key] = want
        return [
            Job(path, treatment(self.original(path)), tuple(wants.values()))
            for path, wants in wanted.items()
        ]

    def files(self, uses: Iterable[Use]) -> dict[str, tuple[Rendition, Use]]:
        """The finished renditions of these uses by their names below the picture folder."""
        return {
            name(use[0], rendition): (rendition, use)
            for use in sorted(uses)
            for want in self._wants(use[0], SLOTS[use[1]])
            if (offer := self.cache.offer(want.key))
            for rendition in offer.renditions
        }

    def keys(self, uses: Iterable[Use]) -> set[str]:
        """The keys of the offers of these uses."""
        return {want.key for path, slot, _ in uses for want in self._wants(path, SLOTS[slot])}

    def job(self, use: Use) -> Job:
        """All that a use needs, whether there is something of it already or not."""
        path, slot, _ = use
        return Job(path, treatment(self.original(path)), tuple(self._wants(path, SLOTS[slot])))

    def is_begun(self, path: str) -> bool:
        """Whether the cache has something of an original, which so can be decoded."""
        wants = (want for place in SLOTS.values() for want in self._wants(path, place))
        return any(self.cache.offer(want.key) for want in wants)

    def _look(self, path: str, slot: str) -> tuple[tuple[Use, Picture], bool]:
        """A picture as it is now, and whether all of it is made."""
        original, place = self.original(path), SLOTS[slot]
        wants = list(self._wants(path, place))
        found = [self.cache.offer(want.key) for want in wants]
        offers = [offer or want.provisional() for offer, want in zip(found, wants, strict=True)]
        digest = hashlib.sha256(" ".join(want.key for want in wants).encode()).hexdigest()
        view = self._view(path, place, offers, wants[-1].formats[-1], original.facts)
        return ((path, slot, digest[:20]), view), None not in found

    def _view(
        self, path: str, place: Slot, offers: list[Offer], fallback: str, facts: Facts
    ) -> Picture:
        last = [each for each in offers[-1].renditions if each.format == fallback]
        usual = min(last, key=lambda each: abs(each.width - _USUAL_WIDTH))
        sources = [
            source
            for view, offer in zip(place.views, offers, strict=True)
            for source in self._sources(path, view, offer)
        ]
        return Picture(
            src=f"{self.root}/{name(path, usual)}",
            widest=f"{self.root}/{name(path, last[-1])}",
            srcset=self._srcset(path, last),
            # The last of all is what <img> itself has.
            sources=tuple(sources[:-1]),
            sizes=place.views[-1].sizes,
            width=last[-1].width,
            height=last[-1].height,
            tone=offers[-1].tone,
            rights=rights(facts),
            medium=facts.medium,
            inks=tuple(facts.inks),
        )

    def _sources(self, path: str, view: View, offer: Offer) -> Iterator[Source]:
        """One for every format, the best first."""
        for format, media_type in MEDIA_TYPES.items():
            there = [each for each in offer.renditions if each.format == format]
            if there:
                srcset, widest = self._srcset(path, there), there[-1]
                yield Source(
                    view.media, media_type, srcset, view.sizes, widest.width, widest.height
                )

    def _srcset(self, path: str, renditions: Iterable[Rendition]) -> str:
        return ", ".join(f"{self.root}/{name(path, each)} {each.width}w" for each in renditions)

    def _wants(self, path: str, place: Slot) -> Iterator[Want]:
        """What each view of a slot needs of an original."""
        original = self.original(path)
        fallback = "png" if original.measured.transparent and not place.fallback_only else "jpg"
        formats = (fallback,) if place.fallback_only else ("avif", "webp", fallback)
        for view in place.views:
            targets = tuple(_targets(original, view, formats))
            given = (original.measured.digest, treatment(original), targets, self._recipe)
            key = hashlib.sha256(repr(given).encode()).hexdigest()
            yield Want(key, targets, formats)


def name(path: str, rendition: Rendition) -> str:
    """The name of a rendition below the picture folder; it changes with its bytes."""
    stem = PurePosixPath(path).with_suffix("")
    return f"{stem}-{rendition.width}.{rendition.digest[:10]}.{rendition.format}"


def treatment(original: Original) -> Treatment:
    """What all renditions of an original have in common."""
    measured, facts = original.measured, original.facts
    size = (measured.width, measured.height)
    return Treatment(size, measured.transparent, facts.medium, rights(facts))


def rights(facts: Facts) -> Rights:
    """The rights in a picture, from its facts."""
    return Rights(
        creator=facts.creator or facts.credit,
        credit=facts.credit,
        copyright=facts.copyright or f"© {facts.credit}",
        licence=facts.licence,
        terms=facts.terms,
        acquire=str(facts.acquire_url or ""),
    )


def _targets(original: Original, view: View, formats: Iterable[str]) -> Iterator[Target]:
    """The view's widths that the part of the original has; never wider, at least one."""
    measured = original.measured
    box = crop(measured.width, measured.height, view.ratio, original.facts.focus)
    widths = [width for width in view.widths if width <= box.width] or [box.width]
    for format in formats:
        for width in widths:
            yield Target(box, width, max(1, round(box.height * width / box.width)), format)
