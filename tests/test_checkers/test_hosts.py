"""A page that asks another host for anything, or carries inline code, is found."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.checkers import hosts
from tests.checkers.finding import Finding

SITE_URL = "https://sapa.example"
GOOD = """<html lang="vi"><head>
<link rel="stylesheet" href="/main.css"><link rel="icon" href="https://sapa.example/icon.svg">
<link rel="canonical" href="https://elsewhere.example/"><link rel="license" href="https://cc.example/">
<script src="/main.js" type="module"></script><script type="application/ld+json">{}</script>
</head><body><a href="https://other.example/">a link is no request</a>
<img src="/a.jpg" srcset="/a.jpg 1x, data:image/png;base64,AA== 2x">
</body></html>"""
OTHER = "loads from another host: "
DEFECTS = [
    ('<img src="https://cdn.example/a.jpg">', OTHER + "https://cdn.example/a.jpg"),
    ('<img src="//cdn.example/a.jpg">', OTHER + "//cdn.example/a.jpg"),
    ('<img srcset="/a.jpg 1x, https://cdn.example/b.jpg 2x">', OTHER + "https://cdn.example/b.jpg"),
    ('<link rel="preload" href="https://f.example/f">', OTHER + "https://f.example/f"),
    ('<link rel="modulepreload" href="https://f.example/f">', OTHER + "https://f.example/f"),
    ('<link rel="shortcut icon" href="https://f.example/f">', OTHER + "https://f.example/f"),
    ('<link rel="stylesheet" href="https://f.example/f">', OTHER + "https://f.example/f"),
    ('<iframe src="https://maps.example/"></iframe>', OTHER + "https://maps.example/"),
    ('<video poster="https://v.example/p"></video>', OTHER + "https://v.example/p"),
    ('<script src="https://s.example/s"></script>', OTHER + "https://s.example/s"),
    ('<svg><use href="https://s.example/s#i"/></svg>', OTHER + "https://s.example/s#i"),
    ("<script>alert(1)</script>", "inline <script>"),
    ('<script type="importmap">{}</script>', "inline <script>"),
    ("<style>a{}</style>", "inline <style>"),
    ('<p style="color: red">x</p>', "inline style= on <p>"),
    ('<p onclick="x()">x</p>', "inline onclick= on <p>"),
]
CSS_DEFECTS = [
    'a { background: url("https://cdn.example/a.jpg") }',
    "a { background: url(https://cdn.example/a.jpg) }",
    "@import 'https://cdn.example/a.jpg';",
    "@import url(https://cdn.example/a.jpg);",
]

Write = Callable[[Mapping[str, str]], Path]


def test_a_good_site_has_no_findings(write: Write) -> None:
    """Own files, absolute or not, data blocks, and links to others pass."""
    css = "/* url(https://cdn.example/no.jpg) */ @import '/b.css'; a { background: url(a.jpg) }"

    assert hosts.check(write({"index.html": GOOD, "main.css": css}), SITE_URL) == []


@pytest.mark.parametrize(("bad", "what"), DEFECTS)
def test_a_seeded_defect_is_found(write: Write, bad: str, what: str) -> None:
    """Each defect gives one finding."""
    output = write({"index.html": GOOD.replace("</body>", f"{bad}</body>")})

    assert hosts.check(output, SITE_URL) == [Finding("index.html", what)]


@pytest.mark.parametrize("css", CSS_DEFECTS)
def test_another_host_in_a_style_sheet_is_found(write: Write, css: str) -> None:
    """In `url()` and in `@import`, with quotes and without."""
    assert hosts.check(write({"main.css": css}), SITE_URL) == [
        Finding("main.css", OTHER + "https://cdn.example/a.jpg")
    ]
