"""Dead links and their kin are found, each under its own name."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.checkers import links
from tests.checkers.finding import Finding

SITE_URL = "https://sapa.example"
GOOD = {
    "index.html": """<!doctype html><html lang="vi"><head>
        <link rel="stylesheet" href="/theme/main.css">
        <meta property="og:image" content="https://sapa.example/images/ban-cat.jpg">
        </head><body id="a"><a name="b"></a>
        <a href="/en/#valley">1</a> <a href="en/?q=1#%C4%91%E1%BB%89nh">2</a> <a href="#top">3</a>
        <a href="https://sapa.example/en/">4</a> <a href="https://other.example/x">5</a>
        <a href="mailto:a@sapa.example">6</a> <a href="/en/#:~:text=valley">7</a>
        <a href="#b">8</a>
        <img src="images/ban-cat.jpg" srcset="/images/ban-cat.jpg 480w, /images/wide.jpg 960w">
        <video poster="/images/wide.jpg"></video>
        <svg><use href="/icons.svg#peak"/></svg>
        </body></html>""",
    "en/index.html": '<html lang="en"><h2 id="valley">V</h2><h2 id="đỉnh">P</h2>'
    '<a href="../">up</a></html>',
    "theme/main.css": "a { background: url('/images/wide.jpg') }",
    "icons.svg": '<svg xmlns="http://www.w3.org/2000/svg"><symbol id="peak"/></svg>',
    "images/ban-cat.jpg": "",
    "images/wide.jpg": "",
}
DEFECTS = [
    ("/en/#valley", "/fr/", "dead link: /fr/"),
    ("https://sapa.example/en/", "https://sapa.example/x", "dead link: https://sapa.example/x"),
    ("/en/#valley", "/en/#hill", "dead fragment: /en/#hill"),
    ('"#b"', '"#c"', "dead fragment: #c"),
    ("icons.svg#peak", "icons.svg#lake", "dead fragment: /icons.svg#lake"),
    ("/en/#valley", "/en#valley", "needs a redirect: /en#valley"),
    ("/en/#valley", "/EN/", "wrong case (the file is en/index.html): /EN/"),
    ('src="images/', 'src="pictures/', "dead link: pictures/ban-cat.jpg"),
    ("wide.jpg 960w", "none.jpg 960w", "dead link: /images/none.jpg"),
    ('poster="/images/wide', 'poster="/images/none', "dead link: /images/none.jpg"),
    ("theme/main.css", "theme/none.css", "dead link: /theme/none.css"),
    (
        "sapa.example/images/ban-cat",
        "sapa.example/images/none",
        "dead link: https://sapa.example/images/none.jpg",
    ),
    ("/en/#valley", "javascript:alert(1)", "javascript address: javascript:alert(1)"),
    ("/en/#valley", "java\tscript:alert(1)", "javascript address: java\tscript:alert(1)"),
    ("/en/#valley", "data:text/html,x", "data address: data:text/html,x"),
    ("/en/#valley", "https://[sapa/", "malformed address: https://[sapa/"),
    ('<a name="b">', '<a name="b" id="a">', "duplicate id: a"),
]

Write = Callable[[Mapping[str, str]], Path]


def test_a_good_site_has_no_findings(write: Write) -> None:
    """Relative, root-relative and absolute addresses, fragments in Vietnamese and queries pass."""
    assert links.check(write(GOOD), SITE_URL) == []


@pytest.mark.parametrize(("good", "bad", "what"), DEFECTS)
def test_a_seeded_defect_is_found(write: Write, good: str, bad: str, what: str) -> None:
    """Each defect gives one finding, which names the page and the address."""
    output = write({**GOOD, "index.html": GOOD["index.html"].replace(good, bad)})

    assert links.check(output, SITE_URL) == [Finding("index.html", what)]


def test_a_missing_picture_in_a_style_sheet_is_found(write: Write) -> None:
    """Style sheets are read too."""
    output = write({**GOOD, "theme/main.css": "a { background: url(../images/none.jpg) }"})

    assert links.check(output, SITE_URL) == [
        Finding("theme/main.css", "dead link: ../images/none.jpg")
    ]


def test_fragments_are_compared_in_composed_form(write: Write) -> None:
    """An id that an author typed in decomposed Unicode is the same id."""
    decomposed = GOOD["en/index.html"].replace("đỉnh", "đi\N{COMBINING HOOK ABOVE}nh")

    assert links.check(write({**GOOD, "en/index.html": decomposed}), SITE_URL) == []


def test_a_site_in_a_subfolder_keeps_to_it(write: Write) -> None:
    """Under https://host/base, an address without /base leads out of the site."""
    output = write({"index.html": '<a href="/base/">in</a> <a href="/other/">out</a>'})

    assert links.check(output, "https://sapa.example/base") == [
        Finding("index.html", "outside the site: /other/")
    ]
