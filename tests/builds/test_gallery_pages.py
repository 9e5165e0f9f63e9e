"""The gallery of the sample, with a panorama: how its page is laid out, valid and accessible."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.checkers import axe, nu, reflow
from tests.checkers.browser_session import DESKTOP, PHONE, BrowserSession, Viewport
from tests.checkers.built_site import words
from tests.checkers.server import serve
from tests.project import Project, Site

STORIES = ("cau-chuyen/chuyen-di-bo/", "en/stories/a-walk/", "zh/stories/a-walk/")
STORY = STORIES[1]
HEIGHTS = "images => images.map(image => Math.round(image.getBoundingClientRect().height))"


@pytest.fixture(scope="module")
def base(sample: Project) -> Iterator[str]:
    """The sample, served."""
    with serve(sample.output) as address:
        yield address


@pytest.fixture
def page(browser: BrowserSession, base: str) -> Page:
    """The story on a desk."""
    page = browser.page(DESKTOP)
    page.goto(f"{base}/{STORY}", wait_until="networkidle")
    return page


@pytest.mark.parametrize("story", STORIES)
def test_rows_are_eight_and_four_and_a_panorama_takes_its_own(site: Site, story: str) -> None:
    """Two make a row; the last has no partner left. Plates are numbered onwards."""
    items = [
        element
        for element in site.page(story).elements("li")
        if "gallery-item" in words(element, "class")
    ]
    rows = [words(item, "class")[-1] for item in items]
    regions = [len(item.findall(".//div[@role='region']")) for item in items]

    assert ["is-wide", "is-narrow", "is-row", "is-row"] == rows
    assert [0, 0, 1, 0] == regions
    numbers = [
        "".join(each.itertext()).split()[-1].strip("图版照片视频")
        for each in site.page(story).elements("b")
        if "plate-number" in words(each, "class")
    ]
    assert [str(number) for number in range(1, len(numbers) + 1)] == numbers


def test_the_pages_are_valid(sample: Project) -> None:
    """The Nu checker finds no error in any language."""
    assert [] == nu.check([sample.output / story / "index.html" for story in STORIES])


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE, Viewport(1280, 800, "dark")], ids=str)
def test_the_pages_are_accessible(browser: BrowserSession, base: str, viewport: Viewport) -> None:
    """No rule of axe is broken, and nothing but the panorama scrolls sideways."""
    page = browser.page(viewport)
    for story in STORIES:
        page.goto(f"{base}/{story}", wait_until="networkidle")

        assert [] == axe.check(page)
        assert [] == reflow.check(page)


def test_a_row_has_one_height(page: Page) -> None:
    """Both pictures are cropped to it; a picture that has a row to itself is not."""
    heights = page.locator(".gallery-item img").evaluate_all(HEIGHTS)

    assert heights[0] == heights[1]
    assert heights[3] != heights[0]


@pytest.mark.parametrize("viewport", [PHONE, Viewport(900, 700)], ids=str)
def test_a_panorama_is_moved_by_keyboard(
    browser: BrowserSession, base: str, viewport: Viewport
) -> None:
    """Its region has the focus and a name; the picture is wider than what is seen of it."""
    page = browser.page(viewport)
    page.goto(f"{base}/{STORY}", wait_until="networkidle")
    region = page.get_by_role("region", name="Panorama: Three ridges from left to right.")
    region.focus()
    assert 0 == region.evaluate("region => region.scrollLeft")
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.activeElement.scrollLeft > 0")

    assert region.evaluate("region => region.scrollWidth > region.clientWidth")
