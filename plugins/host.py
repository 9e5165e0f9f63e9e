"""A build inside Pelican: with its settings, its subsites, and its signals."""

import logging

from pelican import Pelican
from pelican.log import console
from pelican.log import init as init_logging
from pelican.settings import read_settings

from plugins import generator
from plugins.config import Options
from plugins.report import Report


def build_with_pelican(settings_file: str, options: Options) -> Report:
    """The report of a build, whose summary is printed. Raises what the engine raises."""
    # Pelican's own summary counts articles, of which we have none.
    console.quiet = True
    init_logging(level=logging.WARNING, fatal="warnings", name="plugins", handler=None)
    generator.ask(options)
    Pelican(read_settings(settings_file)).run()
    return generator.last_report()
