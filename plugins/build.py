"""Build the site: Pelican with our settings, strict, and with messages that a writer can read."""

import logging
import sys
from collections.abc import Sequence

from pelican import Pelican
from pelican.log import console
from pelican.log import init as init_logging
from pelican.settings import read_settings

from plugins.problems import BadSettings, BuildStopped


def build(settings_file: str) -> int:
    """Build with a settings file; 0, or 1 with every problem on standard error."""
    # Pelican's own summary counts articles, of which we have none.
    console.quiet = True
    init_logging(level=logging.WARNING, fatal="warnings", name="plugins", handler=None)
    try:
        Pelican(read_settings(settings_file)).run()
    except BuildStopped as stopped:
        print(stopped.text(), file=sys.stderr)
        return stopped.exitcode
    except BadSettings as bad:
        print(f"{settings_file}: {bad}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Interrupted.", file=sys.stderr)
        return 130
    return 0


def main(arguments: Sequence[str]) -> int:
    """`python -m plugins.build [settings file]`."""
    return build(arguments[0] if arguments else "pelicanconf.py")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
