"""Turn a writer's Markdown into clean HTML, figures, clips, galleries, headings, references."""

import functools
import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.tables import TableExtension
from markdown.extensions.toc import TocExtension

from plugins import sanitize
from plugins.han import JoinHanLines, count_han
from plugins.shortcuts import Shortcuts
from plugins.survey import MARK, Clip, Figure, Gallery, Mistake, Survey, Surveying

_LIFTED = re.compile(rf"<p>{MARK}(\d+){MARK}</p>")
_CODE = re.compile(r"<code>.*?</code>", re.DOTALL)
_LEFT = re.compile(r"\[\^[^\]\s]+\]|\[[^\]<>]+\]\[[^\]<>]*\]")
_WORD = re.compile(r"[^\W\d_]+")
_EIGHT_WORDS = re.compile(r"(?<![^\W\d_])(?:[^\W\d_]++[\W\d_]++){8}")
_WORDS_A_MINUTE = 220
_HAN_A_MINUTE = 400


@dataclass(frozen=True)
class Heading:
    """A heading in the text; `id` is the fragment of its address."""

    id: str
    text: str
    level: int


@dataclass(frozen=True)
class Prose:
    """A text: pieces of HTML with `ref:` links, figures, clips, galleries; what it refers to."""

    parts: tuple[str | Figure | Clip | Gallery, ...]
    headings: tuple[Heading, ...]
    links: tuple[str, ...]
    mistakes: tuple[Mistake, ...]
    minutes: int

    @property
    def figures(self) -> Iterator[Figure]:
        """The figures of the text, those of galleries too, in order."""
        for part in self.parts:
            if isinstance(part, Gallery):
                yield from part.figures
            elif isinstance(part, Figure):
                yield part

    @property
    def clips(self) -> Iterator[Clip]:
        """The videos of the text, in order."""
        return (part for part in self.parts if isinstance(part, Clip))


def convert(text: str, title: str) -> Prose:
    """Convert Markdown; `title` names a table that no heading precedes."""
    converter, survey = _converter()
    converter.reset()
    survey.begin(title)
    if MARK in html.unescape(text):
        survey.wrong(MARK, "a character for private use stands here.", "Take it out.")
        text = html.unescape(text).replace(MARK, "")
    typeset = converter.convert(text)
    for tag in sanitize.refused("\n".join(map(str, converter.htmlStash.rawHtmlBlocks))):
        survey.wrong(tag.split()[0].rstrip(">"), f"{tag} is not allowed.", "Use Markdown alone.")
    for left in _unresolved(typeset):
        remedy = "A note needs a line `[^1]: …`; a link is [text](place/cat-cat)."
        survey.wrong(left, f"{left} refers to nothing.", remedy)
    return Prose(
        parts=tuple(_parts(sanitize.clean(typeset), survey.lifted)),
        headings=tuple(_headings(getattr(converter, "toc_tokens", []))),
        links=tuple(survey.links),
        mistakes=tuple(survey.mistakes),
        minutes=reading_minutes(text),
    )


def reading_minutes(text: str) -> int:
    """Whole minutes to read a text, at least one."""
    han = count_han(text)
    words = _count_words(text) if han < len(text) / 5 else 0
    return max(1, round(han / _HAN_A_MINUTE + words / _WORDS_A_MINUTE))


def _count_words(text: str) -> int:
    """Runs of letters; eight at a time, because the single matches are what takes time."""
    rest, eights = _EIGHT_WORDS.subn("", text)
    return 8 * eights + len(_WORD.findall(rest))


def heading_id(text: str, separator: str) -> str:
    """A fragment that keeps every letter, đ and Han too: "Đi lúc nào?" gives "đi-lúc-nào"."""
    composed = unicodedata.normalize("NFC", text).lower()
    return separator.join(re.findall(r"\w+", composed)) or "section"


def _unresolved(typeset: str) -> list[str]:
    """Notes and links that Markdown left as they were typed, because their targets are missing."""
    if "[" not in typeset:  # both begin with one, and few texts have any left
        return []
    return [html.unescape(left) for left in _LEFT.findall(_CODE.sub("", typeset))]


def _parts(
    cleaned: str, lifted: list[Figure | Clip | Gallery]
) -> Iterator[str | Figure | Clip | Gallery]:
    """Cut the HTML at its figures, clips and galleries."""
    for index, piece in enumerate(_LIFTED.split(cleaned)):
        if index % 2:
            yield lifted[int(piece)]
        elif piece.strip():
            yield piece.strip()


def _headings(tokens: list[dict[str, object]]) -> Iterator[Heading]:
    """Flatten the nested tokens of the toc extension."""
    for token in tokens:
        text = html.unescape(str(token["name"]))
        yield Heading(str(token["id"]), text, int(str(token["level"])))
        yield from _headings(token["children"])  # type: ignore[arg-type]


def extensions(survey: Survey) -> list[Extension | str]:
    """The extensions of Python-Markdown that we use; `survey` is filled at each conversion."""
    return [
        TableExtension(use_align_attribute=True),
        "footnotes",
        "def_list",
        "sane_lists",
        TocExtension(slugify=heading_id, anchorlink=False, permalink=False),
        JoinHanLines(),
        Surveying(survey),
    ]


@functools.cache
def _converter() -> tuple[Markdown, Survey]:
    """The one Markdown instance of this process, and the survey that it fills."""
    survey = Survey()
    return Markdown(extensions=[*extensions(survey), Shortcuts()], output_format="html"), survey
