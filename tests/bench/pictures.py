"""Pictures of the corpus, and the renditions that our build has made of them, for all tools."""

import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from PIL import Image, ImageOps

from plugins.images.cache import Cache
from plugins.images.originals import measure
from plugins.images.plan import Picture as View
from plugins.images.plan import Plan
from plugins.library import Original
from plugins.schema.base import Picture as Facts

# The slots that the templates of the comparison use.
USED_SLOTS = ("plate", "figure", "card")
_SIZE = (1600, 1067)
RIGHTS = {"credit": "Sa Pa", "licence": "CC BY 4.0", "medium": "illustration"}


class Source(TypedDict):
    """One `<source>`."""

    media: str
    type: str
    srcset: str
    sizes: str


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


def renditions(project: Path, topics: Iterable[str]) -> Pictures:
    """What our build of a project offers to templates; it is finished."""
    content = project / "content"
    rights = Facts.model_validate(RIGHTS)

    def original(path: str) -> Original:
        return Original(content / path, measure(content / path), rights)

    plan = Plan("/images", Cache(project / ".cache" / "images"), original)
    views = {key: _by_slot(plan, f"topic/{key}/photo.jpg") for key in topics}
    assert not plan.unmade, "a picture that the templates of the comparison use was not made"
    return Pictures(project / "output" / "images", views)


def _by_slot(plan: Plan, path: str) -> dict[str, Picture]:
    return {slot: _picture(plan.picture(path, slot)) for slot in USED_SLOTS}


def _picture(view: View) -> Picture:
    """The markup's parts, as our own templates are given them."""
    return Picture(
        sources=[
            Source(media=each.media, type=each.type, srcset=each.srcset, sizes=each.sizes)
            for each in view.sources
        ],
        src=view.src,
        srcset=view.srcset,
        sizes=view.sizes,
        width=view.width,
        height=view.height,
    )
