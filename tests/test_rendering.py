from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from plugins.dress import get_ready
from plugins.pages import PageName
from plugins.problems import BuildStopped, Problem
from plugins.rendering import Desk, Made, Order, Renderer, render
from plugins.store import open_store
from tests.small import VERSION, Small, small_site
from tests.specimens import CLOCK

CONTEXT = {"page": SimpleNamespace(url="/en/")}
PLACE = "place/cat-cat@vi"


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


@pytest.fixture
def renderer(site: Small) -> Renderer:
    """All that rendering needs for the next build of the site."""
    with closing(open_store(site.config.store_file, VERSION)) as store:
        dress = get_ready(site.config, store)
    return Renderer(
        site.config,
        VERSION,
        CLOCK,
        site.config.store_file,
        dress.url,
        dress.templates,
        dress.marks.words,
    )


@pytest.fixture
def desk(renderer: Renderer) -> Iterator[Desk]:
    """A process at work."""
    with closing(open_store(renderer.store, VERSION)) as store:
        yield Desk(renderer, store)


def make(desk: Desk, name: str, before: bytes | None = None) -> Made:
    """What becomes of a page."""
    made = desk.make(Order(name, before))
    assert isinstance(made, Made), made
    return made


def wary(desk: Desk) -> Desk:
    """The same, where the folder of places is a link."""
    return Desk(replace(desk.renderer, links=("diem-den",)), desk.store)


def test_a_page_says_where_it_is_and_what_it_needs(desk: Desk) -> None:
    """Its address, file and template; what it asked, which pictures it shows, its entry."""
    made = make(wary(desk), PLACE)

    assert ("/diem-den/cat-cat/", "diem-den/cat-cat/index.html") == (made.url, made.file)
    assert "place" == made.template
    assert {"place/cat-cat", "place/cat-cat%vi", "topic/crafts", "place@vi"} <= set(made.asks)
    assert [("place/cat-cat/terraces.jpg", "card")] == [use[:2] for use in made.uses]
    assert "<loc>https://example.org/diem-den/cat-cat/</loc>" in made.entry
    assert made.slot
    assert b"vi Cat Cat" in Path(made.slot.path).read_bytes()


def test_a_page_that_was_given_the_same_is_not_rendered(site: Small, desk: Desk) -> None:
    """Its fingerprint tells; also where its file is no longer there."""
    first = make(desk, PLACE)
    (site.config.output / first.file).unlink()
    second = make(desk, PLACE, before=first.fingerprint)

    assert (False, None) == (second.rendered, second.slot)
    assert (first.fingerprint, first.asks) == (second.fingerprint, second.asks)


def test_a_page_whose_bytes_the_output_has_is_not_written(site: Small, desk: Desk) -> None:
    """It is rendered, compared, and left; where it is behind a link, it is written."""
    trusting = make(desk, PLACE, before=b"other")
    linked = make(wary(desk), PLACE, before=b"other")
    (site.config.output / linked.file).write_text("other")
    differing = make(desk, PLACE, before=b"other")

    assert (True, None) == (trusting.rendered, trusting.slot)
    assert linked.slot
    assert differing.slot


def test_pages_do_not_share_what_they_asked(desk: Desk) -> None:
    """Neither asks nor pictures of one are those of the next, in whatever order."""
    names = (PLACE, "not_found@vi", "home@vi", "story@en", "place/cat-cat@en")
    alone = {name: (make(desk, name).asks, make(desk, name).uses) for name in names}
    again = {name: (make(desk, name).asks, make(desk, name).uses) for name in reversed(names)}

    assert alone == again
    assert ((), ()) == alone["not_found@vi"]
    assert alone[PLACE][1]


CHANGES = {
    "a template": lambda renderer: replace(
        renderer, templates={**renderer.templates, "place.html": "another"}
    ),
    "the words": lambda renderer: replace(renderer, words={**renderer.words, "vi": "another"}),
    "the frame": lambda renderer: replace(renderer, theme_url="/theme/another"),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_fingerprint_changes_with_what_a_page_is_made_of(
    renderer: Renderer, desk: Desk, what: str
) -> None:
    """Its template, the interface words of its language, the frame around it."""
    with closing(open_store(renderer.store, VERSION)) as store:
        changed = Desk(CHANGES[what](renderer), store)

        assert make(desk, PLACE).fingerprint != make(changed, PLACE).fingerprint
        if what == "a template":
            assert make(desk, "story@vi").fingerprint == make(changed, "story@vi").fingerprint
        if what == "the words":
            name = "place/cat-cat@en"
            assert make(desk, name).fingerprint == make(changed, name).fingerprint


def test_a_fingerprint_is_the_same_in_another_process(renderer: Renderer, desk: Desk) -> None:
    """And at another time of the day."""
    later = replace(renderer, clock=replace(CLOCK, now=CLOCK.now + 60))
    with closing(open_store(renderer.store, VERSION)) as store:
        other = Desk(later, store)
        names = (PLACE, "home@vi", "archive@vi", "topic/crafts@vi")

        assert [make(desk, name).fingerprint for name in names] == [
            make(other, name).fingerprint for name in names
        ]


def test_what_every_page_shows_is_no_ask_of_the_first_one(renderer: Renderer) -> None:
    """The frame is worked out once; whoever comes first depends on no more than the others."""
    found = []
    for first in ("story@vi", "not_found@vi"):
        with closing(open_store(renderer.store, VERSION)) as store:
            desk = Desk(renderer, store)
            make(desk, first)
            found.append(make(desk, "story@vi").asks)
            assert () == make(desk, "not_found@vi").asks

    assert found[0] == found[1]


def test_a_mistake_of_a_template_is_a_problem_of_that_page(site: Small, renderer: Renderer) -> None:
    """It does not end the work on others; broken templates are named, as broken lines are."""
    templates = site.config.theme / "templates"
    for text, what in (("{{ nothing }}", "UndefinedError"), ("{{ 1|nothing }}", "No filter")):
        (templates / "place.html").write_text(text)
        with closing(open_store(renderer.store, VERSION)) as store:
            desk = Desk(renderer, store)
            made = desk.make(Order(PLACE, None))

            assert isinstance(made, Problem)
            assert what in made.what
            assert (Path("theme/templates/place.html"), 1) == (made.path, made.line)
            assert "Seen while rendering /diem-den/cat-cat/" == made.remedy
            assert make(desk, "story@vi")


def test_what_a_template_is_given_can_be_told_to_others(desk: Desk) -> None:
    """Plugins that wait for a page get its site, its page and its document."""
    context = desk.context(PageName.parse(PLACE))

    assert {"site", "page", "document"} <= context.keys()
    assert "/diem-den/cat-cat/" == context["page"].url
    assert "place/cat-cat" == context["document"].name
    assert "vi" == context["site"].lang


def test_what_a_language_needs_is_made_once(desk: Desk) -> None:
    """And is not that of another language."""
    assert desk.edition("vi") is desk.edition("vi")
    assert desk.environment("vi") is desk.environment("vi")
    assert desk.environment("vi") is not desk.environment("en")
