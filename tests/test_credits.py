from dataclasses import replace
from pathlib import Path

import pytest
from jinja2 import StrictUndefined

from plugins.environment import environment
from plugins.images.plan import Picture
from plugins.images.rights import Rights
from tests.conftest import ROOT
from tests.specimens import BRAND, config

OURS = Rights(BRAND.name, BRAND.name, f"© {BRAND.name}", "CC BY 4.0", "https://example.org/terms")
PLATE = Picture("/s.jpg", "/w.jpg", "", (), "", 9, 6, 0, OURS, "illustration", ())


def named(folder: Path, view: Picture) -> tuple[bool, bool]:
    """Whether the caption of a picture names whose it is, and whether the zoom adds that."""
    options = {
        "autoescape": True,
        "extensions": ["jinja2.ext.i18n"],
        "trim_blocks": True,
        "undefined": StrictUndefined,
    }
    settings = config(folder, theme=ROOT / "theme", cache=folder, jinja=options)
    made = environment(settings, "en", "1", lambda path, slot: view)
    plate = made.get_template("components/plate.html").make_module()
    caption = plate.caption(view, "Words", 1)  # type: ignore[attr-defined]
    link = plate.zoomable("place/a/b.jpg", "Alt", "figure")  # type: ignore[attr-defined]
    said = f"{view.rights.credit}, "
    return said in caption and f'href="{view.rights.terms}"' in caption, "data-credit" in link


@pytest.mark.parametrize(
    ("medium", "credit", "in_caption"),
    [
        ("photograph", BRAND.name, True),
        ("photograph", "A photographer", True),
        ("illustration", "A painter", True),
        ("illustration", BRAND.name, False),
    ],
)
def test_a_caption_names_whose_the_picture_is(
    tmp_path: Path, medium: str, credit: str, in_caption: bool
) -> None:
    """Of our own plates the colophon speaks; what is enlarged says it of them too, once."""
    view = replace(PLATE, medium=medium, rights=replace(OURS, credit=credit))

    assert (in_caption, not in_caption) == named(tmp_path, view)
