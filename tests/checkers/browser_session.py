"""One browser for many checks: pages are opened once and reused, which makes a check fast."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

from playwright.sync_api import Browser, Page, sync_playwright

from tests.toolchain import browser as toolchain_browser

TIME_LIMIT_MS = 15_000


@dataclass(frozen=True)
class Viewport:
    """What a reader has in front of them."""

    width: int = 1280
    height: int = 800
    color_scheme: Literal["light", "dark"] = "light"
    scripts: bool = True


DESKTOP = Viewport()
PHONE = Viewport(360, 780)


class BrowserSession:
    """A running browser that keeps one page, in a context of its own, for each viewport."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self._pages: dict[Viewport, Page] = {}

    def page(self, viewport: Viewport = DESKTOP) -> Page:
        """Return the page of a viewport; what an earlier check loaded or stored is still there."""
        if viewport not in self._pages:
            self._pages[viewport] = self.new_page(viewport)
        return self._pages[viewport]

    def new_page(self, viewport: Viewport = DESKTOP) -> Page:
        """Open a page that shares nothing with others; its caller closes `page.context`."""
        context = self.browser.new_context(
            viewport={"width": viewport.width, "height": viewport.height},
            color_scheme=viewport.color_scheme,
            java_script_enabled=viewport.scripts,
            reduced_motion="reduce",  # an animation under way would change what is measured
            service_workers="block",
        )
        context.set_default_timeout(TIME_LIMIT_MS)
        return context.new_page()


@contextmanager
def open_session() -> Iterator[BrowserSession]:
    """Launch the browser that the toolchain finds; close it at the end of the block."""
    found = toolchain_browser.find()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=found.executable,
            args=list(found.arguments),
            env={**os.environ, **found.environment},
        )
        try:
            yield BrowserSession(browser)
        finally:
            browser.close()
