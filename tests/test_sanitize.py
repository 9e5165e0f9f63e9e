import html.parser

import pytest

from plugins.sanitize import ATTRIBUTES, CLASSES, TAGS, clean, refused

# What no page may ever hold, with what a build says of it.
HOSTILE = [
    pytest.param("<script>alert(1)</script>", ["<script>"], id="script"),
    pytest.param("<ScRiPt src=//evil.example></sCrIpT>", ["<script>"], id="script, mixed case"),
    pytest.param("<p onclick='x()'>a</p>", ["<p>"], id="event handler"),
    pytest.param("<img src=x onerror=x()>", ["<img>"], id="picture with a handler"),
    pytest.param("<a href='javascript:x()'>a</a>", ["<a>"], id="javascript"),
    pytest.param("<a href='JaVaScRiPt:x()'>a</a>", ["<a>"], id="javascript, mixed case"),
    pytest.param("<a href='java&#115;cript:x()'>a</a>", ["<a>"], id="entity in a scheme"),
    pytest.param("<a href='&#x6A;avascript&colon;x()'>a</a>", ["<a>"], id="all entities"),
    pytest.param("<a href='java\tscript:x()'>a</a>", ["<a>"], id="tab in a scheme"),
    pytest.param("<a href='java&#10;script:x()'>a</a>", ["<a>"], id="line break in a scheme"),
    pytest.param("<a href=' javascript:x()'>a</a>", ["<a>"], id="blank before a scheme"),
    pytest.param("<a href='\x01javascript:x()'>a</a>", ["<a>"], id="control character"),
    pytest.param("<a href='data:text/html,x'>a</a>", ["<a>"], id="data"),
    pytest.param("<a href='vbscript:x'>a</a>", ["<a>"], id="vbscript"),
    pytest.param("<a href='//evil.example'>a</a>", ["<a>"], id="address without a scheme"),
    pytest.param("<a href='/\\evil.example'>a</a>", ["<a>"], id="slash and backslash"),
    pytest.param("<a href='https:/\\evil.example'>a</a>", ["<a>"], id="https and backslash"),
    pytest.param("<a href='../../secret'>a</a>", ["<a>"], id="relative address"),
    pytest.param("<img srcset='//evil.example 1x'>", ["<img>"], id="srcset"),
    pytest.param("<p style='position:fixed'>a</p>", ["<p>"], id="style attribute"),
    pytest.param("<style>a{}</style>", ["<style>"], id="style"),
    pytest.param("<iframe src='https://evil.example'></iframe>", ["<iframe>"], id="iframe"),
    pytest.param("<svg><g onload=x()></g></svg>", ["<svg>", "<g>"], id="svg"),
    pytest.param("<form action=x><input></form>", ["<form>", "<input>"], id="form"),
    pytest.param("<base href='https://evil.example'>", ["<base>"], id="base"),
    pytest.param("<meta http-equiv=refresh content=0>", ["<meta>"], id="meta"),
    pytest.param("<!-- secret -->", ["<!-- secret -->"], id="comment"),
    pytest.param("<?php x ?>", ["<?php x ?>"], id="processing instruction"),
    pytest.param("<div class='site-header'>a</div>", ["<div>"], id="a class of the theme"),
    pytest.param("<p id='top'>a</p>", ["<p>"], id="an id"),
    pytest.param("<p title='t'>a</p>", ["<p>"], id="a title"),
]


class _Reader(html.parser.HTMLParser):
    """Collects tags, attributes and everything else that is not text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[tuple[str, str]] = set()
        self.others: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags |= {(tag, ""), *((tag, f"{name}={value}") for name, value in attrs)}

    def handle_comment(self, data: str) -> None:
        self.others.append(data)

    def handle_pi(self, data: str) -> None:
        self.others.append(data)


@pytest.mark.parametrize(("hostile", "names"), HOSTILE)
def test_what_is_not_allowed_is_taken_out(hostile: str, names: list[str]) -> None:
    """Nothing of it is left but allowed tags without attributes."""
    reader = _Reader(clean(hostile))

    assert {("a", ""), ("p", ""), ("div", "")} >= reader.tags
    assert [] == reader.others


@pytest.mark.parametrize(("hostile", "names"), HOSTILE)
def test_what_is_not_allowed_is_named(hostile: str, names: list[str]) -> None:
    """The writer is told each tag and attribute."""
    assert names == refused(hostile)


@pytest.mark.parametrize(
    "friendly",
    [
        pytest.param('<a href="https://example.org/?a=1&amp;b=2">a</a>', id="https"),
        pytest.param('<a href="mailto:a@example.org">a</a>', id="mailto"),
        pytest.param('<a href="tel:+84123">a</a>', id="tel"),
        pytest.param('<a href="#đi-đâu">a</a>', id="fragment"),
        pytest.param('<a class="footnote-ref" href="#fn:1">a</a>', id="footnote"),
        pytest.param('<span lang="zh">沙坝</span>', id="language"),
        pytest.param('<abbr title="metres">m</abbr>', id="abbreviation"),
        pytest.param('<ol start="3"><li>a</li></ol>', id="list that goes on"),
        pytest.param('<h2 id="đi-đâu">Đi đâu</h2>', id="heading"),
        pytest.param("<p>a<br>b <em>c</em> <strong>d</strong> <sub>2</sub></p>", id="words"),
    ],
)
def test_what_is_allowed_passes_unchanged(friendly: str) -> None:
    """Clean HTML comes out as it went in."""
    assert friendly == clean(friendly)


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        pytest.param('<span lang="zh">沙坝</span>', [], id="language"),
        pytest.param('<abbr title="metres">m</abbr>', [], id="abbreviation"),
        pytest.param("H<sub>2</sub>O<br>m<sup>2</sup>", [], id="small typography"),
        pytest.param('<b onclick="x()">a</b>', ["<b onclick>"], id="a handler"),
        pytest.param('<span class="title">a</span>', ["<span class>"], id="a class"),
        pytest.param('<h2 id="a">a</h2>', ["<h2>"], id="a heading, for which there is Markdown"),
    ],
)
def test_little_html_may_be_typed(typed: str, names: list[str]) -> None:
    """Words of another language and small typography pass; for the rest there is Markdown."""
    assert names == refused(typed)


def test_a_typed_reference_is_refused() -> None:
    """Our own mark for a link to a bundle comes from Markdown alone, where it is checked."""
    typed = '<a href="REF:place/nowhere">a</a>'

    assert ["<a>"] == refused(typed)
    assert '<a href="ref:place/cat-cat">a</a>' == clean('<a href="ref:place/cat-cat">a</a>')


def test_only_our_own_classes_stay() -> None:
    """A class beside an allowed one is taken out."""
    assert '<td class="is-right">1</td>' in clean(
        '<table><tbody><tr><td class="is-right card">1</td></tr></tbody></table>'
    )


def test_every_class_belongs_to_a_tag_that_may_have_one() -> None:
    """The tables of tags, attributes and classes agree."""
    assert {tag for tag, names in ATTRIBUTES.items() if "class" in names} == set(CLASSES)
    assert set(ATTRIBUTES) <= TAGS
