"""Small sites on disk, and pages of them in the browser.

The `browser` fixture comes from `tests.toolchain.fixtures`, which the root conftest registers.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.checkers.browser_session import BrowserSession
from tests.checkers.server import serve

Write = Callable[[Mapping[str, str]], Path]
Serve = Callable[[Mapping[str, str]], str]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write files, given as text by path, into a folder and return the folder."""

    def write_files(files: Mapping[str, str]) -> Path:
        for name, text in files.items():
            file = tmp_path / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        return tmp_path

    return write_files


@pytest.fixture
def served(write: Write) -> Iterator[Serve]:
    """Write files, serve them until the test ends, and return the address of the server."""
    with ExitStack() as stack:
        yield lambda files: stack.enter_context(serve(write(files)))


@pytest.fixture
def show(browser: BrowserSession, served: Serve) -> Callable[[str], Page]:
    """Open a page in the browser, given its HTML."""

    def show_html(html: str) -> Page:
        page = browser.page()
        page.goto(served({"index.html": html}) + "/")
        return page

    return show_html
