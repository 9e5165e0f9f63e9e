"""Walk through a text's element tree: what it refers to, what is wrong, and what to prepare."""

import html
import re
import xml.etree.ElementTree as etree
from dataclasses import dataclass, field

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.toc import remove_fnrefs, render_inner_html, strip_tags
from markdown.treeprocessors import Treeprocessor, UnescapeTreeprocessor
from markdown.util import AMP_SUBSTITUTE

from plugins import galleries
from plugins.schema.base import KEY, PICTURE, VIDEO

# Figures are cut out of the text here; a private-use character cannot be typed by accident.
MARK = "\ue000"
_BUNDLE = re.compile(rf"([a-z]+/{KEY})(#.*)?$")
_PICTURE = re.compile(rf"{PICTURE}$")
_VIDEO = re.compile(rf"{VIDEO}$")
# How somebody may type a video who has not read how.
_MEANT = re.compile(
    r"video:|\.(?:mp4|webm|mov|vtt)$|//[a-z.]*(?:youtu|facebook|fb\.|bilibili|b23\.)",
    re.IGNORECASE,
)
_OUTSIDE = re.compile(r"(?:https?://[^/\\\s]|mailto:|tel:)", re.IGNORECASE)


_VIDEO_REMEDY = (
    "Name it without its ending, on a line of its own: ![what it shows](video:walk)\n"
    "Its files are called walk.mp4, walk.vi.vtt and so on; facts.yaml lists it under `videos`."
)


@dataclass(frozen=True)
class Figure:
    """A picture on a line of its own: its path as typed, alt text, and caption ("" for none)."""

    picture: str
    alt: str
    caption: str


@dataclass(frozen=True)
class Clip:
    """A video on a line of its own: its name as typed, alt text, and caption ("" for none)."""

    video: str
    alt: str
    caption: str


@dataclass(frozen=True)
class Gallery:
    """Pictures that belong together."""

    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Mistake:
    """What is wrong in the text: `typed` is how it stands there, to find its line."""

    typed: str
    what: str
    remedy: str


@dataclass(slots=True)
class Survey:
    """What the walk through one text finds; `title` names a table that no heading precedes.

    `lifted` are the figures, clips and galleries that marks stand for.
    """

    title: str = ""
    lifted: list[Figure | Clip | Gallery] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)

    def begin(self, title: str) -> None:
        """Forget what an earlier text held."""
        self.title = title
        self.lifted, self.links, self.mistakes = [], [], []

    def wrong(self, typed: str, what: str, remedy: str) -> None:
        """Note a mistake; `typed` is how it stands in the text."""
        self.mistakes.append(Mistake(typed, what, remedy))


class _Walk(Treeprocessor):
    """Checks and prepares links, pictures, headings and tables in the element tree."""

    def __init__(self, md: Markdown, survey: Survey) -> None:
        super().__init__(md)
        self.survey = survey

    def run(self, root: etree.Element) -> None:
        if galleries.are_in(self.md):
            self._lift_galleries(root)
        for paragraph in root.iter("p"):
            self._lift_figure(paragraph)
        for element in root.iter():
            if element.tag == "a":
                self._mark_link(element)
            elif element.tag == "img":
                self._refuse_inline_picture(element)
            elif element.tag in ("h1", "h4", "h5", "h6"):
                self._refuse_heading(element)
        if root.find(".//table") is not None:
            self._wrap_tables(root, self.survey.title)

    def _lift_galleries(self, root: etree.Element) -> None:
        """Replace each gallery by a mark; lines with colons elsewhere are mistakes."""
        for fence in galleries.take(root):
            for mistake in galleries.mistakes(fence):
                self.survey.wrong(*mistake)
            self._lift(Gallery(tuple(map(self._figure, fence.pictures))), fence.place)
        for element in root.iter():
            for mistake in galleries.astray(element):
                self.survey.wrong(*mistake)

    def _lift_figure(self, paragraph: etree.Element) -> None:
        """Replace a paragraph that holds one picture and nothing else by a mark."""
        if len(paragraph) != 1 or paragraph[0].tag != "img":
            return
        image = paragraph[0]
        if (paragraph.text or "").strip() or (image.tail or "").strip():
            return
        is_video = _VIDEO.match(image.get("src", ""))
        self._lift(self._clip(image) if is_video else self._figure(image), paragraph)

    def _lift(self, part: Figure | Clip | Gallery, paragraph: etree.Element) -> None:
        """Let a mark stand for it in place of all that the paragraph holds."""
        for child in list(paragraph):
            paragraph.remove(child)
        paragraph.text = f"{MARK}{len(self.survey.lifted)}{MARK}"
        self.survey.lifted.append(part)

    def _figure(self, image: etree.Element) -> Figure:
        """The figure that a picture makes, checked."""
        figure = self._words(image)
        self._check_figure(figure)
        return figure

    def _words(self, image: etree.Element) -> Figure:
        """What is typed as a picture."""
        alt, caption = _plain(image.get("alt", "")), _plain(image.get("title", ""))
        return Figure(image.get("src", ""), alt, caption)

    def _clip(self, image: etree.Element) -> Clip:
        """The video that is typed as a picture is, checked."""
        figure = self._words(image)
        self._check_alt(figure, "video")
        return Clip(figure.picture.removeprefix("video:"), figure.alt, figure.caption)

    def _check_figure(self, figure: Figure) -> None:
        if _MEANT.search(figure.picture):
            what = f"{figure.picture!r} is not how a video is named here."
            if _VIDEO.match(figure.picture):
                what = f"the video {figure.picture!r} stands in a gallery."
            self.survey.wrong(figure.picture, what, _VIDEO_REMEDY)
        elif not _PICTURE.match(figure.picture):
            what = f"the picture {figure.picture!r} is not a file of a bundle."
            remedy = "Name a file of this bundle (photo.jpg), or kind/key/photo.jpg of another."
            self.survey.wrong(figure.picture, what, remedy)
        self._check_alt(figure, "picture")

    def _check_alt(self, figure: Figure, what: str) -> None:
        if not figure.alt.strip():
            remedy = f"Say what it shows, for readers who cannot see it:\n![…]({figure.picture})"
            typed = f"![]({figure.picture}"
            self.survey.wrong(typed, f"the {what} has no alt text.", remedy)

    def _mark_link(self, link: etree.Element) -> None:
        if link.get("class"):  # a footnote's own link
            return
        target = UnescapeTreeprocessor().unescape(link.get("href", ""))
        if link.get("title"):
            what = f"the link to {target!r} has a title, which readers on phones never see."
            self.survey.wrong(f"({target}", what, "Say it in the text; take the title out.")
        bundle = _BUNDLE.match(target)
        if bundle:
            self.survey.links.append(target)
            link.set("href", f"ref:{target}")
        elif target.startswith("#"):
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


class Surveying(Extension):
    """Fills a survey with what each text refers to, and prepares its element tree."""

    def __init__(self, survey: Survey) -> None:
        super().__init__()
        self.survey = survey

    def extendMarkdown(self, md: Markdown) -> None:
        """Add the steps."""
        # After blocks of HTML (20) are put aside.
        md.preprocessors.register(galleries.Apart(md), "apart", 15)
        # After inline patterns (20), before the toc extension (5) names the headings.
        md.treeprocessors.register(_Walk(md, self.survey), "walk", 15)
