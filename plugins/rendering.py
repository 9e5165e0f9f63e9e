"""Render pages that were given something else than before; a mistake names its line."""

import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, Template, TemplateError

from plugins.clock import Clock
from plugins.config import Config
from plugins.documents import Document
from plugins.environment import environment
from plugins.facets import LISTED, Items
from plugins.frame import Frame
from plugins.given import fingerprint
from plugins.images.cache import Cache
from plugins.images.plan import Plan, Use
from plugins.library import Library, Stored
from plugins.output import STAGING, Slot, Staging, has
from plugins.pages import Edition, Job, PageName
from plugins.problems import BuildStopped, Problem
from plugins.sitemap import entry
from plugins.store import Store
from plugins.videos.placed import Copy
from plugins.views import Site


@dataclass(frozen=True)
class Order:
    """A page to look at; `before` is its fingerprint where the output has it, else None."""

    name: str
    before: bytes | None


@dataclass(frozen=True)
class Made:
    """What became of a page: on what it depends, and where its new file waits.

    `slot` is None where the bytes are those that the output has already; `rendered` tells whether
    that needed a template. `entry` is the page's part of the sitemap. A page that showed pictures
    which are still to be made (`unmade`) is to be rendered again when they are. `copies` are the
    films and captions that it shows.
    """

    name: str
    url: str
    file: str
    template: str
    fingerprint: bytes
    asks: tuple[str, ...]
    uses: tuple[Use, ...]
    copies: tuple[Copy, ...]
    unmade: tuple[Use, ...]
    entry: str
    rendered: bool
    slot: Slot | None


@dataclass(frozen=True, slots=True)
class Renderer:
    """All that rendering needs beside the store; every process begins with it anew.

    `templates` and `words` are digests: of each template with what it uses, of each catalogue.
    `links` are the symbolic links in the output, `lists` the facets that need not be read again.
    """

    config: Config
    version: str
    clock: Clock
    store: Path
    theme_url: str
    templates: Mapping[str, str]
    words: Mapping[str, str]
    links: tuple[str, ...] = ()
    lists: Mapping[str, Items] = field(default_factory=dict)

    def begin(self) -> Callable[[Order], Made | Problem]:
        """What a process does with an order."""
        store = Store(self.store)
        # One look at the store for all pages, instead of a lock for each question.
        store.use_more_memory()
        store.do("BEGIN")
        return Desk(self, store).make

    def library(self, store: Store) -> Library:
        """The documents of a store."""
        config = self.config
        source = Stored(store, facets=dict(self.lists))
        return Library(source, config.content, config.addresses, config.languages, self.clock)

    def plan(self, library: Library) -> Plan:
        """The pictures of these documents."""
        return Plan(self.config.images_url, Cache(self.config.picture_cache), library.original)


@dataclass
class Desk:
    """One process at work."""

    renderer: Renderer
    store: Store
    library: Library = field(init=False)
    plan: Plan = field(init=False)
    staging: Staging = field(init=False)

    def __post_init__(self) -> None:
        config = self.renderer.config
        self.library = self.renderer.library(self.store)
        self.plan = self.renderer.plan(self.library)
        self.staging = Staging(config.cache / STAGING)
        # One of each for every language, made when it is first needed.
        self.edition = cache(self._edition)
        self.environment = cache(self._environment)
        self.site = cache(self._site)
        self.frame_mark = cache(self._mark_frame)

    def make(self, order: Order) -> Made | Problem:
        """Look at a page, and render it where it was given something else than before."""
        name = PageName.parse(order.name)
        self.library.asked.clear()
        job = self.edition(name.lang).job(name)
        asks = tuple(sorted(self.library.asked))
        mark = self._fingerprint(name.lang, job)
        file = self.renderer.config.addresses.file(job.address)
        self.plan.asked.clear()
        self.plan.unmade.clear()
        try:
            slot = None if mark == order.before else self._render(name.lang, job, file)
        except BuildStopped as stopped:
            return stopped.problems[0]
        return Made(
            name=order.name,
            url=job.page.url,
            file=file,
            template=job.template,
            fingerprint=mark,
            asks=asks,
            uses=tuple(sorted(self.plan.asked)),
            copies=_copies(job),
            unmade=tuple(sorted(self.plan.unmade)),
            entry=entry(job.page),
            rendered=mark != order.before,
            slot=slot,
        )

    def _fingerprint(self, lang: str, job: Job) -> bytes:
        """The digest of all that the page is made of."""
        renderer = self.renderer
        made_with = (
            renderer.templates[f"{job.template}.html"],
            renderer.words.get(lang, ""),
            self.frame_mark(lang),
        )
        return fingerprint(made_with, job.kind, job.page, job.context)

    def _render(self, lang: str, job: Job, file: str) -> Slot | None:
        """Render a page; None where its bytes are in the output already."""
        theme = self.renderer.config.theme
        with naming_the_line(theme, job.page.url):
            template = self.environment(lang).get_template(f"{job.template}.html")
        context = {"site": self.site(lang, job.kind), "page": job.page, **job.context}
        html = render(template, context, theme).encode()
        if has(self.renderer.config.output, file, html, self.renderer.links):
            return None
        return self.staging.add(file, html)

    def _edition(self, lang: str) -> Edition:
        config = self.renderer.config
        frame = Frame(
            lang, config.addresses, config.languages, config.brand, self.renderer.theme_url, LISTED
        )
        return Edition(frame, self.library)

    def _site(self, lang: str, kind: str) -> Site:
        edition = self.edition(lang)
        return edition.frame.site(kind, edition.standing_pages())

    def _mark_frame(self, lang: str) -> bytes:
        """The digest of what every page of a language shows."""
        asked = set(self.library.asked)
        mark = fingerprint(self.site(lang, ""))
        self.library.asked.clear()
        self.library.asked.update(asked)
        return mark

    def _environment(self, lang: str) -> Environment:
        renderer = self.renderer
        return environment(renderer.config, lang, renderer.version, self.plan.picture)

    def context(self, name: PageName) -> dict[str, Any]:
        """What a template would be given for a page."""
        job = self.edition(name.lang).job(name)
        return {"site": self.site(name.lang, job.kind), "page": job.page, **job.context}


def _copies(job: Job) -> tuple[Copy, ...]:
    """The films and captions in the text of a page."""
    document = job.context.get("document")
    body = document.body if isinstance(document, Document) else None
    return tuple(sorted(body.copies)) if body else ()


def render(template: Template, context: Mapping[str, Any], theme: Path) -> str:
    """The page. Raises `BuildStopped` with the line of the template that failed."""
    with naming_the_line(theme, context["page"].url):
        return template.render(context)


@contextmanager
def naming_the_line(theme: Path, url: str) -> Iterator[None]:
    """Turn what goes wrong in a template into `BuildStopped` with the template's line."""
    try:
        yield
    except (
        TemplateError,
        TypeError,
        AttributeError,
        LookupError,
        ArithmeticError,
        ValueError,
    ) as error:
        where = _innermost(error, theme)
        if where is None:
            raise
        path, line = where
        what = f"{type(error).__name__}: {str(error).rstrip('.')}."
        raise BuildStopped([Problem(path, line, what, f"Seen while rendering {url}")]) from error


def _innermost(error: BaseException, theme: Path) -> tuple[Path, int] | None:
    """The template and line in which an error arose, relative to the project."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        path = Path(frame.filename)
        if path.is_relative_to(theme) and path.suffix == ".html":
            return path.relative_to(theme.parent), frame.lineno or 0
    return None
