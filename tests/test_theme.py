from pathlib import Path

import pytest

from plugins.theme import Theme, check_templates, load, marks, stylesheet, used_by


def write(root: Path, name: str, content: str) -> None:
    """Write a file of the theme, and the folders above it."""
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")


@pytest.fixture
def theme(tmp_path: Path) -> Path:
    """A small theme."""
    root = tmp_path / "theme"
    for name, content in {
        "scss/main.scss": ".a { background: url(/theme/motifs/band.svg); }",
        "fonts/text.woff2": "font",
        "fonts/text.OFL.txt": "licence",
        "fonts/package.json": "{}",
        "static/motifs/band.svg": "<svg/>",
        "static/root/favicon.ico": "icon",
        "static/root/.well-known/security.txt": "contact",
        "icons/arrow.svg": "<svg/>",
        "templates/base.html": "{{ icon('arrow') }} {% trans %}Home{% endtrans %}",
    }.items():
        write(root, name, content)
    return root


def loaded_at(theme: Path, root: str) -> Theme:
    """The theme of a site that stands at a path of its host."""
    css, problems = stylesheet(theme)
    assert [] == problems
    return load(theme, css, root)


def test_a_theme_is_collected_under_one_folder(theme: Path) -> None:
    """Stylesheet, fonts with their licences and motifs; files of the root stand at the root."""
    loaded = loaded_at(theme, "")
    folder = loaded.url.removeprefix("/")

    assert {
        f"{folder}/main.css",
        f"{folder}/fonts/text.woff2",
        f"{folder}/fonts/text.OFL.txt",
        f"{folder}/motifs/band.svg",
        "favicon.ico",
        ".well-known/security.txt",
    } == set(loaded.files)
    assert b"font" == loaded.files[f"{folder}/fonts/text.woff2"]


def test_the_stylesheet_finds_the_files_of_the_theme(theme: Path) -> None:
    """Its addresses carry the folder of the theme and that of the site."""
    loaded = loaded_at(theme, "/sapa")
    css = loaded.files[f"{loaded.url.removeprefix('/sapa/')}/main.css"].decode()

    assert loaded.url.startswith("/sapa/theme/")
    assert f"url({loaded.url}/motifs/band.svg)" in css


@pytest.mark.parametrize(
    "name", ["scss/main.scss", "fonts/text.woff2", "static/motifs/band.svg", "static/new.svg"]
)
def test_another_content_has_another_address(theme: Path, name: str) -> None:
    """Browsers may keep the old files for ever."""
    before = loaded_at(theme, "").url
    write(theme, name, ".b { color: red; }")

    assert before != loaded_at(theme, "").url


def test_the_same_content_has_the_same_address(theme: Path) -> None:
    """Wherever the site stands, and whatever its templates say."""
    before = loaded_at(theme, "").url
    write(theme, "templates/new.html", "a")
    write(theme, "static/root/robots.txt", "a")

    assert before == loaded_at(theme, "").url
    assert f"/sapa{before}" == loaded_at(theme, "/sapa").url


def test_a_stylesheet_that_does_not_compile_is_a_problem(theme: Path) -> None:
    """It stands beside the other problems of a build."""
    write(theme, "scss/main.scss", ".a {")

    css, [problem] = stylesheet(theme)

    assert "" == css
    assert "main.scss" == problem.path.name


def test_a_theme_in_order_has_no_problems(theme: Path) -> None:
    """Templates parse, icons exist, the stylesheet compiles."""
    assert [] == list(check_templates(theme, ()))
    assert [] == stylesheet(theme)[1]


@pytest.mark.parametrize(
    ("template", "line", "what", "remedy"),
    [
        pytest.param("a\n{% if %}", 2, "Expected an expression", "Mend the template.", id="syntax"),
        pytest.param(
            "a\n{% trans %}a", 2, "unclosed translation block", "Mend the template.", id="no end"
        ),
        pytest.param(
            "{{ icon('star') }}",
            1,
            "there is no icon 'star'.",
            "The icons in theme/icons are: arrow.",
            id="icon",
        ),
        pytest.param(
            "{{ icon('icons/arrow', 'b') }}",
            1,
            "there is no icon 'icons/arrow'.",
            "The icons in theme/icons are: arrow.",
            id="icon with a path",
        ),
        pytest.param(
            "\n\n{{ icon(name) }}",
            3,
            "the icon's name is not written out.",
            "The icons in theme/icons are: arrow.",
            id="icon that nobody can find",
        ),
    ],
)
def test_a_mistake_in_a_template_is_found_before_it_is_rendered(
    theme: Path, template: str, line: int, what: str, remedy: str
) -> None:
    """File, line, what and remedy, for every template below the folder."""
    write(theme, "templates/partials/part.html", template)
    [problem] = check_templates(theme, ())

    assert Path("theme/templates/partials/part.html") == problem.path
    assert line == problem.line
    assert problem.what.startswith(what)
    assert remedy == problem.remedy


def test_everything_wrong_with_a_theme_is_told_at_once(theme: Path) -> None:
    """Templates and stylesheet in one run."""
    write(theme, "templates/one.html", "{{ icon('star') }}{{ icon('moon') }}")
    write(theme, "templates/two.html", "{% if %}")
    write(theme, "scss/main.scss", ".a {")

    assert 4 == len([*check_templates(theme, ()), *stylesheet(theme)[1]])


def test_a_missing_template_is_a_problem(theme: Path) -> None:
    """Pelican would take one of its own theme instead, without a word."""
    [problem] = check_templates(theme, ["place_list"])

    assert f"{theme.name}/templates/place_list.html" == problem.path.as_posix()
    assert "the template is missing." == problem.what


@pytest.mark.parametrize(
    "name", ["scss/main.scss", "fonts/text.woff2", "static/motifs/band.svg", "static/new.svg"]
)
def test_a_stable_theme_keeps_its_address(theme: Path, name: str) -> None:
    """For the writer's server: no page changes with a style; the files themselves do."""
    before = stable_at(theme, "/sapa")
    write(theme, name, ".b { color: red; }")
    after = stable_at(theme, "/sapa")

    assert "/sapa/theme/current" == before.url == after.url
    assert before.files != after.files
    assert {"theme/current/main.css", "favicon.ico"} <= before.files.keys()
    assert b"url(/sapa/theme/current/motifs/band.svg)" in before.files["theme/current/main.css"]


def stable_at(theme: Path, root: str) -> Theme:
    """The theme under the address that stays."""
    css, _ = stylesheet(theme)
    return load(theme, css, root, stable=True)


TEMPLATES = {
    "base.html": "{% block main %}{% endblock %}{% include 'parts/footer.html' %}",
    "place.html": "{% extends 'base.html' %}{% from 'macros/card.html' import card %}{{ card() }}",
    "story.html": "{% extends 'base.html' %}{% import 'macros/chart.html' as chart %}",
    "bare.html": "no other template",
    "parts/footer.html": "a footer",
    "macros/card.html": "{% from 'macros/link.html' import link %}{% macro card() %}{% endmacro %}",
    "macros/link.html": "{% macro link() %}{% endmacro %}",
    "macros/chart.html": "{% macro chart() %}{% endmacro %}",
    "macros/itself.html": "{% include 'macros/itself.html' %}",
    "choice.html": "{% include ['parts/none.html', 'parts/footer.html'] ignore missing %}",
}


def uses(theme: Path, **changes: str) -> dict[str, str]:
    """The digest of each template with all that it uses; a change's `_` stands for a slash."""
    changed = {f"{name.replace('_', '/')}.html": text for name, text in changes.items()}
    for name, text in (TEMPLATES | changed).items():
        write(theme, f"templates/{name}", text)
    return used_by(theme, marks(theme, {}).templates)


@pytest.mark.parametrize(
    ("changed", "users"),
    [
        pytest.param("bare", {"bare"}, id="itself alone"),
        pytest.param("macros_link", {"macros/link", "macros/card", "place"}, id="near and far"),
        pytest.param("macros_chart", {"macros/chart", "story"}, id="import of a module"),
        pytest.param(
            "parts_footer", {"parts/footer", "base", "place", "story", "choice"}, id="of the base"
        ),
        pytest.param("base", {"base", "place", "story"}, id="extended"),
        pytest.param("parts_none", {"parts/none", "choice"}, id="one that is new"),
        pytest.param("macros_itself", {"macros/itself"}, id="one that uses itself"),
    ],
)
def test_a_template_changes_with_all_that_it_uses(
    theme: Path, changed: str, users: set[str]
) -> None:
    """Exactly the templates that extend, include or import it, near or far."""
    before, after = uses(theme), uses(theme, **{changed: "{# another #}"})

    assert {f"{name}.html" for name in users} == {
        name for name, mark in after.items() if before.get(name) != mark
    }


@pytest.mark.parametrize("how", ["include name", "extends name", "import name as x"])
def test_a_template_that_is_not_named_may_be_any(theme: Path, how: str) -> None:
    """A name that a variable holds makes a template depend on all."""
    text = f"{{% {how} %}}"
    before = uses(theme, open=text)
    after = uses(theme, open=text, macros_chart="{# another #}")

    assert {"open.html", "macros/chart.html", "story.html"} == {
        name for name, mark in after.items() if before[name] != mark
    }


def changed_marks(theme: Path, name: str) -> set[str]:
    """Which digests of a theme change with one of its files."""
    catalogues = {lang: theme / "translations" / f"{lang}.po" for lang in ("vi", "zh")}
    before = marks(theme, catalogues)
    write(theme, name, "another")
    after = marks(theme, catalogues)
    return {
        *(key for key in after.templates if before.templates.get(key) != after.templates[key]),
        *(key for key in after.words if before.words[key] != after.words[key]),
        *(["assets"] if before.assets != after.assets else []),
    }


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("templates/new.html", {"new.html"}),
        ("templates/base.html", {"base.html"}),
        ("icons/arrow.svg", {"base.html", "parts/part.html"}),
        ("icons/new.svg", {"base.html", "parts/part.html"}),
        ("translations/vi.po", {"vi"}),
        ("scss/main.scss", {"assets"}),
        ("scss/components/_card.scss", {"assets"}),
        ("fonts/text.woff2", {"assets"}),
        ("static/motifs/deep/er.svg", {"assets"}),
        ("static/root/favicon.ico", {"assets"}),
        ("static/root/.well-known/security.txt", {"assets"}),
        ("notes.txt", set()),
    ],
)
def test_a_file_of_the_theme_changes_what_depends_on_it(
    theme: Path, name: str, expected: set[str]
) -> None:
    """Templates, words of a language, or what is published; any template may show icons."""
    write(theme, "templates/parts/part.html", "a part")

    assert expected == changed_marks(theme, name)


def test_a_theme_that_nobody_touched_has_the_same_digests(theme: Path) -> None:
    """Whatever the times of its files say."""
    before = marks(theme, {})
    for path in theme.rglob("*"):
        path.touch()

    assert before == marks(theme, {})
