"""Icons from the theme, set into the page as SVG."""

import re
from pathlib import Path

from markupsafe import Markup, escape

_OPENING = re.compile(r"<svg\b[^>]*>")
_COMMENT = re.compile(r"<!--.*?-->\s*", re.DOTALL)
_KEPT = re.compile(r'\s(viewBox|fill|stroke|stroke-width|stroke-linecap|stroke-linejoin)="([^"]*)"')


def icon(folder: Path, name: str, label: str = "") -> Markup:
    """The icon's SVG; with a label it is an image for screen readers, else it is silent."""
    kept, inside = _parts(folder / f"{name}.svg")
    spoken = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    return Markup(f'<svg class="icon" {spoken} {kept}>{inside}</svg>')


def _parts(path: Path) -> tuple[str, str]:
    """The attributes worth keeping and the inside of an SVG file."""
    svg = _COMMENT.sub("", path.read_text(encoding="utf-8"))
    opening = _OPENING.search(svg)
    if opening is None:
        raise ValueError(f"{path} holds no <svg> element")
    kept = " ".join(f'{name}="{value}"' for name, value in _KEPT.findall(opening[0]))
    return kept, svg[opening.end() : svg.rindex("</svg>")].strip()
