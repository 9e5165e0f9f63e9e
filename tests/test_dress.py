from collections.abc import Iterator
from pathlib import Path

import pytest

from plugins import catalogues, dress, theme
from plugins.config import DOMAIN, Config
from plugins.dress import Dress, get_ready, theme_files
from plugins.pages import TEMPLATES
from plugins.store import Store, new_store
from tests.specimens import config

_PO = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "Home"\nmsgstr "{}"\n'


def write(site: Config, name: str, content: str) -> None:
    """Write a file of the theme, and the folders above it."""
    path = site.theme / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")


@pytest.fixture
def site(tmp_path: Path) -> Config:
    """A site whose theme is in order."""
    found = config(tmp_path, catalogues=tmp_path / ".cache" / "translations")
    for name in TEMPLATES:
        write(found, f"templates/{name}.html", "{% extends 'base.html' %}")
    write(found, "templates/base.html", "{{ icon('arrow') }}{% trans %}Home{% endtrans %}")
    write(found, "icons/arrow.svg", "<svg></svg>")
    write(found, "scss/main.scss", ".a { color: red; }")
    write(found, "static/robots.txt", "")
    for lang, word in {"vi": "Trang chủ", "zh": "首页"}.items():
        write(found, f"translations/{lang}/LC_MESSAGES/{DOMAIN}.po", _PO.format(word))
    return found


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """The memory of the builds."""
    made = new_store(tmp_path / "store.sqlite", "1")
    yield made
    made.close()


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was done for the theme: the costly steps, as they are taken."""
    done: list[str] = []
    for module, name in (
        (theme, "stylesheet"),
        (theme, "load"),
        (theme, "check_templates"),
        (theme, "used_by"),
        (catalogues, "check"),
        (catalogues, "compile_all"),
    ):
        real = getattr(module, name)

        def step(*given: object, name: str = name, real: object = real) -> object:
            done.append(name)
            return real(*given)  # type: ignore[operator]

        monkeypatch.setattr(module, name, step)
    return done


def dressed(site: Config, store: Store) -> Dress:
    """The theme of a build that ends well."""
    found = get_ready(site, store)
    assert [] == found.problems
    found.keep(store)
    return found


def test_the_first_build_has_everything(site: Config, store: Store) -> None:
    """The address, the published files, the digests of templates, the compiled words."""
    found = dressed(site, store)

    assert found.files
    assert f"{found.url.lstrip('/')}/main.css" in found.files
    assert {"base.html", *(f"{name}.html" for name in TEMPLATES)} == set(found.templates)
    assert {"vi", "zh"} <= {path.name for path in site.catalogues.iterdir()}


def test_where_nothing_has_changed_nothing_is_done_again(
    site: Config, store: Store, work: list[str]
) -> None:
    """The theme is as it was, and no file of it need be looked at."""
    first = dressed(site, store)
    work.clear()
    second = dressed(site, store)

    assert [] == work
    assert None is second.files
    assert (first.url, first.templates, first.marks) == (second.url, second.templates, second.marks)


CHECKED = {"check_templates", "used_by", "check"}
EDITS = {
    "scss/main.scss": (".b { color: red; }", {"stylesheet", "load"}),
    "static/robots.txt": ("a", {"stylesheet", "load"}),
    "templates/base.html": ("{% trans %}Home{% endtrans %}", CHECKED),
    "icons/arrow.svg": ("<svg><path/></svg>", CHECKED),
    f"translations/zh/LC_MESSAGES/{DOMAIN}.po": (_PO.format("主页"), CHECKED | {"compile_all"}),
}


@pytest.mark.parametrize("name", EDITS)
def test_what_has_changed_is_done_again_and_no_more(
    site: Config, store: Store, work: list[str], name: str
) -> None:
    """Styles and files, templates and icons, interface words each have their own steps."""
    content, steps = EDITS[name]
    first = dressed(site, store)
    work.clear()
    write(site, name, content)
    second = dressed(site, store)

    assert steps == set(work)
    assert ("load" in steps) == (first.url != second.url) == (second.files is not None)
    assert name.startswith(("templates", "icons")) == (first.templates != second.templates)


def test_a_build_that_did_not_end_well_is_no_measure(
    site: Config, store: Store, work: list[str]
) -> None:
    """What is not kept is looked at again; compiled words have their own note."""
    get_ready(site, store)
    work.clear()

    assert get_ready(site, store).files
    assert {"stylesheet", "load", *CHECKED} == set(work)


def test_a_build_that_stopped_lends_no_words_to_the_next(site: Config, store: Store) -> None:
    """It has compiled a catalogue that is then taken back: the old words are compiled again."""
    name = f"translations/zh/LC_MESSAGES/{DOMAIN}.po"
    compiled = site.catalogues / "zh" / "LC_MESSAGES" / f"{DOMAIN}.mo"
    dressed(site, store)
    before = compiled.read_bytes()
    old = (site.theme / name).read_text("utf-8")
    write(site, name, _PO.format("主页"))
    get_ready(site, store)
    assert before != compiled.read_bytes()
    write(site, name, old)
    get_ready(site, store)

    assert before == compiled.read_bytes()


def test_compiled_words_that_are_gone_are_made_again(
    site: Config, store: Store, work: list[str]
) -> None:
    """Somebody has emptied the cache."""
    dressed(site, store)
    work.clear()
    (site.catalogues / "zh" / "LC_MESSAGES" / f"{DOMAIN}.mo").unlink()
    dressed(site, store)

    assert ["compile_all"] == work


MISTAKES = {
    "scss/main.scss": ".a {",
    "templates/base.html": "{% if %}",
    "templates/place.html": "{{ icon('star') }}",
    f"translations/vi/LC_MESSAGES/{DOMAIN}.po": _PO.format(""),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_in_every_build_until_it_is_mended(
    site: Config, store: Store, name: str
) -> None:
    """Also beside the work of the last good build; nothing is compiled meanwhile."""
    dressed(site, store)
    good = (site.theme / name).read_text("utf-8")
    write(site, name, MISTAKES[name])

    for _ in range(2):
        [problem] = get_ready(site, store).problems
        assert Path(name).name == problem.path.name
    write(site, name, good)
    assert [] == get_ready(site, store).problems


def test_all_mistakes_are_told_at_once(site: Config, store: Store) -> None:
    """Styles, templates and words in one run, but for the words of a template with no end."""
    for name, content in MISTAKES.items():
        if "base" not in name:
            write(site, name, content)

    assert 3 == len(get_ready(site, store).problems)


def test_the_files_of_a_theme_can_be_had_again(site: Config, store: Store) -> None:
    """Where the output has lost one of them."""
    assert dressed(site, store).files == theme_files(site)


def test_a_theme_that_stays_has_one_address(site: Config, store: Store, tmp_path: Path) -> None:
    """Its files change all the same."""
    stable = config(tmp_path, catalogues=site.catalogues, stable_theme=True)
    first = dressed(stable, store)
    write(site, "scss/main.scss", ".b { color: red; }")
    second = dressed(stable, store)

    assert "/theme/current" == first.url == second.url
    assert second.files
    assert first.files != second.files
    assert dress.theme_files(stable) == second.files
