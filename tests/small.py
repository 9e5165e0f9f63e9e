"""A site so small that a test can build it in its own process, again and again."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import StrictUndefined

from plugins import engine
from plugins.config import Config, Options
from plugins.pages import TEMPLATES
from plugins.report import Report
from tests.images.photographs import halves, save
from tests.specimens import PICTURES, config, markdown, write_bundle

VERSION = "1"
_BASE = "{% import 'parts/links.html' as links %}{{ site.name }} {{ page.url }}\n"
_LIST = "{% for each in documents %}{{ links.to(each) }}{% endfor %}"
_THING = (
    "{{ document.title }}: {{ document.summary }}"
    "{% for part in document.body.parts %}{{ part.html or '' }}{% endfor %}"
)
_COVER = "{% if document.cover %}{{ picture(document.cover, 'card').src }}{% endif %}"
_INSIDE = {
    "home": "{% for each in places %}{{ links.to(each) }}{% endfor %}",
    "archive": "{% for year in years %}{{ year.heading }}{% endfor %}",
    "not_found": "",
    "award_list": "",
    "page": _THING,
    "place": f"{_THING}{_COVER}",
    "topic": _LIST,
}
_LINKS = (
    "{% macro to(document) %}<a href='{{ document.url }}'>{{ document.title }}</a>{% endmacro %}"
)


@dataclass(frozen=True)
class Small:
    """The site: its settings, and what one does with it."""

    config: Config

    def build(self, version: str = VERSION, **options: Any) -> Report:
        """Build it."""
        return engine.build(self.config, version, Options(**options))

    def write(self, name: str, content: str) -> None:
        """Write a file below the root of the project."""
        path = self.config.content.parent / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")

    def text(self, name: str, **changes: str) -> None:
        """Write a text such as "place/cat-cat/en.md" in other words."""
        self.write(f"content/{name}", markdown(**changes))

    def tree(self) -> dict[str, bytes]:
        """Every file of the output."""
        output = self.config.output
        return {
            path.relative_to(output).as_posix(): path.read_bytes()
            for path in output.rglob("*")
            if path.is_file()
        }


def small_site(root: Path, renditions: Path, **changes: Any) -> Small:
    """Three places, a story and a topic; one place with a picture and in English too.

    `renditions` is the folder of pictures that several sites may share, for making them is slow.
    """
    (root / ".cache").mkdir(parents=True)
    (root / ".cache" / "images").symlink_to(renditions)
    jinja = {
        "autoescape": True,
        "extensions": ["jinja2.ext.i18n"],
        "undefined": StrictUndefined,
    }
    catalogues = root / ".cache" / "translations"
    site = Small(config(root, jinja=jinja, catalogues=catalogues, **changes))
    for name in TEMPLATES:
        inside = _INSIDE.get(name, _LIST if name.endswith("_list") else _THING)
        site.write(
            f"theme/templates/{name}.html",
            f"{{% extends 'base.html' %}}{{% block main %}}{inside}{{% endblock %}}",
        )
    site.write("theme/templates/base.html", f"{_BASE}{{% block main scoped %}}{{% endblock %}}")
    site.write("theme/templates/parts/links.html", _LINKS)
    site.write("theme/scss/main.scss", ".a { color: red; }")
    site.write("theme/static/root/favicon.ico", "icon")
    for key in ("fansipan", "sa-pa"):
        write_bundle(site.config.content, f"place/{key}", {"vi": markdown(title=f"Tên {key}")})
    texts = {
        lang: markdown(title=f"{lang} Cat Cat", front="cover_alt: Terraces.\n")
        for lang in ("vi", "en")
    }
    cover = f"cover: terraces.jpg\n{PICTURES}topics: [crafts]\n"
    folder = write_bundle(site.config.content, "place/cat-cat", texts, cover)
    save(folder / "terraces.jpg", halves(400, 300))
    story = {"vi": markdown(title="Cắt cỏ", front="cover_alt: Terraces.\n")}
    write_bundle(site.config.content, "story/mowing", story, "topics: [crafts]\n")
    write_bundle(site.config.content, "topic/crafts", {"vi": markdown(title="Nghề")})
    return site
