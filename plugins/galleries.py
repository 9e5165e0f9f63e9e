"""Galleries of a text: the pictures between :::gallery and :::, and what is wrong with them."""

import re
import xml.etree.ElementTree as etree
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import takewhile

from markdown import Markdown
from markdown.preprocessors import Preprocessor

COLONS = ":::"
NAME = "gallery"
BEGIN = f"{COLONS}{NAME}"
# Four blanks and more begin a block of code, in which colons are shown as they are.
_LINE = re.compile(rf" {{0,3}}{COLONS}")
_LINES = re.compile(rf"^[ \t]*({COLONS}.*)", re.MULTILINE)


class Apart(Preprocessor):
    """Sets lines that begin with ::: apart, so that each becomes a paragraph of its own."""

    def run(self, lines: list[str]) -> list[str]:
        """The lines, with empty ones around those with colons."""
        if COLONS not in "\n".join(lines):
            return lines
        found: list[str] = []
        for line in lines:
            found += ["", line, ""] if _LINE.match(line) else [line]
        return found


@dataclass(slots=True)
class Fence:
    """What stands between `:::name` and `:::`; without a name it is an end that nothing began.

    `place` is the paragraph of its first line, `inside` the elements after it.
    """

    place: etree.Element
    name: str
    closed: bool = False
    inside: list[etree.Element] = field(default_factory=list)

    @property
    def pictures(self) -> list[etree.Element]:
        """The pictures in it, in order."""
        return [picture for element in self.inside for picture in _pictures(element)]

    @property
    def others(self) -> list[etree.Element]:
        """What else is in it."""
        return [element for element in self.inside if not _pictures(element)]


def are_in(md: Markdown) -> bool:
    """Whether a line with colons can be in the text that is converted."""
    return COLONS in "\n".join(md.lines)  # type: ignore[attr-defined]  # the stubs forget it


def take(root: etree.Element) -> list[Fence]:
    """Cut the fences out of a text; where each was, only its first paragraph stays."""
    fences = _fences(root)
    for fence in fences:
        if not fence.closed:  # the pictures at its beginning are meant; the rest is the text
            fence.inside = list(takewhile(_pictures, fence.inside))
        for element in fence.inside:
            root.remove(element)
    return fences


def mistakes(fence: Fence) -> Iterator[tuple[str, str, str]]:
    """What is wrong with a fence: how that stands in the text, what it is, how to mend it."""
    known = fence.name == NAME
    typed = f"({fence.pictures[0].get('src')}" if fence.pictures else f"{COLONS}{fence.name}"
    if not fence.name:
        remedy = f"Write {BEGIN} on a line of its own before the first picture."
        yield f"\n{COLONS}\n", f"a {COLONS} ends what nothing began.", remedy
    if fence.name and not known:
        remedy = f"Write {BEGIN} before the pictures, and {COLONS} after them."
        yield f"{COLONS}{fence.name}", f"there is no block '{COLONS}{fence.name}'.", remedy
    if known and not fence.closed:
        remedy = f"Write {COLONS} on a line of its own after the last picture."
        yield typed, f"{BEGIN} has no end.", remedy
    if known and fence.closed and len(fence.pictures) < 2 and not fence.others:
        remedy = f"Add another picture, or take out {BEGIN} and its {COLONS}."
        yield typed, "a gallery needs two pictures at least.", remedy
    for first in map(_first_words, fence.others if known else ()):
        remedy = "Pictures alone stand in it, each on its line: ![what it shows](photo.jpg)"
        yield first, f"{first!r} stands in a gallery.", remedy


def astray(element: etree.Element) -> Iterator[tuple[str, str, str]]:
    """The same, of lines with colons in the words of an element, where no fence is."""
    if element.tag == "code":
        return
    # What follows a child goes on in its line: a letter in the child's place keeps it there.
    words = "x".join(text or "" for text in (element.text, *(child.tail for child in element)))
    for line in _LINES.findall(words):
        remedy = "Begin it at the left edge, outside lists, quotations and tables."
        yield line, f"{line!r} stands inside something else.", remedy


def _fences(root: etree.Element) -> list[Fence]:
    """Every fence in order; the paragraphs that end one are taken out."""
    found: list[Fence] = []
    opened: Fence | None = None
    for element in list(root):
        name = _name(element)
        if name is None:
            if opened:
                opened.inside.append(element)
        elif opened and not name:
            opened.closed = True
            opened = None
            root.remove(element)
        else:
            found.append(Fence(element, name))
            opened = found[-1] if name else None
    return found


def _name(element: etree.Element) -> str | None:
    """What follows the colons of a paragraph; None for any other element."""
    begins = element.tag == "p" and (element.text or "").lstrip().startswith(COLONS)
    return "".join(element.itertext()).strip()[len(COLONS) :].strip() if begins else None


def _pictures(element: etree.Element) -> list[etree.Element]:
    """The pictures of a paragraph that holds nothing else; none of any other element."""
    words = (element.text, *(child.tail for child in element))
    is_bare = element.tag == "p" and not any((each or "").strip() for each in words)
    if not is_bare or any(child.tag not in ("img", "br") for child in element):
        return []
    return [child for child in element if child.tag == "img"]


def _first_words(element: etree.Element) -> str:
    """How an element begins in the text, as far as its words tell."""
    lines = (line.strip() for words in element.itertext() for line in words.splitlines())
    return next(filter(None, lines), COLONS)
