"""The theme as a build needs it: checked and compiled again only where it has changed."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from plugins import catalogues, theme
from plugins.config import DOMAIN, Config
from plugins.pages import TEMPLATES
from plugins.problems import Problem
from plugins.store import Store


@dataclass(frozen=True, slots=True)
class Dress:
    """The theme of this build.

    `url` is the address of its folder, `templates` the digest of each template with all that it
    uses. `files` are its published files by name, None where those of the last build still serve.
    """

    marks: theme.Marks
    url: str
    templates: Mapping[str, str]
    files: Mapping[str, bytes] | None
    problems: list[Problem]

    def keep(self, store: Store) -> None:
        """Note it for the next build."""
        store.put("dress", (self.marks, self.url, self.templates))


def get_ready(config: Config, store: Store) -> Dress:
    """Read the theme, and check of it what has changed."""
    folder, words = config.theme, _catalogue_files(config)
    marks = theme.marks(folder, words)
    before, url, templates = store.get("dress", (None, "", {}))
    problems: list[Problem] = []
    files = None
    if before is None or before.assets != marks.assets:
        css, problems = theme.stylesheet(folder)
        loaded = theme.load(folder, css, config.root, config.stable_theme)
        url, files = loaded.url, loaded.files
    if before is None or (before.templates, before.words) != (marks.templates, marks.words):
        broken = list(theme.check_templates(folder, TEMPLATES))
        lacking = catalogues.check(folder / "templates", folder / "translations", config.translated)
        problems = [*problems, *broken, *lacking]
        if not broken:
            templates = theme.used_by(folder, marks.templates)
    if not problems:
        compile_words(config)
    return Dress(marks, url, templates, files, problems)


def theme_files(config: Config) -> Mapping[str, bytes]:
    """The published files of a theme without mistakes, by name."""
    css, _ = theme.stylesheet(config.theme)
    return theme.load(config.theme, css, config.root, config.stable_theme).files


def _catalogue_files(config: Config) -> dict[str, Path]:
    base = config.theme / "translations"
    return {lang: catalogues.po_path(base, lang) for lang in config.translated}


def compile_words(config: Config) -> None:
    """Have gettext's files say what the catalogues say now.

    A note beside them tells of which catalogues they were made: a build that stopped after it had
    compiled must not lend its words to the next.
    """
    sources = _catalogue_files(config)
    digests = {lang: path.read_bytes() if path.exists() else b"" for lang, path in sources.items()}
    wanted = hashlib.sha256(repr(sorted(digests.items())).encode()).hexdigest()
    note = config.catalogues / "compiled"
    made = (config.catalogues / lang / "LC_MESSAGES" / f"{DOMAIN}.mo" for lang in sources)
    noted = note.read_text("utf-8") if note.is_file() else ""
    if noted == wanted and all(each.is_file() for each in made):
        return
    note.unlink(missing_ok=True)
    catalogues.compile_all(config.theme / "translations", config.catalogues, config.translated)
    config.catalogues.mkdir(parents=True, exist_ok=True)
    note.write_text(wanted, "utf-8")
