"""What writers and designers do between two builds, in the sources of any tool."""

from collections.abc import Callable

from tests.bench.corpus import Corpus, with_line, with_title
from tests.bench.tools.base import Tool

_OLD, _NEW = 'class="related"', 'class="related" id="related"'


def body(tool: Tool, corpus: Corpus) -> None:
    """Add a line to the English text of the first story."""
    tool.write(with_line(corpus.story(0), "en", "The path is dry again."))


def title(tool: Tool, corpus: Corpus) -> None:
    """Give the second story another English title."""
    tool.write(with_title(corpus.story(1), "en", "A better title"))


def new(tool: Tool, corpus: Corpus) -> None:
    """Add a story in all languages."""
    tool.write(corpus.story(corpus.size))


def template(tool: Tool, corpus: Corpus) -> None:
    """Change an attribute in the template of stories."""
    _replace(tool, _OLD, _NEW)


def undo(tool: Tool, corpus: Corpus) -> None:
    """Put everything back."""
    tool.write(corpus.story(0))
    tool.write(corpus.story(1))
    added = corpus.story(corpus.size)
    if all((tool.folder / name).exists() for name in tool.sources(added)):
        tool.remove(added)
    if _NEW in tool.story_template.read_text(encoding="utf-8"):
        _replace(tool, _NEW, _OLD)


EDITS: dict[str, Callable[[Tool, Corpus], None]] = {
    "body": body,
    "title": title,
    "new": new,
    "template": template,
}


def _replace(tool: Tool, old: str, new: str) -> None:
    path = tool.story_template
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
