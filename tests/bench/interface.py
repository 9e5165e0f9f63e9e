"""Interface words and navigation of the peers: taken from our catalogues and settings."""

from collections.abc import Iterator
from typing import TypedDict

from babel.messages.pofile import read_po

from pelicanconf import SECTIONS
from tests.bench.tools.base import BENCH

MAIN = "vi"
# In the order of our own navigation, each with its word in the templates.
KINDS = {
    "place": "Places",
    "story": "Stories",
    "festival": "Festivals",
    "award": "Honours",
    "guide": "Plan a trip",
    "topic": "Topics",
    "archive": "Archive",
}


class NavItem(TypedDict):
    """An entry of the main navigation."""

    kind: str
    section: str
    word: str
    url: str


def root(lang: str) -> str:
    """The path of a language's site, without a slash at the end."""
    return "" if lang == MAIN else f"/{lang}"


def section(kind: str, lang: str) -> str:
    """The word of a kind in addresses."""
    return SECTIONS[kind][lang]


def nav(lang: str) -> list[NavItem]:
    """The main navigation; `section` is the kind's folder in the peers' sources."""
    return [
        NavItem(
            kind=kind,
            section=section(kind, "en"),
            word=word,
            url=f"{root(lang)}/{section(kind, lang)}/",
        )
        for kind, word in KINDS.items()
    ]


def words(lang: str) -> dict[str, str]:
    """Every interface word in a language; the English ones name themselves."""
    return dict(_words(lang))


def _words(lang: str) -> Iterator[tuple[str, str]]:
    source = "vi" if lang == "en" else lang
    path = BENCH / "theme" / "translations" / source / "LC_MESSAGES" / "messages.po"
    with path.open("rb") as file:
        for message in read_po(file):
            if message.id:
                word = str(message.id)
                yield word, word if lang == "en" else str(message.string)
