"""Nothing on a page moves when its pictures and fonts arrive."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Route

from tests.checkers.browser_session import BrowserSession, Viewport

PAGES = ("/", "/en/stories/roof-of-indochina/", "/zh/places/fansipan/")
# Sizes of pictures, by which the browser keeps their places free.
SIZES = re.compile(r'(<(?:img|source)\b[^>]*?) width="\d+" height="\d+"')
WATCH = """
window.shifted = 0;
new PerformanceObserver(list => {
  for (const each of list.getEntries()) if (!each.hadRecentInput) window.shifted += each.value;
}).observe({ type: "layout-shift", buffered: true });
"""

TO_THE_END = """async () => {
  for (let top = 0; top < document.documentElement.scrollHeight; top += 600) {
    scrollTo(0, top);
    await new Promise(done => setTimeout(done, 60));
  }
}"""


def shifted(page: Page, url: str) -> tuple[float, float]:
    """The layout shifts until text and fonts are there, and those while the pictures come."""
    held: list[Route] = []
    is_held = True
    page.route("**/images/**", lambda each: held.append(each) if is_held else each.continue_())
    page.add_init_script(WATCH)
    page.goto(url, wait_until="domcontentloaded")
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(200)
    before = page.evaluate("window.shifted")
    is_held = False
    for route in held:
        route.continue_()
    page.wait_for_load_state("networkidle")
    page.evaluate(TO_THE_END)
    page.wait_for_load_state("networkidle")
    after = page.evaluate("window.shifted")
    page.context.close()
    return float(before), float(after - before)


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("path", PAGES)
def test_nothing_moves(browser: BrowserSession, base: str, path: str, width: int) -> None:
    """No picture moves anything, on a phone or on a desk; fonts move a title by a few pixels."""
    by_fonts, by_pictures = shifted(browser.new_page(Viewport(width, 800)), f"{base}{path}")

    assert 0 == by_pictures
    assert by_fonts < 0.005


def test_pictures_without_sizes_would_move_the_page(browser: BrowserSession, base: str) -> None:
    """The control: shifts are seen where there are some."""
    page = browser.new_page(Viewport(360, 800))
    page.route(lambda url: urlsplit(url).path.endswith("/"), without_sizes)

    assert 0.01 < shifted(page, f"{base}{PAGES[1]}")[1]


def without_sizes(route: Route) -> None:
    """A page that keeps no places free for its pictures."""
    answer = route.fetch()
    route.fulfill(response=answer, body=SIZES.sub(r"\1", answer.text()))
