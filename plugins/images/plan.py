"""Plan renditions while pages are rendered: a template asks, the pixels are made at the end."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from plugins.images.encode import Target, recipe
from plugins.images.originals import Measured
from plugins.images.slots import SLOTS, Slot
from plugins.library import Original

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
    """The renditions that the pages of this build ask for.

    `root` is the address of the picture folder, `cache` the folder of finished renditions.
    """

    root: str
    cache: Path
    originals: Mapping[str, Original]
    measured: Mapping[str, Measured]
    targets: dict[str, dict[str, Target]] = field(default_factory=dict)
    _recipe: str = field(default_factory=recipe)

    def picture(self, path: str, slot: str) -> Picture:
        """The picture at kind/key/file for a slot of the layout."""
        place, original = SLOTS[slot], self.measured[path]
        facts = self.originals[path].facts
        sizes = [_size(original, width) for width in _widths(original, place)]
        srcsets = {
            format: ", ".join(
                f"{self._address(path, width, height, format)} {width}w" for width, height in sizes
            )
            for format in MEDIA_TYPES
        }
        usual = min(sizes, key=lambda size: abs(size[0] - _FALLBACK_WIDTH))
        return Picture(
            src=self._address(path, *usual, FALLBACK),
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

    def jobs(self) -> list[tuple[str, list[Target]]]:
        """Every original with the targets that the cache lacks."""
        missing = (
            (path, [target for target in targets.values() if not target.path.exists()])
            for path, targets in self.targets.items()
        )
        return [(path, targets) for path, targets in missing if targets]

    def files(self) -> Iterable[tuple[str, Path]]:
        """Every rendition: its name below the picture folder, and its finished file."""
        for targets in self.targets.values():
            yield from ((name, target.path) for name, target in targets.items())

    def _address(self, path: str, width: int, height: int, format: str) -> str:
        """The address of a rendition, which is now planned."""
        key = f"{self.measured[path].digest} {width} {height} {format} {self._recipe}"
        digest = hashlib.sha256(key.encode()).hexdigest()
        name = f"{PurePosixPath(path).with_suffix('')}-{width}.{digest[:10]}.{format}"
        cached = self.cache / digest[:2] / f"{digest}.{format}"
        self.targets.setdefault(path, {})[name] = Target(width, height, format, cached)
        return f"{self.root}/{name}"


def _widths(original: Measured, slot: Slot) -> list[int]:
    """The slot's widths that the original has; never wider, and at least one."""
    return [width for width in slot.widths if width <= original.width] or [original.width]


def _size(original: Measured, width: int) -> tuple[int, int]:
    return width, max(1, round(original.height * width / original.width))
