"""Render a template; a mistake in it names the template and the line."""

import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Template, TemplateError

from plugins.problems import BuildStopped, Problem


def render(template: Template, context: Mapping[str, Any], theme: Path) -> str:
    """The page. Raises `BuildStopped` with the line of the template that failed."""
    try:
        return template.render(context)
    except (TemplateError, TypeError, AttributeError, KeyError, ValueError) as error:
        where = _innermost(error, theme)
        if where is None:
            raise
        path, line = where
        what = f"{type(error).__name__}: {error}."
        url = context["page"].url
        raise BuildStopped([Problem(path, line, what, f"Seen while rendering {url}")]) from error


def _innermost(error: BaseException, theme: Path) -> tuple[Path, int] | None:
    """The template and line in which an error arose, relative to the project."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        path = Path(frame.filename)
        if path.is_relative_to(theme) and path.suffix == ".html":
            return path.relative_to(theme.parent), frame.lineno or 0
    return None
