"""Pictures that cannot be decoded, found in the same run as all other mistakes.

A build that stops at a mistake has not come to making pictures: so those that are not made yet are
decoded for this alone.
"""

from collections.abc import Iterator

from plugins.clock import Clock
from plugins.config import Config
from plugins.images.cache import Cache
from plugins.images.jobs import Job
from plugins.images.make import undecodable
from plugins.images.plan import Plan, treatment
from plugins.library import Library, Stored
from plugins.problems import Problem
from plugins.references import Reference, shows
from plugins.store import Store, unseal


def damaged_pictures(store: Store, config: Config, clock: Clock) -> list[Problem]:
    """The pictures in use that cannot be decoded, of what changed since the last whole build."""
    source = Stored(store)
    library = Library(source, config.content, config.addresses, config.languages, clock)
    plan = Plan(config.images_url, Cache(config.picture_cache), library.original)
    paths = [path for path in sorted(set(_used(store, source))) if not plan.is_begun(path)]
    jobs = [Job(path, treatment(library.original(path)), ()) for path in paths]
    return undecodable(jobs, config)


def _used(store: Store, source: Stored) -> Iterator[str]:
    """The paths (kind/key/file) of pictures that something shows, and that could be measured."""
    query = "SELECT DISTINCT bundle, ref FROM refs JOIN things ON name = bundle"
    if store.get("complete"):
        query = f"{query} JOIN pending ON ask = bundle"
    # Of a bundle whose facts cannot be read there is no thing.
    for bundle, sealed in store.all(f"{query} WHERE thing IS NOT NULL"):
        reference: Reference = unseal(sealed)
        thing = source.thing(bundle)
        for file in thing.pictures.keys() & thing.facts.pictures.keys() if thing else ():
            if shows(reference, file):
                yield f"{bundle}/{file}"
