import json
from pathlib import Path
from typing import Any

import pytest
from babel.messages import Catalog
from babel.messages.mofile import write_mo
from jinja2 import Environment, StrictUndefined

from plugins.config import DOMAIN, Config
from plugins.environment import environment
from plugins.images.plan import Picture
from plugins.images.rights import Rights
from tests.specimens import config

OPTIONS = {
    "autoescape": True,
    "extensions": ["jinja2.ext.i18n"],
    "trim_blocks": True,
    "undefined": StrictUndefined,
}


@pytest.fixture
def site(tmp_path: Path) -> Config:
    """A site with an icon, and with interface words that each language says otherwise."""
    (tmp_path / "theme" / "templates").mkdir(parents=True)
    (tmp_path / "theme" / "icons").mkdir()
    (tmp_path / "theme" / "icons" / "arrow.svg").write_text('<svg viewBox="0 0 1 1"></svg>')
    found = config(tmp_path, jinja=OPTIONS)
    for lang, word in {"vi": "Trang chủ", "zh": "首页"}.items():
        say(found, lang, word)
    return found


def say(site: Config, lang: str, word: str) -> None:
    """Compile a catalogue with one word."""
    catalog = Catalog(locale=lang)
    catalog.add("Home", word)
    catalog.add("%(num)s page", word)
    path = site.catalogues / lang / "LC_MESSAGES" / f"{DOMAIN}.mo"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_mo(file, catalog)


def picture(path: str, slot: str) -> str:
    """What answers a template that asks for a picture."""
    return f"{path} in {slot}"


def made(site: Config, lang: str, version: str = "1") -> Environment:
    """The environment of a language."""
    return environment(site, lang, version, picture)


def rendered(site: Config, lang: str, template: str, version: str = "1", **context: Any) -> str:
    """What a language makes of a template."""
    path = site.theme / "templates" / "page.html"
    if not path.exists() or path.read_text("utf-8") != template:
        path.write_text(template, "utf-8")
    return made(site, lang, version).get_template("page.html").render(**context)


@pytest.mark.parametrize(("lang", "word"), [("vi", "Trang chủ"), ("en", "Home"), ("zh", "首页")])
def test_interface_words_are_those_of_the_language(site: Config, lang: str, word: str) -> None:
    """English, in which templates are written, needs no catalogue."""
    assert word == rendered(site, lang, "{{ _('Home') }}")
    assert word == rendered(site, lang, "{% trans %}\n  Home\n{% endtrans %}")


def test_a_language_without_its_catalogue_is_a_mistake(site: Config) -> None:
    """A page half in another language is not made in silence."""
    (site.catalogues / "zh" / "LC_MESSAGES" / f"{DOMAIN}.mo").unlink()

    with pytest.raises(FileNotFoundError):
        made(site, "zh")


def test_a_catalogue_is_read_anew_in_every_build_of_a_process(site: Config) -> None:
    """The writer's server lives through many."""
    assert "首页" == rendered(site, "zh", "{{ _('Home') }}")
    say(site, "zh", "主页")

    assert "主页" == rendered(site, "zh", "{{ _('Home') }}")


def test_the_options_of_the_settings_are_those_of_the_environment(site: Config) -> None:
    """Escaping, strictness and white space."""
    assert "&lt;b&gt;" == rendered(site, "en", "{% if true %}\n{{ word }}{% endif %}", word="<b>")
    assert made(site, "en").undefined is StrictUndefined


@pytest.mark.parametrize(
    ("lang", "month", "number"), [("vi", "tháng 1", "3.147"), ("en", "January", "3,147")]
)
def test_filters_speak_the_language(site: Config, lang: str, month: str, number: str) -> None:
    """Months and numbers, with values that are given and with those that are written out."""
    given = rendered(site, lang, "{{ m|month_name }} {{ n|number }}", m=1, n=3147)
    written = rendered(site, lang, "{{ 1|month_name }} {{ 3147|number }}")

    assert f"{month} {number}" == given
    assert f"{month} {number}" == written


def test_a_language_does_not_get_what_another_has_compiled(site: Config) -> None:
    """Jinja works out at once what is written out; the compiled template outlives the build."""
    template = "{{ 12|month_name('short')|length }} {{ 1|month_name }}"
    alone = {lang: rendered(site, lang, template, f"only {lang}") for lang in site.languages}
    together = {lang: rendered(site, lang, template, "all") for lang in site.languages}
    again = {lang: rendered(site, lang, template, "all") for lang in reversed(site.languages)}

    assert 3 == len(set(alone.values()))
    assert alone == together
    assert alone == again


def test_filters_globals_and_tests_of_the_settings_are_there(tmp_path: Path, site: Config) -> None:
    """Under the names of Pelican's settings; a filter of the settings goes before ours."""
    extras = {
        "JINJA_FILTERS": {"loud": str.upper, "number": lambda value: f"no. {value}"},
        "JINJA_GLOBALS": {"motto": "up"},
        "JINJA_TESTS": {"steep": lambda value: value > 30},
    }
    own = config(tmp_path, jinja=OPTIONS, extras=extras, catalogues=site.catalogues)
    template = "{{ motto|loud }} {{ n|number }} {{ n is steep }}"

    assert "UP no. 40 True" == rendered(own, "vi", template, n=40)


def test_templates_may_ask_for_pictures_and_icons(site: Config) -> None:
    """A picture for a slot, an icon by its name."""
    assert "place/a/b.jpg in figure" == rendered(
        site, "vi", "{{ picture('place/a/b.jpg', 'figure') }}"
    )
    assert "<svg" in rendered(site, "vi", "{{ icon('arrow') }}")


@pytest.mark.parametrize("odd", ["</script><b>", "a & b", "\u2028", "<!--", "'\"\\"])
def test_what_is_told_of_pictures_cannot_end_its_block(site: Config, odd: str) -> None:
    """Whatever a writer calls somebody: a program reads it as it was written."""
    rights = Rights(odd, odd, odd, "CC BY 4.0", "https://example.org/terms")
    view = Picture("/s.jpg", "/w.jpg", "", (), "", 9, 6, 0, rights, "photograph", ())
    made = rendered(site, "vi", "{{ [view]|image_objects('https://e.org')|tojson }}", view=view)

    assert not set("<>&\u2028") & set(made)
    assert odd == json.loads(made)["@graph"][0]["creator"]


def test_templates_know_the_name_of_the_site(site: Config) -> None:
    """Also those that are not given the site."""
    assert "Sa Pa" == rendered(site, "vi", "{{ brand }}")


def test_an_icon_that_was_drawn_anew_is_shown(site: Config) -> None:
    """By the next build of the same process, such as the writer's server."""
    assert "circle" not in rendered(site, "vi", "{{ icon('arrow') }}")
    path = site.theme / "icons" / "arrow.svg"
    path.write_text('<svg viewBox="0 0 1 1"><circle r="1"/></svg>')

    assert "circle" in rendered(site, "vi", "{{ icon('arrow') }}")


def test_a_changed_template_is_compiled_anew(site: Config) -> None:
    """What is kept of the last build is not taken for the new one."""
    assert "a" == rendered(site, "vi", "a")
    assert "b" == rendered(site, "vi", "b")


def test_compiled_templates_are_kept_apart_by_version(site: Config) -> None:
    """Other options make another template of the same words."""
    rendered(site, "vi", "a", "1")
    rendered(site, "vi", "a", "2")

    folders = [path for path in (site.cache / "templates").iterdir() if path.is_dir()]
    assert 2 == len(folders)
    assert all(any(path.is_file() for path in folder.rglob("*")) for folder in folders)
