"""What a page asks for, and what it complains about, is recorded while it loads."""

from collections.abc import Callable, Mapping

import pytest

from tests.checkers import requests
from tests.checkers.browser_session import BrowserSession
from tests.checkers.finding import Finding

GOOD = """<!doctype html><html lang="vi"><head><title>Sa Pa</title>
<link rel="stylesheet" href="/main.css"><script type="module" src="/main.js"></script></head>
<body><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" alt=""></body></html>"""
FILES = {"index.html": GOOD, "main.css": "a { color: red }", "main.js": "console.log('fine')"}
DEFECTS = [
    (
        "index.html",
        GOOD.replace("</body>", '<img src="http://other.example/a.jpg" alt=""></body>'),
        "asks another host: http://other.example/a.jpg",
    ),
    (
        "main.js",
        "fetch('http://x.example/').catch(() => 0)",
        "asks another host: http://x.example/",
    ),
    ("index.html", GOOD.replace("main.css", "none.css"), "404: /none.css"),
    ("main.js", "console.error('broken')", "console: broken"),
    ("main.js", "throw new Error('broken')", "uncaught: broken"),
]

Served = Callable[[Mapping[str, str]], str]


def test_a_good_page_has_no_findings(browser: BrowserSession, served: Served) -> None:
    """Own files, data: addresses and plain console messages pass."""
    assert requests.check(browser.page(), served(FILES) + "/") == []


@pytest.mark.parametrize(("name", "text", "what"), DEFECTS)
def test_a_seeded_defect_is_found(
    browser: BrowserSession, served: Served, name: str, text: str, what: str
) -> None:
    """Each defect gives one finding, and no request leaves the machine."""
    address = served({**FILES, name: text}) + "/"

    assert requests.check(browser.page(), address) == [Finding("/", what)]


def test_nothing_is_recorded_afterwards(browser: BrowserSession, served: Served) -> None:
    """The page is shared by many checks, so the listeners must not stay on it."""
    address = served({**FILES, "main.js": "console.error('broken')"}) + "/"
    page = browser.page()
    with requests.recorded(page, address) as findings:
        pass
    page.goto(address, wait_until="networkidle")

    assert findings == []
