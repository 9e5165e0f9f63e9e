"""Render a template; a mistake in it names the template and the line."""

import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from jinja2 import Template, TemplateError

from plugins.problems import BuildStopped, Problem


def render(template: Template, context: Mapping[str, Any], theme: Path) -> str:
    """The page. Raises `BuildStopped` with the line of the template that failed."""
    with naming_the_line(theme, context["page"].url):
        return template.render(context)


@contextmanager
def naming_the_line(theme: Path, url: str) -> Iterator[None]:
    """Turn what goes wrong in a template into `BuildStopped` with the template's line."""
    try:
        yield
    except (
        TemplateError,
        TypeError,
        AttributeError,
        LookupError,
        ArithmeticError,
        ValueError,
    ) as error:
        where = _innermost(error, theme)
        if where is None:
            raise
        path, line = where
        what = f"{type(error).__name__}: {str(error).rstrip('.')}."
        raise BuildStopped([Problem(path, line, what, f"Seen while rendering {url}")]) from error


def _innermost(error: BaseException, theme: Path) -> tuple[Path, int] | None:
    """The template and line in which an error arose, relative to the project."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        path = Path(frame.filename)
        if path.is_relative_to(theme) and path.suffix == ".html":
            return path.relative_to(theme.parent), frame.lineno or 0
    return None
