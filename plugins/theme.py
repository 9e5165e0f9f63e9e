"""Get the theme ready: stylesheet, fonts and static files under one address."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, TemplateSyntaxError, nodes

from plugins.problems import Problem
from plugins.styles import BadStyle, at_address, compile_scss


@dataclass(frozen=True, slots=True)
class Theme:
    """The theme's files by their name in the output, and the address of its folder."""

    url: str
    files: dict[str, bytes]


def stylesheet(theme: Path) -> tuple[str, list[Problem]]:
    """The compiled stylesheet, without its address yet; "" and a problem where it is wrong."""
    try:
        return compile_scss(theme / "scss" / "main.scss"), []
    except BadStyle as bad:
        return "", [bad.problem]


def load(theme: Path, css: str, root: str) -> Theme:
    """Collect the theme; the name of its folder is the digest of all that is in it.

    `css` is its stylesheet, `root` the path of the site on its host, "" at the top.
    """
    files = dict(_static(theme))
    digest = hashlib.sha256(css.encode())
    for name, content in files.items():
        digest.update(name.encode() + b"\0" + content)
    folder = f"theme/{digest.hexdigest()[:10]}"
    placed = {f"{folder}/{name}": content for name, content in files.items()}
    placed[f"{folder}/main.css"] = at_address(css, f"{root}/{folder}").encode()
    return Theme(f"{root}/{folder}", placed | dict(_root_files(theme)))


def _static(theme: Path) -> Iterator[tuple[str, bytes]]:
    """Fonts, motifs and other files that are published as they are."""
    for pattern in ("*.woff2", "*.txt"):
        for path in sorted((theme / "fonts").glob(pattern)):
            yield f"fonts/{path.name}", path.read_bytes()
    base = theme / "static"
    for path in sorted(base.rglob("*")):
        inside = path.relative_to(base)
        if path.is_file() and inside.parts[0] != "root":
            yield inside.as_posix(), path.read_bytes()


def _root_files(theme: Path) -> Iterator[tuple[str, bytes]]:
    """Files that browsers look for at the root of the site."""
    base = theme / "static" / "root"
    for path in sorted(base.rglob("*")):
        if path.is_file():
            yield path.relative_to(base).as_posix(), path.read_bytes()


def check_templates(theme: Path, names: Iterable[str]) -> Iterator[Problem]:
    """Templates of these names that are missing, any that does not parse, icons that do not exist.

    For a missing template Pelican would take one of its own "simple" theme, and say nothing.
    """
    for name in ("base", *names):
        path = theme / "templates" / f"{name}.html"
        if not path.exists():
            shown = path.relative_to(theme.parent)
            yield Problem(shown, 0, "the template is missing.", "Write it: see docs/theme.md.")
    environment = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    known = {path.stem for path in (theme / "icons").glob("*.svg")}
    for path in sorted((theme / "templates").rglob("*.html")):
        shown = path.relative_to(theme.parent)
        try:
            tree = environment.parse(path.read_text(encoding="utf-8"))
        except TemplateSyntaxError as error:
            yield Problem(shown, error.lineno, f"{error.message}", "Mend the template.")
            continue
        for call in tree.find_all(nodes.Call):
            if isinstance(call.node, nodes.Name) and call.node.name == "icon":
                yield from _check_icon(call, known, shown)


def _check_icon(call: nodes.Call, known: set[str], shown: Path) -> Iterator[Problem]:
    name = call.args[0].value if call.args and isinstance(call.args[0], nodes.Const) else None
    if name not in known:
        what = f"there is no icon {name!r}." if name else "the icon's name is not written out."
        remedy = f"The icons in theme/icons are: {', '.join(sorted(known))}."
        yield Problem(shown, call.lineno, what, remedy)
