"""Interface words: are all of them translated, and compile the catalogues for gettext."""

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from jinja2 import TemplateSyntaxError

from plugins.config import DOMAIN
from plugins.problems import Problem

_REMEDY = "Run `invoke translations`, then translate it here."


def extract(templates: Path) -> Catalog:
    """Every interface word of the templates, with the places where it stands."""
    catalog = Catalog(charset="utf-8")
    found = extract_from_dir(
        templates,
        method_map=[("**.html", "jinja2")],
        options_map={"**.html": {"trimmed": "true", "silent": "false"}},
        comment_tags=("Translators:",),
        strip_comment_tags=True,
    )
    for name, _line, message, comments, context in found:
        # No line numbers: they would change the catalogues with every edit of a template.
        catalog.add(message, None, [(name, 0)], auto_comments=comments, context=context)
    return catalog


def po_path(translations: Path, lang: str) -> Path:
    """Where the catalogue of a language is kept."""
    return translations / lang / "LC_MESSAGES" / f"{DOMAIN}.po"


def load(path: Path, lang: str) -> Catalog:
    """Read a catalogue; an empty one where the file is missing."""
    if not path.exists():
        comment = "# Interface words. `invoke translations` takes new ones from the templates."
        return Catalog(locale=lang, header_comment=comment, fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=lang)


def check(templates: Path, translations: Path, langs: Iterable[str]) -> list[Problem]:
    """Every interface word that a language lacks, or has only as a guess (fuzzy).

    None where a template does not parse, which the theme's own check reports.
    """
    try:
        words = extract(templates)
    except TemplateSyntaxError:
        return []
    return [problem for lang in langs for problem in _incomplete(words, translations, lang)]


def compile_all(translations: Path, target: Path, langs: Iterable[str]) -> None:
    """Write the .mo files that gettext reads, below `target`."""
    for lang in langs:
        folder = target / lang / "LC_MESSAGES"
        folder.mkdir(parents=True, exist_ok=True)
        # In one step: another build may be reading it.
        with tempfile.NamedTemporaryFile(dir=folder, delete=False) as file:
            write_mo(file, load(po_path(translations, lang), lang))
        Path(file.name).replace(folder / f"{DOMAIN}.mo")


def update(templates: Path, translations: Path, langs: Iterable[str]) -> None:
    """Merge the words of the templates into every catalogue, keeping what is translated."""
    words = extract(templates)
    for lang in langs:
        path = po_path(translations, lang)
        catalog = load(path, lang)
        catalog.update(words, no_fuzzy_matching=True, update_creation_date=False)
        catalog.obsolete.clear()
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_po(file, catalog, width=100, sort_output=True, include_lineno=False)


def _incomplete(words: Catalog, translations: Path, lang: str) -> Iterator[Problem]:
    catalog = load(po_path(translations, lang), lang)
    path = po_path(Path(translations.parent.name, translations.name), lang)
    for word in words:
        if not word.id:
            continue
        found = catalog.get(word.id, word.context)
        text = word.id if isinstance(word.id, str) else word.id[0]
        if found is None or not _filled(found.string):
            line = (found.lineno or 0) if found else 0
            yield Problem(path, line, f"{text!r} is not translated.", _REMEDY)
        elif found.fuzzy:
            yield Problem(
                path, found.lineno or 0, f"{text!r} is marked fuzzy.", "Check it, remove the mark."
            )
        else:
            for error in found.check(catalog):
                yield Problem(
                    path, found.lineno or 0, f"{text!r}: {error}.", "Mend the placeholder."
                )


def _filled(string: str | Sequence[str] | None) -> bool:
    return all(string) if isinstance(string, list | tuple) else bool(string)


def main() -> None:
    """`invoke translations`: bring the catalogues of the theme up to date."""
    update(Path("theme/templates"), Path("theme/translations"), ("vi", "zh"))


if __name__ == "__main__":
    main()
