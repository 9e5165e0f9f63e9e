"""Specimens that many tests start from: languages, addresses, facts, things, documents, bundles."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml
from hypothesis import settings

from plugins.addresses import Addresses, Language
from plugins.clock import Clock
from plugins.config import PLUGINS, Brand, Config
from plugins.documents import Document
from plugins.facets import LISTED, Item, spots
from plugins.frame import Frame
from plugins.images.originals import Measured
from plugins.library import Library
from plugins.pages import Edition
from plugins.prose import Prose, convert
from plugins.reading import Reader
from plugins.schema import KINDS
from plugins.schema.base import Facts, Words
from plugins.sorting import KEYS
from plugins.things import Thing, Version

LANGUAGES = {
    "vi": Language("vi", "vi", "Tiếng Việt", "vi_VN", "vi"),
    "en": Language("en", "en", "English", "en_GB", "en_GB"),
    "zh": Language("zh", "zh-Hans", "中文", "zh_CN", "zh_Hans"),
}
SECTIONS = {
    "story": {"vi": "cau-chuyen", "en": "stories", "zh": "stories"},
    "place": {"vi": "diem-den", "en": "places", "zh": "places"},
    "award": {"vi": "vinh-danh", "en": "awards", "zh": "awards"},
    "festival": {"vi": "le-hoi", "en": "festivals", "zh": "festivals"},
    "guide": {"vi": "cam-nang", "en": "guides", "zh": "guides"},
    "topic": {"vi": "chu-de", "en": "topics", "zh": "topics"},
    "archive": {"vi": "luu-tru", "en": "archive", "zh": "archive"},
    "page": {"vi": "", "en": "", "zh": ""},
}
ADDRESSES = Addresses(
    {
        "vi": "https://example.org",
        "en": "https://example.org/en",
        "zh": "https://example.org/zh",
    },
    SECTIONS,
)
BRAND = Brand("Sa Pa", "https://example.org/licence", "fansipan", "sa-pa", [])

_SOURCES = "sources:\n  - title: A bulletin\n    url: https://example.org/bulletin\n"
FACTS = {
    "story": f"date: 2026-01-05\ncover: place/cat-cat/terraces.jpg\n{_SOURCES}",
    "place": f"date: 2026-01-05\ncategory: village\n{_SOURCES}",
    "award": (
        "date: 2026-01-05\nlist_title: Fifty Valleys\nbody: A magazine\nyear: 2025\nrank: 7\n"
        f"scope: asia\nstatus: verified\nchecked: 2026-01-04\n{_SOURCES}"
    ),
    "festival": f"date: 2026-01-05\ncalendar: lunar\nmonth: 1\n{_SOURCES}",
    "guide": f"date: 2026-01-05\nverified: 2026-01-04\n{_SOURCES}",
    "topic": "date: 2026-01-05\n",
    "page": "date: 2026-01-05\n",
}
PICTURES = """\
pictures:
  terraces.jpg:
    credit: A photographer
    licence: CC BY 4.0
    medium: photograph
"""
RIGHTS = yaml.safe_load(PICTURES)["pictures"]["terraces.jpg"]
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
# A property is tried on a busy machine too, and leaves no examples in the project.
PROPERTY = settings(database=None, deadline=None)


def clock(moment: str = "2026-06-01T00:00") -> Clock:
    """A clock that has stopped at a moment; it is one of Vietnam where no zone is named."""
    stopped = datetime.fromisoformat(moment)
    known = stopped if stopped.tzinfo else stopped.replace(tzinfo=ZONE)
    return Clock(int(known.timestamp()), ZONE, 365)


CLOCK = clock()


def facts(kind: str, **changes: Any) -> Facts:
    """The least facts of a kind, with changes."""
    return KINDS[kind].facts.model_validate({**yaml.safe_load(FACTS[kind]), **changes})


def words(kind: str, **changes: Any) -> Words:
    """The least words of a kind, with changes."""
    least = {"title": "Một tên", "summary": "Một câu."}
    subject = {"subject": "Sa Pa"} if kind == "award" else {}
    return KINDS[kind].words.model_validate({**least, **subject, **changes})


def version(kind: str, lang: str = "vi", **changes: Any) -> Version:
    """The least words of a kind in a language, with changes."""
    said = words(kind, **changes)
    return Version(said, f"words {said!r}", KEYS[lang](said.title))


def thing(name: str, *langs: str, title: str = "Một tên", **changes: Any) -> Thing:
    """The least thing, in Vietnamese where no language is named; `changes` are of its facts.

    It has no cover unless the changes name one, and every picture that it names has a file.
    """
    kind, _, key = name.partition("/")
    known = facts(kind, **changes)
    if "cover" not in changes:
        known = known.model_copy(update={"cover": None})
    versions = {lang: version(kind, lang, title=title) for lang in langs or ("vi",)}
    pictures = {file: Measured(30, 20, f"digest of {file}") for file in known.pictures}
    return Thing(kind, key, f"facts {known!r}", known, versions, pictures)


def in_words(known: Thing, **versions: Mapping[str, Any]) -> Thing:
    """The same thing with other words, by language."""
    said = {lang: version(known.kind, lang, **changes) for lang, changes in versions.items()}
    return replace(known, versions={**known.versions, **said})


@cache
def _prose(text: str) -> Prose:
    return convert(text, "")


@dataclass(frozen=True, slots=True)
class Memory:
    """A source of things, texts and facets that needs no store."""

    things: Mapping[str, Thing]
    proses: Mapping[tuple[str, str], Prose]
    facets: Mapping[str, Sequence[Item]]

    def thing(self, name: str) -> Thing | None:
        """The thing of a name, None where there is none."""
        return self.things.get(name)

    def prose(self, name: str, lang: str) -> Prose:
        """A text that exists."""
        return self.proses[name, lang]

    def items(self, facet: str) -> Sequence[Item]:
        """What stands in a facet."""
        return self.facets.get(facet, [])


def all_of(*names: str) -> set[str]:
    """The asks for things with their cards in every language."""
    return {ask for name in names for ask in (name, *(f"{name}:{lang}" for lang in LANGUAGES))}


def facets(*things: Thing, clock: Clock = CLOCK) -> dict[str, list[Item]]:
    """The facets in which these things stand at a moment."""
    found: dict[str, list[Item]] = {}
    for each in things:
        if clock.is_out(each.facts):
            for facet, item in spots(each, LANGUAGES).items():
                found.setdefault(facet, []).append(item)
    return {facet: sorted(items) for facet, items in found.items()}


def memory(*things: Thing, texts: Mapping[str, str] | None = None, clock: Clock = CLOCK) -> Memory:
    """A source of these things; `texts` are the Markdown of "place/cat-cat%en", else one word."""
    proses = {
        (each.name, lang): _prose((texts or {}).get(f"{each.name}%{lang}", "Chữ."))
        for each in things
        for lang in each.versions
    }
    return Memory({each.name: each for each in things}, proses, facets(*things, clock=clock))


def library(
    *things: Thing, texts: Mapping[str, str] | None = None, clock: Clock = CLOCK
) -> Library:
    """A library of these things, as of a moment; `texts` are as in `memory`."""
    source = memory(*things, texts=texts, clock=clock)
    return Library(source, Path("content"), ADDRESSES, LANGUAGES, clock)


def document(name: str, lang: str = "vi", title: str = "Một tên", **changes: Any) -> Document:
    """A document without a text; `changes` are of its facts."""
    found = library(thing(name, lang, title=title, **changes)).card(name, lang)
    assert found, f"{name} is not out yet"
    return found


def frame(lang: str = "vi") -> Frame:
    """What stands around the pages of a language."""
    return Frame(lang, ADDRESSES, LANGUAGES, BRAND, "/theme/abc", LISTED)


def edition(
    *things: Thing,
    lang: str = "vi",
    texts: Mapping[str, str] | None = None,
    clock: Clock = CLOCK,
) -> Edition:
    """The pages of one language, of these things."""
    return Edition(frame(lang), library(*things, texts=texts, clock=clock))


def config(root: Path, **changes: Any) -> Config:
    """The settings of a site whose folders stand in `root`, with changes."""
    least = Config(
        settings_file="pelicanconf.py",
        languages=LANGUAGES,
        templates_lang="en",
        addresses=ADDRESSES,
        brand=BRAND,
        content=root / "content",
        theme=root / "theme",
        output=root / "output",
        cache=root / ".cache",
        catalogues=root / "theme" / "translations",
        zone=ZONE,
        review_days=CLOCK.review_days,
        stable_theme=False,
        jinja={},
        extras={"JINJA_FILTERS": {}, "JINJA_GLOBALS": {}, "JINJA_TESTS": {}},
        plugins=PLUGINS,
    )
    return replace(least, **changes)


def reader(content: Path) -> Reader:
    """What reads the bundles of a folder of content."""
    return Reader(content, list(LANGUAGES), ADDRESSES, CLOCK)


def markdown(title: str = "Một tên", body: str = "Một đoạn văn.", front: str = "") -> str:
    """A text file: front matter, with more lines of it in `front`, and a body."""
    return f"---\ntitle: {title}\nsummary: Một câu.\n{front}---\n{body}\n"


def write_bundle(
    content: Path, name: str, texts: Mapping[str, str] | None = None, facts: str = ""
) -> Path:
    """Write the folder of a bundle: the least facts with more lines in `facts`, and its texts."""
    kind, _, _ = name.partition("/")
    folder = content / name
    folder.mkdir(parents=True)
    (folder / "facts.yaml").write_text(FACTS[kind] + facts, encoding="utf-8")
    for lang, text in (texts or {"vi": markdown()}).items():
        (folder / f"{lang}.md").write_text(text, encoding="utf-8")
    return folder
