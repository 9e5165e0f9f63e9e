"""Plan renditions while pages are rendered: a template asks, the pixels are made at the end."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from plugins.images.encode import Target, recipe
from plugins.images.originals import Measured
from plugins.images.slots import SLOTS, Slot
from plugins.library import Original

# A picture that a page shows: its path (kind/key/file), the slot of the layout, its digest.
Use = tuple[str, str, str]

MEDIA_TYPES = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}
FALLBACK = "jpg"
_FALLBACK_WIDTH = 1200


@dataclass(frozen=True, slots=True)
class Source:
    """One `<source>`: its media type and its candidates."""

    type: str
    srcset: str


@dataclass(frozen=True, slots=True)
class Picture:
    """What a template needs to show a picture: addresses, the size of the widest, and rights."""

    src: str
    srcset: str
    sources: tuple[Source, ...]
    sizes: str
    width: int
    height: int
    credit: str
    licence: str
    medium: str
    inks: tuple[str, ...]


@dataclass(slots=True)
class Plan:
    """The renditions that pages ask for.

    `root` is the address of the picture folder, `cache` the folder of finished renditions,
    `original` finds the original of a path. `asked` grows with every picture that is asked for.
    """

    root: str
    cache: Path
    original: Callable[[str], Original]
    asked: set[Use] = field(default_factory=set)
    _recipe: str = field(default_factory=recipe)
    _known: dict[tuple[str, str], tuple[Use, Picture]] = field(default_factory=dict)

    def picture(self, path: str, slot: str) -> Picture:
        """The picture at kind/key/file for a slot of the layout."""
        if (path, slot) not in self._known:
            self._known[path, slot] = self._picture(path, slot)
        use, view = self._known[path, slot]
        self.asked.add(use)
        return view

    def _picture(self, path: str, slot: str) -> tuple[Use, Picture]:
        original, place = self.original(path), SLOTS[slot]
        sizes = _sizes(original.measured, place)
        names = {size: self._names(path, original.measured, size) for size in sizes}
        srcsets = {
            format: ", ".join(f"{self.root}/{names[size][format][0]} {size[0]}w" for size in sizes)
            for format in MEDIA_TYPES
        }
        usual = min(sizes, key=lambda size: abs(size[0] - _FALLBACK_WIDTH))
        facts = original.facts
        view = Picture(
            src=f"{self.root}/{names[usual][FALLBACK][0]}",
            srcset=srcsets[FALLBACK],
            sources=tuple(
                Source(MEDIA_TYPES[format], srcset)
                for format, srcset in srcsets.items()
                if format != FALLBACK
            ),
            sizes=place.sizes,
            width=sizes[-1][0],
            height=sizes[-1][1],
            credit=facts.credit,
            licence=facts.licence,
            medium=facts.medium,
            inks=tuple(facts.inks),
        )
        return (path, slot, original.measured.digest), view

    def targets(self, uses: Iterable[Use]) -> dict[str, dict[str, Target]]:
        """The renditions of these uses by original's path, and by name below the picture folder."""
        found: dict[str, dict[str, Target]] = {}
        for path, slot, _ in sorted(uses):
            measured = self.original(path).measured
            for size in _sizes(measured, SLOTS[slot]):
                for format, (name, file) in self._names(path, measured, size).items():
                    found.setdefault(path, {})[name] = Target(*size, format, file)
        return found

    def _names(
        self, path: str, measured: Measured, size: tuple[int, int]
    ) -> dict[str, tuple[str, Path]]:
        """The name and the cached file of a rendition in each format."""
        found = {}
        stem = PurePosixPath(path).with_suffix("")
        for format in MEDIA_TYPES:
            key = f"{measured.digest} {size[0]} {size[1]} {format} {self._recipe}"
            digest = hashlib.sha256(key.encode()).hexdigest()
            name = f"{stem}-{size[0]}.{digest[:10]}.{format}"
            found[format] = name, self.cache / digest[:2] / f"{digest}.{format}"
        return found


def _sizes(original: Measured, slot: Slot) -> list[tuple[int, int]]:
    """Width and height for the slot's widths that the original has; never wider, at least one."""
    widths = [width for width in slot.widths if width <= original.width] or [original.width]
    return [(width, max(1, round(original.height * width / original.width))) for width in widths]
