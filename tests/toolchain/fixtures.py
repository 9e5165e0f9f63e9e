"""The browser as a pytest fixture: name this module in `pytest_plugins`."""

from collections.abc import Iterator

import pytest

from tests.checkers.browser_session import BrowserSession, open_session


@pytest.fixture(scope="session")
def browser() -> Iterator[BrowserSession]:
    """One headless Chromium for the whole test session (one a worker under pytest-xdist)."""
    with open_session() as session:
        yield session
