"""The files of the output that are no pages: pictures, the sitemap, and the theme's own."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from plugins.config import Config
from plugins.dress import Dress, theme_files
from plugins.images.make import make
from plugins.images.plan import Plan
from plugins.ledger import Ledger
from plugins.output import STAGING, Slot, Staging, has
from plugins.sitemap import sitemaps
from plugins.store import StoreBroken

# The sorts of files, by how their names begin; the theme's own are kept as a list in the store.
_PICTURES, _SITEMAPS, _THEME = "images/", "sitemap", "theme"


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
        contents = {name: self.plan.cache.content(each) for name, (each, _) in wanted.items()}
        damaged = {wanted[name][1] for name, content in contents.items() if content is None}
        if damaged:
            made += make([self.plan.job(use) for use in sorted(damaged)], self.config)
            contents |= {name: self.plan.cache.content(wanted[name][0]) for name in contents}
        if None in contents.values():
            raise StoreBroken("pictures were made anew, and are not what they were")
        paths = {name: self.plan.cache.path(each) for name, (each, _) in wanted.items()}
        self._take(had, paths)
        self.wanted |= files.keys()
        self.gone += sorted(had - files.keys())
        return made, max(0, len(files) - made)

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

    def _replace(self, had: set[str], files: Mapping[str, bytes | Path]) -> None:
        self._take(had, files)
        self.gone += sorted(had - files.keys())

    def _take(self, had: set[str], files: Mapping[str, bytes | Path]) -> None:
        """Have what differs written."""
        staging = Staging(self.config.cache / STAGING)
        for name, content in files.items():
            self.wanted.add(name)
            data = content.read_bytes() if isinstance(content, Path) else content
            if has(self.config.output, name, data, self.links):
                if name not in had or name in self.damaged:
                    self.same.append(name)
            elif isinstance(content, Path):
                self.slots.append(Slot(name, str(content), move=False))
            else:
                self.slots.append(staging.add(name, data))
