"""The tools of the tests are found, are named, and are installed by one worker at a time."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.checkers.browser_session import DESKTOP, PHONE, BrowserSession
from tests.toolchain import browser as toolchain_browser
from tests.toolchain.describe import describe
from tests.toolchain.lock import exclusive


def test_every_tool_is_named_with_its_version() -> None:
    """The lines open the report of a test run."""
    node, java, vnu, axe, browser = describe()

    assert node.startswith("Node 24.")
    assert java.startswith("Java 25.")
    assert vnu.startswith("vnu-jar 26.")
    assert axe.startswith("axe-core 4.")
    assert browser.startswith("browser: ")


def test_a_wrong_browser_path_says_how_to_mend_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """An explicit wish that cannot be met is an error, never a silent second choice."""
    monkeypatch.setenv("BROWSER_PATH", "/no/such/browser")
    with pytest.raises(FileNotFoundError, match="unset it"):
        toolchain_browser.find.__wrapped__()


def test_the_lock_lets_one_in_at_a_time(tmp_path: Path) -> None:
    """Four at once, and none sees another inside."""
    inside: list[int] = []
    seen: list[int] = []

    def enter(number: int) -> None:
        with exclusive(tmp_path / "lock"):
            inside.append(number)
            seen.append(len(inside))
            inside.remove(number)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(enter, range(20)))

    assert seen == [1] * 20


def test_a_viewport_keeps_its_page(browser: BrowserSession) -> None:
    """The same page for the same viewport, another for another."""
    assert browser.page(DESKTOP) is browser.page(DESKTOP)
    assert browser.page(PHONE) is not browser.page(DESKTOP)
