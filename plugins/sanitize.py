"""The one gate through which a writer's HTML passes: what is not allowed never reaches a page."""

import re
from html.parser import HTMLParser

import nh3

CLASSES = {
    "div": {"table-scroll", "footnote"},
    "a": {"footnote-ref", "footnote-backref"},
    "td": {"is-left", "is-center", "is-right"},
    "th": {"is-left", "is-center", "is-right"},
}
ATTRIBUTES = {
    "a": {"href", "class", "id"},
    "abbr": {"title"},
    "div": {"class", "tabindex", "role", "aria-label"},
    "h2": {"id"},
    "h3": {"id"},
    "li": {"id"},
    "ol": {"start"},
    "span": {"lang"},
    "sup": {"id"},
    "td": {"class"},
    "th": {"class"},
}
TAGS = {
    *ATTRIBUTES,
    *("b", "blockquote", "br", "code", "dd", "dl", "dt", "em", "hr", "i", "p", "pre"),
    *("s", "small", "strong", "sub", "table", "tbody", "thead", "tr", "u", "ul"),
}
# What a writer may type as HTML: words in another language, and small typography.
_BARE = ("b", "br", "code", "em", "i", "s", "small", "strong", "sub", "sup", "u")
TYPED: dict[str, set[str]] = {"abbr": {"title"}, "span": {"lang"}} | {tag: set() for tag in _BARE}
SCHEMES = {"https", "http", "mailto", "tel"}
# ref: is how prose.py marks a link to another bundle until its address is known
_HREF = re.compile(r"(?:https?://[^/\\]|mailto:|tel:|#|ref:)", re.IGNORECASE)


def clean(html: str) -> str:
    """The HTML with only the tags, attributes, classes and URL schemes that we allow."""
    return _CLEANER.clean(html)


def refused(html: str) -> list[str]:
    """What a writer typed that is not allowed: "<script>", "<b onclick>"."""
    if "<" not in html:  # no tag, comment or declaration begins without
        return []
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.refused


def _attribute(tag: str, name: str, value: str) -> str | None:
    """The value of an allowed attribute, or None where the value is not."""
    if name == "class":
        kept = [word for word in value.split() if word in CLASSES[tag]]
        return " ".join(kept) or None
    if name == "href" and not _HREF.match(value):
        return None
    return value


_CLEANER = nh3.Cleaner(
    tags=TAGS,
    attributes={**ATTRIBUTES, "*": set()},  # else nh3 lets title and lang stand anywhere
    attribute_filter=_attribute,
    url_schemes=SCHEMES | {"ref"},
    link_rel=None,
)


class _Reader(HTMLParser):
    """Collects the tags and attributes that nobody may type."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.refused: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TYPED:
            self.refused.append(f"<{tag}>")
            return
        self.refused += [f"<{tag} {name}>" for name, _ in attrs if name not in TYPED[tag]]

    def handle_comment(self, data: str) -> None:
        self.refused.append(f"<!--{data[:20]}-->")

    def handle_decl(self, decl: str) -> None:
        self.refused.append(f"<!{decl}>")

    def handle_pi(self, data: str) -> None:
        self.refused.append(f"<?{data}>")
