"""A Markdown extension that leaves out the steps which cannot change the text at hand.

Python-Markdown tries every kind of block on every block, and every inline pattern on every text.
Most of our blocks are paragraphs, and most texts hold no mark.
Each shortcut says why its result is the same; tests/test_shortcuts.py compares with and without.
"""

import re
import xml.etree.ElementTree as etree
from collections.abc import Iterator

from markdown import Markdown
from markdown.blockprocessors import ParagraphProcessor
from markdown.extensions import Extension
from markdown.extensions.toc import TocExtension, TocTreeprocessor, nest_toc_tokens, unique
from markdown.inlinepatterns import ImageInlineProcessor, LinkInlineProcessor
from markdown.preprocessors import HtmlBlockPreprocessor, NormalizeWhitespace
from markdown.treeprocessors import InlineProcessor, UnescapeTreeprocessor
from markdown.util import ETX, STX, AtomicString

# One of its signs stands wherever an inline pattern matches; a test says that none is missing.
SIGNS = {
    "backtick": ("`",),
    "escape": ("\\",),
    "footnote": ("[^",),
    "reference": ("[",),
    "link": ("[",),
    "image_link": ("![",),
    "image_reference": ("![",),
    "short_reference": ("[",),
    "short_image_ref": ("![",),
    "autolink": ("<",),
    "automail": ("<",),
    "linebreak": ("  \n",),
    "html": ("<",),
    "entity": ("&",),
    "em_strong": ("*", "_"),
}
# These need a definition as well: [name]: address.
_REFERENCES = {"reference", "image_reference", "short_reference", "short_image_ref"}
_SIGN = re.compile(r"[\\`*_\[<&]")
# How a line begins, after a line break, that may be more than a line of a paragraph.
_SPECIAL = re.compile(r"\n(?:    | *(?:[#=_*+:>\[\n\d-]|\Z))")
_BLANKS = ("\t", "\r", STX, ETX, "\n ")
_LINK_TEXT = re.compile(r"[^\[\]]*\]")
_WORD = rf"""[^\s()<>'"{STX}]+"""
_LINK_TARGET = re.compile(rf'\(({_WORD})(?: "({_WORD}(?: {_WORD})*)")?\)')
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_MARKUP = re.compile(f"[&<>{STX}]")


class _Whitespace(NormalizeWhitespace):
    """Mends blanks where there is one to mend: all that is sought begins with one of `_BLANKS`."""

    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        return super().run(lines) if any(map(text.__contains__, _BLANKS)) else [*lines, "", ""]


class _Html(HtmlBlockPreprocessor):
    """Looks for blocks of HTML where there is a < or &: without, its parser sees text alone."""

    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        return super().run(lines) if "<" in text or "&" in text else lines


class _Paragraph(ParagraphProcessor):
    """Takes a plain paragraph before other kinds of block are tried on it.

    A table has a |; any other kind is empty or has a line that begins as `_SPECIAL` says.
    """

    def test(self, parent: etree.Element, block: str) -> bool:  # noqa: ARG002
        return "|" not in block and not _SPECIAL.search("\n" + block)


class _Inline(InlineProcessor):
    """Tries no inline pattern in vain.

    A text without a sign would come out as it is, and is marked as finished. On the others, only
    the patterns are tried whose sign stands in one of them: a pattern cuts a text, or puts a
    placeholder between its parts, but joins none, so that no sign arises on the way.
    """

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self._patterns = [(name, md.inlinePatterns[name]) for name in SIGNS]

    def run(self, tree: etree.Element, ancestors: list[str] | None = None) -> etree.Element:
        signed = "\n\n".join(self._signed(tree))
        signs = {name for name in SIGNS if any(map(signed.__contains__, SIGNS[name]))}
        if not self.md.references:
            signs -= _REFERENCES
        self.inlinePatterns = [  # type: ignore[assignment]  # a list is as good, and quicker
            pattern for name, pattern in self._patterns if name in signs
        ]
        return super().run(tree, ancestors)

    def _signed(self, tree: etree.Element) -> Iterator[str]:
        for element in tree.iter():
            text = element.text
            if text and not isinstance(text, AtomicString):
                if _SIGN.search(text) or "  \n" in text:
                    yield text
                else:
                    element.text = AtomicString(text)
            if element.tail:
                yield element.tail


class _Link(LinkInlineProcessor):
    """Reads a simple link by two expressions, where the original counts brackets and quotes.

    There is nothing to count in a text without brackets, nor in a target without blanks, brackets
    or quotes, with a title or none that has no bracket or quote and single blanks.
    """

    def getText(self, data: str, index: int) -> tuple[str, int, bool]:
        found = _LINK_TEXT.match(data, index)
        return (found[0][:-1], found.end(), True) if found else super().getText(data, index)

    def getLink(self, data: str, index: int) -> tuple[str, str | None, int, bool]:
        found = _LINK_TARGET.match(data, index)
        return (found[1], found[2], found.end(), True) if found else super().getLink(data, index)


class _Image(_Link, ImageInlineProcessor):
    """Reads a simple picture likewise."""


class _Headings(TocTreeprocessor):
    """Names plain headings without rendering them, and makes no contents unless [TOC] is typed.

    A heading that is text without markup, references and escapes is its own name.
    """

    def run(self, doc: etree.Element) -> None:
        headings = [element for element in doc.iter() if element.tag in _HEADINGS]
        if self.marker in _typed(self.md) or not all(map(_is_plain, headings)):
            super().run(doc)
            return
        ids = {element.attrib["id"] for element in doc.iter() if "id" in element.attrib}
        tokens = []
        for heading in headings:
            name = " ".join((heading.text or "").split())
            id = unique(self.slugify(name, self.sep), ids)
            heading.set("id", id)
            tokens.append({"level": int(heading.tag[1]), "id": id, "name": name})
        self.md.toc_tokens = nest_toc_tokens(tokens)  # type: ignore[arg-type, attr-defined]


def _is_plain(heading: etree.Element) -> bool:
    return not (len(heading) or heading.attrib or _MARKUP.search(heading.text or ""))


class _Unescape(UnescapeTreeprocessor):
    """Undoes escapes where there is a backslash, without which none is made."""

    def run(self, root: etree.Element) -> None:
        if "\\" in _typed(self.md):
            super().run(root)


def _typed(md: Markdown) -> str:
    """The text as it came to the block processors."""
    return "\n".join(md.lines)  # type: ignore[attr-defined]  # the stubs forget it


class Shortcuts(Extension):
    """Puts quick steps in the places of thorough ones; it comes after all other extensions."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Replace the steps."""
        [toc] = (each for each in md.registeredExtensions if isinstance(each, TocExtension))
        md.preprocessors.register(_Whitespace(md), "normalize_whitespace", 30)
        md.preprocessors.register(_Html(md), "html_block", 20)
        md.parser.blockprocessors.register(_Paragraph(md.parser), "plain", 110)
        # The original looks back for a ! at every character; this one at every bracket.
        md.inlinePatterns.register(_Link(r"\[(?<!!\[)", md), "link", 160)
        md.inlinePatterns.register(_Image(r"!\[", md), "image_link", 150)
        md.treeprocessors.register(_Inline(md), "inline", 20)
        md.treeprocessors.register(_Headings(md, toc.getConfigs()), "toc", 5)
        md.treeprocessors.register(_Unescape(md), "unescape", 0)
        # Of these two, only `in` and `for` are asked henceforth: a registry sorts at every `for`.
        md.block_level_elements = frozenset(md.block_level_elements)  # type: ignore[assignment]
        md.parser.blockprocessors = list(md.parser.blockprocessors)  # type: ignore[assignment]
