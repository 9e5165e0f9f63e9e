from pathlib import Path
from xml.etree import ElementTree

import pytest

from plugins.icons import icon

ARROW = """\
<!-- @license a licence -->
<svg xmlns="http://www.w3.org/2000/svg" class="lucide" width="24" height="24" viewBox="0 0 24 24"
  fill="none" stroke="currentColor" stroke-width="2">
  <path d="M5 12h14" />
</svg>
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one icon."""
    (tmp_path / "arrow.svg").write_text(ARROW, encoding="utf-8")
    return tmp_path


def test_an_icon_is_silent(folder: Path) -> None:
    """Drawing attributes and paths are kept; sizes, classes and comments are not."""
    kept = 'viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2"'
    expected = f'<svg class="icon" aria-hidden="true" {kept}><path d="M5 12h14" /></svg>'

    assert expected == icon(folder, "arrow")


def test_an_icon_with_a_label_is_an_image(folder: Path) -> None:
    """Screen readers read the label, in which nothing is markup."""
    svg = ElementTree.fromstring(icon(folder, "arrow", 'On "and" <on>'))

    assert ("img", 'On "and" <on>') == (svg.get("role"), svg.get("aria-label"))
    assert svg.get("aria-hidden") is None


def test_templates_need_not_escape_an_icon(folder: Path) -> None:
    """It is markup already."""
    assert hasattr(icon(folder, "arrow"), "__html__")


def test_a_file_without_a_drawing_is_refused(tmp_path: Path) -> None:
    """The message names the file."""
    (tmp_path / "empty.svg").write_text("<p>", encoding="utf-8")

    with pytest.raises(ValueError, match=r"empty\.svg holds no <svg> element"):
        icon(tmp_path, "empty")


def test_an_unknown_icon_is_refused(folder: Path) -> None:
    """There is no picture of nothing."""
    with pytest.raises(FileNotFoundError, match="star"):
        icon(folder, "star")
