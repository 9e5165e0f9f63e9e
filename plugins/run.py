"""One build: what is read once for all languages, and what they make together."""

import logging
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from plugins import catalogues, theme
from plugins.addresses import Addresses, Language, check_site_url
from plugins.images.make import make
from plugins.images.plan import Plan
from plugins.library import Library
from plugins.output import Outbox, refuse_dangerous
from plugins.pages import TEMPLATES
from plugins.problems import BadSettings
from plugins.reading import read_content
from plugins.sitemap import to_xml
from plugins.views import Page

Settings = dict[str, Any]


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
    """The state of one build, from reading to writing. Subsites share the main site's run."""

    settings: Settings
    languages: dict[str, Language]
    addresses: Addresses
    theme: theme.Theme
    library: Library
    plan: Plan
    outbox: Outbox
    pages: list[Page] = field(default_factory=list)
    rendered: list[tuple[Path, dict[str, Any]]] = field(default_factory=list)
    started: float = field(default_factory=time.monotonic)
    warnings: WarningCounter = field(default_factory=WarningCounter)

    def __post_init__(self) -> None:
        logging.getLogger().addHandler(self.warnings)

    def finish(self) -> None:
        """Make the pictures, then write everything. Raises `BuildStopped` before it writes."""
        made, reused = make(self.plan, Path(self.settings["PATH"]).resolve().parent)
        for name, file in self.plan.files():
            self.outbox.put(f"images/{name}", file)
        for name, content in self.theme.files.items():
            self.outbox.put(name, content)
        self.outbox.put("sitemap.xml", to_xml(self.pages).encode())
        written = self.outbox.write()
        logging.getLogger().removeHandler(self.warnings)
        self._summarise(made, reused, len(written))

    def _summarise(self, made: int, reused: int, written: int) -> None:
        """Say what was built, in a few lines."""
        counts = (
            f"{code} {sum(page.lang == code for page in self.pages)}" for code in self.languages
        )
        print(f"Pages:    {', '.join(counts)}")
        print(f"Pictures: {made} renditions made, {reused} reused")
        untranslated = sum(
            len(self.languages) - len(found) for found in self.library.documents.values()
        )
        if untranslated:
            print(f"Missing:  {untranslated} translations")
        seconds = time.monotonic() - self.started
        print(f"Files:    {len(self.outbox.files)}, of which {written} changed")
        print(f"Warnings: {self.warnings.count}")
        print(f"Done in {seconds:.1f} s.")


def begin(settings: Settings) -> Run:
    """Read and check everything. Raises `BuildStopped` with all problems of one run."""
    started = time.monotonic()
    content, output = Path(settings["PATH"]), Path(settings["OUTPUT_PATH"])
    cache, theme_folder = Path(settings["CACHE_PATH"]).absolute(), Path(settings["THEME"])
    refuse_dangerous(output, (content, theme_folder, cache))
    check_site_url(settings["SITEURL"])
    languages = {code: Language(code, **names) for code, names in settings["LANGUAGES"].items()}
    addresses = Addresses(_roots(settings), settings["SECTIONS"])
    root = urlsplit(settings["SITEURL"]).path
    translated = [code for code in languages if code != settings["I18N_TEMPLATES_LANG"]]
    templates, translations = theme_folder / "templates", theme_folder / "translations"
    css, bad_style = theme.stylesheet(theme_folder)
    problems = [
        *bad_style,
        *theme.check_templates(theme_folder, TEMPLATES),
        *catalogues.check(templates, translations, translated),
    ]
    if not content.is_dir():
        raise BadSettings(f"PATH {content} is not a folder; the content belongs there")
    library, measured = read_content(content, addresses, languages, problems)
    cover = settings["BRAND"]["cover"]
    if f"place/{cover}" not in library.documents:
        raise BadSettings(f"BRAND['cover'] names the place {cover!r}, which is not in content")
    catalogues.compile_all(translations, Path(settings["I18N_GETTEXT_LOCALEDIR"]), translated)
    return Run(
        settings,
        languages,
        addresses,
        theme.load(theme_folder, css, root),
        library,
        Plan(f"{root}/images", cache / "images", library.originals, measured),
        Outbox(output),
        started=started,
    )


def _roots(settings: Settings) -> dict[str, str]:
    """The absolute URL of each language's subsite, without a slash at the end."""
    subsites = settings["I18N_SUBSITES"]
    return {
        code: subsites[code]["SITEURL"] if code in subsites else settings["SITEURL"]
        for code in settings["LANGUAGES"]
    }
