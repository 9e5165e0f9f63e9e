"""Specimens that many tests start from: languages, addresses, facts, documents, bundles."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from plugins.addresses import Addresses, Language
from plugins.documents import Body, Document
from plugins.library import Library
from plugins.schema import KINDS
from plugins.schema.base import Facts, Words

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


def facts(kind: str, **changes: Any) -> Facts:
    """The least facts of a kind, with changes."""
    return KINDS[kind].facts.model_validate({**yaml.safe_load(FACTS[kind]), **changes})


def words(kind: str, **changes: Any) -> Words:
    """The least words of a kind, with changes."""
    least = {"title": "Một tên", "summary": "Một câu."}
    subject = {"subject": "Sa Pa"} if kind == "award" else {}
    return KINDS[kind].words.model_validate({**least, **subject, **changes})


def document(name: str, lang: str = "vi", title: str = "Một tên", **changes: Any) -> Document:
    """A document without a text; `changes` are of its facts."""
    kind, _, key = name.partition("/")
    address = ADDRESSES.thing(kind, lang, key)
    return Document(
        kind=kind,
        key=key,
        lang=lang,
        bcp47=LANGUAGES[lang].bcp47,
        address=address,
        url=ADDRESSES.url(address),
        facts=facts(kind, **changes),
        words=words(kind, title=title),
        cover=None,
        body=Body((), (), 1),
    )


def library(*documents: Document) -> Library:
    """A library of documents, without pictures."""
    found = Library()
    for each in documents:
        found.documents.setdefault(each.name, {})[each.lang] = each
    return found


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
