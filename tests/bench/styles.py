"""The stylesheet of the comparison, compiled once for the peers."""

from pathlib import Path

from plugins.styles import compile_scss
from tests.bench.tools.base import BENCH, write_text


def write_stylesheet(path: Path) -> None:
    """Compile the theme's stylesheet into a file."""
    write_text(path, compile_scss(BENCH / "theme" / "scss" / "main.scss"))
