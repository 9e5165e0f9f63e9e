"""Our own generator: a copy of the project with the corpus as its content."""

import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import ClassVar

from tests.bench.corpus import Corpus, Story, Topic
from tests.bench.pictures import RIGHTS, Pictures, paint
from tests.bench.tools.base import BENCH, PLACE, ROOT, SOURCE, Tool, front_matter, write_text, yaml
from tests.bench.words import LANGS


class Ours(Tool):
    """The project itself."""

    name: ClassVar[str] = "ours"

    @property
    def story_template(self) -> Path:
        """The template of a story's page."""
        return self.folder / "theme" / "templates" / "story.html"

    def version(self) -> str:
        """The commit that is checked out, with a + where files differ from it."""
        if not shutil.which("git"):
            return "unknown"
        described = subprocess.run(
            ["git", "describe", "--always", "--dirty=+"],
            cwd=ROOT, capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip
        return described.stdout.strip() or "unknown"

    def prepare(self, corpus: Corpus, pictures: Pictures) -> None:
        """Copy the engine and the theme, and write the corpus."""
        unwanted = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / "plugins", self.folder / "plugins", ignore=unwanted)
        shutil.copytree(BENCH / "theme", self.folder / "theme")
        shutil.copyfile(ROOT / "pelicanconf.py", self.folder / "pelicanconf.py")
        shutil.copyfile(BENCH / "settings.py", self.folder / "settings.py")
        for index, topic in enumerate(corpus.topics):
            self._write_topic(topic, index)
        self._write_place(corpus)
        for story in corpus.stories():
            self.write(story)

    def sources(self, story: Story) -> Mapping[str, str]:
        """A bundle: the facts, and the words of each language."""
        folder = f"content/story/{story.key}"
        facts: dict[str, object] = {
            "date": story.date.isoformat(),
            "topics": story.topics,
            "cover": f"topic/{story.cover}/photo.jpg",
        }
        texts = {
            f"{folder}/{lang}.md": front_matter(
                {"title": text.title, "summary": text.summary, "cover_alt": text.title}, text.body
            )
            for lang, text in story.texts.items()
        }
        return {f"{folder}/facts.yaml": yaml(facts) + _sources(), **texts}

    def command(self) -> Sequence[str]:
        """Build with the settings of the comparison."""
        return (sys.executable, "-m", "plugins.build", "settings.py")

    def forget(self) -> None:
        """Remove the output and every cache but the finished pictures, which peers have too."""
        super().forget()
        cache = self.folder / ".cache"
        for path in cache.iterdir() if cache.is_dir() else ():
            if path.name == "images":
                continue
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()

    def _write_topic(self, topic: Topic, index: int) -> None:
        folder = self.folder / "content" / "topic" / topic.key
        facts = "date: 2015-01-01\n"
        if topic.pictured:
            paint(folder / "photo.jpg", index)
            rights = "".join(f"    {key}: {value}\n" for key, value in RIGHTS.items())
            facts += f"cover: photo.jpg\npictures:\n  photo.jpg:\n{rights}"
        write_text(folder / "facts.yaml", facts)
        for lang, text in topic.texts.items():
            words = {"title": text.title, "summary": text.summary}
            alt = {"cover_alt": text.title} if topic.pictured else {}
            write_text(folder / f"{lang}.md", front_matter(words | alt, text.body))

    def _write_place(self, corpus: Corpus) -> None:
        first = corpus.topics[0]
        folder = self.folder / "content" / "place" / PLACE
        cover = {"date": "2015-01-01", "category": "town", "cover": f"topic/{first.key}/photo.jpg"}
        write_text(folder / "facts.yaml", yaml(cover) + _sources())
        for lang in LANGS:
            text = first.texts[lang]
            words = {"title": "Sa Pa", "summary": text.summary, "cover_alt": text.title}
            write_text(folder / f"{lang}.md", front_matter(words, f"{text.summary}\n"))


def _sources() -> str:
    return f"sources:\n  - title: {SOURCE['title']}\n    url: {SOURCE['url']}\n"
