"""What is to be made of an original. A worker needs to know no more, and loads no more."""

from dataclasses import dataclass

from plugins.images.cache import Offer, Rendition
from plugins.images.encode import Target, Treatment


@dataclass(frozen=True)
class Want:
    """An offer to make: its key, and its targets, whose last format every browser knows."""

    key: str
    targets: tuple[Target, ...]
    formats: tuple[str, ...]

    def provisional(self) -> Offer:
        """What it would be if all targets were worth having, before they are made."""
        made = (Rendition(each.format, each.width, each.height, "") for each in self.targets)
        return Offer(0, tuple(made))


@dataclass(frozen=True)
class Job:
    """What is to be made of one original: its path (kind/key/file), and the offers."""

    path: str
    treatment: Treatment
    wants: tuple[Want, ...]
