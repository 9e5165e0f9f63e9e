"""A page that scrolls sideways at 320 px is found, and what causes it is named."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.checkers import reflow
from tests.checkers.browser_session import DESKTOP
from tests.checkers.finding import Finding

GOOD = """<!doctype html><html lang="vi"><head><title>Sa Pa</title></head><body>
<p>Một đoạn văn dài hơn ba trăm hai mươi điểm ảnh nhưng xuống dòng như thường lệ</p>
<div style="overflow-x: auto"><table style="width: 900px"><tr><td>x</td></tr></table></div>
</body></html>"""

Show = Callable[[str], Page]


def test_text_that_wraps_and_a_table_that_scrolls_pass(show: Show) -> None:
    """A wide table in a box of its own may scroll; the page may not."""
    assert reflow.check(show(GOOD)) == []


def test_an_element_that_is_too_wide_is_named(show: Show) -> None:
    """The one that reaches farthest comes first, with its classes."""
    wide = '<div class="card wide" style="width: 400px">x</div></body>'
    (finding,) = reflow.check(show(GOOD.replace("</body>", wide)))

    assert finding == Finding("/", "408 px wide at 320 px; widest: div.card.wide to 408 px")


def test_the_page_keeps_its_size(show: Show) -> None:
    """The check measures at 320 px and gives the viewport back as it was."""
    page = show(GOOD)
    reflow.check(page)

    assert page.viewport_size == {"width": DESKTOP.width, "height": DESKTOP.height}
