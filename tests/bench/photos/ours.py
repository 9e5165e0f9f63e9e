"""Make the renditions with the project's own API: the one place that knows it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from plugins.config import Config, config_of, read_settings_file
from plugins.images.cache import Cache
from plugins.images.crops import crop
from plugins.images.encode import Target, Treatment, open_studio
from plugins.images.jobs import Job as Making
from plugins.images.jobs import Want
from plugins.images.make import make
from plugins.images.rights import Rights
from tests.bench.photos.job import Job, Rendition, read
from tests.bench.tools.base import ROOT

_RIGHTS = Rights("A. Name", "A. Name", "© A. Name", "CC BY 4.0", "https://example.org/licence")


def encode_all(job: Job, site: Config) -> int:
    """Make what is missing, and put all of it where the job says; how many were made."""
    cache = Cache(site.picture_cache)
    lacking = [
        Making(Path(original).name, _treatment(job), unmade)
        for original in job.originals
        if (unmade := tuple(want for want in _wants(job, original) if not cache.offer(want.key)))
    ]
    made = make(lacking, site)
    Path(job.output).mkdir(parents=True, exist_ok=True)
    for original in job.originals:
        _put(job, original, cache)
    return made


def main(job: str) -> None:
    """Do the job of a file."""
    told = read(Path(job))
    encode_all(told, site_of(told))


def encode_one(job: Job, original: str) -> None:
    """Make the renditions of one original in this process, and leave them in memory."""
    content = Path(original).read_bytes()
    targets = [_target(job, rendition) for rendition in job.renditions]
    widest = max(target.scale for target in targets)
    studio = open_studio(content, Path(original).suffix, _treatment(job), widest)
    for _ in studio.encode(targets):
        pass


def site_of(job: Job) -> Config:
    """Our site, with the originals for its content. `Contender.cache` goes between two runs."""
    settings = str(ROOT / "pelicanconf.py")
    content, cache = Path(job.originals[0]).parent, Path(job.output).parent / "cache"
    return replace(config_of(read_settings_file(settings), settings), content=content, cache=cache)


def _wants(job: Job, original: str) -> Iterator[Want]:
    """One for every rendition: none is left out because another one weighs less."""
    for each in job.renditions:
        yield Want(_key(original, each), (_target(job, each),), (each.format,))


def _put(job: Job, original: str, cache: Cache) -> None:
    """Link the finished renditions of an original into the output."""
    for each in job.renditions:
        path = job.file(original, each)
        if not path.exists() and (offer := cache.offer(_key(original, each))):
            path.hardlink_to(cache.path(offer.renditions[0]))


def _key(original: str, rendition: Rendition) -> str:
    return f"{Path(original).stem} {rendition}".encode().hex()


def _target(job: Job, rendition: Rendition) -> Target:
    box = crop(*job.size, None, (0.5, 0.5))
    return Target(box, rendition.width, rendition.height, rendition.format)


def _treatment(job: Job) -> Treatment:
    return Treatment(job.size, False, "photograph", _RIGHTS)
