"""Pictures of the corpus, and the renditions that our build has made of them, for all tools."""

import re
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from PIL import Image, ImageOps

from plugins.images.slots import SLOTS

# The slots that the templates of the comparison use.
USED_SLOTS = ("plate", "figure", "card")
_SIZE = (1600, 1067)
_MEDIA_TYPES = {"avif": "image/avif", "webp": "image/webp"}
_NAME = re.compile(r"photo-(?P<width>\d+)\.[0-9a-f]+\.(?P<format>avif|webp|jpg)")


class Source(TypedDict):
    """One `<source>`."""

    type: str
    srcset: str


class Picture(TypedDict):
    """What templates print of a picture in one slot."""

    sources: list[Source]
    src: str
    srcset: str
    sizes: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Pictures:
    """Finished pictures: their folder, and what to print, by the key of the topic and by slot."""

    folder: Path
    views: Mapping[str, Mapping[str, Picture]]

    def copy_to(self, folder: Path) -> None:
        """Copy the files."""
        shutil.copytree(self.folder, folder)


@dataclass(frozen=True, slots=True)
class _Rendition:
    width: int
    format: str
    url: str


def paint(path: Path, index: int) -> None:
    """Write a picture of smooth gradients, another for every index."""
    across = Image.linear_gradient("L").rotate(90 * (index % 4))
    around = Image.radial_gradient("L")
    mixed = Image.blend(across, around, 0.2 + 0.6 * (index % 7) / 6)
    hue = (index * 37) % 256
    dark, light = (hue, 60, 255 - hue), (255, 240 - hue // 4, 200)
    image = ImageOps.colorize(mixed, dark, light).resize(_SIZE, Image.Resampling.BICUBIC)
    path.parent.mkdir(parents=True, exist_ok=True)
    image.save(path, quality=80)


def renditions(images: Path, topics: Iterable[str]) -> Pictures:
    """What the folder of pictures that our build made offers to templates."""
    return Pictures(images, {key: _by_slot(images, key) for key in topics})


def _by_slot(images: Path, key: str) -> dict[str, Picture]:
    found = [
        _Rendition(int(match["width"]), match["format"], f"/images/topic/{key}/{path.name}")
        for path in sorted((images / "topic" / key).iterdir())
        if (match := _NAME.fullmatch(path.name))
    ]
    return {slot: _picture(found, slot) for slot in USED_SLOTS}


def _picture(found: list[_Rendition], slot: str) -> Picture:
    """The markup's parts, as `plugins.images.plan` gives them to our own templates."""
    fitting = sorted(
        (each for each in found if each.width in SLOTS[slot].widths), key=lambda each: each.width
    )
    usual = min(fitting, key=lambda each: (each.format != "jpg", abs(each.width - 1200)))
    widest = fitting[-1].width
    return Picture(
        sources=[
            Source(type=media_type, srcset=_srcset(fitting, format))
            for format, media_type in _MEDIA_TYPES.items()
        ],
        src=usual.url,
        srcset=_srcset(fitting, "jpg"),
        sizes=SLOTS[slot].sizes,
        width=widest,
        height=round(_SIZE[1] * widest / _SIZE[0]),
    )


def _srcset(found: list[_Rendition], format: str) -> str:
    return ", ".join(f"{each.url} {each.width}w" for each in found if each.format == format)
