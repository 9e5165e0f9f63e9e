"""Eleventy from npm, run by the Node that PyPI carries."""

import json
import shutil
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar

from pelicanconf import LANGUAGES, SECTIONS
from tests.bench import interface
from tests.bench.corpus import Corpus, Story, Text, Topic
from tests.bench.pictures import Pictures
from tests.bench.styles import write_stylesheet
from tests.bench.tools.base import (
    BENCH,
    PER_ARCHIVE_PAGE,
    PER_PAGE,
    PLACE,
    SITE_NAME,
    SITE_URL,
    SOURCE,
    Tool,
    front_matter,
    rewritten,
    write_text,
)
from tests.bench.tools.node import install, node, pinned


class Eleventy(Tool):
    """Eleventy 3 with Nunjucks templates, as close to ours as their syntax allows."""

    name: ClassVar[str] = "eleventy"
    caches: ClassVar[tuple[str, ...]] = (".cache",)

    @property
    def story_template(self) -> Path:
        """The template of a story's page."""
        return self.folder / "includes" / "layouts" / "story.njk"

    def version(self) -> str:
        """The version that package.json names. Raises `CannotRun` where Node is missing."""
        node()
        return pinned("@11ty/eleventy")

    def prepare(self, corpus: Corpus, pictures: Pictures) -> None:
        """Install Eleventy, and write the site."""
        shutil.copytree(BENCH / "peers" / "eleventy", self.folder, dirs_exist_ok=True)
        install(self.folder)
        pictures.copy_to(self.folder / "static" / "images")
        write_stylesheet(self.folder / "static" / "theme" / "main.css")
        site = json.dumps(_site(corpus, pictures), ensure_ascii=False, indent=1)
        write_text(self.folder / "site.json", site)
        first = corpus.topics[0]
        for lang, text in first.texts.items():
            facts = _facts("place", PLACE, lang, "2015-01-01", text) | _cover(first.key, text)
            facts |= {"title": "Sa Pa", "topics": [], "sources": [SOURCE]}
            name = f"content/{lang}/places/{PLACE}.md"
            write_text(self.folder / name, front_matter(facts, f"{text.summary}\n"))
        for story in corpus.stories():
            self.write(story)

    def sources(self, story: Story) -> Mapping[str, str]:
        """One file in the folder of each language."""
        return {
            f"content/{lang}/stories/{story.key}.md": front_matter(
                {
                    **_facts("story", story.key, lang, story.date.isoformat(), text),
                    **_cover(story.cover, text),
                    "topics": story.topics,
                    "related": story.related,
                    "sources": [SOURCE],
                },
                rewritten(text.body, partial(_url, "story", lang)),
            )
            for lang, text in story.texts.items()
        }

    def command(self) -> Sequence[str]:
        """Eleventy's own script: npx would start an npm first."""
        return (str(node()), "node_modules/@11ty/eleventy/cmd.cjs", "--quiet")

    def environment(self) -> dict[str, str]:
        """With more memory than Node takes by itself: 20,000 stories need it."""
        return {**super().environment(), "NODE_OPTIONS": "--max-old-space-size=16384"}


def _site(corpus: Corpus, pictures: Pictures) -> dict[str, object]:
    """What all templates know."""
    return {
        "name": SITE_NAME,
        "url": SITE_URL,
        "langs": list(LANGUAGES),
        "languages": LANGUAGES,
        "sections": SECTIONS,
        "perPage": PER_PAGE,
        "perArchivePage": PER_ARCHIVE_PAGE,
        "nav": {lang: interface.nav(lang) for lang in LANGUAGES},
        "labels": interface.KINDS,
        "words": {lang: interface.words(lang) for lang in LANGUAGES},
        "pictures": pictures.views,
        "topics": [_topic(topic) for topic in corpus.topics],
    }


def _topic(topic: Topic) -> dict[str, object]:
    texts = {
        lang: {
            "title": text.title,
            "summary": text.summary,
            "body": text.body.strip(),
            "cover_alt": text.title,
        }
        for lang, text in topic.texts.items()
    }
    return {"key": topic.key, "cover": topic.key if topic.pictured else "", "texts": texts}


def _facts(kind: str, key: str, lang: str, date: str, text: Text) -> dict[str, object]:
    return {
        "layout": f"{kind}.njk",
        "permalink": _url(kind, lang, key),
        "kind": kind,
        "key": key,
        "lang": lang,
        "title": text.title,
        "date": date,
        "summary": text.summary,
    }


def _cover(key: str, text: Text) -> dict[str, object]:
    return {"cover": key, "cover_alt": text.title}


def _url(kind: str, lang: str, key: str) -> str:
    return f"{interface.root(lang)}/{interface.section(kind, lang)}/{key}/"
