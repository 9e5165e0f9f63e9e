from pathlib import Path

import pytest

from plugins.styles import BadStyle, at_address, compile_scss, minify


def compiled(folder: Path, scss: str, url: str = "/theme/abc", **partials: str) -> str:
    """The CSS of a manifest, with partials beside it."""
    for name, content in partials.items():
        (folder / f"_{name}.scss").write_text(content, encoding="utf-8")
    (folder / "main.scss").write_text(scss, encoding="utf-8")
    return at_address(compile_scss(folder / "main.scss"), url)


def test_scss_becomes_small_css(tmp_path: Path) -> None:
    """Partials are put together and blanks taken out."""
    css = compiled(
        tmp_path, '@import "card";\n', card="$ink: #123456;\n.card {\n  color: $ink;\n}\n"
    )

    assert ".card{color:#123456}" == css


def test_no_byte_order_mark_is_left(tmp_path: Path) -> None:
    """LibSass writes one where there are letters beyond ASCII."""
    assert compiled(tmp_path, '.a::before { content: "đ"; }').startswith(".a")


@pytest.mark.parametrize("quote", ["", "'", '"'])
@pytest.mark.parametrize("url", ["/theme/abc", "/sapa/theme/abc"])
def test_addresses_of_the_theme_are_filled_in(tmp_path: Path, quote: str, url: str) -> None:
    """However the address is quoted, the folder of the theme takes its place."""
    css = compiled(tmp_path, f".a {{ background: url({quote}/theme/a.svg{quote}); }}", url)

    assert f".a{{background:url({url}/a.svg)}}" == css


def test_other_addresses_stay(tmp_path: Path) -> None:
    """A folder that only ends in the theme's name is not the theme."""
    assert "url(/my/theme/a.svg)" in compiled(tmp_path, ".a { background: url(/my/theme/a.svg); }")


def test_what_old_browsers_cannot_read_is_lowered() -> None:
    """Nested rules and new notations are written out."""
    css = minify(
        ".a { inset: 0; & .b { color: rgb(0 0 0 / 50%); } @media (width >= 40rem) { top: 0 } }"
    )

    assert "&" not in css
    assert ".a .b{color:#00000080}" in css
    assert "min-width:40rem" in css


@pytest.mark.parametrize(
    ("partial", "line", "what"),
    [
        pytest.param(".a {\n  color: $none;\n}", 2, "Undefined variable", id="variable"),
        pytest.param(".a {\n  color: red;\n", 2, "Invalid CSS", id="no end"),
        pytest.param('\n@import "none";', 2, "File to import not found", id="no file"),
    ],
)
def test_a_mistake_has_its_file_and_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, partial: str, line: int, what: str
) -> None:
    """The file is the partial, not the manifest that takes it in."""
    monkeypatch.chdir(tmp_path)

    with pytest.raises(BadStyle) as caught:
        compiled(tmp_path, '@import "card";', card=partial)
    problem = caught.value.problem
    assert (Path("_card.scss"), line) == (problem.path, problem.line)
    assert problem.what.startswith(what)
    assert problem.remedy


def test_what_only_the_second_reader_refuses_is_a_mistake_too(tmp_path: Path) -> None:
    """LibSass passes on what it does not know; what is not CSS then stops the build."""
    with pytest.raises(BadStyle) as caught:
        compiled(tmp_path, ".a { @nest; }")
    assert tmp_path / "main.scss" == caught.value.problem.path
    assert "Parsing stylesheet failed" in caught.value.problem.what
