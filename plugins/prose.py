"""Turn a writer's Markdown into clean HTML, figures, headings and the references it makes."""

import functools
import html
import re
import unicodedata
import xml.etree.ElementTree as etree
from collections.abc import Iterator
from dataclasses import dataclass, field

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.tables import TableExtension
from markdown.extensions.toc import TocExtension, remove_fnrefs, render_inner_html, strip_tags
from markdown.treeprocessors import Treeprocessor, UnescapeTreeprocessor
from markdown.util import AMP_SUBSTITUTE

from plugins import sanitize
from plugins.han import JoinHanLines, is_han
from plugins.schema.base import KEY, PICTURE

# A figure is cut out of the text here; a private-use character cannot be typed by accident.
_MARK = "\ue000"
_FIGURE = re.compile(rf"<p>{_MARK}(\d+){_MARK}</p>")
_BUNDLE = re.compile(rf"([a-z]+/{KEY})(#.*)?$")
_PICTURE = re.compile(rf"{PICTURE}$")
_OUTSIDE = re.compile(r"(?:https?://[^/\\\s]|mailto:|tel:)", re.IGNORECASE)
_WORDS_A_MINUTE = 220
_HAN_A_MINUTE = 400


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture on a line of its own: its path as typed, alt text, and caption ("" for none)."""

    picture: str
    alt: str
    caption: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading in the text; `id` is the fragment of its address."""

    id: str
    text: str
    level: int


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong in the text: `typed` is how it stands there, to find its line."""

    typed: str
    what: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Prose:
    """A text: pieces of HTML with `ref:` links and figures in order, and what it refers to."""

    parts: tuple[str | Figure, ...]
    headings: tuple[Heading, ...]
    links: tuple[str, ...]
    mistakes: tuple[Mistake, ...]
    minutes: int

    @property
    def figures(self) -> Iterator[Figure]:
        """The figures of the text, in order."""
        return (part for part in self.parts if isinstance(part, Figure))


def convert(text: str, title: str) -> Prose:
    """Convert Markdown; `title` names a table that no heading precedes."""
    converter, survey = _converter()
    converter.reset()
    survey.begin(title)
    if _MARK in text:
        survey.wrong(_MARK, "a character for private use stands here.", "Take it out.")
    typeset = converter.convert(text.replace(_MARK, ""))
    for tag in sanitize.refused("\n".join(map(str, converter.htmlStash.rawHtmlBlocks))):
        survey.wrong(tag.split()[0].rstrip(">"), f"{tag} is not allowed.", "Use Markdown alone.")
    return Prose(
        parts=tuple(_parts(sanitize.clean(typeset), survey.figures)),
        headings=tuple(_headings(getattr(converter, "toc_tokens", []))),
        links=tuple(survey.links),
        mistakes=tuple(survey.mistakes),
        minutes=reading_minutes(text),
    )


def reading_minutes(text: str) -> int:
    """Whole minutes to read a text aloud in one's head, at least one."""
    han = sum(1 for letter in text if is_han(letter))
    words = len(re.findall(r"[^\W\d_]+", text)) if han < len(text) / 5 else 0
    return max(1, round(han / _HAN_A_MINUTE + words / _WORDS_A_MINUTE))


def heading_id(text: str, separator: str) -> str:
    """A fragment that keeps every letter, đ and Han too: "Đi lúc nào?" gives "đi-lúc-nào"."""
    composed = unicodedata.normalize("NFC", text).lower()
    return separator.join(re.findall(r"\w+", composed)) or "section"


def _parts(cleaned: str, figures: list[Figure]) -> Iterator[str | Figure]:
    """Cut the HTML at its figures."""
    for index, piece in enumerate(_FIGURE.split(cleaned)):
        if index % 2:
            yield figures[int(piece)]
        elif piece.strip():
            yield piece.strip()


def _headings(tokens: list[dict[str, object]]) -> Iterator[Heading]:
    """Flatten the nested tokens of the toc extension."""
    for token in tokens:
        text = html.unescape(str(token["name"]))
        yield Heading(str(token["id"]), text, int(str(token["level"])))
        yield from _headings(token["children"])  # type: ignore[arg-type]


@dataclass(slots=True)
class _Survey:
    """What the walk through one text finds."""

    title: str = ""
    figures: list[Figure] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)

    def begin(self, title: str) -> None:
        self.title = title
        self.figures, self.links, self.mistakes = [], [], []

    def wrong(self, typed: str, what: str, remedy: str) -> None:
        self.mistakes.append(Mistake(typed, what, remedy))


class _Walk(Treeprocessor):
    """Checks and prepares links, pictures, headings and tables in the element tree."""

    def __init__(self, md: Markdown, survey: _Survey) -> None:
        super().__init__(md)
        self.survey = survey

    def run(self, root: etree.Element) -> None:
        for paragraph in root.iter("p"):
            self._lift_figure(paragraph)
        for element in root.iter():
            if element.tag == "a":
                self._mark_link(element)
            elif element.tag == "img":
                self._refuse_inline_picture(element)
            elif element.tag in ("h1", "h4", "h5", "h6"):
                self._refuse_heading(element)
        self._wrap_tables(root, self.survey.title)

    def _lift_figure(self, paragraph: etree.Element) -> None:
        """Replace a paragraph that holds one picture and nothing else by a mark."""
        children = list(paragraph)
        if len(children) != 1 or children[0].tag != "img":
            return
        image = children[0]
        if (paragraph.text or "").strip() or (image.tail or "").strip():
            return
        alt, caption = _plain(image.get("alt", "")), _plain(image.get("title", ""))
        figure = Figure(image.get("src", ""), alt, caption)
        self._check_figure(figure)
        paragraph.remove(image)
        paragraph.text = f"{_MARK}{len(self.survey.figures)}{_MARK}"
        self.survey.figures.append(figure)

    def _check_figure(self, figure: Figure) -> None:
        if not _PICTURE.match(figure.picture):
            what = f"the picture {figure.picture!r} is not a file of a bundle."
            remedy = "Name a file of this bundle (photo.jpg), or kind/key/photo.jpg of another."
            self.survey.wrong(figure.picture, what, remedy)
        if not figure.alt.strip():
            remedy = f"Say what it shows, for readers who cannot see it:\n![…]({figure.picture})"
            self.survey.wrong(figure.picture, "the picture has no alt text.", remedy)

    def _mark_link(self, link: etree.Element) -> None:
        target = UnescapeTreeprocessor().unescape(link.get("href", ""))
        bundle = _BUNDLE.match(target)
        if bundle:
            self.survey.links.append(target)
            link.set("href", f"ref:{target}")
        elif target.startswith("#"):
            if not link.get("class"):  # a footnote's own links have one
                self.survey.links.append(target)
        # <name@example.org>: Markdown writes its address as character references
        elif not _OUTSIDE.match(target) and not target.startswith(AMP_SUBSTITUTE):
            remedy = (
                "Name another bundle as kind/key (place/cat-cat), or give a full https address."
            )
            self.survey.wrong(f"({target}", f"the link {target!r} leads nowhere.", remedy)

    def _refuse_inline_picture(self, image: etree.Element) -> None:
        name = image.get("src", "")
        remedy = "Put it on a line of its own, with an empty line before and after."
        self.survey.wrong(name, f"the picture {name!r} stands inside a text.", remedy)

    def _refuse_heading(self, heading: etree.Element) -> None:
        typed = "\n" + "#" * int(heading.tag[1]) + " "
        what = f"a heading with {typed.strip()} stands in the text."
        self.survey.wrong(typed, what, "Use ## and ###: the title of the page is its only #.")

    def _wrap_tables(self, parent: etree.Element, label: str) -> None:
        """Let a wide table scroll in a region of its own, named by the heading before it."""
        for index, child in enumerate(list(parent)):
            if child.tag in ("h2", "h3"):
                inside = render_inner_html(remove_fnrefs(child), self.md)
                label = html.unescape(strip_tags(inside))
            elif child.tag == "table":
                _classes_for_align(child)
                region = etree.Element("div", {"class": "table-scroll", "tabindex": "0"})
                region.set("role", "region")
                region.set("aria-label", label)
                region.append(child)
                parent[index] = region
            else:
                self._wrap_tables(child, label)


def _plain(attribute: str) -> str:
    """The text of an attribute, with its backslash escapes and character references resolved."""
    return html.unescape(UnescapeTreeprocessor().unescape(attribute))


def _classes_for_align(table: etree.Element) -> None:
    """A class says how a cell is aligned: the attribute is obsolete, inline style forbidden."""
    for cell in table.iter():
        align = cell.attrib.pop("align", None)
        if align:
            cell.set("class", f"is-{align}")


class _Walking(Extension):
    def __init__(self, survey: _Survey) -> None:
        super().__init__()
        self.survey = survey

    def extendMarkdown(self, md: Markdown) -> None:
        """Add the step."""
        # After inline patterns (20), before the toc extension (5) names the headings.
        md.treeprocessors.register(_Walk(md, self.survey), "walk", 15)


@functools.cache
def _converter() -> tuple[Markdown, _Survey]:
    """The one Markdown instance of this process, and the survey that it fills."""
    survey = _Survey()
    extensions: list[Extension | str] = [
        TableExtension(use_align_attribute=True),
        "footnotes",
        "def_list",
        "sane_lists",
        TocExtension(slugify=heading_id, anchorlink=False, permalink=False),
        JoinHanLines(),
        _Walking(survey),
    ]
    return Markdown(extensions=extensions, output_format="html"), survey
