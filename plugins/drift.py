"""What in the output is not as the last build left it, found out beside other work.

There are as many files to look at as in the content, so that it is begun first: before the
libraries are loaded that the rest of a build needs.
"""

from collections.abc import Callable
from contextlib import closing
from functools import partial

from plugins import output
from plugins.config import Config, Options
from plugins.pool import meanwhile
from plugins.store import Store

# Waits for the names that are not as they were written, and for those that no build has made.
Drift = Callable[[], tuple[list[str], list[str]]]


def begin_drift(config: Config, options: Options) -> Drift:
    """Begin to compare the output with what the store says of it, while nobody else builds.

    Where somebody watches the content, the output is taken to be right. A build that did not come
    to its end may have written anything, so that all of the output is looked at. What is returned
    may raise `StoreBroken`.
    """
    unfinished = config.unfinished_file.exists()
    if options.only is not None and not unfinished:
        return no_drift
    return meanwhile(partial(_drift, config, unfinished))


def no_drift() -> tuple[list[str], list[str]]:
    """Everything is as it was left."""
    return [], []


def _drift(config: Config, unfinished: bool) -> tuple[list[str], list[str]]:
    with closing(Store(config.store_file)) as store:
        known = store.all("SELECT path, mtime_ns, size FROM outputs")
    wrong, foreign = output.differing(config.output, known)
    if unfinished:
        foreign = output.strangers(config.output, [name for name, _, _ in known])
    return wrong, foreign
