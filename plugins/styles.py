"""Compile the theme's SCSS into one small stylesheet."""

import re
from pathlib import Path

import lightningcss
import sass

from plugins.problems import Problem

_THEME_URL = re.compile(r"""url\((["']?)/theme/""")
_LINE = re.compile(r"on line (\d+)(?::\d+)? of ([^\n]+)")
_BROWSERS = ["chrome 100", "safari 15.4", "firefox 100", "edge 100", "ios_saf 15.4"]


class BadStyle(Exception):
    """The SCSS does not compile."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(str(problem))


def compile_scss(main: Path) -> str:
    """The minified CSS of a manifest, in which `/theme/` stands for the theme's address.

    LibSass first, then lightningcss: what is written must be valid in both.
    Raises `BadStyle` with file and line.
    """
    try:
        css = sass.compile(filename=str(main), output_style="expanded")
    except sass.CompileError as error:
        raise BadStyle(_problem(str(error), main)) from None
    try:
        return minify(css)
    except ValueError as error:
        remedy = "LibSass let this pass; look for it in the stylesheets."
        raise BadStyle(Problem(main, 0, f"{error}.", remedy)) from None


def at_address(css: str, theme_url: str) -> str:
    """The CSS in which every url() of `/theme/` begins with `theme_url`, given without a slash."""
    return _THEME_URL.sub(rf"url(\1{theme_url}/", css)


def minify(css: str) -> str:
    """Minify CSS and lower what the oldest browsers that we serve cannot read."""
    return lightningcss.process_stylesheet(css, minify=True, browsers_list=_BROWSERS)


def _problem(message: str, main: Path) -> Problem:
    where = _LINE.search(message)
    path = Path(where[2].strip()) if where else main
    line = int(where[1]) if where else 0
    what = message.removeprefix("Error: ").splitlines()[0]
    return Problem(path, line, what, "LibSass reads plain SCSS: see docs/theme.md.")
