"""Get the theme ready: stylesheet, fonts and static files under one address."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, TemplateSyntaxError, meta, nodes

from plugins.problems import Problem
from plugins.styles import BadStyle, at_address, compile_scss


@dataclass(frozen=True, slots=True)
class Theme:
    """The theme's files by their name in the output, and the address of its folder."""

    url: str
    files: dict[str, bytes]


@dataclass(frozen=True)
class Marks:
    """The digests of a theme by what depends on them.

    `templates` are the files of the templates (and icons, of which any template may show any);
    `words` the catalogues by language; `assets` all that is published as files.
    """

    templates: Mapping[str, str]
    words: Mapping[str, str]
    assets: str


def marks(theme: Path, catalogues: Mapping[str, Path]) -> Marks:
    """Read the whole theme; `catalogues` are the files of interface words by language."""
    base = theme / "templates"
    icons = _digest(sorted((theme / "icons").glob("*.svg")))
    assets = [*theme.glob("scss/**/*"), *theme.glob("fonts/*"), *theme.glob("static/**/*")]
    return Marks(
        {
            path.relative_to(base).as_posix(): f"{_digest([path])} {icons}"
            for path in sorted(base.rglob("*.html"))
        },
        {lang: _digest([path]) for lang, path in catalogues.items()},
        _digest(sorted(path for path in assets if path.is_file())),
    )


def _digest(paths: Iterable[Path]) -> str:
    found = hashlib.sha256()
    for path in paths:
        content = path.read_bytes() if path.is_file() else b""
        found.update(f"{path.as_posix()}\0{len(content)}\0".encode() + content)
    return found.hexdigest()[:16]


def used_by(theme: Path, templates: Mapping[str, str]) -> dict[str, str]:
    """The digest of each template together with all that it extends, includes and imports.

    Jinja itself tells what these are; a name that is not written out may be any template's.
    """
    environment = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    uses: dict[str, set[str]] = {}
    for name in templates:
        tree = environment.parse((theme / "templates" / name).read_text(encoding="utf-8"))
        named = set(meta.find_referenced_templates(tree))
        uses[name] = set(templates) if None in named else {each for each in named if each}
    return {
        name: hashlib.sha256(
            "".join(templates.get(each, "") for each in sorted(_reached(name, uses))).encode()
        ).hexdigest()[:16]
        for name in templates
    }


def _reached(name: str, uses: Mapping[str, set[str]]) -> set[str]:
    """A template and all that it uses, near and far."""
    found: set[str] = set()
    waiting = {name}
    while waiting:
        each = waiting.pop()
        found.add(each)
        waiting |= uses.get(each, set()) - found
    return found


def stylesheet(theme: Path) -> tuple[str, list[Problem]]:
    """The compiled stylesheet, without its address yet; "" and a problem where it is wrong."""
    try:
        return compile_scss(theme / "scss" / "main.scss"), []
    except BadStyle as bad:
        return "", [bad.problem]


def load(theme: Path, css: str, root: str, stable: bool = False) -> Theme:
    """Collect the theme; the name of its folder is the digest of all that is in it.

    `css` is its stylesheet, `root` the path of the site on its host, "" at the top. With `stable`,
    the folder keeps its name whatever is in it: no page changes with a style.
    """
    files = dict(_static(theme))
    digest = hashlib.sha256(css.encode())
    for name, content in files.items():
        digest.update(name.encode() + b"\0" + content)
    folder = "theme/current" if stable else f"theme/{digest.hexdigest()[:10]}"
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
