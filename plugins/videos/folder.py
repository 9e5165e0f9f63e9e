"""The files of a folder that make a video: they all bear its name."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from plugins.schema.base import KEY, Video
from plugins.videos.films import MEDIA_TYPES
from plugins.videos.hosts import HOSTS, reachable

CAPTIONS = ".vtt"
_FILM = re.compile(rf"({KEY})\.(?:{'|'.join(ending[1:] for ending in MEDIA_TYPES)})")


def is_of_video(file: str) -> bool:
    """Whether a file is a film or captions, by its ending."""
    return file.lower().endswith((*MEDIA_TYPES, CAPTIONS))


def film_name(file: str) -> str | None:
    """The video whose film a file is; None for captions, and for what nobody can name."""
    found = _FILM.fullmatch(file)
    return found[1] if found else None


def films(name: str, files: Collection[str]) -> list[str]:
    """The films of a video among files, the first choice first."""
    return [f"{name}{ending}" for ending in MEDIA_TYPES if f"{name}{ending}" in files]


def captions_file(name: str, lang: str) -> str:
    """How the captions of a video in a language are called."""
    return f"{name}.{lang}{CAPTIONS}"


def captions(name: str, files: Collection[str], languages: Iterable[str]) -> dict[str, str]:
    """The captions of a video among files, by language."""
    named = {lang: captions_file(name, lang) for lang in languages}
    return {lang: file for lang, file in named.items() if file in files}


def poster(name: str, pictures: Iterable[str]) -> str | None:
    """The picture of a video: the one of its name."""
    return next((file for file in pictures if file.rpartition(".")[0] == name), None)


@dataclass(frozen=True)
class Showing:
    """In which languages a video can be shown.

    `captions` are languages; a film of ours needs them. `hosts` are the keys of those that have it.
    """

    is_film: bool
    captions: frozenset[str]
    hosts: frozenset[str]

    def serves(self, lang: str) -> bool:
        """Whether readers of a language can see it, and read what they cannot hear."""
        return lang in self.captions if self.is_film else reachable(self.hosts, lang) is not None


def showings(
    videos: Mapping[str, Video], files: Collection[str], languages: Iterable[str]
) -> Iterator[tuple[str, Showing]]:
    """Every video of a bundle, whose files are given."""
    known = list(languages)
    for name, facts in videos.items():
        spoken = frozenset(captions(name, files, known))
        yield name, Showing(bool(films(name, files)), spoken, hosts_of(facts))


def hosts_of(video: Video) -> frozenset[str]:
    """The keys of the hosts that have a video."""
    return frozenset(key for key in HOSTS if getattr(video, key))
