"""The Nu HTML checker runs on a bare machine and finds what it should, in HTML and in CSS."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.checkers import nu

GOOD = """<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><title>Sa Pa</title>
<link rel="alternate" hreflang="en" href="/en/"></head>
<body><h1 id="a">Sa Pa</h1><p>Thị trấn trong mây</p><img src="a.jpg" alt="Núi"></body></html>
"""
DEFECTS = {
    "stray tag": ("</p>", "</p></div>", "Stray end tag “div”."),
    "duplicate id": ("<p>", '<p id="a">', "Duplicate ID “a”."),
    "no alt": (' alt="Núi"', "", "An “img” element must have an “alt” attribute"),
    "style in p": ("<p>", "<p><style></style>", "Element “style” not allowed"),
    "bad hreflang": ('"en"', '"en-UK1"', "Bad value “en-UK1” for attribute “hreflang”"),
    "warning": ("<h1", '<h1 role="heading"', "The “heading” role is unnecessary"),
}
GOOD_CSS = """@layer base;
@container card (width > 30rem) { a { color: oklch(40% 0.1 250) } }
.card { container-type: inline-size; &:hover { color: light-dark(red, blue) } }
"""

Write = Callable[[Mapping[str, str]], Path]


def test_seeded_defects_are_found_and_good_pages_pass(write: Write) -> None:
    """One run for all, in a folder with a Vietnamese name: each bad page is found, no other."""
    names = {"good.html": GOOD}
    bad = {
        f"đỉnh núi/{name}.html": GOOD.replace(old, new) for name, (old, new, _) in DEFECTS.items()
    }
    output = write(names | bad)
    found = {
        (Path(finding.where).name.partition(".")[0], message in finding.what)
        for finding in nu.check(output / name for name in names | bad)
        for message in [_expected(finding.where)]
    }

    assert found >= {(name, True) for name in DEFECTS}
    assert {name for name, _ in found} == DEFECTS.keys()


def test_seeded_defects_in_css_are_found_and_good_css_passes(write: Write) -> None:
    """Unknown properties and values are findings; features that the checker is too old for pass."""
    output = write({"good.css": GOOD_CSS, "bad.css": "a { colr: red; color: #ggg }"})
    found = nu.check_css([output / "good.css", output / "bad.css"])

    assert [Path(finding.where).name.partition(":")[0] for finding in found] == ["bad.css"] * 2
    assert "“colr”: Property “colr” doesn't exist" in found[0].what
    assert "“#ggg” is not a valid color" in found[1].what


def test_a_file_that_is_missing_is_not_taken_for_a_good_one(tmp_path: Path) -> None:
    """The checker itself would skip it without a word."""
    with pytest.raises(FileNotFoundError):
        nu.check([tmp_path / "none.html"])


def _expected(where: str) -> str:
    return DEFECTS[Path(where).name.partition(".")[0]][2]
