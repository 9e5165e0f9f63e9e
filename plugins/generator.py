"""The generator that takes the place of Pelican's articles: each site says that it is there.

i18n-subsites makes a Pelican of its own for every language. Each of them announces its language;
when the main site is finished, the engine makes the pages of all.
"""

import logging
from dataclasses import dataclass, field, replace
from typing import Any

from pelican import Pelican, signals
from pelican.generators import Generator
from pelican.writers import Writer

from plugins import engine
from plugins.config import Options, config_of
from plugins.dress import compile_words
from plugins.languages import is_main
from plugins.report import Report


class WarningCounter(logging.Handler):
    """Counts what is logged as a warning or worse."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.count = 0

    def emit(self, record: logging.LogRecord) -> None:  # noqa: ARG002
        """Count one."""
        self.count += 1


@dataclass(slots=True)
class Run:
    """One build, from the main site's beginning to its end."""

    languages: set[str] = field(default_factory=set)
    warnings: WarningCounter = field(default_factory=WarningCounter)


# Pelican gives a subsite no other way to the main site, nor whoever starts it a way to a plugin.
_runs: list[Run] = []
_options: list[Options] = []
_reports: list[Report] = []


class Announcer(Generator):  # type: ignore[misc]  # Pelican is untyped
    """Says that a language is to be made."""

    def generate_context(self) -> None:
        """Begin a build, in the main site."""
        if is_main(self.settings):
            _runs[:] = [Run()]
            logging.getLogger().addHandler(_runs[-1].warnings)
            # i18n-subsites complains of catalogues that are not compiled before the first page.
            compile_words(config_of(self.settings, "the settings"))

    def generate_output(self, writer: Writer) -> None:  # noqa: ARG002
        """Announce the language of this site."""
        _runs[-1].languages.add(self.settings["DEFAULT_LANG"])


def finish(pelican: Pelican) -> None:
    """Make the pages, when the main site is done; then tell other plugins of each."""
    if not is_main(pelican.settings):
        return
    run = _runs.pop()
    try:
        _make(pelican, run)
    finally:
        logging.getLogger().removeHandler(run.warnings)


def _make(pelican: Pelican, run: Run) -> None:
    """Build, report, and tell of each page that was written."""
    config = config_of(pelican.settings, "the settings")
    asked = _options.pop() if _options else Options()
    version = config.version()
    report = engine.build(config, version, replace(asked, languages=frozenset(run.languages)))
    if signals.content_written.receivers:
        for file, context in engine.contexts(config, version, report.written):
            signals.content_written.send(str(file), context=context)
    print("\n".join(report.lines(run.warnings.count)))
    _reports[:] = [report]


def ask(options: Options) -> None:
    """How the next build in this process is to be made."""
    _options[:] = [options]


def last_report() -> Report:
    """What the last build in this process did."""
    return _reports[-1]


def get_generators(_: Pelican) -> type[Any]:
    """Our generator, for the main site and for each subsite."""
    return Announcer


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(get_generators)
    signals.finalized.connect(finish)
