"""Make the offers that the cache lacks: take them from others, or make them; with progress."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

from plugins.config import Config
from plugins.images.cache import Cache, Offer, Rendition, digest_of
from plugins.images.cluster import on_cluster
from plugins.images.crew import Outcome, outcomes, processes
from plugins.images.encode import Target, open_studio
from plugins.images.jobs import Job, Want
from plugins.images.originals import NotAPicture
from plugins.images.shared import Shared
from plugins.pool import apart
from plugins.problems import BadSettings, Problem, stop_if_any
from plugins.progress import steps

_LITTLE = 1 / 8  # the least scale at which a JPEG is decoded
_REMEDY = "Export the picture again as a JPEG, PNG, WebP or AVIF file."


def make(jobs: Sequence[Job], config: Config) -> int:
    """Have the offers of these jobs in the cache; how many renditions were made for that.

    Raises `BuildStopped` with every picture that cannot be used, `BadSettings` where the cluster
    cannot be used, or the cache that it needs.
    """
    cache = Cache(config.picture_cache)
    shared = Shared(config.shared_cache, needed=bool(config.cluster))
    left = shared.fetch(jobs, cache)
    if not left:
        return 0
    made = (_far if config.cluster else _here)(left, config, cache, shared)
    stop_if_any(_problems(made, config))
    return sum(outcome for _, outcome in made if isinstance(outcome, int))


def undecodable(jobs: Sequence[Job], config: Config) -> list[Problem]:
    """The originals of these jobs that cannot be used; nothing is made of any."""
    if not jobs:
        return []
    crew = processes(partial(attempt, config.content))
    return _problems(steps("Pictures", outcomes(crew, jobs), len(jobs)), config)


def _problems(made: Iterable[tuple[str, Outcome]], config: Config) -> list[Problem]:
    """What is wrong with originals, each of which several jobs may be of."""
    why = {path: outcome for path, outcome in made if isinstance(outcome, str)}
    folder = config.content.name
    return [Problem(Path(folder, path), 0, f"{why[path]}.", _REMEDY) for path in sorted(why)]


Made = Sequence[tuple[str, Outcome]]


def _here(jobs: Sequence[Job], config: Config, cache: Cache, shared: Shared) -> Made:
    """Do jobs on this machine, and give what was made to others."""
    crew = processes(partial(work, config.content, cache))
    made = list(steps("Pictures", outcomes(crew, jobs), len(jobs)))
    shared.publish(jobs, cache)
    return made


def _far(jobs: Sequence[Job], config: Config, cache: Cache, shared: Shared) -> Made:
    """Have jobs done by a cluster, and take what its workers have given."""
    made = apart(on_cluster, config.cluster, config.shared_cache, work, config.content, jobs)
    failed = {path for path, outcome in made if isinstance(outcome, str)}
    lost = shared.fetch([job for job in jobs if job.path not in failed], cache)
    if lost and not failed:
        what = f"workers have made {lost[0].path}, but PICTURE_CACHE does not have it whole"
        remedy = "let it be the same place for them, and SITE_PICTURE_CACHE_SECRET the same"
        raise BadSettings(f"PICTURE_EXECUTOR: {what}; {remedy}")
    return made


def attempt(content: Path, job: Job) -> Outcome:
    """Decode the original of a job as far as the smallest rendition needs it; why that fails."""
    try:
        original = (content / job.path).read_bytes()
        open_studio(original, Path(job.path).suffix.lower(), job.treatment, _LITTLE)
    except NotAPicture as reason:
        return str(reason)
    except OSError as error:
        return f"it cannot be read ({error.strerror})"
    return 0


def work(content: Path, cache: Cache, job: Job) -> Outcome:
    """Do one job; how many renditions were made, or why the original cannot be used."""
    try:
        original = (content / job.path).read_bytes()
    except OSError as error:
        return f"it cannot be read ({error.strerror})"
    targets = {target for want in job.wants for target in want.targets}
    scale = max(target.scale for target in targets)
    try:
        studio = open_studio(original, Path(job.path).suffix.lower(), job.treatment, scale)
        encoded = dict(studio.encode(targets))
        tone = studio.tone()
    except NotAPicture as reason:
        return str(reason)
    return len({kept for want in job.wants for kept in _keep(cache, want, encoded, tone)})


def _keep(cache: Cache, want: Want, encoded: dict[Target, bytes], tone: int) -> list[Target]:
    """Keep what a want offers; its targets that are worth having."""
    kept = list(worth_having(want, encoded))
    contents = {digest_of(encoded[target]): encoded[target] for target in kept}
    renditions = tuple(
        Rendition(target.format, target.width, target.height, digest_of(encoded[target]))
        for target in kept
    )
    cache.keep(want.key, Offer(tone, renditions), contents)
    return kept


def worth_having(want: Want, encoded: dict[Target, bytes]) -> Iterator[Target]:
    """The targets of a want without those that cost more bytes than a better one.

    Better is the next wider of the same format; and the format that all browsers know, where
    another one of the same width is no smaller. Narrow before wide.
    """
    fallback = want.formats[-1]
    plain = {each.width: len(encoded[each]) for each in want.targets if each.format == fallback}
    for format in want.formats:
        kept: list[Target] = []
        least = float("inf")
        for target in sorted(want.targets, key=lambda target: -target.width):
            size = len(encoded[target])
            if target.format != format or size >= least:
                continue
            if format == fallback or size < plain[target.width]:
                kept.append(target)
                least = size
        yield from reversed(kept)
