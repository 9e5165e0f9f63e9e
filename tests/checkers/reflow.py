"""WCAG 1.4.10: a page fits into 320 CSS pixels without scrolling sideways."""

from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Page

from tests.checkers.finding import Finding

WIDTH = 320
HEIGHT = 640
NAMED = 3
MEASURE = """(named) => {
  const page = document.scrollingElement;
  const edge = page.clientWidth;
  const name = (element) => [element.localName, ...element.classList].join(".");
  const scrolls = (element) => {
    for (let up = element.parentElement; up && up !== document.body; up = up.parentElement)
      if (getComputedStyle(up).overflowX !== "visible") return true;
    return false;
  };
  const right = (element) => Math.ceil(element.getBoundingClientRect().right + window.scrollX);
  const wide = [...document.body.querySelectorAll("*")]
    .filter((element) => right(element) > edge && !scrolls(element))
    .sort((a, b) => right(b) - right(a))
    .slice(0, named)
    .map((element) => `${name(element)} to ${right(element)} px`);
  return { width: page.scrollWidth, edge, wide };
}"""


def check(page: Page) -> list[Finding]:
    """Measure the open page at 320 px, name the elements that reach farthest, restore its size."""
    before = page.viewport_size
    page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
    measured: dict[str, Any] = page.evaluate(MEASURE, NAMED)
    if before:
        page.set_viewport_size(before)
    if measured["width"] <= measured["edge"]:
        return []
    widest = ", ".join(measured["wide"]) or "text, or a child of something that clips"
    what = f"{measured['width']} px wide at {WIDTH} px; widest: {widest}"
    return [Finding(urlsplit(page.url).path, what)]
