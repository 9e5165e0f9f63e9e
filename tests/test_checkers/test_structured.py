"""What is told of pictures: a true description passes, each defect is found."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from plugins.images.rights import Rights, xmp
from tests.checkers import structured

SITE_URL = "https://sapa.example"
RIGHTS = Rights(
    "A", "B & <C>", "© B", "CC BY 4.0", "https://example.org/terms", "https://e.org/ask"
)
GOOD = {
    "@type": "ImageObject",
    "contentUrl": f"{SITE_URL}/images/a.jpg",
    "width": 6,
    "height": 4,
    "creator": "A",
    "creditText": "B & <C>",
    "copyrightNotice": "© B",
    "license": "https://example.org/terms",
    "acquireLicensePage": "https://e.org/ask",
}


def found(folder: Path, image: dict[str, Any] | None = None, block: str = "") -> list[str]:
    """What is wrong with a site of one page that describes a picture."""
    (folder / "images").mkdir()
    file = io.BytesIO()
    Image.new("RGB", (6, 4)).save(file, "JPEG", xmp=xmp(RIGHTS))
    (folder / "images" / "a.jpg").write_bytes(file.getvalue())
    graph = {"@context": "https://schema.org", "@graph": [image]}
    inside = block or json.dumps(graph).replace("<", "\\u003c")
    page = f'<body><script type="application/ld+json">{inside}</script></body>'
    (folder / "index.html").write_text(page, encoding="utf-8")
    return [finding.what for finding in structured.check(folder, SITE_URL)]


def test_a_true_description_passes(tmp_path: Path) -> None:
    """All that it says stands in the file as well."""
    assert [] == found(tmp_path, GOOD)


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"license": ""}, "a picture is described without license"),
        ({"creator": None}, "a picture is described without creator"),
        ({"contentUrl": f"{SITE_URL}/images/b.jpg"}, "there is no picture"),
        ({"contentUrl": "https://elsewhere.example/a.jpg"}, "there is no picture"),
        ({"width": 7}, "has another size"),
        ({"license": "CC BY 4.0"}, "is no address"),
        ({"creator": "Z"}, "creator of https://sapa.example/images/a.jpg is 'Z', but"),
        ({"creditText": "B"}, "creditText of"),
        ({"copyrightNotice": "C"}, "copyrightNotice of"),
        ({"license": "https://example.org/other"}, "license of"),
        ({"acquireLicensePage": None}, "acquireLicensePage of"),
    ],
)
def test_each_defect_is_found(tmp_path: Path, changes: dict[str, Any], what: str) -> None:
    """What is missing, leads nowhere, or is not what the file says."""
    assert any(what in each for each in found(tmp_path, {**GOOD, **changes}))


@pytest.mark.parametrize(
    "block", ["{", "[]", '{"@context": "https://other.example", "@type": "ImageObject"}']
)
def test_what_is_no_description_is_found(tmp_path: Path, block: str) -> None:
    """Broken JSON, and words of nobody that we know."""
    [what] = found(tmp_path, block=block)

    assert what.startswith("a block of data is no JSON-LD: ")
