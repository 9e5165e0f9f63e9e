"""Remove from the cache of pictures what has not been used for long, beside running builds."""

import argparse
import sys
import time
from collections.abc import Sequence
from contextlib import closing

from plugins.clock import clock
from plugins.config import Config, config_of, read_settings_file
from plugins.images.cache import DAY, Cache
from plugins.images.plan import Plan
from plugins.ledger import Ledger
from plugins.library import Library, Stored
from plugins.lock import exclusive
from plugins.problems import BadSettings
from plugins.store import StoreBroken, open_store


def prune(config: Config, version: str, days: int) -> tuple[int, int]:
    """Remove what was not used for so many days and the site does not show; files and bytes.

    A build that is under way is waited for, and another one waits. Raises `StoreBroken` where no
    build says what the site shows.
    """
    with exclusive(config.lock_file):
        needed = _needed(config, version)
        # Uses are noted to the day: one day more, so that none is forgotten too early.
        unused_since = time.time() - DAY * (days and days + 1)
        return Cache(config.picture_cache).prune(needed, unused_since)


def _needed(config: Config, version: str) -> set[str]:
    """The keys of the offers that the site shows."""
    with closing(open_store(config.store_file, version)) as store:
        ledger = Ledger(store)
        if ledger.fresh or ledger.pending() or config.unfinished_file.exists():
            raise StoreBroken("the last build did not come to its end")
        now = clock(config.zone, config.review_days)
        source = Stored(store)
        library = Library(source, config.content, config.addresses, config.languages, now)
        plan = Plan(config.images_url, Cache(config.picture_cache), library.original)
        return plan.keys(ledger.uses())


def main(arguments: Sequence[str]) -> int:
    """`python -m plugins.images.prune [--days N] [settings file]`."""
    parser = argparse.ArgumentParser("plugins.images.prune", description=__doc__)
    parser.add_argument("settings", nargs="?", default="pelicanconf.py")
    parser.add_argument("--days", type=int, default=30, help="for how long nobody used it (30)")
    chosen = parser.parse_args(arguments)
    if chosen.days < 0:
        parser.error("--days cannot be less than 0")
    try:
        config = config_of(read_settings_file(chosen.settings), chosen.settings)
        files, size = prune(config, config.version(), chosen.days)
    except BadSettings as bad:
        print(f"{chosen.settings}: {bad}", file=sys.stderr)
        return 1
    except StoreBroken as reason:
        print(f"Nothing was removed: {reason}. Build the site first.", file=sys.stderr)
        return 1
    print(f"Removed {files} files of the picture cache, {size / 1e6:.1f} MB.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
