"""Build the site: strictly, and with messages that a writer can read.

What changed since the last build is made by the engine alone. Pelican is started where there is no
last build to go on from, and where plugins of others want to hear of it.
"""

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from plugins.config import Config, Options, config_of, read_settings_file
from plugins.drift import begin_drift
from plugins.lock import exclusive
from plugins.problems import BadSettings, BuildStopped
from plugins.store import can_be_opened

if TYPE_CHECKING:
    from plugins.report import Report


def build(settings_file: str, options: Options | None = None, explain: bool = False) -> int:
    """Build with a settings file; 0, or 1 with every problem on standard error."""
    try:
        report = _build(settings_file, options or Options(checksum=_in_ci()))
    except BuildStopped as stopped:
        print(stopped.text(), file=sys.stderr)
        return stopped.exitcode
    except BadSettings as bad:
        print(f"{settings_file}: {bad}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Interrupted.", file=sys.stderr)
        return 130
    if explain:
        print("\n".join(report.explanation()))
    return 0


def _build(settings_file: str, options: Options) -> "Report":
    """The report of a build, whose summary is printed."""
    config = config_of(read_settings_file(settings_file), settings_file)
    version = config.version()
    with exclusive(config.lock_file):
        if config.only_ours and can_be_opened(config.store_file, version):
            report = _go_on(config, version, options)
            print("\n".join(report.lines(warnings=0)))
            return report
    # It takes as long to import as a whole small build.
    from plugins.host import build_with_pelican  # noqa: PLC0415

    return build_with_pelican(settings_file, options)


def _go_on(config: Config, version: str, options: Options) -> "Report":
    """Go on from the last build, without Pelican."""
    drift = begin_drift(config, options)
    # It loads the libraries while the output is being looked at.
    from plugins import engine  # noqa: PLC0415

    return engine.build_alone(config, version, options, drift)


def _in_ci() -> bool:
    """In CI every file is as old as its checkout: only bytes tell what has changed."""
    return os.environ.get("CI", "").lower() in ("1", "true")


def _collect_seldom() -> None:
    """What a build makes is soon gone or kept to its end: looking for circles is wasted."""
    gc.set_threshold(100_000)


def main(arguments: Sequence[str]) -> int:
    """`python -m plugins.build [--checksum] [--explain] [settings file]`."""
    _collect_seldom()
    parser = argparse.ArgumentParser("plugins.build", description=__doc__)
    parser.add_argument("settings", nargs="?", default="pelicanconf.py")
    parser.add_argument("--checksum", action="store_true", help="read every byte of the content")
    parser.add_argument("--explain", action="store_true", help="tell why pages were rendered")
    chosen = parser.parse_args(arguments)
    options = Options(checksum=chosen.checksum or _in_ci())
    return build(chosen.settings, options, chosen.explain)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
