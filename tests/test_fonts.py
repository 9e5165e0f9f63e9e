"""The fonts that are committed: every letter that the languages need, in few bytes."""

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from plugins import fonts
from tests.conftest import ROOT

FOLDER = ROOT / "theme" / "fonts"
TONES = "aăâeêioôơuưy"
WITH_TONES = "àảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
VIETNAMESE = sorted({*TONES, *TONES.upper(), *WITH_TONES, *WITH_TONES.upper(), "đ", "Đ"})
NAMES = [cut.name for cut in fonts.CUTS]
LOADED_EARLY = ("text", "display", "sans-400", "sans-600", "text-italic")


def test_all_134_vietnamese_letters_with_a_mark_are_looked_for() -> None:
    """24 letters without a tone, of which 12 plain; 120 with one; đ and Đ."""
    assert 134 == len([letter for letter in VIETNAMESE if not letter.isascii()])


@pytest.mark.parametrize("name", NAMES)
def test_every_vietnamese_letter_has_a_glyph(name: str) -> None:
    """No word falls back to another face in its middle."""
    with TTFont(FOLDER / f"{name}.woff2") as font:
        known = font.getBestCmap()

    assert [] == [letter for letter in VIETNAMESE if ord(letter) not in known]


def test_the_fonts_of_a_page_stay_light() -> None:
    """What a page of text can load, the masthead's italic aside, stays within 130 kB."""
    assert sum((FOLDER / f"{name}.woff2").stat().st_size for name in LOADED_EARLY) <= 130_000


def test_each_family_brings_its_licence() -> None:
    """The SIL Open Font License lies beside the fonts of each package."""
    licences = {Path(cut.package).name for cut in fonts.CUTS}

    assert licences == {path.name.removesuffix(".OFL.txt") for path in FOLDER.glob("*.OFL.txt")}
    for name in licences:
        text = (FOLDER / f"{name}.OFL.txt").read_text(encoding="utf-8")
        assert "SIL OPEN FONT LICENSE" in text.upper()


@pytest.mark.long
def test_the_committed_fonts_are_what_the_task_makes(tmp_path: Path) -> None:
    """Cut again from the pinned packages, every file has the same bytes."""
    made = fonts.build(fonts.install(), tmp_path)

    assert set(made) == {f"{name}.woff2" for name in NAMES}
    for file in made:
        assert (tmp_path / file).read_bytes() == (FOLDER / file).read_bytes(), file
