"""A Markdown extension: a line break between Han characters is no space."""

import re
import xml.etree.ElementTree as etree

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

HAN = "\u2e80-\u2fdf\u3000-\u303f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef"
# Latin texts have these marks too, so that a Han character must stand on the other side.
_MARKS = "“”‘’…—"
# The closing and opening marks of links and emphasis are as good as the Han character inside them.
_OPENING = r"(?:\*{1,3}|\[)?"
# One blank at most before the break: two are a hard line break.
_BREAK = re.compile(
    rf"(?<=[{HAN}{_MARKS}*)\]])[ \t]?\n[ \t]*(?={_OPENING}[{HAN}])"
    rf"|(?<=[{HAN}])[ \t]?\n[ \t]*(?={_OPENING}[{_MARKS}])"
)
# Two classes, because a search for a class alone is far quicker than one for a repeated class.
_RUN = re.compile(f"[{HAN}][{HAN}]*")


def join_lines(text: str) -> str:
    """Take out the line breaks that stand between two Han characters."""
    return _BREAK.sub("", text) if "\n" in text else text


def count_han(text: str) -> int:
    """How many Han characters stand in the text."""
    return sum(map(len, _RUN.findall(text)))


class _Join(Treeprocessor):
    def run(self, root: etree.Element) -> None:
        for element in root.iter():
            if element.text and not isinstance(element.text, AtomicString):
                element.text = join_lines(element.text)


class JoinHanLines(Extension):
    """Join soft line breaks between Han characters, where browsers would show a space."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Add the step."""
        # Before inline patterns (20), while a block's text is still as it was typed.
        md.treeprocessors.register(_Join(md), "join_han_lines", 30)
