"""One build, from what changed in the sources to what changes in the output."""

import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from plugins import crosscheck, output
from plugins.candidates import Candidates, Marks, after_changes, every_page
from plugins.clock import Clock, clock
from plugins.config import Config, Options
from plugins.content import Content
from plugins.dress import Dress, get_ready
from plugins.drift import Drift, begin_drift, no_drift
from plugins.environment import COMPILED
from plugins.facets import Items
from plugins.files import Files
from plugins.images.check import damaged_pictures
from plugins.images.make import make
from plugins.images.plan import Use
from plugins.ledger import Ledger
from plugins.lock import exclusive
from plugins.output import Slot, Writer
from plugins.pages import PageName
from plugins.pool import each
from plugins.problems import BadSettings, BuildStopped, Problem, stop_if_any
from plugins.progress import steps
from plugins.rendering import Desk, Made, Order, Renderer
from plugins.report import Report
from plugins.store import Store, StoreBroken, filled, new_store, open_store, unseal

Context = tuple[Path, dict[str, Any]]
# From this many on, processes are worth their start.
_MANY_PAGES = 200
_MANY_FILES = 500


def build(config: Config, version: str, options: Options) -> Report:
    """Build the site. Raises `BuildStopped` or `BadSettings` before anything is written."""
    with exclusive(config.lock_file):
        return build_alone(config, version, options)


def build_alone(
    config: Config, version: str, options: Options, drift: Drift | None = None
) -> Report:
    """The same, where the lock is held, and the output may be looked at already."""
    started = time.monotonic()
    output.refuse_dangerous(config.output, (config.content, config.theme, config.cache))
    if not config.content.is_dir():
        raise BadSettings(f"PATH {config.content} is not a folder; the content belongs there")
    now = clock(config.zone, config.review_days)
    try:
        store = open_store(config.store_file, version)
        drift = drift or begin_drift(config, options)
        return Build(config, version, now, options, started, store, drift).run()
    except StoreBroken as reason:
        store = new_store(config.store_file, version)
        shutil.rmtree(config.cache / COMPILED, ignore_errors=True)
        options = replace(options, only=None)
        anew = Build(config, version, now, options, started, store, no_drift, str(reason))
        return anew.run()


def contexts(config: Config, version: str, names: Iterable[str]) -> Iterator[Context]:
    """The file and the context of pages that the last build made, by their names."""
    with closing(open_store(config.store_file, version)) as store:
        dress = get_ready(config, store)
        now = clock(config.zone, config.review_days)
        desk = Desk(_renderer(config, version, now, store, dress), store)
        ledger = Ledger(store)
        for name in names:
            page = ledger.page(name)
            if page:
                yield config.output / page.file, desk.context(PageName.parse(name))


def _renderer(config: Config, version: str, now: Clock, store: Store, dress: Dress) -> Renderer:
    words = dress.marks.words
    return Renderer(config, version, now, store.path, dress.url, dress.templates, words)


@dataclass
class Build:
    """The state of one build. `why_full` is "" where it goes on from the last one."""

    config: Config
    version: str
    now: Clock
    options: Options
    started: float
    store: Store
    drift: Drift
    why_full: str = ""
    damaged: set[str] = field(default_factory=set)
    foreign: list[str] = field(default_factory=list)
    pictures: int = 0

    def run(self) -> Report:
        """Everything, in the order in which the data flows."""
        try:
            dress = get_ready(self.config, self.store)
            lists = self._refresh_content(dress)
            ledger = Ledger(self.store)
            report = Report(self.config, self.now, self.started, self._reason(ledger))
            wrong, self.foreign = self.drift()
            self.damaged = set(wrong)
            with self.store.transaction():
                renderer = _renderer(self.config, self.version, self.now, self.store, dress)
                links = self._links(ledger)
                self._make(ledger, replace(renderer, links=links, lists=lists), dress, report)
            self.config.unfinished_file.unlink(missing_ok=True)
            report.finish(self.store)
        finally:
            self.store.close()
            shutil.rmtree(self.config.cache / output.STAGING, ignore_errors=True)
        return report

    @property
    def languages(self) -> set[str]:
        """The languages to make."""
        return set(self.options.languages or self.config.languages)

    def _reason(self, ledger: Ledger) -> str:
        """Why every page is made; "" where that is not so."""
        return self.why_full or ("the last build did not come to its end" if ledger.fresh else "")

    def _links(self, ledger: Ledger) -> tuple[str, ...]:
        """Symbolic links in the output: a file behind one only seems to be there."""
        if ledger.fresh or self.damaged or self.foreign:
            return tuple(output.links(self.config.output))
        return ()

    def _refresh_content(self, dress: Dress) -> dict[str, Items]:
        """Bring the content layer up to date; the facets that are other ones than before.

        Raises `BuildStopped` with all that is wrong.
        """
        content = Content(self.store, self.config, self.now, fresh=bool(self.why_full))
        stray = content.refresh(self.options.checksum, self.options.only)
        if self.why_full:
            self.store = filled(self.store)
        problems = [*dress.problems, *stray, *crosscheck.problems(self.store)]
        if problems:
            problems += damaged_pictures(self.store, self.config, self.now)
        stop_if_any(problems)
        self._check_cover()
        return content.lists

    def _check_cover(self) -> None:
        """Refuse to build a site without its cover. Raises `BadSettings`."""
        cover = self.config.brand.cover
        what = f"BRAND['cover'] names the place {cover!r}, which is not"
        row = self.store.one("SELECT placed FROM things WHERE name = ?", f"place/{cover}")
        if row is None:
            raise BadSettings(f"{what} in content")
        published, _ = unseal(row[0])
        if published > self.now.now:
            raise BadSettings(f"{what} on the site before {self.now.text(published)}")

    def _make(self, ledger: Ledger, renderer: Renderer, dress: Dress, report: Report) -> None:
        """Render, make pictures, write: all pages are rendered before the first is written."""
        marks = self._marks(renderer)
        candidates = self._candidates(ledger, renderer, marks, report)
        slots, same = self._render(ledger, renderer, candidates, report)
        library = renderer.library(self.store)
        links = renderer.links
        plan = renderer.plan(library)
        files = Files(self.config, ledger, plan, self.damaged, links, slots, same)
        report.pictures = files.make_pictures(self.pictures)
        files.copy_videos()
        files.make_sitemap()
        files.take_theme(dress)
        self._write(ledger, files, report)
        report.files = ledger.count_outputs(), len(files.slots)
        self.store.put("marks", marks)
        dress.keep(self.store)
        ledger.finish(complete=self.languages == set(self.config.languages))

    def _marks(self, renderer: Renderer) -> Marks:
        """The digests of what many pages have in common."""
        desk = Desk(renderer, self.store)
        frames = {lang: desk.frame_mark(lang) for lang in self.config.languages}
        return dict(renderer.templates), dict(renderer.words), frames

    def _candidates(
        self, ledger: Ledger, renderer: Renderer, marks: Marks, report: Report
    ) -> Candidates:
        """The pages to look at."""
        library, languages = renderer.library(self.store), self.languages
        if ledger.fresh:
            return every_page(ledger, library, languages, report.why_full)
        before = self.store.get("marks", ({}, {}, {}))
        found = after_changes(ledger, library, languages, (before, marks), self.damaged)
        for name in found.gone:
            report.lose(ledger, name)
            ledger.drop(name)
        return found

    def _render(
        self, ledger: Ledger, renderer: Renderer, candidates: Candidates, report: Report
    ) -> tuple[list[Slot], list[str]]:
        """The new bytes of pages that differ, and files that are right already.

        Raises `BuildStopped` with every template that failed.
        """
        ledger.begin()
        orders = [self._order(ledger, name) for name in candidates.reasons]
        problems: dict[tuple[Path, int, str], Problem] = {}
        slots, same = [], []
        for made in self._rendered(renderer, orders):
            if isinstance(made, Problem):
                # One mistake in a template fails many pages: the first by address stands for all.
                key = (made.path, made.line, made.what)
                problems[key] = min(made, problems.get(key, made), key=lambda each: each.remedy)
                continue
            reasons = candidates.reasons[made.name]
            report.take(ledger, made, reasons)
            ledger.take(made, reasons)
            if made.slot:
                slots.append(made.slot)
            elif ledger.fresh or made.file in self.damaged:
                same.append(made.file)
        stop_if_any(problems.values())
        return slots, same

    def _rendered(self, renderer: Renderer, orders: list[Order]) -> Iterator[Made | Problem]:
        """What became of every page; those whose pictures are not made yet come when they are."""
        again: list[Order] = []
        unmade: set[Use] = set()
        for made in steps("Pages", each(renderer.begin, orders, _MANY_PAGES), len(orders)):
            if isinstance(made, Made) and made.unmade:
                again.append(Order(made.name, None))
                unmade.update(made.unmade)
            else:
                yield made
        if again:
            jobs = renderer.plan(renderer.library(self.store)).jobs(unmade)
            try:
                self.pictures = make(jobs, self.config)
            except BuildStopped as stopped:
                yield from stopped.problems
                return
            yield from each(renderer.begin, again, _MANY_PAGES)

    def _order(self, ledger: Ledger, name: str) -> Order:
        page = None if ledger.fresh else ledger.page(name)
        known = page is not None and page.file not in self.damaged
        return Order(name, page.fingerprint if page and known else None)

    def _write(self, ledger: Ledger, files: Files, report: Report) -> None:
        """Change the output, and note what it is now."""
        root = self.config.output
        gone = [*ledger.left(), *files.gone]
        foreign = self.foreign
        if ledger.fresh:
            foreign = output.strangers(root, ledger.files() | files.wanted)
            report.lose_files(output.pages_in(root, foreign))
        touched = [*gone, *foreign, *files.same, *(slot.name for slot in files.slots)]
        if not touched:
            return
        root.mkdir(parents=True, exist_ok=True)
        self.config.unfinished_file.touch()
        output.remove(root, [*gone, *foreign])
        writer = Writer(root)
        written = each(writer.begin, files.slots, _MANY_FILES)
        ledger.note(steps("Files", written, len(files.slots)))
        ledger.note(output.stamps(root, files.same))
        there, missing = output.folders(root, touched)
        ledger.note(there)
        ledger.forget([*gone, *missing])
