"""Stock Pelican with i18n-subsites: its own articles, tags and pagination, without our plugins."""

import json
import shutil
import sys
from collections.abc import Mapping, Sequence
from html import escape
from importlib.metadata import version
from pathlib import Path
from typing import ClassVar

from pelicanconf import LANGUAGES, SECTIONS
from tests.bench import interface
from tests.bench.corpus import Corpus, Story, Text, Topic
from tests.bench.pictures import Picture, Pictures
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
    rewritten,
    write_text,
)

# In place of the pictures until they are known; no story is written before.
_NO_PICTURES = Pictures(Path(), {})


class PelicanStock(Tool):
    """Pelican as it comes, from the packages that we use too; its cache is off by default."""

    name: ClassVar[str] = "pelican"
    caches: ClassVar[tuple[str, ...]] = ("cache", "__pycache__")
    pictures: Pictures = _NO_PICTURES

    @property
    def story_template(self) -> Path:
        """The template of a story's page."""
        return self.folder / "theme" / "templates" / "article.html"

    def version(self) -> str:
        """The version of Pelican."""
        return version("pelican")

    def prepare(self, corpus: Corpus, pictures: Pictures) -> None:
        """Write the site: settings, templates, words, pictures and contents."""
        self.pictures = pictures
        shutil.copytree(BENCH / "peers" / "pelican", self.folder, dirs_exist_ok=True)
        pictures.copy_to(self.folder / "content" / "images")
        write_stylesheet(self.folder / "content" / "theme" / "main.css")
        site = _site(corpus, pictures)
        write_text(self.folder / "site.json", json.dumps(site, ensure_ascii=False, indent=1))
        for index in range(len(_topic_lists(corpus, interface.MAIN))):
            template = self.folder / "theme" / "templates" / f"topic_list_{index}.html"
            leaf = f"{{% set leaf = TOPIC_LISTS[{index}] %}}\n"
            write_text(template, leaf + '{% extends "topic_list.html" %}\n')
        first = corpus.topics[0]
        for lang, text in first.texts.items():
            facts = _facts(PLACE, lang, "2015-01-01", first.key, text) | {"Title": "Sa Pa"}
            name = f"content/places/{lang}.md"
            write_text(self.folder / name, _header(facts) + f"{text.summary}\n")
        for story in corpus.stories():
            self.write(story)

    def sources(self, story: Story) -> Mapping[str, str]:
        """One file in the folder of each language."""
        return {
            f"content/stories/{lang}/{story.key}.md": _header(
                {
                    **_facts(story.key, lang, story.date.isoformat(), story.cover, text),
                    "Tags": ", ".join(story.topics),
                    "Related": ", ".join(story.related),
                }
            )
            + rewritten(text.body, lambda key: f"{{filename}}{key}.md", self._figure)
            for lang, text in story.texts.items()
        }

    def command(self) -> Sequence[str]:
        """Pelican with our settings for it."""
        return (sys.executable, "-m", "pelican", "--settings", "settings.py", "--quiet")

    def _figure(self, alt: str, key: str) -> str:
        """HTML: Markdown for Pelican has no hook for pictures."""
        return _figure(self.pictures.views[key]["figure"], alt)


def _figure(view: Picture, alt: str) -> str:
    sources = "\n".join(
        f'<source media="{source["media"]}" type="{source["type"]}" srcset="{source["srcset"]}"'
        f' sizes="{source["sizes"]}">'
        for source in view["sources"]
    )
    return (
        f'<figure class="plate">\n<picture>\n{sources}\n<img src="{view["src"]}"'
        f' srcset="{view["srcset"]}" sizes="{view["sizes"]}" alt="{escape(alt)}"'
        f' width="{view["width"]}" height="{view["height"]}" loading="lazy">\n'
        "</picture>\n</figure>"
    )


def _facts(key: str, lang: str, date: str, cover: str, text: Text) -> dict[str, str]:
    return {
        "Title": text.title,
        "Slug": key,
        "Lang": lang,
        "Date": date,
        "Summary": text.summary,
        "Cover": cover,
        "Cover_alt": text.title,
        "Source_title": SOURCE["title"],
        "Source_url": SOURCE["url"],
    }


def _header(facts: Mapping[str, str]) -> str:
    return "".join(f"{key}: {value}\n" for key, value in facts.items()) + "\n"


def _site(corpus: Corpus, pictures: Pictures) -> dict[str, object]:
    """What settings and templates know."""
    return {
        "name": SITE_NAME,
        "url": SITE_URL,
        "languages": LANGUAGES,
        "sections": SECTIONS,
        "per_archive_page": per_archive_page(corpus.size),
        "nav": {lang: interface.nav(lang) for lang in LANGUAGES},
        "labels": interface.KINDS,
        "words": {lang: interface.words(lang) for lang in LANGUAGES},
        "pictures": pictures.views,
        "topics": {
            lang: {topic.key: _topic(topic, lang) for topic in corpus.topics} for lang in LANGUAGES
        },
        "topic_lists": {lang: _topic_lists(corpus, lang) for lang in LANGUAGES},
    }


def _topic(topic: Topic, lang: str) -> dict[str, str]:
    text = topic.texts[lang]
    front = f"{interface.root(lang)}/{interface.section('topic', lang)}/"
    return {
        "url": f"{front}{topic.key}/",
        "title": text.title,
        "summary": text.summary,
        "body": text.body.strip(),
        "cover": topic.key if topic.pictured else "",
    }


def _topic_lists(corpus: Corpus, lang: str) -> list[dict[str, object]]:
    """The pages of the list of topics, as the template of each needs them."""
    titled = sorted(corpus.topics, key=lambda topic: topic.texts[lang].title)
    keys = [topic.key for topic in titled]
    count = max(1, len(keys) // PER_PAGE)
    front = f"{interface.section('topic', lang)}/"
    paths = [front, *(f"{front}{number}/" for number in range(2, count + 1))]
    urls = [f"{interface.root(lang)}/{path}" for path in paths]
    starts = [index * PER_PAGE for index in range(count)]
    return [
        {
            "front": index == 0,
            "path": paths[index],
            "number": index + 1,
            "newer": urls[index - 1] if index else "",
            "older": urls[index + 1] if index + 1 < count else "",
            # As in Pelican's own lists, what is left over stands on the last page.
            "keys": keys[start : start + PER_PAGE if index + 1 < count else None],
        }
        for index, start in enumerate(starts)
    ]


def per_archive_page(stories: int) -> int:
    """How long a page of Pelican's archive must be, for as many pages as ours has.

    Its orphans are those of the shorter lists, and the place is no article.
    """
    pages = max(1, (stories + 1) // PER_ARCHIVE_PAGE)
    return max(PER_ARCHIVE_PAGE, -(-(stories - (PER_PAGE - 1)) // pages))
