"""A video as a page shows it: a film of ours with its captions, or a player of another host."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from plugins.addresses import Language
from plugins.things import Thing
from plugins.videos import folder
from plugins.videos.films import MEDIA_TYPES
from plugins.videos.hosts import host_name, player_address, reachable, watch_address

# The folder of the output for films and captions.
FOLDER = "videos"
# A file to publish as it is: its path (kind/key/file), and the digest of its bytes.
Copy = tuple[str, str]


def published_name(copy: Copy) -> str:
    """The name of a film or of captions in the output; it changes with its bytes."""
    path, digest = copy
    return f"{FOLDER}/{PurePosixPath(path).with_suffix('')}.{digest[:10]}{path[path.rindex('.') :]}"


@dataclass(frozen=True, slots=True)
class Source:
    """A film file: its address and its media type."""

    src: str
    type: str


@dataclass(frozen=True, slots=True)
class Track:
    """Captions: their address, the BCP 47 tag and the name of their language."""

    src: str
    srclang: str
    label: str
    default: bool


@dataclass(frozen=True, slots=True)
class Film:
    """A film of ours; the captions in the page's language come first. `copies` are its files."""

    sources: tuple[Source, ...]
    tracks: tuple[Track, ...]
    copies: tuple[Copy, ...]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Another host: its name, the page on which the video is watched there, its player alone."""

    host: str
    watch: str
    player: str


@dataclass(frozen=True, slots=True)
class Playing:
    """What plays a video, and whose it is; `terms` is where those of its licence stand.

    `poster` is the path of a picture. Either `film` or `elsewhere` is there.
    """

    poster: str
    credit: str
    licence: str
    terms: str
    film: Film | None
    elsewhere: Elsewhere | None


def playing(
    thing: Thing, name: str, lang: str, languages: Mapping[str, Language], root: str
) -> Playing:
    """What plays a video of a thing for readers of a language; `root` is the path of the site.

    Raises `KeyError` where the thing has no such video, or none for these readers.
    """
    facts = thing.facts.videos[name]
    poster = folder.poster(name, thing.pictures)
    film = _film(thing, name, lang, languages, root)
    elsewhere = None if film else _elsewhere(thing, name, lang)
    if poster is None or not (film or elsewhere):
        raise KeyError(name)
    return Playing(
        poster=f"{thing.name}/{poster}",
        credit=facts.credit,
        licence=facts.licence or "",
        terms=facts.terms,
        film=film,
        elsewhere=elsewhere,
    )


def _film(
    thing: Thing, name: str, lang: str, languages: Mapping[str, Language], root: str
) -> Film | None:
    films = folder.films(name, thing.videos)
    if not films:
        return None
    ordered = sorted(languages, key=lambda each: each != lang)
    spoken = folder.captions(name, thing.videos, ordered)
    copies = [(f"{thing.name}/{file}", thing.videos[file]) for file in (*films, *spoken.values())]
    urls = [f"{root}/{published_name(copy)}" for copy in copies]
    types = [MEDIA_TYPES[file[file.rindex(".") :]] for file in films]
    tracks = zip(urls[len(films) :], spoken, strict=True)
    return Film(
        tuple(map(Source, urls, types)),
        tuple(
            Track(url, languages[code].bcp47, languages[code].name, code == lang)
            for url, code in tracks
        ),
        tuple(copies),
    )


def _elsewhere(thing: Thing, name: str, lang: str) -> Elsewhere | None:
    facts = thing.facts.videos[name]
    key = reachable(folder.hosts_of(facts), lang)
    if key is None:
        return None
    video = getattr(facts, key)
    return Elsewhere(host_name(key, lang), watch_address(key, video), player_address(key, video))
