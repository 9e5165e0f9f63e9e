from pathlib import Path
from types import SimpleNamespace

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from plugins.problems import BuildStopped, Problem
from plugins.rendering import render

CONTEXT = {"page": SimpleNamespace(url="/en/")}


@pytest.fixture
def theme(tmp_path: Path) -> Path:
    """A theme whose page takes its content from a base."""
    templates = tmp_path / "theme" / "templates"
    templates.mkdir(parents=True)
    (templates / "base.html").write_text("<p>\n{% block content %}{% endblock %}\n</p>")
    return tmp_path / "theme"


def rendered(theme: Path, page: str) -> str:
    """The page of a template, in the theme's environment."""
    templates = theme / "templates"
    (templates / "page.html").write_text(page, encoding="utf-8")
    environment = Environment(
        loader=FileSystemLoader(templates), undefined=StrictUndefined, autoescape=True
    )
    return render(environment.get_template("page.html"), CONTEXT, theme)


def test_a_template_becomes_a_page(theme: Path) -> None:
    """The context is what the template is given."""
    page = "{% extends 'base.html' %}{% block content %}{{ page.url }}{% endblock %}"

    assert "<p>\n/en/\n</p>" == rendered(theme, page)


@pytest.mark.parametrize(
    ("expression", "what"),
    [
        pytest.param("{{ nothing }}", "UndefinedError: 'nothing' is undefined.", id="undefined"),
        pytest.param("{{ page.url + 1 }}", "TypeError: ", id="wrong type"),
        pytest.param("{{ page.colour }}", "has no attribute 'colour'", id="unknown attribute"),
        pytest.param("{% include 'none.html' %}", "TemplateNotFound: ", id="unknown template"),
        pytest.param("{{ 1 // 0 }}", "ZeroDivisionError: ", id="division by nothing"),
        pytest.param("{{ '%d' % page.url }}", "TypeError: ", id="wrong value"),
    ],
)
def test_a_mistake_in_a_template_has_its_line(theme: Path, expression: str, what: str) -> None:
    """The message names template and line from the project, and the page that showed it."""
    page = f"{{% extends 'base.html' %}}\n{{% block content %}}\n{expression}\n{{% endblock %}}"

    with pytest.raises(BuildStopped) as caught:
        rendered(theme, page)
    [problem] = caught.value.problems
    assert Path("theme/templates/page.html") == problem.path
    assert 3 == problem.line
    assert what in problem.what
    assert "Seen while rendering /en/" == problem.remedy


def test_the_innermost_template_is_named(theme: Path) -> None:
    """A mistake in what is included is not one of the page that includes it."""
    (theme / "templates" / "part.html").write_text("\n{{ nothing }}")

    with pytest.raises(BuildStopped) as caught:
        rendered(theme, "{% include 'part.html' %}")
    assert [(Path("theme/templates/part.html"), 2)] == [
        (each.path, each.line) for each in caught.value.problems
    ]


def test_a_mistake_in_our_own_code_is_not_the_templates(theme: Path) -> None:
    """Where no template is to blame, the error itself is shown."""
    environment = Environment()
    environment.globals["broken"] = lambda: int("x")
    template = environment.from_string("{{ broken() }}")

    with pytest.raises(ValueError, match="invalid literal") as caught:
        render(template, CONTEXT, theme)
    assert not isinstance(caught.value, Problem)
