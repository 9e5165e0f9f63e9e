"""Make the pages of one language: the generator that takes the place of Pelican's articles."""

from functools import partial
from pathlib import Path
from typing import Any

from pelican import Pelican, signals
from pelican.generators import Generator
from pelican.writers import Writer

from plugins import formats, icons
from plugins.frame import Brand, Frame
from plugins.languages import is_main
from plugins.pages import LISTED, Edition, Job
from plugins.rendering import naming_the_line, render
from plugins.run import Run, begin
from plugins.shelf import Shelf

# The build that is going on: Pelican gives a subsite no other way to what the main site has read.
_runs: list[Run] = []


class PageGenerator(Generator):  # type: ignore[misc]  # Pelican is untyped
    """Reads once for all languages, in the main site; renders the pages of its own language."""

    def generate_context(self) -> None:
        """Read and check everything, in the main site. Raises `BuildStopped`."""
        if is_main(self.settings):
            _runs[:] = [begin(self.settings)]

    def generate_output(self, writer: "QueueingWriter") -> None:
        """Render every page of this language."""
        run = _runs[-1]
        language = run.languages[self.settings["DEFAULT_LANG"]]
        self.env.policies["ext.i18n.trimmed"] = True
        self.env.filters.update(formats.filters(language.babel))
        self.env.globals["picture"] = run.plan.picture
        self.env.globals["icon"] = partial(icons.icon, Path(self.theme) / "icons")
        edition = self._edition(run, language.code)
        for job in edition.jobs():
            site = edition.frame.site(job.kind, edition.shelf.in_order("page"))
            context = {"site": site, "page": job.page, **job.context}
            with naming_the_line(Path(self.theme), job.page.url):
                template = self.get_template(job.template)
            writer.queue(run, job, context, template)

    def _edition(self, run: Run, lang: str) -> Edition:
        brand = Brand(self.settings["SITENAME"], **self.settings["BRAND"])
        frame = Frame(lang, run.addresses, run.languages, brand, run.theme.url, LISTED)
        return Edition(frame, Shelf(run.library, lang))


class QueueingWriter(Writer):  # type: ignore[misc]  # Pelican is untyped
    """Renders a page at once, but keeps it until the pages of every language are rendered."""

    def queue(self, run: Run, job: Job, context: dict[str, Any], template: Any) -> None:
        """Render a page into the outbox of the build."""
        file = Path(self.output_path, job.address.file)
        html = render(template, context, Path(self.settings["THEME"]))
        run.outbox.put(file.relative_to(run.outbox.root).as_posix(), html.encode())
        run.pages.append(job.page)
        run.rendered.append((file, context))


def finish(pelican: Pelican) -> None:
    """Write everything, when the main site is done; then tell other plugins of each page."""
    if is_main(pelican.settings):
        run = _runs.pop()
        run.finish()
        for file, context in run.rendered:
            signals.content_written.send(str(file), context=context)


def get_generators(_: Pelican) -> type[PageGenerator]:
    """Our generator, for the main site and for each subsite."""
    return PageGenerator


def get_writer(_: Pelican) -> type[QueueingWriter]:
    """Our writer, for the main site and for each subsite."""
    return QueueingWriter


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(get_generators)
    signals.get_writer.connect(get_writer)
    signals.finalized.connect(finish)
