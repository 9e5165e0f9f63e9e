"""What every tool of the comparison can do: take a corpus, be run, and forget what it has built."""

import json
import os
import re
import shutil
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from tests.bench.corpus import Corpus, Story
from tests.bench.pictures import Pictures

BENCH = Path(__file__).resolve().parents[1]
ROOT = BENCH.parents[1]
SITE_NAME = "Sa Pa – Fansipan"
SITE_URL = "https://bench.example"
PER_PAGE, PER_ARCHIVE_PAGE = 24, 96
PLACE = "sa-pa"
SOURCE = {"title": "Wikipedia", "url": "https://en.wikipedia.org/wiki/Sa_Pa"}
_LINK = re.compile(r"\]\(story/([a-z0-9-]+)\)")
_PICTURE = re.compile(r"!\[([^]]*)\]\(topic/([a-z0-9-]+)/photo\.jpg\)")
_PLAIN = re.compile(r"[^\W\d_][\w ./-]*|\d{4}-\d\d-\d\d")


class CannotRun(Exception):
    """A tool cannot be installed or run here; the message says why."""


@dataclass(slots=True)
class Tool(ABC):
    """A generator in a folder of its own."""

    folder: Path

    name: ClassVar[str]
    # What a build leaves behind, besides the output; without it a build is cold.
    caches: ClassVar[tuple[str, ...]] = ()
    output_name: ClassVar[str] = "output"

    @property
    def output(self) -> Path:
        """Where it builds."""
        return self.folder / self.output_name

    @property
    @abstractmethod
    def story_template(self) -> Path:
        """The template of a story's page."""

    @abstractmethod
    def version(self) -> str:
        """Its version. Raises `CannotRun` where it is not installed."""

    @abstractmethod
    def prepare(self, corpus: Corpus, pictures: Pictures) -> None:
        """Write everything that a build needs. Raises `CannotRun`."""

    @abstractmethod
    def sources(self, story: Story) -> Mapping[str, str]:
        """The source files of a story by their names below the folder."""

    @abstractmethod
    def command(self) -> Sequence[str]:
        """The command that builds, to be run in the folder."""

    def environment(self) -> dict[str, str]:
        """The environment of the command: as little as possible."""
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        return {**kept, "LC_ALL": "C.UTF-8", "SITE_URL": SITE_URL}

    def write(self, story: Story) -> None:
        """Write a story, or write it anew."""
        for name, text in self.sources(story).items():
            write_text(self.folder / name, text)

    def remove(self, story: Story) -> None:
        """Take a story out, and its folder with it where it had one of its own."""
        for name in self.sources(story):
            path = self.folder / name
            path.unlink()
            if not any(path.parent.iterdir()):
                path.parent.rmdir()

    def forget(self) -> None:
        """Remove the output and every cache."""
        for name in (self.output_name, *self.caches):
            remove(self.folder / name)


def write_text(path: Path, text: str) -> None:
    """Write a text file, and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def remove(path: Path) -> None:
    """Remove a file or a folder that may be missing."""
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def yaml(facts: Mapping[str, object]) -> str:
    """Facts as lines of YAML; lists in brackets, words in quotation marks where they need them."""
    return "".join(f"{key}: {_yaml_value(value)}\n" for key, value in facts.items())


def front_matter(facts: Mapping[str, object], body: str) -> str:
    """A Markdown file."""
    return f"---\n{yaml(facts)}---\n\n{body}"


def rewritten(
    body: str, link: Callable[[str], str], picture: Callable[[str, str], str] | None = None
) -> str:
    """A body in the notation of another tool.

    `link` gives the target for the key of a story; `picture` the whole picture for its alt text
    and the key of its topic, where "![alt](key)" will not do.
    """
    show = picture or (lambda alt, key: f"![{alt}]({key})")
    pictured = _PICTURE.sub(lambda match: show(match[1], match[2]), body)
    return _LINK.sub(lambda match: f"]({link(match[1])})", pictured)


def _yaml_value(value: object) -> str:
    if isinstance(value, str):
        return value if _PLAIN.fullmatch(value) else json.dumps(value, ensure_ascii=False)
    if isinstance(value, Sequence):
        return f"[{', '.join(map(_yaml_value, value))}]"
    return json.dumps(value, ensure_ascii=False)
