"""axe-core runs with all its WCAG 2.2 AA and best-practice rules, in both colour schemes."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.checkers import axe
from tests.checkers.browser_session import BrowserSession, Viewport
from tests.checkers.finding import Finding

GOOD = """<!doctype html><html lang="vi"><head><title>Sa Pa</title><link rel="icon" href="data:,">
<link rel="stylesheet" href="data:text/css,@media(prefers-color-scheme:dark){p{color:%23555;
background:%23333}}"></head><body><main><h1>Sa Pa</h1><p>Mây</p>
<img src="data:," alt="Núi"><a href="/">Trang chủ</a></main></body></html>"""
DEFECTS = [
    ("<p>", '<p style="color: #bbb; background: #fff">', "p", "color-contrast"),
    (' lang="vi"', "", "html", "html-has-lang"),
    (' alt="Núi"', "", "img", "image-alt"),
    ("Trang chủ", "", "a", "link-name"),
    ("<title>Sa Pa</title>", "", "html", "document-title"),
    ("<h1>Sa Pa</h1>", "<h2>Sa Pa</h2>", "html", "page-has-heading-one"),
    (
        "</main>",
        '<p><button style="all: unset; display: block; width: 9px; height: 9px" aria-label="x">'
        '</button><button style="all: unset; display: block; width: 9px; height: 9px" '
        'aria-label="y"></button></p></main>',
        'button[aria-label="x"]',
        "target-size",
    ),
]

Show = Callable[[str], Page]


def test_a_good_page_has_no_findings(show: Show) -> None:
    """Nothing to say about a page with title, language, landmark, heading, alt and link text."""
    assert axe.check(show(GOOD)) == []


@pytest.mark.parametrize(("good", "bad", "element", "rule"), DEFECTS)
def test_a_seeded_defect_is_found(show: Show, good: str, bad: str, element: str, rule: str) -> None:
    """The finding names the element and the rule."""
    found = axe.check(show(GOOD.replace(good, bad)))

    assert (f"/ {element}", rule) in [(f.where, f.what.partition(":")[0]) for f in found]
    assert {finding.what.partition(":")[0] for finding in found} == {rule}


def test_contrast_is_measured_in_the_dark_scheme_too(
    browser: BrowserSession, served: Callable[[dict[str, str]], str]
) -> None:
    """The same page, good in the light, fails with a dark viewport."""
    page = browser.page(Viewport(color_scheme="dark"))
    page.goto(served({"index.html": GOOD}) + "/")

    assert [finding.where for finding in axe.check(page)] == ["/ p"]


def test_findings_read_as_one_line() -> None:
    """A finding prints as "where: what"."""
    assert str(Finding("/ p", "color-contrast: too faint")) == "/ p: color-contrast: too faint"
