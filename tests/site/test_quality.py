"""Every page of the real site: valid, accessible, reachable, in three languages, on one host.

The checkers' own tests (tests/test_checkers) show that each of these checks can fail.
"""

from typing import Literal

import pytest

from tests.checkers import axe, hosts, hreflang, links, nu, reflow, requests
from tests.checkers.browser_session import BrowserSession, Viewport
from tests.conftest import SITE_URL, RealSite

PHONE, DESK = 360, 1280


def test_every_page_is_valid_html(site: RealSite) -> None:
    """The Nu checker finds no error and no warning."""
    assert nu.check(sorted(site.output.rglob("*.html"))) == []


def test_the_stylesheet_is_valid(site: RealSite) -> None:
    """The Nu checker accepts the CSS."""
    assert nu.check_css(sorted(site.output.rglob("*.css"))) == []


def test_no_link_or_fragment_is_dead(site: RealSite) -> None:
    """Every internal link, picture and fragment exists."""
    assert links.check(site.output, SITE_URL) == []


def test_alternates_are_reciprocal(site: RealSite) -> None:
    """Alternates name every language, itself and x-default, and the sitemap agrees."""
    assert hreflang.check(site.output, SITE_URL) == []


def test_nothing_comes_from_another_host(site: RealSite) -> None:
    """No page loads anything from elsewhere, and no style or script is inline."""
    assert hosts.check(site.output, SITE_URL) == []


@pytest.mark.parametrize("width", [PHONE, pytest.param(DESK, marks=pytest.mark.long)])
def test_no_page_breaks_an_accessibility_rule(
    site: RealSite, base: str, browser: BrowserSession, width: int
) -> None:
    """No violation is found by axe in light mode."""
    page = browser.page(Viewport(width, 800))
    found = []
    for url in site.urls():
        page.goto(f"{base}{url}")
        found += axe.check(page)

    assert found == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_kind_of_page_breaks_an_accessibility_rule_on_a_desk(
    site: RealSite, base: str, browser: BrowserSession, scheme: Literal["light", "dark"]
) -> None:
    """No violation is found by axe in either scheme, on one page of every template."""
    page = browser.page(Viewport(DESK, 800, scheme))
    found = []
    for url in one_of_each_template(site):
        page.goto(f"{base}{url}")
        found += axe.check(page)

    assert found == []


def test_no_page_scrolls_sideways_on_a_small_phone(
    site: RealSite, base: str, browser: BrowserSession
) -> None:
    """At 320 CSS pixels nothing is wider than the window (WCAG 1.4.10)."""
    page = browser.page(Viewport(320, 640))
    found = []
    for url in site.urls():
        page.goto(f"{base}{url}")
        found += reflow.check(page)

    assert found == []


def test_pages_ask_nobody_else_for_anything(
    site: RealSite, base: str, browser: BrowserSession
) -> None:
    """In a real browser, no request leaves the site, none fails, the console is silent."""
    page = browser.page(Viewport(1280, 800))
    found = []
    for url in one_of_each_template(site):
        found += requests.check(page, f"{base}{url}")

    assert found == []


def test_pages_read_well_without_scripts(
    site: RealSite, base: str, browser: BrowserSession
) -> None:
    """The heading and the navigation of every kind of page are there without JavaScript."""
    page = browser.page(Viewport(360, 780, scripts=False))
    for url in one_of_each_template(site):
        page.goto(f"{base}{url}")

        assert page.locator("h1").is_visible(), url
        assert page.locator("header nav a").first.is_visible(), url


def one_of_each_template(site: RealSite) -> list[str]:
    """The first page of every section in every language, and its list."""
    chosen: dict[tuple[int, str], str] = {}
    for url in site.urls():
        folder, _, last = url.rstrip("/").rpartition("/")
        chosen.setdefault((0 if last.endswith(".html") else 1, folder), url)
    return sorted({*chosen.values(), "/", "/en/", "/zh/"})
