"""What is wrong with the videos of a bundle: what their files hold, and what is said of them."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from plugins.bundles import Bundle
from plugins.problems import Problem
from plugins.schema.base import KEY, Video
from plugins.selfcheck import fact, misnamed, rights
from plugins.videos import folder
from plugins.videos.captions import faults
from plugins.videos.films import measure
from plugins.videos.hosts import HOSTS
from plugins.videos.refusal import NotAFilm


def read(bundle: Bundle) -> tuple[dict[str, str], list[Problem]]:
    """The digest of every film and of all captions, and what is wrong with what they hold."""
    digests: dict[str, str] = {}
    problems: list[Problem] = []
    for file, path in bundle.videos.items():
        shown = bundle.facts_path.with_name(file)
        if folder.film_name(file):
            try:
                digests[file] = measure(path)
            except NotAFilm as reason:
                what = f"the film cannot be published: {reason}."
                problems.append(Problem(shown, 0, what, reason.remedy))
        elif file.endswith(folder.CAPTIONS):
            content = path.read_bytes()
            digests[file] = hashlib.sha256(content).hexdigest()
            problems += [Problem(shown, *fault) for fault in faults(content)]
    return digests, problems


def mistakes(bundle: Bundle, languages: Sequence[str]) -> Iterator[Problem]:
    """What is wrong with the names of the files, and with the facts."""
    captions = re.compile(rf"({KEY})\.(?:{'|'.join(languages)})\{folder.CAPTIONS}")
    unsaid = set()
    for file in bundle.videos:
        shown = bundle.facts_path.with_name(file)
        if file.lower().endswith(folder.CAPTIONS):
            yield from _captions(bundle, shown, captions.fullmatch(file), languages)
        elif name := folder.film_name(file):
            unsaid |= {name} - bundle.facts.videos.keys()
        else:
            yield misnamed(shown, "film", "film")
    for name in sorted(unsaid):
        file = folder.films(name, bundle.videos)[0]
        remedy = f"videos:\n  {name}:\n    credit: …\n    licence: …"
        yield _fact(bundle, (), f"{file} has no credit and licence.", remedy)
    for name, video in bundle.facts.videos.items():
        yield from _video(bundle, name, video)


def _captions(
    bundle: Bundle, shown: Path, named: re.Match[str] | None, languages: Sequence[str]
) -> Iterator[Problem]:
    if not named:
        names = ", ".join(folder.captions_file("walk", lang) for lang in languages)
        remedy = f"Name them after their film and their language: {names}."
        yield Problem(shown, 0, "whose captions these are cannot be told.", remedy)
    elif not folder.films(named[1], bundle.videos):
        remedy = f"Put {named[1]}.mp4 beside them, or take them out."
        yield Problem(shown, 0, "there is no film to these captions.", remedy)


def _video(bundle: Bundle, name: str, video: Video) -> Iterator[Problem]:
    """What is wrong with one entry of the facts."""
    films, hosts = folder.films(name, bundle.videos), folder.hosts_of(video)
    if not (films or hosts):
        what = f"there is no film {name}.mp4, and no address at which {name!r} is watched."
        remedy = f"Put {name}.mp4 beside facts.yaml, or say where it is watched:\n{_addresses()}"
        yield _fact(bundle, (name,), what, remedy)
    for key in sorted(hosts) if films else ():
        what = f"{films[0]} lies in the folder, so nobody is ever sent to {HOSTS[key].name}."
        yield _fact(bundle, (name, key), what, f"Take out either `{key}` or the film.")
    if not folder.poster(name, bundle.pictures):
        what = f"the video {name!r} has no poster, which is shown until it plays."
        remedy = f"Put {name}.jpg beside facts.yaml, 1200 pixels wide or more; say whose it is."
        yield _fact(bundle, (name,), what, remedy)
    if films and not video.licence:
        what = f"on which terms others may use {films[0]} is not said."
        yield _fact(bundle, (name,), what, "licence: CC BY 4.0")
    yield from rights(bundle, ("videos", name), video)


def _addresses() -> str:
    return "\n".join(f"{key}: https://…" for key in HOSTS)


def _fact(bundle: Bundle, key: tuple[str, ...], what: str, remedy: str) -> Problem:
    return fact(bundle, ("videos", *key), what, remedy)
