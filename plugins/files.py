"""The files of the output that are no pages: pictures, films, the sitemap, the theme's own."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from plugins.config import Config
from plugins.dress import Dress, theme_files
from plugins.images.cache import Rendition
from plugins.images.make import make
from plugins.images.plan import Plan, Use
from plugins.ledger import Ledger
from plugins.output import STAGING, Slot, Staging, has
from plugins.sitemap import sitemaps
from plugins.store import StoreBroken
from plugins.videos.placed import FOLDER, Copy, published_name

# The sorts of files, by how their names begin; the theme's own are kept as a list in the store.
_PICTURES, _VIDEOS, _SITEMAPS, _THEME = "images/", f"{FOLDER}/", "sitemap", "theme"


@dataclass(slots=True)
class Files:
    """The other files of a build.

    `slots` are those that must be written, `same` those that the output has already but that are
    not noted, `gone` those that are no longer made, `wanted` all that were looked at.
    """

    config: Config
    ledger: Ledger
    plan: Plan
    damaged: set[str]
    links: tuple[str, ...]
    slots: list[Slot] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    wanted: set[str] = field(default_factory=set)
    _staging: Staging = field(init=False)

    def __post_init__(self) -> None:
        self._staging = Staging(self.config.cache / STAGING)

    def make_pictures(self, made: int) -> tuple[int, int]:
        """Have the renditions that pages show; how many were made, and how many are reused.

        `made` were made already, for the pages that were rendered. Raises `StoreBroken` where the
        cache has lost what other pages show: made again, it may have other bytes and other names.
        """
        had = self.ledger.outputs(_PICTURES)
        if not (self.ledger.fresh or self.ledger.new_uses or self._lost(had)):
            return 0, len(had)
        uses = self.ledger.uses()
        if self.plan.jobs(uses):
            raise StoreBroken("the cache of pictures has lost some")
        files = {f"{_PICTURES}{name}": found for name, found in self.plan.files(uses).items()}
        # A name stands for its bytes: what is in the output as it was written is right.
        right = set() if self.ledger.fresh else had - self.damaged
        wanted = {name: found for name, found in files.items() if name not in right}
        damaged = self._take_pictures(had, wanted)
        if damaged:
            uses = {use for _, use in damaged.values()}
            made += make([self.plan.job(use) for use in sorted(uses)], self.config)
            if self._take_pictures(had, damaged):
                raise StoreBroken("pictures were made anew, and are not what they were")
        self.wanted |= files.keys()
        self.gone += sorted(had - files.keys())
        return made, len(files) - made

    def _take_pictures(
        self, had: set[str], files: Mapping[str, tuple[Rendition, Use]]
    ) -> dict[str, tuple[Rendition, Use]]:
        """Have renditions written where they differ; those that the cache has lost or damaged.

        One after the other: all of them together may not fit into the memory.
        """
        damaged = {}
        for name, found in files.items():
            content = self.plan.cache.content(found[0])
            if content is None:
                damaged[name] = found
            else:
                self._take(had, name, content, self.plan.cache.path(found[0]))
        return damaged

    def copy_videos(self) -> None:
        """Have the films and captions that pages show."""
        had = self.ledger.outputs(_VIDEOS)
        if not (self.ledger.fresh or self.ledger.new_uses or self._lost(had)):
            return
        files = {published_name(copy): copy for copy in self.ledger.copies()}
        # As for pictures: what is in the output as it was written is right.
        right = set() if self.ledger.fresh else had - self.damaged
        for name in sorted(files.keys() - right):
            self._take(had, name, self._original(files[name]))
        self.wanted |= files.keys()
        self.gone += sorted(had - files.keys())

    def _original(self, copy: Copy) -> bytes:
        """A file of the content. Raises `StoreBroken` where it is no longer what was read."""
        path, digest = copy
        try:
            content = (self.config.content / path).read_bytes()
        except OSError:
            content = b""
        if hashlib.sha256(content).hexdigest() != digest:
            raise StoreBroken(f"{path} has changed since it was read")
        return content

    def make_sitemap(self) -> None:
        """The sitemap, where a page's part of it has changed."""
        had = self.ledger.outputs(_SITEMAPS)
        if self.ledger.fresh or self.ledger.new_entries or self._lost(had):
            root = min(self.config.addresses.roots.values(), key=len)
            files = sitemaps(self.ledger.entries(), root)
            self._replace(had, {name: content.encode() for name, content in files.items()})

    def take_theme(self, dress: Dress) -> None:
        """The files of the theme, where they have changed."""
        had = set(self.ledger.store.get(_THEME, ()))
        if self.ledger.fresh or dress.files is not None or self._lost(had):
            files = theme_files(self.config) if dress.files is None else dress.files
            self._replace(had, files)
            self.ledger.store.put(_THEME, sorted(files))

    def _lost(self, names: Iterable[str]) -> bool:
        return not self.damaged.isdisjoint(names)

    def _replace(self, had: set[str], files: Mapping[str, bytes]) -> None:
        for name, content in files.items():
            self._take(had, name, content)
        self.gone += sorted(had - files.keys())

    def _take(self, had: set[str], name: str, content: bytes, path: Path | None = None) -> None:
        """Have a file written where it differs; `path` is where it is, to be copied from there."""
        self.wanted.add(name)
        if has(self.config.output, name, content, self.links):
            if name not in had or name in self.damaged:
                self.same.append(name)
        elif path:
            self.slots.append(Slot(name, str(path), move=False))
        else:
            self.slots.append(self._staging.add(name, content))
