"""What bundles name of each other, and what to say of a name that leads nowhere."""

import difflib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date as Day
from pathlib import Path, PurePosixPath

from plugins.bundles import Bundle
from plugins.clock import Clock
from plugins.problems import Problem
from plugins.prose import Prose
from plugins.things import full_path, nearest_language
from plugins.videos.folder import Showing, captions_file, showings

# The roles of references that show a picture.
_PICTURED = ("cover", "figure")


@dataclass(frozen=True)
class Reference:
    """What a bundle says of a bundle: what it names (`role`), and where that is written.

    `detail` is the heading of a link, the file of a picture, or the name of a video; `typed` is
    what was written.
    """

    role: str
    target: str
    detail: str
    typed: str
    lang: str
    path: Path
    line: int


@dataclass(frozen=True)
class Expiry:
    """The moment `at` from which a picture may no longer be shown, and where that is written."""

    at: int
    file: str
    last: Day
    path: Path
    line: int


@dataclass(frozen=True)
class Face:
    """What others may name of a bundle; `headings` are their ids by language."""

    pictures: frozenset[str]
    headings: Mapping[str, tuple[str, ...]]
    videos: Mapping[str, Showing] = field(default_factory=dict)


def face(bundle: Bundle, proses: Mapping[str, Prose], languages: Iterable[str] = ()) -> Face:
    """What others may name of this bundle."""
    ids = {lang: tuple(each.id for each in prose.headings) for lang, prose in proses.items()}
    videos = dict(showings(bundle.facts.videos, bundle.videos, languages))
    return Face(frozenset(bundle.pictures), ids, videos)


def references(bundle: Bundle, proses: Mapping[str, Prose]) -> Iterator[Reference]:
    """Everything that a bundle names."""
    facts, where = bundle.facts, bundle.facts_path
    for role, keys in (("topic", facts.topics), ("place", facts.places)):
        for index, key in enumerate(keys):
            line = bundle.facts_mapping.line((f"{role}s", index))
            yield Reference(role, f"{role}/{key}", "", key, "", where, line)
    if facts.cover:
        line = bundle.facts_mapping.line(("cover",))
        yield _picture("cover", bundle, facts.cover, where, line)
    for lang, prose in proses.items():
        text = bundle.texts[lang]
        for link in prose.links:
            name, _, fragment = link.partition("#")
            line = text.line_of(f"({link}")
            target = name or bundle.name
            yield Reference("link", target, fragment, name, lang, text.path, line)
        for figure in prose.figures:
            if figure.picture:
                line = text.line_of(f"({figure.picture}")
                yield _picture("figure", bundle, figure.picture, text.path, line)
        for clip in prose.clips:
            target, _, name = full_path(bundle.name, clip.video).rpartition("/")
            line = text.line_of(f"(video:{clip.video}")
            yield Reference("video", target, name, clip.video, lang, text.path, line)


def expiries(bundle: Bundle, clock: Clock) -> Iterator[Expiry]:
    """The pictures of this bundle that may be shown for some time only."""
    for file, facts in bundle.facts.pictures.items():
        at = clock.expiry(facts)
        if at is not None and facts.expires is not None:
            line = bundle.facts_mapping.line(("pictures", file, "expires"))
            yield Expiry(at, file, facts.expires, bundle.facts_path, line)


def _picture(role: str, bundle: Bundle, typed: str, path: Path, line: int) -> Reference:
    target, _, file = full_path(bundle.name, typed).rpartition("/")
    return Reference(role, target, file, typed, "", path, line)


def holds(reference: Reference, target: Face | None) -> bool:
    """Whether a bundle that exists has what is named of it; None for one with mistakes."""
    if target is None or not reference.detail:
        return True
    if reference.role == "link":
        return reference.detail in _ids(reference, target)
    if reference.role == "video":
        showing = target.videos.get(reference.detail)
        return showing is not None and showing.serves(reference.lang)
    return reference.detail in target.pictures


def _ids(reference: Reference, target: Face) -> tuple[str, ...]:
    return target.headings.get(nearest_language(target.headings, reference.lang), ())


def complaint(
    reference: Reference,
    target: tuple[Face | None] | None,
    own: Face | None,
    names: Collection[str],
) -> Problem:
    """What to say of a reference that does not hold.

    `target` is None where there is no such bundle; `own` is the face of the bundle that refers.
    """
    if reference.role in _PICTURED:
        files = ", ".join(sorted(own.pictures if own else ())) or "none"
        what = f"there is no picture {reference.typed!r}."
        remedy = f"The pictures of this bundle are: {files}. Of another: kind/key/photo.jpg."
    elif reference.role == "video":
        what, remedy = _unshown(reference, target[0] if target else None)
    elif target is not None and target[0] is not None:
        ids = ", ".join(_ids(reference, target[0])) or "none"
        what = f"{reference.target} has no heading #{reference.detail}."
        remedy = f"Its headings are: {ids}."
    else:
        linked = f"there is no {reference.typed!r} to link to."
        missing = f"there is no {reference.role} {reference.typed!r}."
        what = linked if reference.role == "link" else missing
        found = difflib.get_close_matches(reference.target, names, n=1)
        remedy = f"Did you mean {found[0]}?" if found else "Name a folder of content as kind/key."
    return Problem(reference.path, reference.line, what, remedy)


def _unshown(reference: Reference, target: Face | None) -> tuple[str, str]:
    """Why a video cannot be shown in a language, and what helps."""
    typed, name = reference.typed, reference.detail
    showing = target.videos.get(name) if target else None
    if showing is None:
        known = ", ".join(target.videos if target else ()) or "none"
        remedy = f"The videos of {reference.target} are: {known}; facts.yaml lists them."
        return f"there is no video {typed!r}.", remedy
    if showing.is_film:
        file = f"{reference.target}/{captions_file(name, reference.lang)}"
        remedy = f"Write what is said and heard in it, in the language of this text: {file}"
        return f"the video {typed!r} has no captions in this language.", remedy
    remedy = (
        "Add its address on Bilibili to its entry in facts.yaml (bilibili: https://…),"
        f" or put the film itself beside it: {name}.mp4."
    )
    return f"readers of this language cannot reach the hosts of the video {typed!r}.", remedy


def shows(reference: Reference, file: str) -> bool:
    """Whether a reference to a bundle shows this picture of it."""
    if reference.role == "video":  # its poster bears its name
        return reference.detail == PurePosixPath(file).stem
    return reference.role in _PICTURED and reference.detail == file


def expired(expiry: Expiry, users: Iterable[Reference]) -> Problem:
    """What to say of a picture that may no longer be shown, of those who still show it."""
    places = sorted({f"{each.path.as_posix()}:{each.line}" for each in users})
    what = f"{expiry.file} could be shown until {expiry.last}, but it is still used."
    remedy = "\n".join(["Put another picture in its place:", *places])
    return Problem(expiry.path, expiry.line, what, remedy)
