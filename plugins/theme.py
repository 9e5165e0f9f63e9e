"""Get the theme ready: stylesheet, fonts and static files under one address."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, TemplateSyntaxError, nodes

from plugins.problems import Problem
from plugins.styles import BadStyle, compile_scss

_PLACEHOLDER = "/theme"


@dataclass(frozen=True, slots=True)
class Theme:
    """The theme's files by their name in the output, and the address of its folder."""

    url: str
    files: dict[str, bytes]


def load(theme: Path, root: str) -> Theme:
    """Compile and collect; the folder's name is the digest of all that is in it.

    `root` is the path of the site on its host, "" at the top. Raises `BadStyle`.
    """
    main = theme / "scss" / "main.scss"
    files = dict(_static(theme))
    digest = hashlib.sha256(compile_scss(main, _PLACEHOLDER).encode())
    for name, content in files.items():
        digest.update(name.encode() + b"\0" + content)
    folder = f"theme/{digest.hexdigest()[:10]}"
    placed = {f"{folder}/{name}": content for name, content in files.items()}
    placed[f"{folder}/main.css"] = compile_scss(main, f"{root}/{folder}").encode()
    return Theme(f"{root}/{folder}", placed | dict(_root_files(theme)))


def check(theme: Path, root: str, templates: Iterable[str]) -> list[Problem]:
    """Everything that is wrong with the theme; `templates` are the names that it must have."""
    problems = list(_check_templates(theme, templates))
    try:
        compile_scss(theme / "scss" / "main.scss", root)
    except BadStyle as bad:
        problems.append(bad.problem)
    return problems


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


def _check_templates(theme: Path, names: Iterable[str]) -> Iterator[Problem]:
    """Templates that are missing or do not parse, and icons that do not exist."""
    for name in ("base", *names):
        path = theme / "templates" / f"{name}.html"
        if not path.exists():
            # Pelican would take the one of its own "simple" theme, and say nothing.
            yield Problem(
                path.relative_to(theme.parent), 0, "the template is missing.", "Write it."
            )
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
