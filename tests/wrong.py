"""What is wrong with bundles that a test has written."""

from pathlib import Path

from plugins.bundles import Bundle, folders, read_bundle
from plugins.problems import BuildStopped, Problem
from plugins.prose import Prose, convert
from plugins.references import complaint, face, holds, references
from plugins.selfcheck import mistakes
from tests.specimens import ADDRESSES, LANGUAGES, PICTURES, markdown, write_bundle


def proses(bundle: Bundle) -> dict[str, Prose]:
    """The texts of a bundle."""
    return {lang: convert(text.body, text.words.title) for lang, text in bundle.texts.items()}


def wrong(content: Path) -> list[Problem]:
    """What is wrong in and between the bundles of a folder, beside what nobody could read."""
    read = {name: read_bundle(content, name, list(LANGUAGES)) for name in folders(content)[0]}
    broken = {problem.path for _, problems in read.values() for problem in problems}
    faces = {
        name: face(it, proses(it), LANGUAGES) if it else None for name, (it, _) in read.items()
    }
    found: list[Problem] = []
    for name, (bundle, _) in read.items():
        if bundle is None:
            continue
        found += mistakes(bundle, proses(bundle), ADDRESSES, broken)
        for each in references(bundle, proses(bundle)):
            known = each.target in faces
            if not (known and holds(each, faces[each.target])):
                target = (faces[each.target],) if known else None
                found.append(complaint(each, target, faces[name], list(faces)))
    return BuildStopped(found).problems


def told(content: Path) -> list[str]:
    """The same as a writer reads it, with paths within content."""
    prefix = f"{content.name}/"
    return [str(problem).removeprefix(prefix) for problem in wrong(content)]


def places(content: Path) -> None:
    """Two places: one in two languages with headings and a picture, one in Vietnamese alone."""
    texts = {"vi": markdown(body="## Đi\n\nMột."), "en": markdown(body="## Go\n\nOne.")}
    folder = write_bundle(content, "place/cat-cat", texts, PICTURES)
    (folder / "terraces.jpg").touch()
    write_bundle(content, "place/ta-van", {"vi": markdown(body="## Ăn\n\nMột.")})
