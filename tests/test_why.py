from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from plugins.config import config_of, read_settings_file
from plugins.store import filled, new_store, open_store
from plugins.why import explain, main
from tests.conftest import ROOT
from tests.small import VERSION, Small, small_site

PLACE = "/diem-den/cat-cat/ is the page place/cat-cat@vi, in the file diem-den/cat-cat/index.html."


@pytest.fixture(scope="module")
def renditions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pictures of all sites here."""
    return tmp_path_factory.mktemp("renditions")


@pytest.fixture
def site(tmp_path: Path, renditions: Path) -> Small:
    """A site that was built."""
    found = small_site(tmp_path / "project", renditions)
    found.build()
    return found


def said(site: Small, asked: str) -> list[str]:
    """The explanation."""
    with closing(open_store(site.config.store_file, VERSION)) as store:
        return list(explain(site.config, store, asked))


def below(lines: Sequence[str], heading: str) -> list[str]:
    """The lines below a heading, without their indent."""
    start = lines.index(heading) + 1
    found = []
    for line in lines[start:]:
        if not line.startswith("  "):
            break
        found.append(line.strip())
    return found


@pytest.mark.parametrize(
    "asked",
    [
        "/diem-den/cat-cat/",
        "/diem-den/cat-cat",
        "diem-den/cat-cat/",
        "https://example.org/diem-den/cat-cat/",
        "https://example.org/diem-den/cat-cat/?a=1#b",
        "diem-den/cat-cat/index.html",
        "output/diem-den/cat-cat/index.html",
    ],
)
def test_a_page_is_found_by_its_address_and_by_its_file(site: Small, asked: str) -> None:
    """However people write them."""
    assert PLACE == said(site, asked)[0]


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("/", "home@vi"),
        ("output/index.html", "home@vi"),
        ("/en/", "home@en"),
        ("/404.html", "not_found@vi"),
        ("/zh/places/", "place@zh"),
    ],
)
def test_pages_of_the_site_itself_are_found(site: Small, asked: str, name: str) -> None:
    """The front page of each language, lists, and the page for dead addresses."""
    assert f"is the page {name}," in said(site, asked)[0]


def test_addresses_are_found_below_a_path_and_in_their_encoding(
    tmp_path: Path, renditions: Path
) -> None:
    """The path of the site is no part of a file; letters of an address may be encoded."""
    site = small_site(tmp_path / "below", renditions)
    site.text("place/fansipan/vi.md", title="Tên", front="slug: dinh-nui\n")
    site.build()

    assert "place/fansipan@vi" in said(site, "https://example.org/diem-den/%64inh-nui/")[0]


def test_a_page_tells_why_it_was_rendered(site: Small) -> None:
    """The reasons of the last build, where that has rendered it."""
    first = below(said(site, "/diem-den/fansipan/"), "The last build rendered it:")
    site.text("place/fansipan/vi.md", title="Tên fansipan", body="Chữ khác.")
    site.build()
    second = below(said(site, "/diem-den/fansipan/"), "The last build rendered it:")

    assert ["full build: there is no store yet"] == first
    assert ["changed: place/fansipan%vi"] == second


def test_a_page_tells_why_it_was_not_rendered(site: Small) -> None:
    """Nothing has changed for it; what made it was another build."""
    site.build()
    site.build()
    lines = said(site, "/diem-den/cat-cat/")

    assert "The last build did not render it" in lines[1]
    assert ["full build: there is no store yet"] == below(
        lines, "It was last rendered 2 builds earlier, because of:"
    )


def test_a_page_tells_on_what_it_depends(site: Small) -> None:
    """Its template, its language, and all that it asked, in words."""
    found = below(said(site, "/diem-den/cat-cat/"), "It depends on:")

    assert {
        "the template place.html and all that it uses",
        "the interface words of vi, and what every page of vi shows",
        "content/place/cat-cat, its facts, and its title and summary in vi",
        "content/place/cat-cat/vi.md, the text",
        "content/topic/crafts, its facts, and its title and summary in vi",
        "the list place@vi",
        "the list place/cat-cat@vi",
    } <= set(found)
    assert not [line for line in found if "en.md" in line]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("/cau-chuyen/", "the front page of the list story@vi"),
        ("/en/stories/", "what en lacks of story"),
        ("/en/topics/", "what en lacks of topic"),
        ("/luu-tru/", "the front page of the list archive@vi"),
    ],
)
def test_lists_are_explained_in_words(site: Small, asked: str, expected: str) -> None:
    """What stands on one page of them, and what a language lacks."""
    assert expected in below(said(site, asked), "It depends on:")


def test_what_a_page_depends_on_does_change_it(site: Small) -> None:
    """And what it does not name does not: the explanation is no guess."""
    named = "content/place/fansipan, its facts, and its title and summary in vi"
    pages = ("/", "/diem-den/", "/chu-de/crafts/", "/404.html")
    asked = {page: named in below(said(site, page), "It depends on:") for page in pages}
    site.text("place/fansipan/vi.md", title="Tên khác")
    site.build()

    assert {True, False} == set(asked.values())
    assert asked == {page: "rendered it:" in said(site, page)[1] for page in pages}


@pytest.mark.parametrize(
    "asked", ["content/place/cat-cat/vi.md", "content/place/cat-cat", "content/place/cat-cat/"]
)
def test_a_source_names_the_pages_that_show_it(site: Small, asked: str) -> None:
    """By their addresses; a page that does not show it is not among them."""
    lines = said(site, asked)
    urls = {line.strip() for line in lines[1:]}

    assert f"content/place/cat-cat is shown by {len(urls)} pages:" == lines[0]
    assert {"/", "/diem-den/", "/diem-den/cat-cat/", "/en/places/cat-cat/"} <= urls
    assert "/404.html" not in urls


@pytest.mark.parametrize("asked", ["/nowhere/", "output/nowhere.html", "https://example.com/a/b/"])
def test_an_address_of_no_page_is_told(site: Small, asked: str) -> None:
    """With what may be given instead."""
    assert [
        f"{asked}: no page of the last build is there.",
        "Give the address of a page, its file in the output, or a file of content.",
    ] == said(site, asked)


def test_a_source_that_does_not_exist_is_told(site: Small) -> None:
    """It is not one that merely no page shows."""
    assert not said(site, "content/place/nowhere/vi.md")[0].endswith("is shown by 0 pages:")


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A settings file of a site that is built elsewhere."""
    monkeypatch.chdir(ROOT)
    path = tmp_path / "own.py"
    path.write_text(
        "from pelicanconf import *\n"
        f"CACHE_PATH = {str(tmp_path / '.cache')!r}\n"
        f"OUTPUT_PATH = {str(tmp_path / 'output')!r}\n"
    )
    return str(path)


def test_before_the_first_build_there_is_nothing_to_explain(
    settings: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One sentence on standard error, and no store is made by asking."""
    assert 1 == main(["/", settings])
    assert ("", "There is nothing to explain: there is no store yet. Build the site first.\n") == (
        capsys.readouterr()
    )
    assert not (tmp_path / ".cache").exists()


def test_the_command_explains(settings: str, capsys: pytest.CaptureFixture[str]) -> None:
    """On standard output, with exit code 0."""
    config = config_of(read_settings_file(settings), settings)
    filled(new_store(config.store_file, config.version())).close()

    assert 0 == main(["/nowhere/", settings])
    assert "/nowhere/: no page of the last build is there." in capsys.readouterr().out


def test_the_command_names_settings_that_cannot_be_used(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As the build does."""
    missing = str(tmp_path / "nothing.py")

    assert 1 == main(["/", missing])
    assert f"{missing}: there is no such settings file\n" == capsys.readouterr().err
