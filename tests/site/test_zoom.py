"""The pictures of a page, enlarged in a real browser under the strictest security policy."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import brotli
import pytest
from playwright.sync_api import Locator, Page, Route

from tests.checkers import axe
from tests.checkers.browser_session import DESKTOP, BrowserSession, Viewport
from tests.checkers.requests import recorded
from tests.conftest import ROOT, RealSite

STORY = "/en/stories/roof-of-indochina/"
WITHOUT = "/en/awards/"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self';"
    " require-trusted-types-for 'script'; trusted-types 'none'"
)
# The candidate that the browser has chosen, as soon as it has.
CHOSEN = """image => image.currentSrc || new Promise(
  resolve => image.addEventListener("load", () => resolve(image.currentSrc)))"""
CAROUSEL = ".pswp__item[aria-hidden=false] img.pswp__img"


@pytest.fixture
def page(browser: BrowserSession, base: str) -> Iterator[Page]:
    """The story under the policy, with an empty cache."""
    with_policy = open_page(browser, DESKTOP, f"{base}{STORY}")
    yield with_policy
    with_policy.context.close()


def open_page(browser: BrowserSession, viewport: Viewport, url: str) -> Page:
    """A new page at an address, with the policy in the header of every document."""
    page = browser.new_page(viewport)
    page.route(lambda each: urlsplit(each).path.endswith("/"), add_policy)
    page.goto(url, wait_until="networkidle")
    return page


def add_policy(route: Route) -> None:
    """Answer as the server would that sends our policy."""
    answer = route.fetch()
    headers = {**answer.headers, "content-security-policy": POLICY}
    route.fulfill(response=answer, headers=headers)


def links(page: Page) -> Locator:
    """Every picture that can be enlarged."""
    return page.locator("a.plate-zoom")


def shown(page: Page) -> str:
    """The alt text of the picture that is enlarged."""
    return page.locator(CAROUSEL).last.get_attribute("alt") or ""


def alt_of(link: Locator) -> str:
    """The alt text of a picture in the page."""
    return link.locator("img").get_attribute("alt") or ""


def test_a_click_enlarges_arrows_move_and_escape_brings_back(page: Page) -> None:
    """By keyboard alone: the dialog has a name, and focus returns to the link."""
    first = links(page).nth(1)
    first.focus()
    with recorded(page, page.url) as findings:
        page.keyboard.press("Enter")
        page.wait_for_selector(".pswp--ui-visible")
        dialog = page.get_by_role("dialog", name="Enlarged pictures")
        assert dialog.is_visible()
        assert alt_of(first) == shown(page)
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(200)
        assert alt_of(links(page).nth(2)) == shown(page)
        page.keyboard.press("Escape")
        page.wait_for_selector(".pswp", state="detached")

    assert first.evaluate("link => link === document.activeElement")
    assert [] == findings


def test_the_buttons_do_the_same(page: Page) -> None:
    """Next, previous, closer and close; the count and the caption follow."""
    links(page).first.click()
    page.wait_for_selector(".pswp--ui-visible")
    total = links(page).count()
    assert f"1 / {total}" == page.locator(".zoom-count").text_content()
    page.get_by_role("button", name="Next picture").click()
    assert f"2 / {total}" == page.locator(".zoom-count").text_content()
    caption = page.locator(".zoom-caption").text_content() or ""
    assert "Plate 2" in caption
    assert "CC BY 4.0" in caption
    page.get_by_role("button", name="Previous picture").click()
    page.get_by_role("button", name="Zoom in or out").click()
    page.wait_for_selector(".pswp--zoomed-in")
    page.get_by_role("button", name="Close").click()
    page.wait_for_selector(".pswp", state="detached")


def test_it_opens_and_closes_with_motion_too(page: Page) -> None:
    """The picture grows out of the page and back, under the same policy."""
    page.emulate_media(reduced_motion="no-preference")
    link = links(page).nth(1)
    with recorded(page, page.url) as findings:
        link.click()
        page.wait_for_selector(".pswp--ui-visible")
        page.wait_for_timeout(500)
        assert alt_of(link) == shown(page)
        page.keyboard.press("Escape")
        page.wait_for_selector(".pswp", state="detached")

    assert link.evaluate("link => link === document.activeElement")
    assert [] == findings


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_enlarged_picture_breaks_no_accessibility_rule(
    browser: BrowserSession, base: str, scheme: str
) -> None:
    """The open dialog passes axe in both schemes; nothing under the policy complains."""
    page = browser.page(Viewport(1280, 800, "dark" if scheme == "dark" else "light"))
    page.goto(f"{base}{STORY}", wait_until="networkidle")
    links(page).first.click()
    page.wait_for_selector(".pswp--ui-visible")

    assert [] == axe.check(page)


def test_no_picture_is_fetched_twice_as_large_as_needed(browser: BrowserSession, base: str) -> None:
    """A telephone that shows 360 pixels takes no candidate of twice that."""
    page = open_page(browser, Viewport(360, 780), f"{base}{STORY}")
    links(page).nth(1).click()
    page.wait_for_selector(f"{CAROUSEL}[srcset]")
    page.wait_for_load_state("networkidle")
    image = page.locator(CAROUSEL).last
    taken = image.evaluate(CHOSEN)
    page.context.close()

    assert "-480." in taken
    assert taken.endswith(".avif")


def test_nothing_is_fetched_before_the_first_click(page: Page) -> None:
    """The page itself loads one small script, and PhotoSwipe only when it is wanted."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    page.reload(wait_until="networkidle")
    before = [Path(path).name for path in asked if path.endswith((".js", ".css"))]
    links(page).first.click()
    page.wait_for_selector(".pswp--ui-visible")
    after = {Path(path).name for path in asked}

    assert ["main.css", "zoom.js"] == sorted(before)
    assert {"photoswipe.esm.min.js", "photoswipe.css"} <= after


def test_a_page_without_such_pictures_has_no_script(site: RealSite) -> None:
    """And one with them has exactly one."""
    run = "//script[not(@type='application/ld+json')]"
    assert [] == site.page(WITHOUT).xpath(run)
    assert ["module"] == site.page(STORY).xpath(f"{run}/@type")


def test_without_scripts_a_click_leads_to_the_largest_rendition(
    site: RealSite, browser: BrowserSession, base: str
) -> None:
    """The link is an ordinary one, to a file that exists."""
    page = browser.page(Viewport(scripts=False))
    page.goto(f"{base}{STORY}")
    href = links(page).nth(1).get_attribute("href") or ""
    assert (site.output / href.lstrip("/")).is_file()
    links(page).nth(1).click()

    assert f"{base}{href}" == page.url


def test_where_photoswipe_cannot_be_fetched_the_link_is_followed(
    browser: BrowserSession, base: str
) -> None:
    """Nobody is left with a dead click; and the tests above do need PhotoSwipe."""
    page = open_page(browser, DESKTOP, f"{base}{STORY}")
    page.route("**/photoswipe.esm.min.js", lambda route: route.abort())
    href = links(page).nth(1).get_attribute("href")
    links(page).nth(1).click()
    page.wait_for_url(f"**{href}")
    page.context.close()


def test_the_policy_is_in_force(page: Page) -> None:
    """The control: a script that sets innerHTML fails, as PhotoSwipe's own buttons would."""
    code = "() => { try { document.createElement('b').innerHTML = ''; } catch { return true; } }"

    assert page.evaluate(code)


def test_another_click_with_a_key_is_left_to_the_browser(page: Page) -> None:
    """Control and a click open a new tab, as for any link."""
    with page.context.expect_page() as opened:
        links(page).nth(1).click(modifiers=["ControlOrMeta"])

    assert "/images/" in opened.value.url
    assert not page.locator(".pswp").count()


def test_the_scripts_stay_small() -> None:
    """What a page loads within 2 kB, what a click loads within 20 kB, compressed."""
    static = ROOT / "theme" / "static"
    [core] = static.rglob("photoswipe.esm.min.js")
    [styles] = static.rglob("photoswipe.css")
    size = {path.name: len(brotli.compress(path.read_bytes())) for path in (core, styles)}

    assert len(brotli.compress((static / "scripts" / "zoom.js").read_bytes())) <= 2_000
    assert sum(size.values()) <= 20_000
