"""From the content folder to the library: read, convert and check everything, or stop."""

from collections.abc import Mapping
from pathlib import Path

from plugins.addresses import Addresses, Language
from plugins.bundles import Bundle, read_bundles
from plugins.images.originals import Measured, NotAPicture, measure
from plugins.library import Library, assemble
from plugins.problems import Problem, stop_if_any
from plugins.progress import steps
from plugins.prose import Prose, convert
from plugins.references import check


def read_content(
    content: Path,
    addresses: Addresses,
    languages: Mapping[str, Language],
    other_problems: list[Problem],
) -> tuple[Library, dict[str, Measured]]:
    """The library and the size of every picture.

    Raises `BuildStopped` with everything that is wrong in the content, and with `other_problems`.
    """
    bundles, problems = read_bundles(content, list(languages))
    proses = _convert(bundles)
    broken = {problem.path for problem in problems}
    problems += check(bundles, proses, addresses, broken)
    measured, unusable = _measure(bundles, content.resolve().parent)
    stop_if_any([*other_problems, *problems, *unusable])
    return assemble(bundles, proses, addresses, languages), measured


def _convert(bundles: list[Bundle]) -> dict[tuple[str, str], Prose]:
    """Every text, converted once."""
    texts = [(bundle.name, lang, text) for bundle in bundles for lang, text in bundle.texts.items()]
    return {
        (name, lang): convert(text.body, text.words.title)
        for name, lang, text in steps("Texts", texts, len(texts))
    }


def _measure(bundles: list[Bundle], shown_from: Path) -> tuple[dict[str, Measured], list[Problem]]:
    """The size of every picture, and those that are none."""
    measured, problems = {}, []
    for bundle in bundles:
        for file, path in bundle.pictures.items():
            try:
                measured[f"{bundle.name}/{file}"] = measure(path)
            except NotAPicture as reason:
                remedy = "Export it again as a JPEG, PNG or WebP picture."
                shown = path.relative_to(shown_from)
                problems.append(Problem(shown, 0, f"the picture cannot be used: {reason}.", remedy))
    return measured, problems
